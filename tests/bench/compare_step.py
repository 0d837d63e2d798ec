#!/usr/bin/env python3
"""Times a training step of the engine and of the reference in turn, on the same machine in the same run.

Both change with the machine's other load, so they alternate, and each ratio is that of medians.
The reference's own time_step.py is started with the Python that has PyTorch. Modes: published (float32, as research code
is written) and tuned (bfloat16 autocast, channels-last); tuned takes minutes per step on processors without bfloat16 and
is then given up after --limit seconds.
"""
import argparse
import json
import statistics
import subprocess

SIZE = ["--device", "cpu", "--patch", "64,64,64", "--batch", "2", "--labelled", "1"]


def engine_seconds(bench, name):
    command = [bench, f"--benchmark_filter=^trainingStep/{name}", "--benchmark_min_time=3x", "--benchmark_format=json"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    row = json.loads(output)["benchmarks"][0]
    return row["real_time"], row.get("peak_MiB", 0.0)


def reference_seconds(python, script, mode, limit):
    command = [python, script, *SIZE, "--steps", "3", "--mode", mode]
    try:
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit).stdout
    except subprocess.TimeoutExpired:
        return None
    return float(output.split()[4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="the program bench_engine")
    parser.add_argument("reference", help="the reference's time_step.py")
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--modes", default="published,tuned")
    parser.add_argument("--engine", default="mutual_float32,mutual_bfloat16", help="benchmarks, without trainingStep/")
    arguments = parser.parse_args()

    engine = {name: [] for name in arguments.engine.split(",")}
    reference = {mode: [] for mode in arguments.modes.split(",")}
    peaks = {}
    for _ in range(arguments.rounds):
        for name, seconds in engine.items():
            time, peaks[name] = engine_seconds(arguments.bench, name)
            seconds.append(time)
        for mode in list(reference):
            time = reference_seconds(arguments.python, arguments.reference, mode, arguments.limit)
            if time is None:
                print(f"{mode:12s} took longer than {arguments.limit:.0f} s and is left out")
                del reference[mode]
            else:
                reference[mode].append(time)

    fastest = min(statistics.median(seconds) for seconds in engine.values())
    for name, seconds in engine.items():
        print(f"engine {name:18s} {statistics.median(seconds):8.3f} s   peak {peaks[name]:.0f} MiB")
    for mode, seconds in reference.items():
        median = statistics.median(seconds)
        print(f"reference {mode:15s} {median:8.3f} s   fastest engine / {mode}: {fastest / median:.3f}")


if __name__ == "__main__":
    main()
