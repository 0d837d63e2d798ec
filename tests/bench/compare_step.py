#!/usr/bin/env python3
"""Times a training step of the engine and of the reference in turn, on the same machine in the same run.

Both change with the machine's other load, so they alternate, and each ratio is that of medians.
The reference is started with the Python that runs this file, which must have PyTorch. Modes: published (float32, as
research code is written) and tuned (bfloat16 autocast, channels-last). A step in bfloat16 takes minutes on processors
that lack it; what takes longer than --limit seconds is left out.
"""
import argparse
import json
import statistics
import subprocess
import sys

SIZE = ["--patch", "64,64,64", "--batch", "2", "--labelled", "1"]


def engine_step(worker, precision, limit):
    command = [worker, "bench", "--json", "--precision", precision, *SIZE, "--steps", "3"]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit).stdout
    row = json.loads(output)[0]
    return row["secondsPerStep"], row["peakBytes"] / 2**20


def reference_step(script, mode, limit):
    command = [sys.executable, script, *SIZE, "--steps", "3", "--mode", mode]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit).stdout
    return float(output.split()[4]), None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worker", help="the program tandem-worker")
    parser.add_argument("reference", help="the reference's time_step.py")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--modes", default="published,tuned")
    parser.add_argument("--engine", default="float32,bfloat16", help="precisions")
    arguments = parser.parse_args()

    steps = {("engine", name): [] for name in arguments.engine.split(",")}
    steps |= {("reference", mode): [] for mode in arguments.modes.split(",")}
    for _ in range(arguments.rounds):
        for kind, name in list(steps):
            try:
                if kind == "engine":
                    steps[kind, name].append(engine_step(arguments.worker, name, arguments.limit))
                else:
                    steps[kind, name].append(reference_step(arguments.reference, name, arguments.limit))
            except subprocess.TimeoutExpired:
                print(f"{kind} {name} took longer than {arguments.limit:.0f} s and is left out", flush=True)
                del steps[kind, name]

    medians = {which: statistics.median(seconds for seconds, _ in measured) for which, measured in steps.items()}
    fastest = min((seconds for (kind, _), seconds in medians.items() if kind == "engine"), default=float("nan"))
    for (kind, name), seconds in medians.items():
        peak = steps[kind, name][-1][1]
        note = f"peak {peak:.0f} MiB" if kind == "engine" else f"fastest engine / {name}: {fastest / seconds:.3f}"
        print(f"{kind:9s} {name:16s} {seconds:8.3f} s   {note}")


if __name__ == "__main__":
    main()
