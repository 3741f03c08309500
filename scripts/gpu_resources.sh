#!/usr/bin/env bash
# The compiler's resource report of the GPU's kernels as a table (Markdown): scripts/gpu_resources.sh [80 90 …]
#
# Compiles every gpu/*.cu for each architecture (default: 80 86 89 90) as the build does and reads what the assembler says.
# A line is one kernel; of the variants of a template it shows the largest of each number. Stack is the frame in bytes
# (arrays that are indexed at run time, not by itself a fault), spills are the bytes stored and loaded for want of registers.
# Below the table stands each kernel that spills. Exit status 1: some kernel spills.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
nvcc=$(command -v nvcc || echo /usr/local/cuda/bin/nvcc)
[ $# -gt 0 ] || set -- 80 86 89 90
[ -x "$nvcc" ] || { echo "gpu_resources.sh: nvcc is not installed" >&2 && exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile ARCH SOURCE: into a report of its own, so that several can run side by side.
compile() {
    local part=$work/$1.$(basename "$2")
    "$nvcc" -std=c++20 -O3 -DNDEBUG -DFMT_HEADER_ONLY -I"$root" -diag-suppress=554 -arch="sm_$1" -cubin -Xptxas -v \
        -o "$part.cubin" "$2" 2>&1 | c++filt -i | sed "s|^|$1 $(basename "$2") |" >"$part.report"
}
for arch in "$@"; do
    for source in "$root"/gpu/*.cu; do
        [ "$(jobs -pr | wc -l)" -lt "$(nproc)" ] || wait -n
        compile "$arch" "$source" &
    done
done
wait
for arch in "$@"; do cat "$work/$arch".*.report; done >"$work/report"

awk -v archs="$*" '
    function most(table, key, value) { if (!(key in table) || value + 0 > table[key] + 0) table[key] = value }
    function number(line, unit) { return match(line, "[0-9]+ " unit) ? substr(line, RSTART, RLENGTH) + 0 : 0 }
    # "void lab::gpu::(anonymous namespace)::nameKernel<4, …>(…)": the name alone
    function plain(name) {
        gsub(/\(anonymous namespace\)::|lab::gpu::|void /, "", name)
        sub(/[<(].*/, "", name)
        return name
    }
    / Compiling entry function / {
        split($0, quoted, "\047")
        key = $2 SUBSEP plain(quoted[2])
        if (!(key in seen)) { seen[key] = ++count; keys[count] = key }
        if ($1 == substr(archs, 1, length($1))) ++variants[key]
    }
    / bytes stack frame/ {
        most(stack, $1 SUBSEP key, number($0, "bytes stack frame"))
        most(spills, $1 SUBSEP key, number($0, "bytes spill stores") + number($0, "bytes spill loads"))
    }
    / Used [0-9]+ registers/ {
        most(registers, $1 SUBSEP key, number($0, "registers"))
        most(shared, $1 SUBSEP key, number($0, "bytes smem"))
    }
    END {
        columns = split(archs, arch, " ")
        line = "| file | kernel | variants | shared memory |"
        rule = "| --- | --- | --- | --- |"
        for (i = 1; i <= columns; ++i) {
            line = line " registers, " arch[i] " | stack / spills, " arch[i] " |"
            rule = rule " --- | --- |"
        }
        print line "\n" rule
        for (k = 1; k <= count; ++k) {
            split(keys[k], part, SUBSEP)
            line = "| `" part[1] "` | " part[2] " | " variants[keys[k]] " | " shared[arch[1] SUBSEP keys[k]] + 0 " B |"
            for (i = 1; i <= columns; ++i) {
                at = arch[i] SUBSEP keys[k]
                line = line " " registers[at] " | " stack[at] " / " spills[at] " |"
                if (spills[at] > 0) spilling = spilling (spilling ? ", " : "") part[2] " of `" part[1] "` (" spills[at] " bytes on " arch[i] ")"
            }
            print line
        }
        print "\nSpills: " (spilling ? spilling : "none") "."
        exit spilling ? 1 : 0
    }' "$work/report"
