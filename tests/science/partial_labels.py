#!/usr/bin/env python3
"""How much is lost when only every eighth slice is labelled? A study on phantoms, from a terminal.

partial_labels.py OUT --cli build/release/bin/tandem-cli [--iterations 300] [--every 8] [--seed 1337 ...]
                  [--device cpu] [--precision float32]

Takes the demo's cohort (27 phantoms; 3 labelled, 14 unlabelled, 4 validation, 6 test cases), makes all voxels of the
labelled cases unknown but those of every so manieth slice, and trains both methods on both kinds of labels with the
demo's settings. Validation and test cases keep their labels. Prints the test Dice of each and writes OUT/study.json.
On the CPU the same call gives the same numbers.
"""
import argparse
import gzip
import json
import pathlib
import shutil
import struct
import subprocess

UNKNOWN = 255
ROLES = {"labelled": range(1, 4), "unlabelled": range(4, 18), "validation": range(18, 22), "test": range(22, 28)}
SETTINGS = {"filters": "8", "patch": "48,48,32", "dropout": "0.2", "schedule": "polynomial", "test-stride": "16,16,16"}
SPACING_MM = "1.6666667,1.6666667,1.6666667"
METHODS = ("supervised", "mutual-reliable")


def name_of(number):
    return f"phantom_{number:02}"


def thin(source, target, every):
    """A label of bytes in a NIfTI file: all is unknown but slices every/2, every/2 + every, ..."""
    raw = bytearray(gzip.decompress(source.read_bytes()))
    columns, rows, slices = struct.unpack_from("<3h", raw, 42)
    first = int(struct.unpack_from("<f", raw, 108)[0])
    area = columns * rows
    assert len(raw) == first + area * slices, "the label does not hold a byte a voxel"
    for index in range(slices):
        if index % every != every // 2:
            raw[first + index * area:first + (index + 1) * area] = bytes([UNKNOWN]) * area
    target.write_bytes(gzip.compress(bytes(raw)))


class Study:
    def __init__(self, arguments):
        self.cli = str(pathlib.Path(arguments.cli).resolve())
        self.out = pathlib.Path(arguments.out)
        self.iterations = arguments.iterations
        self.every = arguments.every
        self.numerics = {"device": arguments.device, "precision": arguments.precision,
                         "deterministic": "true" if arguments.device == "cpu" else "false"}

    def run(self, *arguments):
        done = subprocess.run([self.cli, "--json", *map(str, arguments)], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, arguments))}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def cohort(self):
        """The demo's, whose own two runs are as short as they may be."""
        demo = self.out / "demo"
        if not demo.exists():
            subprocess.run([self.cli, "demo", "--out", demo, "--iterations", "1"], check=True, capture_output=True)
        partly = self.out / "partly"
        if not partly.exists():
            shutil.copytree(demo / "cohort", partly)
            for number in ROLES["labelled"]:
                file = pathlib.Path("labelsTr") / f"{name_of(number)}.nii.gz"
                thin(demo / "cohort" / file, partly / file, self.every)
        return {"full": demo / "cohort", "partial": partly}

    def project(self, kind, cohort):
        folder = self.out / f"{kind}.tandem"
        self.run("new", folder, "--labels", "background,atrium")
        self.run("import", folder, cohort, "--unknown", UNKNOWN)
        lists = []
        for role, numbers in ROLES.items():
            file = self.out / f"{role}.txt"
            file.write_text("".join(f"{name_of(number)}\n" for number in numbers))
            lists += [f"--{role}-list", file]
        self.run("split", folder, *lists)
        return folder

    def dice_of(self, folder, method, seed):
        settings = SETTINGS | self.numerics | {"method": method, "seed": seed, "iterations": self.iterations,
                               "ramp-iterations": self.iterations // 2,
                               "validation-interval": max(1, self.iterations // 12)}
        chosen = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
        trained = self.run("train", folder, "--preset", "left-atrium", "--prepare", f"spacing={SPACING_MM}", *chosen)
        self.run("predict", folder, "--run", trained["run"], "--cases", "test")
        return self.run("evaluate", folder, "--run", trained["run"], "--on", "test")["mean"][0]["dice"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--cli", required=True)
    parser.add_argument("--iterations", type=int, default=300)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--seed", type=int, nargs="+", default=[1337])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", default="float32")
    arguments = parser.parse_args()
    study = Study(arguments)
    rows = []
    for kind, cohort in study.cohort().items():
        folder = study.project(kind, cohort)
        for method in METHODS:
            for seed in arguments.seed:
                rows.append({"labels": kind, "method": method, "seed": seed,
                             "dice": study.dice_of(folder, method, seed)})
                print(f"{kind:8} {method:16} seed {seed}: test Dice {rows[-1]['dice']:.3f}", flush=True)
                (study.out / "study.json").write_text(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
