#!/usr/bin/env bash
# Pictures of every workspace, to be looked at: empty, working, with an error and filled; light and dark; at 100 %, with type of 200 %
# and with two pixels per point; in English and Chinese. The states are real: runs train, files are imported, encoders are measured.
# Needs the target screenshot_tour; no screen; some ten minutes on two cores. Exit code 1 names the pictures that are missing and what is
# wrong in a picture: a window of another size, a page that scrolls sideways, a text or control cut or covered.
#   scripts/screenshots.sh [FOLDER [PROGRAM]]     default: screenshots build/release/bin/screenshot_tour
set -euo pipefail
folder=${1:-screenshots}
program=${2:-build/release/bin/screenshot_tour}
[ -x "$program" ] || { echo "screenshots: $program is not there; build it first: cmake --build --preset release --target screenshot_tour" >&2; exit 1; }
export QT_QPA_PLATFORM=offscreen
work=$(mktemp -d)
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$work}
trap 'rm -rf "$work"' EXIT
log=$work/log

# quietly COMMAND…: what Qt and the program say is shown when it fails.
quietly() {
    "$@" >"$log" 2>&1 || { grep -v -e propagateSizeHints -e XDG_RUNTIME_DIR "$log" >&2; return 1; }
}

# missing FOLDER: names of the pictures that are not there.
missing() {
    "$program" --list | while read -r name; do
        [ -s "$1/$name" ] || echo "$1/$name"
    done
}

quietly "$program" --make-lab "$work/lab.db"
all=0
for language in en zh_CN; do
    for size in 100 type200 pixels200; do
        case $size in
        type200) pixels=1 type=200 ;;
        pixels200) pixels=2 type=100 ;;
        *) pixels=1 type=100 ;;
        esac
        place=$folder/$language-$size
        rm -rf "$place"
        QT_SCALE_FACTOR=$pixels quietly timeout 900 "$program" "$place" --lab "$work/lab.db" --language $language --type-size $type || all=1
        echo "$place: $(find "$place" -name '*.png' | wc -l) of $("$program" --list | wc -l) pictures"
        missing "$place" >>"$work/missing"
    done
done
if [ -s "$work/missing" ]; then
    echo "screenshots: missing:" >&2
    cat "$work/missing" >&2
    all=1
fi
exit $all
