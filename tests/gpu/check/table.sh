# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with device_check
# Part of device_check: the table, the report, and the figures that other parts and calls compare with.

rows=()
shown=() # logs for the report
status=0
declare -A ended # how each check ended, where it did not pass
# note NAME RESULT DETAIL: one line of the table, shown and reported at once: whoever stops the script keeps what there is.
note() {
    rows+=("$(printf '%-28s %-8s %s' "$1" "$2" "$3")")
    say "${rows[-1]}"
    [ "$2" != FAILED ] || status=1
    report
}
log_of() { echo "$logs/${1//[^A-Za-z0-9.-]/_}.log"; }
# how_stopped CODE BEGIN: in words, of a status that is not 0.
how_stopped() {
    case $1 in
    124 | 137) echo "stopped after $((SECONDS - $2)) s" ;;
    *) echo "exit $1" ;;
    esac
}
# skipped_tests LOG: what GoogleTest skipped, and why; a test of the GPU skips only where the GPU has failed.
skipped_tests() { grep -A 1 ': Skipped$' "$1" | grep -v -e ': Skipped$' -e '^--' | head -n 1; }

# in_time NAME: whether there is time left to begin with it; notes where there is not.
in_time() {
    local least=10
    [ "$(left)" -lt $least ] || return 0
    ended[$1]="no time left"
    note "$1" skipped "no time left; go on with --only"
    status=1
    return 1
}

# check NAME SECONDS COMMAND…: runs it for at most so long, so that one that hangs leaves time for the others; keeps its
# output, notes how it ended. 77: no GPU was found.
check() {
    local name=$1 most=$2 log code=0 begin=$SECONDS last
    log=$(log_of "$name")
    rm -f "$log"
    shift 2
    in_time "$name" || return
    bounded "$(within "$most")" "$log" "$@" || code=$?
    shown+=("$log")
    last=$(tail -n 1 "$log")
    if [ $code = 0 ] && grep -q '^\[  SKIPPED \]' "$log"; then
        ended[$name]="tests were skipped"
        note "$name" FAILED "tests were skipped: $(skipped_tests "$log" | cut -c1-160)  ($log)"
        return 1
    fi
    case $code in
    0)
        unset "ended[$name]"
        note "$name" passed "$((SECONDS - begin)) s  ${last:0:90}"
        return 0
        ;;
    77)
        ended[$name]="no GPU"
        note "$name" skipped "${last:0:160}"
        status=1
        ;;
    *)
        ended[$name]=$(how_stopped $code "$begin")
        note "$name" FAILED "${ended[$name]}  ${last:0:120}  ($log)"
        grep -E 'FAILED|Failure|error|ERROR|Invalid|Uninitialized|hazard' "$log" | head -n 12
        ;;
    esac
    return 1
}

# excerpt LOG: all of it, or its two ends.
excerpt() {
    local most=200000
    if [ "$(stat -c %s "$1")" -le $most ]; then
        cat "$1"
    else
        head -c $((most / 2)) "$1"
        printf '\n… the middle is left out here; see %s\n' "$1"
        tail -c $((most / 2)) "$1"
    fi
}

# The report: a section for each call, this one's made anew with every line of the table.
report() {
    local log
    {
        printf '######## %s  %s\n' "$began" "device_check run ${arguments[*]}"
        printf '%s\n' "${rows[@]}"
        for log in "${shown[@]}"; do
            [ -f "$log" ] || continue
            printf '\n==== %s\n' "${log#"$logs/"}"
            excerpt "$log"
        done
        printf '\n'
    } >"$logs/calls/$mark.txt"
    # the younger sections are kept where all would be too long for one file
    cat "$logs"/calls/*.txt | tail -c 15000000 >"$logs/report.txt"
    [ -z "$out" ] || cp "$logs/report.txt" "$out/report.txt"
}

# ---- figures that other parts and calls compare with; one a line: BUILD CALL KEY VALUE

put() { say "$token $mark $1 $2" >>"$figures"; }
get() { awk -v t="$token" -v k="$1" '$1 == t && $3 == k { v = $4 } END { print v }' "$figures"; }
# earlier KEY…: succeeds when one of them was measured in another call.
earlier() {
    local key
    for key in "$@"; do
        awk -v t="$token" -v m="$mark" -v k="$key" '$1 == t && $3 == k { c = $2 } END { exit !(c != "" && c != m) }' "$figures" &&
            return 0
    done
    return 1
}
# forget KIND…: what was measured of them; a part that begins does not pass off an older call's figures as its own.
forget() {
    local kind
    for kind in "$@"; do
        sed -i "/ $kind:[^ ]* [^ ]*$/d" "$figures"
    done
}
