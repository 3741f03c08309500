#!/usr/bin/env bash
# A desktop whose language writes decimals with a comma: what the window stores is the same. Qt takes the desktop's
# language for the C library, too. Arguments: the window's program and the command line's.
set -euo pipefail
window=$1 fastformer=$2
command -v localedef >/dev/null || { echo "skipped: localedef is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" 2>/dev/null || { echo "skipped: the sources of languages are missing"; exit 77; }
german=(env LOCPATH="$work" LC_ALL=de_DE.UTF-8)
[ "$("${german[@]}" locale decimal_point)" = , ] || { echo "skipped: the language cannot be chosen"; exit 77; }

"${german[@]}" QT_QPA_PLATFORM=offscreen "$window" --lab "$work/lab.db" --screenshot "$work/picture.png" --after-steps 3 2>"$work/words"
"${german[@]}" "$fastformer" runs show 1 --lab "$work/lab.db" --json >"$work/run.json"
stored=$(tr -d ' \n' <"$work/run.json")
for setting in '"dropout":0.1' '"lr":0.001' '"init_range":0.02'; do
    [[ $stored == *"$setting"* ]] || {
        echo "decimal_comma_test: the run was not stored with $setting:" >&2
        cat "$work/run.json" >&2
        exit 1
    }
done
