# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with device_check
# Part of device_check: the parts bench, peer and epoch.

# The products are bound by arithmetic, and the norm waits for the host. The faster copy counts, before or after the list.
bandwidth() {
    awk '/^device copy:/ { if ($3 > best) best = $3; if (!first) first = $3 }
         / us .* us / && !/^linear|product alone|^squaredNorm/ {
             name = $0; sub(/  .*/, "", name); names[++kernels] = name; ratio[kernels] = $NF
         }
         END {
             for (i = 1; i <= kernels; ++i) {
                 r = first ? ratio[i] * first / best : ratio[i]
                 if (r < 0.7) low = low (low ? ", " : "") names[i] sprintf(" %.2f", r)
                 else ++good
             }
             if (kernels) printf "%d of %d kernels%s\n", good, kernels, low ? "; below: " low : ""
         }' "$1"
}

run_bench() {
    local precision log found
    forget own
    check "bench steps" 90 "$build/bin/device_bench" steps
    log=$(log_of "bench steps")
    if [ -f "$log" ]; then
        cat "$log"
        while read -r precision found; do
            put "own:$precision" "$found"
        done < <(awk '$1 == "step" { print $5 ":" $2 "x" $4, $6 }' "$log")
    fi
    for precision in fp32 bf16; do
        check "bench kernels $precision" 120 "$build/bin/device_bench" kernels $precision
        log=$(log_of "bench kernels $precision")
        [ -f "$log" ] || continue
        cat "$log"
        found=$(bandwidth "$log")
        [ -z "$found" ] || note "  0.7 of a copy, $precision" "" "$found"
    done
}

# ahead NAME UNIT AIM OWN SHAPE SCALE: the figure OWN against PyTorch's of a SHAPE times SCALE. Only where both of PyTorch's
# ways were measured is it the faster one that stands there; else the row says which, and is open.
ahead() {
    local name=$1 unit=$2 aim=$3 ours eager compiled against="the faster" result detail theirs
    ours=$(get "$4") eager=$(get "eager:$5") compiled=$(get "compiled:$5")
    if [ -z "$ours" ]; then
        note "  ahead of PyTorch, $name" skipped "no figure of our own of this build and GPU: run $([ "$unit" = s ] && echo epoch || echo bench) first"
        return
    fi
    local no_eager=${ended["peer eager $5"]:-not measured} no_compiled=${ended["peer compiled $5"]:-not measured}
    if [ -z "$eager$compiled" ]; then
        note "  ahead of PyTorch, $name" skipped "no figure of PyTorch's of this GPU (eager: $no_eager, compiled: $no_compiled): run peer first"
        return
    fi
    [ -n "$compiled" ] || against="eager alone (compiled: $no_compiled)"
    [ -n "$eager" ] || against="compiled alone (eager: $no_eager)"
    theirs=$(printf '%s\n' "$eager" "$compiled" | sed '/^$/d' | sort -g | head -n 1)
    result=$(awk -v o="$ours" -v t="$theirs" -v s="$6" 'BEGIN { printf "%.2f x", s * t / o }')
    detail=$(awk -v o="$ours" -v t="$theirs" -v s="$6" -v a="$aim" 'BEGIN { printf "%s against %.4g, aim %s x", o, s * t, a }')
    ! earlier "$4" "eager:$5" "compiled:$5" || detail+=" (with figures of an earlier call of this build)"
    if [ "$against" = "the faster" ]; then
        note "  ahead of the faster, $name" "$result" "$detail"
    else
        note "  ahead of $against, $name" open "$result: $detail"
        status=1
    fi
}

# peer WAY PRECISION BATCH LENGTH REPETITIONS: keeps the milliseconds of a step.
peer() {
    local way=$1 name="peer $1 $2:$3x$4" most=100 option=()
    [ "$way" = eager ] || { option=(--compile) && most=200; }
    check "$name" $most python3 "$peer" step --device cuda --precision "$2" "${option[@]}" --batch "$3" --len "$4" --reps "$5" ||
        return
    put "$way:$2:$3x$4" "$(sed -n 's/.*"train_s": *\([0-9.e-]*\).*/\1/p' "$(log_of "$name")" | tail -n 1 | awk '{ print 1000 * $1 }')"
}

# Repetitions enough for the clocks of an idle GPU to rise long before the median: a short step takes 4 ms, five of which
# the peer leaves out.
run_peer() {
    local code=0 log=$logs/torch.log precision shape batch length repetitions
    forget eager compiled
    if [ -z "$peer" ]; then
        note "PyTorch peer" skipped "no --peer was given, and none was packed"
        return
    fi
    rm -f "$log"
    shown+=("$log")
    bounded "$(within 180)" "$log" python3 -c 'import sys, torch
print(torch.__version__, torch.version.cuda)
sys.exit(0 if torch.cuda.is_available() else "PyTorch finds no GPU")' || code=$?
    case $code in
    0) note "PyTorch" "" "$(tail -n 1 "$log")" ;;
    124 | 137)
        note "PyTorch peer" skipped "PyTorch did not load in time"
        return
        ;;
    *)
        note "PyTorch peer" skipped "PyTorch with CUDA is not installed here: $(tail -n 1 "$log" | cut -c1-120)"
        return
        ;;
    esac
    for shape in "64 256 200" "1 65536 60"; do
        read -r batch length repetitions <<<"$shape"
        for precision in fp32 bf16; do
            peer eager $precision "$batch" "$length" "$repetitions"
            peer compiled $precision "$batch" "$length" "$repetitions"
            ahead "$precision ${batch}x$length, ms" ms 1.5 "own:$precision:${batch}x$length" "$precision:${batch}x$length" 1
        done
    done
}

# An epoch over texts of the real lengths; the peer pads every text to 256 words, so its epoch is as many steps of 64 x 256.
run_epoch() {
    local precision steps figure lengths=$logs/lengths
    forget own-epoch
    if [ -z "$texts" ]; then
        note "epoch of AG News" skipped "no --texts was given, and none were packed"
        return
    fi
    if ! bounded "$(within 60)" "$lengths" python3 -c '
import csv, re, sys
for row in csv.reader(open(sys.argv[1], newline="", encoding="utf-8")):
    print(max(1, min(256, len(re.findall(r"\w+|[^\w\s]+", " ".join(row[1:]))))))' "$texts"; then
        note "epoch of AG News" FAILED "$texts cannot be read: $(tail -n 1 "$lengths")"
        return
    fi
    check "epoch of AG News" 120 "$build/bin/device_bench" epoch "$lengths"
    steps=$((($(wc -l <"$lengths") + 63) / 64))
    for precision in fp32 bf16; do
        figure=$(awk -v p=$precision '$1 == "epoch" && $6 == p { print $7 }' "$(log_of "epoch of AG News")" 2>/dev/null)
        [ -z "$figure" ] || put "own-epoch:$precision" "$figure"
        ahead "padding $precision, s" s 5 "own-epoch:$precision" "$precision:64x256" "$(awk -v n=$steps 'BEGIN { print n / 1000 }')"
    done
}
