#!/usr/bin/env bash
# What tests/gpu/device_check makes of its parts' output, with stand-ins for the programs that need a GPU.
# usage: device_check_test.sh SOURCE_DIR
set -uo pipefail
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{tests/gpu,tests/goldens,core,build/device/bin,build/device/lib,stub}
cp -r "$1"/tests/gpu/{device_check,check} "$root/tests/gpu/"
touch "$root/tests/goldens/"{one,two}.safetensors
built=$root/build/device

stub() { # stub FILE: a program of the lines read
    { echo '#!/bin/bash' && cat; } >"$root/$1"
    chmod +x "$root/$1"
}
stub stub/cmake <<<"echo \"\$1\" >>$root/cmake_calls"
stub stub/nvidia-smi <<<'echo "A GPU, 570.1, 80000 MiB"'
# A tool that finds the planted fault, a race, and something in cuBLAS; all but the first only where nobody looks at one
# kind of kernels alone.
stub stub/compute-sanitizer <<'END'
case "$*" in
*planted_fault) [ -e "${0%/*}/../no_filter" ] || { echo '========= Invalid __global__ read of size 4 bytes' && exit 9; } ;;
"--tool racecheck"*) echo "Error: potential hazard" && exit 1 ;;
"--tool memcheck"*kns=*) echo "[  PASSED  ] of our kernels" ;;
"--tool memcheck"*)
    echo '========= Invalid __global__ write of size 16 bytes'
    echo '=========     at void cutlass::Kernel2<sgemm>(T1::Params)+0x1b0'
    exit 1
    ;;
*) echo "$*" ;;
esac
END
stub stub/python3 <<'END'
[ ! -e "${0%/*}/../no_torch" ] || [[ "$2" != *torch* ]] || sleep 100
[ "$1" != -c ] || { [[ "$2" == *csv* ]] && exec /usr/bin/python3 "$@"; echo "2.11 13.0"; exit; }
case "$*" in
*--compile*) t=0.002; [ ! -e "${0%/*}/../no_compile" ] || { echo "no C compiler" && exit 1; } ;;
*) t=0.004 ;;
esac
echo "$*" >>"${0%/*}/../peer_calls"
echo "{\"train_s\": $t, \"infer_s\": 1}"
END
# As GoogleTest: a list, and of a suite its tests. What "fault" holds happens in the second test.
stub build/device/bin/device_tests <<'END'
fault=$(cat "${0%/*}/../../../fault" 2>/dev/null)
[ "$fault" != gone ] || { echo "skipped: no GPU" && exit 77; }
echo "cuda: A GPU, 80000 MB"
case "$*" in
*--gtest_list_tests*) printf 'All/Good.\n  One  # GetParam() = 1\n  Two\n  DISABLED_Three\nFaulty.\n  One\n  Two\n  Three\n' ;;
*=All/Good.*) printf '[ RUN      ] %s\n[       OK ] %s (1 ms)\n' All/Good.{One,One,Two,Two} && echo '[  PASSED  ] 2 tests.' ;;
*=Faulty.One | *=Faulty.Three) name=${*##*=} && printf '[ RUN      ] %s\n[       OK ] %s (1 ms)\n' "$name" "$name" ;;
*=Faulty.Two)
    echo '[ RUN      ] Faulty.Two'
    echo "the GPU failed in ${CUDA_LAUNCH_BLOCKING:+the kernel of rows}${CUDA_LAUNCH_BLOCKING:-waiting} (illegal access)"
    echo '[  FAILED  ] Faulty.Two (1 ms)'
    exit 1
    ;;
*=Faulty.*)
    printf '[ RUN      ] %s\n[       OK ] %s (1 ms)\n' Faulty.One Faulty.One
    case $fault in
    "") printf '[ RUN      ] %s\n[       OK ] %s (1 ms)\n' Faulty.{Two,Two,Three,Three} && echo '[  PASSED  ] 3 tests.' && exit ;;
    hang) echo '[ RUN      ] Faulty.Two' && setsid sleep 1234 & sleep 1000 ;;
    *)
        [ "$fault" = skip ] || printf '[ RUN      ] Faulty.Two\nthe GPU failed in waiting (illegal access)\n[  FAILED  ] Faulty.Two (1 ms)\n'
        printf '[ RUN      ] Faulty.Three\n/kernel_test.h:32: Skipped\nthe GPU failed\n\n[  SKIPPED ] Faulty.Three (0 ms)\n'
        [ "$fault" = skip ] || exit 1
        ;;
    esac
    ;;
*) echo '[  PASSED  ] 2 tests.' ;;
esac
END
# shellcheck disable=SC2016  # the stub expands it
stub build/device/bin/device_goldens <<<'echo "passed  1e-${#1}  $1"'
stub build/device/bin/device_bench <<'END'
fault=$(cat "${0%/*}/../../../fault" 2>/dev/null)
case "$1 $2" in
epoch*) echo "epoch $(wc -l <"$2") texts 9 tokens fp32 0.0010 s, the median of 0.0009 to 0.0011" ;;
steps*)
    [ "$fault" != steps ] || { echo 'FAILED step 64 x 256 fp32: the GPU failed' && exit 1; }
    echo 'step  64 x 256    fp32        1.20 ms'
    ;;
"kernels fp32")
    echo 'device copy: 2000 GB/s read and written before the kernels'
    echo 'linear with bias                 134.2     45.0 us     90.0 us      1500      0.50'
    echo 'gelu                             134.2     45.0 us     50.0 us      1500      0.90'
    echo 'add                              134.2     45.0 us     60.0 us      1500      0.75'
    echo 'gated additiveAttentionGrad      134.2     45.0 us     80.0 us      1500      0.56'
    echo 'device copy: 2500 GB/s read and written after the kernels'
    ;;
*) echo 'FAILED the kernels in bf16: no room' && exit 1 ;;
esac
END
touch "$built/lib/liblab_gpu.so" "$built/bin/planted_fault"
printf '"1","A title","Two words"\n"2","Another","%s"\n' "$(yes word | head -n 300 | tr '\n' ' ')" >"$root/texts.csv"
touch "$root/peer.py"

failures=0
run() { # run ARGUMENT…: into $table and $code
    table=$(cd "$root" && PATH=$root/stub:$PATH tests/gpu/device_check run carried "$@" 2>&1)
    code=$?
}
say_wrong() {
    echo "$1; the table was:" >&2
    printf '%s\n' "$table" >&2
    failures=$((failures + 1))
}
expect() { # expect PATTERN
    grep -qE -- "$1" <<<"$table" || say_wrong "no line matches: $1"
}
expect_not() { # expect_not PATTERN
    ! grep -qE -- "$1" <<<"$table" || say_wrong "a line matches: $1"
}
expect_code() { [ "$code" = "$1" ] || say_wrong "exit status $code instead of $1"; }
fault() { printf '%s' "$1" >"$root/fault"; }

run --peer peer.py --texts texts.csv --out "$root/out"
expect '^machine .*A GPU, 570\.1'
expect '^tests \(1e-4\) +passed .*2 suites of 5 tests'
expect '^same bits twice +passed'
expect '^goldens \(1e-4\) +passed'
expect '^bench kernels bf16 +FAILED +exit 1'
expect '0\.7 of a copy, fp32 +1 of 3 kernels; below: add 0\.60, gated additiveAttentionGrad 0\.45'
expect 'ahead of the faster, fp32 64x256, ms 1\.67 x +1\.20 against 2, aim 1\.5'
expect 'ahead of PyTorch, bf16 64x256, ms skipped +no figure of our own'
expect 'ahead of the faster, padding fp32, s 2\.00 x +0\.0010 against 0\.002, aim 5'
expect '^our kernels by their names +passed'
expect '^compute-sanitizer memcheck +FAILED'
expect '^  memcheck +what it found is in kernels that are not ours: .*cutlass::Kernel2'
expect '^  memcheck, our kernels alone passed'
expect '^compute-sanitizer synccheck +passed .*--kernel-name kns=3lab3gpu'
expect '^compute-sanitizer racecheck +FAILED'
expect_code 1
[ "$(tr '\n' ' ' <"$built/logs/lengths")" = '4 256 ' ] || say_wrong 'the lengths are not 4 and 256'
grep -q -e '--batch 64 --len 256 --reps 200$' "$root/peer_calls" || say_wrong 'a short step is not repeated 200 times'
grep -q '^==== bench_steps.log' "$root/out/report.txt" || say_wrong 'the report holds no logs'

# One fault, one suite: the others go on, and the kernel is named.
fault kernel
run --no-build --only tests --out "$root/out"
expect '^tests \(1e-4\) +FAILED .*1 of 2 suites passed, of 2 tests'
expect '^  Faulty +FAILED +2 of 3 tests did not pass \(exit 1\); of 2 run alone 1 passed; the GPU failed in the kernel of rows'
grep -q '^---- Faulty.Two alone' "$root/out/report.txt" || say_wrong 'the report does not hold the test run alone'
grep -q 'ahead of the faster, fp32' "$root/out/report.txt" || say_wrong 'the report has lost the call before'
fault skip
run --no-build --only tests
expect '^  Faulty +FAILED +2 of 3 tests did not pass; of 2 run alone 1 passed'
expect_code 1

# What hangs is stopped, with all that it started.
fault hang
run --no-build --only tests,goldens --seconds 11
expect '^  Faulty +FAILED +2 of 3 tests did not pass \(stopped after [0-9]+ s\); of 0 run alone 0 passed; Faulty.Two'
expect '^goldens \(1e-4\) +skipped +no time left'
nothing_runs() { ! grep -lsz "^PATH=$root/stub:" /proc/[0-9]*/environ >/dev/null; }
nothing_runs || say_wrong 'something still runs'
rm -r "$built/logs/tests"
(cd "$root" && PATH=$root/stub:$PATH exec tests/gpu/device_check run carried --no-build --only tests) >"$root/stopped" 2>&1 &
for ((i = 0; i < 100; ++i)); do
    ! grep -qs "^\[ RUN      \] Faulty.Two" "$built/logs/tests/Faulty.log" || break
    sleep 0.1
done
kill $!
wait $!
nothing_runs || say_wrong 'what was stopped from outside left something running'
grep -q '^machine ' <<<"$(tail -n 3 "$built/logs/report.txt")" || say_wrong 'the report of a stopped call is missing'
fault gone
run --no-build --only tests
expect '^tests \(1e-4\) +skipped .*no GPU'
expect_code 1

# A tool of its own; a filter that shows nothing is not used.
fault ''
run --no-build --only racecheck
expect '^compute-sanitizer racecheck +FAILED'
expect_not 'compute-sanitizer memcheck'
touch "$root/no_filter"
run --no-build --only synccheck
expect '^our kernels by their names +FAILED +the planted fault was not found'
expect '^compute-sanitizer synccheck +passed'
expect_not '^compute-sanitizer synccheck .*kns='
run --only memory
expect 'only knows .*sanitize memcheck synccheck racecheck initcheck, not memory'

# Figures of earlier calls, and what takes their place.
run --no-build --only peer --peer peer.py
expect 'ahead of the faster, fp32 64x256, ms 1\.67 x +1\.20 against 2, aim 1\.5 x \(with figures of an earlier call'
touch "$root/no_compile"
run --no-build --only bench,peer,epoch --peer peer.py --texts texts.csv
expect 'ahead of eager alone \(compiled: exit 1\), fp32 64x256, ms open +3\.33 x: 1\.20 against 4'
expect 'ahead of eager alone \(compiled: exit 1\), padding fp32, s open +4\.00 x'
expect_not 'ahead of the faster'
expect_code 1
rm "$root/no_compile"
fault steps
run --no-build --only bench,peer --peer peer.py
expect '^bench steps +FAILED +exit 1  FAILED step 64 x 256 fp32'
expect 'ahead of PyTorch, fp32 64x256, ms skipped +no figure of our own'
fault ''
run --no-build --only bench
echo other >"$built/lib/liblab_gpu.so"
run --no-build --only peer --peer peer.py
expect 'ahead of PyTorch, fp32 64x256, ms skipped +no figure of our own of this build'
touch "$root/no_torch"
run --no-build --only peer --peer peer.py --seconds 3
expect '^PyTorch peer +skipped +PyTorch did not load in time'
rm "$root/no_torch"
run --no-build --only peer,epoch --peer peer.py --texts texts.csv --seconds 49
expect '^peer compiled bf16:1x65536 +skipped +no time left'
expect '^epoch of AG News +passed'

# Building: files of the future are mended, --no-build builds nothing and wants all that it runs.
touch -d '+2 days' "$root/core/one.h" "$built/bin/device_bench"
touch "$root/now"
run --build-only
expect '^build +passed'
[ ! "$root/core/one.h" -nt "$root/cmake_calls" ] || say_wrong 'a source is of the future'
[ ! "$built/bin/device_bench" -nt "$root/cmake_calls" ] || say_wrong 'a program is of the future'
rm "$root/cmake_calls" "$built/bin/planted_fault"
run --no-build --only goldens
expect '--no-build needs what an earlier call has built, but .*/planted_fault is missing'
[ ! -e "$root/cmake_calls" ] || say_wrong '--no-build built'
stub stub/cmake <<<'echo "CMake Error: no such thing" && exit 1'
run --only goldens --out "$root/out"
expect '^build +FAILED +the configuration failed'
[[ $(tail -n 5 "$root/out/report.txt") == *'no such thing'* ]] || say_wrong 'the report does not say why nothing was built'

# Packing takes along what the parts read.
if [ -d /usr/src/googletest ]; then
    table=$(cd "$root" && tests/gpu/device_check pack carried --peer peer.py --texts texts.csv 2>&1)
    cmp -s "$root/texts.csv" "$root/carried/texts.csv" || say_wrong 'the texts were not packed'
    touch "$built/bin/planted_fault"
    run --no-build --only peer,epoch
    expect 'ahead of the faster, padding fp32, s 2\.00 x'
    expect_not 'was given'
    run --no-build --only peer --peer no_file.py
    expect '--peer names no file: no_file.py'
fi

exit $((failures > 0))
