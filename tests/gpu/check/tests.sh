# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with device_check
# Part of device_check: the parts tests and goldens.

# suites: from GoogleTest's list, one a line; those of very many tests in parts, SUITE#PART/PARTS.
suites() {
    awk -v most=64 '
        function end(i, n) {
            n = int((tests + most - 1) / most)
            if (n == 1) print suite
            else for (i = 0; i < n; ++i) print suite "#" i "/" n
            tests = 0
        }
        /^[^ ]+\.( .*)?$/ { end(); suite = substr($1, 1, length($1) - 1) }
        /^  / && !/^  DISABLED_/ { ++tests }
        END { end() }' "$logs/suites.log"
}
# tests_of SUITE PART PARTS: the names of its tests; GoogleTest deals them out in turn.
tests_of() {
    awk -v s="$1." -v part="$2" -v parts="$3" '
        /^[^ ]/ { inside = ($1 == s) } inside && /^  / && !/^  DISABLED_/ && n++ % parts == part { print s $1 }' "$logs/suites.log"
}

# run_suite SUITE: into SUITE.log, and a line how it ended into SUITE.result: passed TESTS, or what is wrong with it. Each test
# that did not pass is then run alone, with launches that wait for their kernel, so that an error names the kernel that made
# it and a test that only came after it is cleared.
run_suite() {
    local suite=${1%%#*} file=$logs/tests/${1//[^A-Za-z0-9]/_} code=0 begin=$SECONDS test how why alone=0 cleared=0 limit part=0 parts=1
    [[ $1 != *#* ]] || { part=${1#*#} && parts=${part#*/} && part=${part%/*}; }
    if [ "$(left)" -lt 10 ]; then
        echo "no time left" >"$file.result"
        return
    fi
    GTEST_TOTAL_SHARDS=$parts GTEST_SHARD_INDEX=$part bounded "$(within 60)" "$file.log" \
        "$build/bin/device_tests" --gtest_filter="$suite.*" || code=$?
    how=$([ $code = 0 ] || echo " ($(how_stopped $code "$begin"))")
    tests_of "$suite" "$part" "$parts" >"$file.tests"
    sed -n 's/^\[       OK \] \([^ ,]*\).*/\1/p' "$file.log" >"$file.ok"
    grep -vxFf "$file.ok" "$file.tests" >"$file.open"
    if [ $code = 0 ] && [ ! -s "$file.open" ]; then
        echo "passed $(wc -l <"$file.ok")" >"$file.result"
        return
    fi
    limit=$((SECONDS + 60))
    while read -r test; do
        if [ $SECONDS -ge $limit ] || [ "$(left)" -le 10 ]; then break; fi
        alone=$((alone + 1))
        if CUDA_LAUNCH_BLOCKING=1 bounded "$(within 20)" "$file.one" "$build/bin/device_tests" --gtest_filter="$test" &&
            ! grep -q '^\[  SKIPPED \]' "$file.one"; then
            cleared=$((cleared + 1))
        else
            { echo "---- $test alone, launches wait" && cat "$file.one"; } >>"$file.alone.log"
        fi
    done <"$file.open"
    rm -f "$file.one"
    {
        printf '%s of %s tests did not pass%s' "$(wc -l <"$file.open")" "$(wc -l <"$file.tests")" "$how"
        why=$(grep -hsm 1 -e 'the GPU failed' -e 'cuBLAS failed' "$file.alone.log" "$file.log" | head -n 1)
        printf '; of %s run alone %s passed; %s' $alone $cleared "${why:-$(head -n 1 "$file.open")}"
    } >"$file.result"
}

run_tests() {
    local code=0 begin=$SECONDS all suite file result passed=0 tests=0 wrong=() unreached=()
    in_time "tests (1e-4)" || return
    rm -rf "$logs/tests" "$logs/suites.log"
    mkdir -p "$logs/tests"
    shown+=("$logs/suites.log")
    bounded "$(within 60)" "$logs/suites.log" "$build/bin/device_tests" --gtest_list_tests || code=$?
    if [ $code != 0 ]; then
        status=1
        note "tests (1e-4)" "$([ $code = 77 ] && echo skipped || echo FAILED)" \
            "$(how_stopped $code "$begin")  $(tail -n 1 "$logs/suites.log" | cut -c1-160)"
        return
    fi
    mapfile -t all < <(suites)
    in_turn run_suite "${all[@]}"
    for suite in "${all[@]}"; do
        file=$logs/tests/${suite//[^A-Za-z0-9]/_}
        result=$(cat "$file.result" 2>/dev/null)
        if [ "${result%% *}" = passed ]; then
            passed=$((passed + 1)) tests=$((tests + ${result#* }))
        elif [ "$result" = "no time left" ]; then
            unreached+=("$suite")
        else
            wrong+=("$suite: ${result:0:260}")
            shown+=("$file.log" "$file.alone.log")
        fi
    done
    if [ $passed -gt 0 ] && [ $passed = ${#all[@]} ]; then
        note "tests (1e-4)" passed "$((SECONDS - begin)) s  $passed suites of $tests tests"
    else
        note "tests (1e-4)" FAILED "$((SECONDS - begin)) s  $passed of ${#all[@]} suites passed, of $tests tests"
        for suite in "${wrong[@]}"; do
            note "  ${suite%%: *}" FAILED "${suite#*: }"
        done
        [ ${#unreached[@]} = 0 ] || note "  not reached" skipped "no time left for ${unreached[*]}"
    fi
    check "same bits twice" 60 "$build/bin/device_tests" --gtest_brief=1 --gtest_filter='TrainingOnTheGpu*' --gtest_repeat=2
}

run_golden() {
    local name=${1##*/} code=0
    [ "$(left)" -lt 10 ] || bounded "$(within 60)" "$logs/goldens/$name.log" "$build/bin/device_goldens" "$1" || code=$?
    echo $code >"$logs/goldens/$name.code"
}

run_goldens() {
    local begin=$SECONDS file log=$logs/goldens.log wrong=()
    in_time "goldens (1e-4)" || return
    rm -rf "$logs/goldens" "$log"
    mkdir -p "$logs/goldens"
    in_turn run_golden "$root"/tests/goldens/*.safetensors
    for file in "$root"/tests/goldens/*.safetensors; do
        file=${file##*/}
        cat "$logs/goldens/$file.log" 2>/dev/null >>"$log" || echo "FAILED  no time left for $file" >>"$log"
        { [ "$(cat "$logs/goldens/$file.code")" = 0 ] && grep -qs '^passed' "$logs/goldens/$file.log"; } || wrong+=("$file")
    done
    shown+=("$log")
    if [ ${#wrong[@]} = 0 ]; then
        note "goldens (1e-4)" passed "$((SECONDS - begin)) s  the worst: $(sort -gk 2 "$log" | tail -n 1 | cut -c1-90)"
    else
        note "goldens (1e-4)" FAILED "${#wrong[@]}: ${wrong[*]}  ($log)"
    fi
}
