#!/usr/bin/env python3
"""Makes the folder of a training plan from packed left-atrium volumes, for tandem-worker train.

lab_plan.py OUT --pack FOLDER [--labelled 8 --unlabelled 56 --validation 16] [--half] [--set KEY=VALUE ...]

The pack holds for each volume NAME.mkv, the image as near-lossless video with one frame a slice along z, and
NAME.label.xz, the label as packed bits; index.json lists them in the field's order with shapes and the grey scale.
The first are labelled, the next unlabelled (their labels are left behind), the last of the chosen are for validation.
Cases are written as core/prepared/prepared_case.h says: float32 of mean 0 and deviation 1, uint8 labels, x fastest.
Settings are those of the preset left-atrium, then what --set says. --half averages 2x2x2 voxels (labels by majority),
for training on a CPU, with a patch to match. Needs NumPy, and OpenCV or the program ffmpeg.
"""
import argparse
import json
import lzma
import multiprocessing
import os
import pathlib
import subprocess
import sys
import time

import numpy as np

PRESET = pathlib.Path(__file__).resolve().parents[2] / "resources" / "presets" / "left-atrium.json"
SPACING_MM = 0.625
HALF_SETTINGS = {"patch": [64, 64, 32], "test-stride": [16, 16, 8]}


class Refused(Exception):
    """In a sentence for the person. Not SystemExit, which a pool of processes waits for in vain."""


def frames(path, shape):
    """Grey levels (x, y, z) of a video whose frames are padded to even sides."""
    x, y, z = shape
    even = (x + x % 2, y + y % 2)
    try:
        import cv2
    except ImportError:
        command = ["ffmpeg", "-loglevel", "error", "-threads", "1", "-i", path, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
        data = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        raw = np.frombuffer(data, np.uint8).reshape(-1, *even)
    else:
        cv2.setNumThreads(1)
        video = cv2.VideoCapture(str(path))
        planes = []
        while (read := video.read())[0]:
            planes.append(read[1][..., 0])
        raw = np.stack(planes)
    if raw.shape != (z, *even):
        raise Refused(f"{path} holds {raw.shape} voxels, but its index says {tuple(shape)}.")
    return np.transpose(raw[:, :x, :y], (1, 2, 0))


def label_of(path, case):
    bits = np.unpackbits(np.frombuffer(lzma.decompress(path.read_bytes()), np.uint8))
    label = bits[: np.prod(case["shape"])].reshape(case["shape"])
    if int(label.sum()) != case["foreground"]:
        raise Refused(f"{path} holds {int(label.sum())} voxels of the atrium, but its index says {case['foreground']}.")
    return label


def halved(volume):
    x, y, z = (side // 2 * 2 for side in volume.shape)
    blocks = volume[:x, :y, :z].reshape(x // 2, 2, y // 2, 2, z // 2, 2).astype(np.float32)
    return blocks.mean(axis=(1, 3, 5))


def write_case(job):
    pack, stem, case, with_label, half = job
    image = frames(pack / (case["name"] + ".mkv"), case["shape"]).astype(np.float32) * case["step"] + case["offset"]
    label = label_of(pack / (case["name"] + ".label.xz"), case) if with_label else None
    if half:
        image = halved(image)
        label = (halved(label) >= 0.5).astype(np.uint8) if with_label else None
    image = (image - image.mean(dtype=np.float64)) / image.std(dtype=np.float64)
    image.astype("<f4").ravel(order="F").tofile(f"{stem}.image")
    if with_label:
        label.ravel(order="F").tofile(f"{stem}.label")
    spacing = SPACING_MM * (2 if half else 1)
    geometry = {
        "size": list(image.shape),
        "spacingMm": [spacing] * 3,
        "originMm": [0, 0, 0],
        "direction": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    }
    header = {
        "format": 1,
        "geometry": geometry,
        "channels": 1,
        "hasLabel": with_label,
        "original": geometry,
        "cacheKey": f"{case['name']} of a pack" + (", halved" if half else ""),
        "notices": [],
    }
    pathlib.Path(f"{stem}.json").write_text(json.dumps(header, indent=2))


def value_of(text):
    """The JSON value of what the command line of tandem-cli writes: true, 8, 0.01, text, 64,64,48."""
    parts = []
    for part in text.split(","):
        try:
            parts.append(json.loads(part))
        except json.JSONDecodeError:
            return text
    return parts if len(parts) > 1 else parts[0]


def settings_of(arguments):
    settings = json.loads(PRESET.read_text())["training"]
    if arguments.half:
        settings |= HALF_SETTINGS
    for one in arguments.set:
        key, equals, value = one.partition("=")
        if not equals:
            raise Refused(f'A setting is written KEY=VALUE, not "{one}".')
        settings[key] = value_of(value)
    return settings


def pack_in(folder):
    """The folder itself, or the only one in it that is a pack."""
    found = [index.parent for index in [folder / "index.json", *sorted(folder.glob("*/index.json"))] if index.is_file()]
    if not found:
        raise Refused(f"There is no index.json in {folder}; name the folder of the packed volumes.")
    return found[0]


def roles_of(arguments, available):
    roles = (
        ["labelled"] * arguments.labelled + ["unlabelled"] * arguments.unlabelled + ["validation"] * arguments.validation
    )
    if len(roles) > available:
        raise Refused(f"The pack has {available} volumes, but {len(roles)} are asked for.")
    return roles


def make_plan(arguments):
    started = time.monotonic()
    pack = pack_in(arguments.pack)
    cases = json.loads((pack / "index.json").read_text())
    settings = settings_of(arguments)
    (arguments.out / "cases").mkdir(parents=True, exist_ok=True)
    jobs, listed = [], []
    for number, (role, case) in enumerate(zip(roles_of(arguments, len(cases)), cases), start=1):
        stem = f"cases/{number}"
        jobs.append((pack, arguments.out / stem, case, role != "unlabelled", arguments.half))
        listed.append({"id": number, "name": case["name"], "stem": stem, "role": role})
    with multiprocessing.Pool(arguments.jobs) as pool:
        pool.map(write_case, jobs, chunksize=1)
    plan = {
        "format": 1,
        "kind": "training",
        "settings": settings,
        "classNames": ["background", "left atrium"],
        "cases": listed,
    }
    (arguments.out / "plan.json").write_text(json.dumps(plan, indent=2))
    print(f"{len(listed)} volumes in {time.monotonic() - started:.1f} s with {arguments.jobs} processes: {arguments.out}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path, help="the plan's folder, which is made")
    parser.add_argument("--pack", type=pathlib.Path, required=True, help="the folder with index.json, or the one around it")
    parser.add_argument("--labelled", type=int, default=8)
    parser.add_argument("--unlabelled", type=int, default=56)
    parser.add_argument("--validation", type=int, default=16)
    parser.add_argument("--half", action="store_true", help="at 1.25 mm, for training on a CPU")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the training")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    try:
        make_plan(parser.parse_args())
    except (Refused, OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"lab_plan.py: {failure}")


if __name__ == "__main__":
    main()
