#!/usr/bin/env bash
# The set-up finds out which packages are missing, also on a machine whose dpkg has never heard of them.
#   setup_test.sh <source folder>
set -euo pipefail
if ! command -v dpkg-query >/dev/null; then
    echo "skipped: this is no Debian system"
    exit 77
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir "$root/scripts"
cp "$1/scripts/setup.sh" "$root/scripts/"
printf '%s\n' 'bash  # everybody has it' '' '# a comment' 'no-such-package-b' 'no-such-package-a' >"$root/scripts/packages.txt"

missing=$(set -euo pipefail; source "$root/scripts/setup.sh"; lab_missing_packages)
if [ "$missing" != $'no-such-package-a\nno-such-package-b' ]; then
    echo "missing packages: expected the two that nobody has, got: $missing"
    exit 1
fi

echo bash >"$root/scripts/packages.txt"
missing=$(set -euo pipefail; source "$root/scripts/setup.sh"; lab_missing_packages)
if [ -n "$missing" ]; then
    echo "missing packages: expected none, got: $missing"
    exit 1
fi
