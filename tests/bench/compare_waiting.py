#!/usr/bin/env python3
"""Compares how the OpenMP runtime's threads may wait, by training alone and beside a busy loop on every core.

The settings are tried in turn and again, since all change with the machine's other load; what is told are medians, and
of the time alone its ratio to that of the first setting. Without one, the program sets its own.
"""
import argparse
import json
import os
import statistics
import subprocess

SETTINGS = ["GOMP_SPINCOUNT=300000", "", "GOMP_SPINCOUNT=10000", "OMP_WAIT_POLICY=PASSIVE"]


def measured(bench, setting):
    command = [bench, "--benchmark_filter=^trainingBesideBusyLoops", "--benchmark_min_time=1x", "--benchmark_format=json"]
    environment = os.environ | dict(pair.split("=") for pair in setting.split() if pair)
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    row = json.loads(output)["benchmarks"][0]
    return row["alone_s"], row["beside_s"], row["of_fair_share"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="the program bench_engine")
    parser.add_argument("settings", nargs="*", default=SETTINGS, help="variables, such as GOMP_SPINCOUNT=300000")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()

    rows = {setting: [] for setting in arguments.settings}
    for _ in range(arguments.rounds):
        for setting, found in rows.items():
            found.append(measured(arguments.bench, setting))
    first = None
    for setting, found in rows.items():
        alone, beside, share = (statistics.median(column) for column in zip(*found))
        first = first or alone
        print(f"{setting or 'the program':24s} alone {alone:6.2f} s ({alone / first:.2f})   beside {beside:6.2f} s   "
              f"of its fair share {share:.2f}")


if __name__ == "__main__":
    main()
