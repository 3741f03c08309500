#!/usr/bin/env bash
# What tests/gpu/device_check makes of its parts' output, with stand-ins for the programs that need a GPU.
# usage: device_check_test.sh SOURCE_DIR
set -uo pipefail
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{tests/gpu,tests/goldens,build/device/bin,stub}
cp "$1/tests/gpu/device_check" "$root/tests/gpu/"
touch "$root/tests/goldens/one.safetensors"

stub() { # stub FILE: a program of the lines read
    { echo '#!/bin/sh' && cat; } >"$root/$1"
    chmod +x "$root/$1"
}
stub stub/cmake <<<'exit 0'
stub stub/nvidia-smi <<<'echo "A GPU, 570.1, 80000 MiB"'
# shellcheck disable=SC2016  # the stubs expand them
stub stub/compute-sanitizer <<<'[ "$2" != racecheck ] || { echo "Error: potential hazard" && exit 1; }'
stub stub/python3 <<'END'
[ "$1" = -c ] && exit 0
[ "$1" = - ] && exec /usr/bin/python3 "$@"
case "$*" in *--compile*) t=0.002 ;; *) t=0.004 ;; esac
echo "{\"train_s\": $t, \"infer_s\": 1}"
END
stub build/device/bin/device_tests <<<'echo "[  PASSED  ] 3 tests."'
stub build/device/bin/device_goldens <<<'echo "passed  1e-6"'
stub build/device/bin/device_bench <<'END'
if [ $# -gt 0 ]; then
    echo "epoch $(wc -l <"$1") texts 9 tokens fp32 0.001 s"
    exit
fi
echo 'linear with bias                 134.2     45.0 us     90.0 us      0.50'
echo 'gelu                             134.2     45.0 us     50.0 us      0.90'
echo 'gated additiveAttentionGrad      134.2     45.0 us     80.0 us      0.56'
echo 'step  64 x 256    fp32        1.20 ms'
END
printf '"1","A title","Two words"\n"2","Another","%s"\n' "$(yes word | head -n 300 | tr '\n' ' ')" >"$root/texts.csv"

failures=0
run() { # run ARGUMENT…: into $table and $code
    table=$(cd "$root" && PATH=$root/stub:$PATH tests/gpu/device_check run carried "$@" 2>&1)
    code=$?
}
expect() { # expect PATTERN
    grep -qE "$1" <<<"$table" || {
        echo "no line matches: $1" >&2
        failures=$((failures + 1))
    }
}

run --peer peer.py --texts texts.csv
expect '^machine .*A GPU, 570\.1'
expect '^tests \(1e-4\) +passed .*3 tests'
expect '^goldens \(1e-4\) +passed'
expect '0\.7 of a copy +1 of 2 kernels; below: gated additiveAttentionGrad 0\.56'
expect 'ahead of the faster, ms +1\.67 x +1\.20 against 2, aim 1\.5'
expect 'ahead of padding fp32, s +2\.00 x +0\.001 against 0\.002, aim 5'
expect '^compute-sanitizer synccheck +passed'
expect '^compute-sanitizer racecheck +FAILED'
[ "$code" = 1 ] || expect 'exit status 1 where a part failed'
[ "$(tr '\n' ' ' <"$root/build/device/logs/lengths")" = '4 256 ' ] || expect 'the lengths 4 and 256'

run --only racecheck
expect '^compute-sanitizer racecheck +FAILED'
! grep -q 'compute-sanitizer memcheck' <<<"$table" || expect 'no other tool than the one that was asked for'
run --only memory
expect 'only knows .*sanitize memcheck synccheck racecheck initcheck, not memory'

rm "$root/build/device/logs/bench.log"
run --only peer --peer peer.py
expect 'ahead of the faster, ms +skipped +no figure of our own in .*: run bench and peer first'

stub build/device/bin/device_tests <<<'echo "skipped: no GPU"; exit 77'
run --only tests
expect '^tests \(1e-4\) +skipped .*no GPU'
[ "$code" = 1 ] || expect 'exit status 1 where no GPU was found'

stub build/device/bin/device_tests <<<'sleep 100'
run --only tests,goldens --seconds 11
expect '^tests \(1e-4\) +FAILED +stopped after 1[0-2] s'
expect '^goldens \(1e-4\) +skipped +no time left'

[ $failures = 0 ] || printf '%s\n' "$table" >&2
exit $((failures > 0))
