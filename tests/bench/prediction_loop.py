#!/usr/bin/env python3
"""Windows a second of the field's published prediction loop, to compare the engine's with.

prediction_loop.py REFERENCE [--device cpu|cuda] [--patch 112,112,80] [--filters 16] [--rounds 3]

REFERENCE is the folder of a PyTorch mutual_reference.py (see TANDEM_REFERENCE in CONTRIBUTING.md). Published code cuts
one window after the other from a NumPy volume, copies it to the device, runs the whole network in float32, copies the
probabilities back, and adds them up in NumPy. The volume has four windows along the first axis and two along the
others, as in `tandem-worker bench`. Prints: device, patch, windows a second (median of the rounds).
"""
import argparse
import pathlib
import statistics
import sys
import time

import numpy as np
import torch


def offsets(size, patch, stride):
    return [min(first, size - patch) for first in range(0, size - patch + stride, stride)]


def predicted(network, volume, patch, device):
    """Classes (X,Y,Z) of a volume (X,Y,Z)."""
    stride = [side // 2 for side in patch]
    sums = np.zeros((2, *volume.shape), np.float32)
    counts = np.zeros(volume.shape, np.float32)
    windows = 0
    for x in offsets(volume.shape[0], patch[0], stride[0]):
        for y in offsets(volume.shape[1], patch[1], stride[1]):
            for z in offsets(volume.shape[2], patch[2], stride[2]):
                box = np.s_[x:x + patch[0], y:y + patch[1], z:z + patch[2]]
                window = torch.from_numpy(volume[box][None, None].astype(np.float32)).to(device)
                with torch.no_grad():
                    logits, _ = network(window)
                    probabilities = torch.softmax(logits[0], dim=1)
                sums[(slice(None), *box)] += probabilities.cpu().numpy()[0]
                counts[box] += 1
                windows += 1
    return np.argmax(sums / counts, axis=0), windows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=pathlib.Path)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--patch", default="112,112,80")
    parser.add_argument("--filters", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.reference))
    from mutual_reference import MutualVNet

    patch = [int(side) for side in arguments.patch.split(",")]
    torch.manual_seed(1)
    network = MutualVNet(1, 2, arguments.filters).to(arguments.device).eval()
    size = [side + steps * (side // 2) for side, steps in zip(patch, (3, 1, 1))]
    volume = np.random.default_rng(1).standard_normal(size, np.float32)
    speeds = []
    for _ in range(arguments.rounds + 1):
        start = time.perf_counter()
        _, windows = predicted(network, volume, patch, arguments.device)
        speeds.append(windows / (time.perf_counter() - start))
    print(arguments.device, arguments.patch, f"{statistics.median(speeds[1:]):.2f}")  # the first warms up


if __name__ == "__main__":
    main()
