# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with device_check
# Part of device_check: compute-sanitizer.

# What the tools find inside cuBLAS is not ours: its kernels for Hopper write and wait in ways that older versions of the tools
# do not follow. Races and barriers are therefore looked for in our kernels alone; what is written by whom has to be followed
# through all of them, so initcheck reads products of float32 only.
ours=(--kernel-name kns=3lab3gpu)
filter="" # whether the tool takes that for our kernels: yes, no, or not yet known

# Shown by a program that reads past its memory in a kernel with a name like ours: a filter that matches nothing finds nothing.
prove_filter() {
    local code=0 log
    [ -z "$filter" ] || return
    log=$(log_of "planted fault")
    rm -f "$log"
    shown+=("$log")
    bounded "$(within 60)" "$log" "$sanitizer" --tool memcheck "${ours[@]}" --error-exitcode 9 "$build/bin/planted_fault" || code=$?
    if [ $code = 9 ] && grep -q 'Invalid __global__ read' "$log"; then
        filter=yes
        note "our kernels by their names" passed "the planted fault was found"
    else
        filter=no
        note "our kernels by their names" FAILED "the planted fault was not found ($(how_stopped $code $SECONDS)), so all kernels are looked at  ($log)"
    fi
}

# sanitize NAME SECONDS TOOL OPTION…
sanitize() {
    local name=$1 most=$2 tool=$3 tests
    shift 3
    # Each kernel once or twice, forward and back; the many passes of the gradient checks would take too long.
    tests='*GivesTheValueOfItsFormula*:*FastformerOnTheGpu*:*RivalsOnTheGpu*:*SegmentKernels.Softmax*:*TrainingKernels.Cross*'
    [ "$tool" = initcheck ] || tests+=':*NarrowWideOp*:*NarrowRivals*'
    check "$name" "$most" "$sanitizer" --tool "$tool" "$@" --error-exitcode 1 "$build/bin/device_tests" --gtest_brief=1 \
        --gtest_filter="$tests"
}

# run_tool TOOL SHARE: for at most so many seconds.
run_tool() {
    local tool=$1 share=$2 log options=()
    sanitizer=$(command -v compute-sanitizer || echo /usr/local/cuda/bin/compute-sanitizer)
    if [ ! -x "$sanitizer" ]; then
        note "compute-sanitizer $tool" skipped "it is not installed here"
        return
    fi
    case $tool in
    synccheck | racecheck)
        prove_filter
        [ "$filter" = no ] || options=("${ours[@]}")
        ;;
    esac
    case $tool in
    memcheck)
        options=(--report-api-errors no) # every call is checked where it is made, and some may fail
        # one finding shall not hide those behind it
        ! "$sanitizer" --help 2>&1 </dev/null | grep -c -e --destroy-on-device-error >/dev/null || options+=(--destroy-on-device-error kernel)
        ;;
    racecheck) options+=(--racecheck-detect-level error) ;;
    esac
    sanitize "compute-sanitizer $tool" "$share" "$tool" "${options[@]}" && return
    log=$(log_of "compute-sanitizer $tool")
    # what it found stands in lines like "=========     at kernel(arguments)+0x40"
    if [ "$tool" = memcheck ] && [ -f "$log" ] &&
        awk '/^=========     at / { ++found; ours += /lab::gpu|3lab3gpu/ } END { exit !(found && !ours) }' "$log"; then
        note "  memcheck" "" "what it found is in kernels that are not ours: $(grep -m 1 '^=========     at ' "$log" | cut -c11-110)"
        prove_filter
        [ "$filter" = no ] ||
            sanitize "  memcheck, our kernels alone" "$share" memcheck "${options[@]}" "${ours[@]}"
    fi
}
