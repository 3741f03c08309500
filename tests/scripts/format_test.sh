#!/usr/bin/env bash
# Every source is as clang-format makes it from .clang-format. Other versions than 14 break some lines elsewhere.
# Argument: the root of the sources.
set -euo pipefail
cd "$1"
formatter=
for name in clang-format-14 clang-format; do
    [[ -z $formatter && $($name --version 2>/dev/null || true) == *'version 14.'* ]] && formatter=$name
done
[ -n "$formatter" ] || { echo "skipped: clang-format 14 is missing"; exit 77; }
find app core datasets gpu tests ui workbench -name '*.cpp' -o -name '*.h' -o -name '*.cu' -o -name '*.cuh' |
    xargs "$formatter" --dry-run --Werror ||
    { echo "format_test: mend them with $formatter -i FILE, or say why not between // clang-format off and on" >&2; exit 1; }
