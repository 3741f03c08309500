#!/usr/bin/env bash
# Every word of the window has a finished translation. Usage: translation_test.sh SOURCE_FOLDER
set -euo pipefail
source_folder=$1
lupdate=$(command -v /usr/lib/qt6/bin/lupdate || command -v lupdate) || { echo "lupdate is not installed"; exit 77; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$source_folder/resources/translations/lab_zh_CN.ts" "$root/now.ts"
cd "$source_folder"
"$lupdate" -silent -I ./ -locations none -no-obsolete ui app/gui -ts "$root/now.ts" >/dev/null 2>&1
if grep -q 'type="unfinished"' "$root/now.ts"; then
    echo "These words have no finished translation; run scripts/translate.sh and finish them:"
    grep -B 3 'type="unfinished"' "$root/now.ts" | grep '<source>'
    exit 1
fi
