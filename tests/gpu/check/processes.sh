# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with device_check
# Part of device_check: programs that end in time, with everything that they started.

mark=$(date +%s.%N).$$ # of what this call starts; calls are in the order of their marks
# reap TAG: ends the processes that were started with a tag that begins so.
reap() {
    local file
    grep -lzs "^LAB_DEVICE_CHECK=$1\." /proc/[0-9]*/environ | while IFS=/ read -r _ _ file _; do
        kill -KILL "$file" 2>/dev/null
    done
}
# shellcheck disable=SC2046  # no job, no argument
trap 'kill $(jobs -p) 2>/dev/null; reap "$mark"' EXIT
trap 'exit 143' INT TERM

# bounded SECONDS LOG COMMAND…: runs it for at most so long, its output into LOG. Nothing that it started outlives it: a
# tool may give its target a process group of its own, which the limit does not reach.
bounded() {
    local most=$1 log=$2 tag=$mark.$BASHPID.$RANDOM code=0
    shift 2
    LAB_DEVICE_CHECK=$tag. timeout -k 5 "$most" "$@" >"$log" 2>&1 </dev/null &
    wait $! || code=$?
    reap "$tag"
    return $code
}
reserved=0 # seconds that a part leaves to what comes after it
left() { echo $((seconds - SECONDS - reserved)); }
# within SECONDS: those, or as many as are left.
within() { if [ "$1" -lt "$(left)" ]; then echo "$1"; else left; fi; }

# in_turn FUNCTION ARGUMENT…: calls it for each argument, as many at once as half of the cores allow, six at most.
in_turn() {
    local call=$1 most=$(($(nproc) / 2))
    shift
    [ "$most" -ge 1 ] || most=1
    [ "$most" -le 6 ] || most=6
    while [ $# -gt 0 ]; do
        while [ "$(jobs -rp | wc -l)" -ge "$most" ]; do wait -n; done
        "$call" "$1" &
        shift
    done
    wait
}
