#!/usr/bin/env bash
# Proves the engine on a machine in one call: builds it, checks it, times it beside a reference, trains 300 iterations on
# real volumes, and prints a table of at most 40 lines last. See usage below.
#
# Each section has a time limit of its own, and one that fails or takes too long keeps none of the others from being run.
# Rows that need a CUDA device say "not run" where there is none. Ends with 1 when a section failed.
set -uo pipefail
export LC_ALL=C.UTF-8

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export TOP=$top
export BUILD=${TANDEM_BUILD:-$top/build/engine}
export LOGS=""
export PYTHON=${TANDEM_PYTHON:-python3}
export REFERENCE=${TANDEM_REFERENCE:-$top/../shared/reference/time_step.py}
export LAB=${TANDEM_LAB:-$top/../shared/lab}
export GOLDEN=${TANDEM_GOLDEN:-$top/tests/golden}
export DEVICE=""
export ITERATIONS=300
export STEPS=10
export MODE_LIMIT=90
export MODES="published tuned32 tuned compiled"
only=""

usage() {
    cat <<'USAGE'
usage: tests/bench/on_device.sh [OPTIONS]

  --build DIR         where the engine is built (build/engine)
  --logs DIR          where each section's words go (BUILD/on_device)
  --device D          cuda, cuda:N or cpu; without it, cuda where the Python's torch sees a device
  --python FILE       a Python with torch, which the engine is built against where it is active (python3)
  --reference FILE    a PyTorch time_step.py (TANDEM_REFERENCE, or ../shared/reference/time_step.py)
  --modes "M ..."     its modes ("published tuned32 tuned compiled")
  --lab DIR           packed volumes (TANDEM_LAB, or ../shared/lab)
  --iterations N      how long to train on them (300; on a CPU a fifteenth of it, at half the resolution)
  --only "S ..."      of the sections build, check, bench, reference and lab only these
USAGE
}

while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --build | --logs | --device | --python | --reference | --modes | --lab | --iterations | --only)
            [ $# -ge 2 ] || { echo "on_device.sh: $1 needs a value." >&2; exit 2; } ;;
        *) echo "on_device.sh: $1 is not known; --help tells what is." >&2; exit 2 ;;
    esac
    case $1 in
        --build) BUILD=$2 ;;
        --logs) LOGS=$2 ;;
        --device) DEVICE=$2 ;;
        --python) PYTHON=$2 ;;
        --reference) REFERENCE=$2 ;;
        --modes) MODES=$2 ;;
        --lab) LAB=$2 ;;
        --iterations) ITERATIONS=$2 ;;
        --only) only=$2 ;;
    esac
    shift 2
done
BUILD=$(realpath -m "$BUILD")
LOGS=$(realpath -m "${LOGS:-$BUILD/on_device}")
mkdir -p "$LOGS" || exit 1
export TABLE=$LOGS/table
: >"$TABLE"

# row NAME FIGURE [NOTE]: a line of the table.
row() {
    printf '%-26s %-22s %s\n' "$1" "$2" "${3:-}" >>"$TABLE"
}

seconds_since() {
    awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'
}

is_cuda() {
    [[ $DEVICE == cuda* ]]
}

# What the CPU is timed with is a problem that it solves in seconds.
problem() {
    if is_cuda; then
        echo "--patch 112,112,80 --batch 4 --labelled 2 --filters 16"
    else
        echo "--patch 64,64,64 --batch 2 --labelled 1 --filters 16"
    fi
}

build_section() {
    local started=$EPOCHREALTIME jobs configured
    jobs=$(nproc)
    (cd "$TOP" && cmake --preset engine -B "$BUILD") || return 1
    configured=$(seconds_since "$started")
    # Each of LibTorch's sources takes about 1.5 GiB.
    jobs=$(awk -v jobs="$jobs" '/^MemAvailable/ { m = int($2 / 1572864); print m < 1 ? 1 : m < jobs ? m : jobs }' \
        /proc/meminfo)
    cmake --build "$BUILD" -j "$jobs" --target tandem_engine tandem-worker || return 1
    row "  configured" "$configured s"
    row "  compiled and linked" "$(seconds_since "$started") s" "with the above, $jobs jobs"
}

# Of the comparisons the table has their number and those that failed.
check_section() {
    local code=0
    "$BUILD/bin/tandem-worker" check --device "$DEVICE" --golden "$GOLDEN" | tee "$LOGS/check.out" || code=1
    grep -wi 'failed' "$LOGS/check.out" | sort -u | tail -n 6 | sed 's/^/  /' >>"$TABLE"
    return "$code"
}

bench_section() {
    local code=0
    # shellcheck disable=SC2046
    "$BUILD/bin/tandem-worker" bench --device "$DEVICE" $(problem) | tee "$LOGS/bench.out" || code=1
    tail -n 14 "$LOGS/bench.out" | sed 's/^/  /' >>"$TABLE"
    return "$code"
}

# engine_over SECONDS: what the engine's steps take of that, by precision.
engine_over() {
    awk -v reference="$1" '
        $2 == "step" { said = said sprintf("%s %s %.3f", said == "" ? "engine / this:" : ",", $1, $3 / reference) }
        END { print said }' "$LOGS/bench.out"
}

# windows_over NUMBER: how many of the reference's windows the engine predicts in the time of one, by precision.
windows_over() {
    awk -v reference="$1" '
        $2 == "step" { precision = $1 }
        /windows a second/ { said = said sprintf("%s %s %.1f", said == "" ? "engine / this:" : ",", precision, $(NF - 3) / reference) }
        END { print said }' "$LOGS/bench.out"
}

# Each mode has its own limit: one that compiles or falls back to slow code may take minutes.
# In the foreground, or the section's own limit would not reach it.
reference_section() {
    local mode failed=0
    for mode in $MODES; do
        # shellcheck disable=SC2046
        if timeout --foreground -k 5 "$MODE_LIMIT" "$PYTHON" "$REFERENCE" --mode "$mode" --device "$DEVICE" $(problem) \
            --steps "$STEPS" >"$LOGS/reference-$mode"; then
            # mode, device, patch, batch, seconds, peak MiB
            tail -n 1 "$LOGS/reference-$mode" | {
                read -r _ _ _ _ seconds peak
                row "  $mode" "$seconds s a step" "peak $peak MiB; $(engine_over "$seconds")"
            }
        else
            row "  $mode" "not run" "failed or took over $MODE_LIMIT s"
            failed=1
        fi
    done
    # shellcheck disable=SC2046
    if timeout --foreground -k 5 "$MODE_LIMIT" "$PYTHON" "$TOP/tests/bench/prediction_loop.py" "$(dirname "$REFERENCE")" \
        --device "$DEVICE" $(problem | cut -d ' ' -f 1,2) --rounds "$(is_cuda && echo 3 || echo 1)" >"$LOGS/prediction-loop"; then
        # device, patch, windows a second
        tail -n 1 "$LOGS/prediction-loop" | {
            read -r _ _ windows
            row "  published prediction" "$windows windows a second" "$(windows_over "$windows")"
        }
    else
        row "  published prediction" "not run" "failed or took over $MODE_LIMIT s"
        failed=1
    fi
    return "$failed"
}

lab_choice() {
    if is_cuda; then
        echo "--labelled 8 --unlabelled 24 --validation 2"
    else
        echo "--labelled 4 --unlabelled 4 --validation 0 --half"
    fi
}

why_no_lab() {
    if [ ! -d "$LAB" ]; then
        echo "there is no $LAB"
    elif ! "$PYTHON" -c 'import cv2' 2>/dev/null && ! command -v ffmpeg >/dev/null; then
        echo "neither OpenCV nor ffmpeg is here to read the volumes"
    fi
}

lab_section() {
    local started=$EPOCHREALTIME plan=$LOGS/plan
    rm -rf "$plan"
    # shellcheck disable=SC2046
    "$PYTHON" "$TOP/tests/bench/lab_plan.py" "$plan" --pack "$LAB" $(lab_choice) --set iterations="$ITERATIONS" \
        --set validation-interval="$ITERATIONS" || return 1
    row "  volumes unpacked" "$(seconds_since "$started") s" "$(lab_choice)"
    "$BUILD/bin/tandem-worker" train "$plan" --device "$DEVICE" >"$LOGS/events.jsonl" || return 1
    # The mean over the first and the last tenth, as the loss of one iteration is that of four patches.
    awk -v tenth="$((ITERATIONS / 10))" '
        /"event":"iteration"/ && match($0, /"loss-total":[-+.0-9e]+/) {
            loss[++n] = substr($0, RSTART + 13, RLENGTH - 13)
        }
        /"event":"iteration"/ && match($0, /"iterations-per-second":[-+.0-9e]+/) {
            speed[n] = substr($0, RSTART + 24, RLENGTH - 24)
        }
        /"event":"validation"/ && match($0, /"(final|validation)-dice":[-+.0-9e]+/) {
            dice = substr($0, RSTART, RLENGTH)
            sub(/.*:/, "", dice)
        }
        /"event":"finished"/ && match($0, /"durationSeconds":[-+.0-9e]+/) {
            seconds = substr($0, RSTART + 18, RLENGTH - 18)
        }
        END {
            if (n < 2 * tenth || tenth < 1) exit 1
            for (i = 1; i <= tenth; ++i) { first += loss[i]; last += loss[n + 1 - i]; late += speed[n + 1 - i] }
            printf "%-26s %-22s %s\n", "  iterations", n, sprintf("%.1f s, at last %.2f a second", seconds, late / tenth)
            falls = last < first ? "falls" : "DOES NOT FALL"
            printf "%-26s %-22s %s\n", "  loss", sprintf("%.4f to %.4f", first / tenth, last / tenth), falls
            if (dice != "") printf "%-26s %-22.4f\n", "  Dice of validation", dice
            exit !(last < first)
        }' "$LOGS/events.jsonl" >>"$TABLE"
}

# section NAME LIMIT [WHY NOT]: runs NAME_section under the limit, its words in LOGS/NAME.log, and leaves a row of its own
# before those of the section. Where there is a reason not to, the row says it.
failed=0
section() {
    local name=$1 limit=$2 started=$EPOCHREALTIME code=0 outcome="done"
    if [ -n "$only" ] && [[ " $only " != *" $name "* ]]; then
        return
    fi
    if [ -n "${3:-}" ]; then
        row "$name" "not run" "$3"
        return
    fi
    echo "on_device.sh: $name (at most $limit s)" >&2
    : >"$LOGS/$name.rows"
    TABLE=$LOGS/$name.rows timeout -k 10 "$limit" bash -uo pipefail -c "${name}_section" >"$LOGS/$name.log" 2>&1 || code=$?
    if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
        outcome="not done in $limit s"
    elif [ "$code" -ne 0 ]; then
        outcome="FAILED ($code)"
    fi
    if [ "$code" -ne 0 ]; then
        failed=1
        tail -n 20 "$LOGS/$name.log" >&2
    fi
    row "$name" "$outcome" "$(seconds_since "$started") s"
    cat "$LOGS/$name.rows" >>"$TABLE"
}

export -f row seconds_since is_cuda problem engine_over windows_over lab_choice
export -f build_section check_section bench_section reference_section lab_section

started=$EPOCHREALTIME
if [ -z "$DEVICE" ]; then
    DEVICE=$("$PYTHON" -c 'import torch; print("cuda" if torch.cuda.is_available() else "cpu")' 2>/dev/null) || DEVICE=cpu
fi
if is_cuda; then
    row "machine" "$(nproc) cores" "$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null | head -n 1)"
else
    row "machine" "$(nproc) cores" "$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), no CUDA device"
    STEPS=3
    ITERATIONS=$((ITERATIONS / 15))
    # In bfloat16 a processor without it takes minutes for a step.
    grep -qwE 'avx512_bf16|amx_bf16' /proc/cpuinfo || MODES="published tuned32"
fi

section build 300
section check 120
section bench 120
section reference 240 "$([ -r "$REFERENCE" ] || echo "there is no $REFERENCE")"
section lab 240 "$(why_no_lab)"
if ! is_cuda; then
    row "CUDA device" "not run" "there is none: golden check, step, memory and training on a card"
fi
row "all" "$(seconds_since "$started") s" "$([ "$failed" -eq 0 ] && echo "every section done" || echo "see $LOGS")"

echo
head -n 40 "$TABLE"
exit "$failed"
