#!/usr/bin/env bash
# Pictures of every workspace, to be looked at: before, during and after training and with an error; light and dark; at 100 and 200 %
# (size of type, and pixels per point); in English and Chinese. Needs a built fastformer-lab; no screen.
#   scripts/screenshots.sh [FOLDER [PROGRAM]]     default: screenshots build/release/bin/fastformer-lab
set -euo pipefail
folder=${1:-screenshots}
program=${2:-build/release/bin/fastformer-lab}
[ -x "$program" ] || { echo "screenshots: $program is not there; build it first" >&2; exit 1; }
mkdir -p "$folder"
export QT_QPA_PLATFORM=offscreen

names=$("$program" --help | tr '\n' ' ' | sed -E 's/.*Workspace to show first: ([^.(]*)[.(].*/\1/; s/,/ /g; s/ +/ /g')

# shoot FILE PIXELS-PER-POINT FLAG…
shoot() {
    local file=$folder/$1 scale=$2
    shift 2
    QT_SCALE_FACTOR=$scale timeout 300 "$program" --screenshot "$file" --size 1440x900 "$@" 2>"$file.log" ||
        { echo "screenshots: $file could not be made:" >&2; cat "$file.log" >&2; }
    rm -f "$file.log"
}

for name in $names; do
    for theme in light dark; do
        for language in en zh_CN; do
            common=(--workspace "$name" --theme "$theme" --language "$language")
            shoot "$name-$theme-$language-empty.png" 1 "${common[@]}" --after-steps 0
            shoot "$name-$theme-$language-working.png" 1 "${common[@]}" --after-steps 30 --text "not bad at all"
            shoot "$name-$theme-$language-filled.png" 1 "${common[@]}" --after-steps 200 --text "not bad at all"
            shoot "$name-$theme-$language-type200.png" 1 "${common[@]}" --after-steps 60 --text-size 200
        done
        shoot "$name-$theme-hidpi.png" 2 --workspace "$name" --theme "$theme" --language en --after-steps 60
        shoot "$name-$theme-error.png" 1 --workspace "$name" --theme "$theme" --language en --after-steps 0 no-such-file.csv
    done
    echo "$name done"
done
