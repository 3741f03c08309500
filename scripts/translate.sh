#!/usr/bin/env bash
# Brings resources/translations/*.ts up to date with the words in the sources: new ones appear as unfinished, to be translated in
# Qt Linguist or a text editor; those that are gone are dropped. A test fails while any is unfinished.
set -euo pipefail
cd "$(dirname "$0")/.."
lupdate=$(command -v lupdate || true)
for candidate in /usr/lib/qt6/bin/lupdate /usr/lib/x86_64-linux-gnu/qt6/bin/lupdate; do
    [ -x "$candidate" ] && lupdate=$candidate
done
[ -n "$lupdate" ] || { echo "translate: lupdate is missing; install qt6-l10n-tools" >&2; exit 1; }
"$lupdate" -silent -I . -locations none -no-obsolete -source-language en ui app/gui -ts resources/translations/lab_zh_CN.ts
