#!/usr/bin/env python3
"""Segments an image with the model beside this file, as Tandem does.

    python3 predict.py IMAGE.nii.gz --out FOLDER          writes the label
    python3 predict.py IMAGE.nii.gz --out FOLDER --maps   and probabilities, uncertainties, similarities, teaching weights
    python3 predict.py --check                            compares with what Tandem made of the case in check/

Name one file for each channel, in their order. Needs torch, numpy and nibabel, and reads NIfTI alone: other formats are
to be converted first.
"""
import argparse
import itertools
import json
import pathlib
import sys

import nibabel
import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent
# How near --check wants maps to Tandem's: what is made of probabilities and features enlarges their rounding.
TOLERANCES = {"probability": 1e-4, "uncertainty": 1e-3, "similarity": 1e-3, "reliability": 1e-3}


MM_OF_UNIT = {"meter": 1000.0, "micron": 0.001}  # NIfTI's others are mm, or said to be by nobody


def is_orthogonal(affine):
    directions = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    return np.abs(directions.T @ directions - np.eye(3)).max() < 1e-3


def affine_of(image):
    """In mm and RAS; of an image whose sform shears its axes, by its qform. None where neither has orthogonal axes."""
    header = image.header
    matrices = [header.get_sform()] * (header["sform_code"] > 0) + [header.get_qform()] * (header["qform_code"] > 0)
    for affine in filter(is_orthogonal, matrices):
        return np.diag([MM_OF_UNIT.get(header.get_xyzt_units()[0], 1.0)] * 3 + [1.0]) @ affine
    return None


class Grid:
    """Where voxels lie, in mm and LPS: origin + direction @ (spacing * index)."""

    def __init__(self, image):
        affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine_of(image)
        self.size = np.array(image.shape)
        self.spacing = np.linalg.norm(affine[:3, :3], axis=0)
        self.direction = affine[:3, :3] / self.spacing
        self.origin = affine[:3, 3]

    def index_of(self, position):
        return self.direction.T @ (np.asarray(position) - self.origin) / self.spacing

    def axes(self):
        """Of each axis the patient's axis (0 left, 1 back, 2 head) and whether it runs towards that side."""
        fits = {rows: sum(abs(self.direction[row, axis]) for axis, row in enumerate(rows))
                for rows in itertools.permutations(range(3))}
        best = max(fits.values())
        rows = next(rows for rows, fit in fits.items() if fit > best - 1e-9)
        return [(row, self.direction[row, axis] >= 0) for axis, row in enumerate(rows)]


class PreparedGrid:
    """The network's grid: voxel i of axis a lies at start[a] + step[a] * i along axis order[a] of the image."""

    def __init__(self, grid, orientation, spacing):
        self.order, is_flipped = [0, 1, 2], [False] * 3
        if orientation != "keep":
            own = grid.axes()
            for axis, letter in enumerate(orientation):
                row, is_towards = "LPSRAI".index(letter) % 3, letter in "LPS"
                self.order[axis] = next(a for a in range(3) if own[a][0] == row)
                is_flipped[axis] = own[self.order[axis]][1] != is_towards
        self.start, self.step, self.size = np.zeros(3), np.ones(3), grid.size[self.order]
        for axis, wanted in enumerate(spacing):
            size, old = self.size[axis], grid.spacing[self.order[axis]]
            if wanted != 0 and abs(wanted - old) > 1e-4 * old:
                self.size[axis] = max(1, int(np.ceil(size * old / wanted - 1e-3)))
                self.step[axis] = wanted / old
                self.start[axis] = ((size - 1) * old - (self.size[axis] - 1) * wanted) / 2 / old
            if is_flipped[axis]:
                self.start[axis], self.step[axis] = size - 1 - self.start[axis], -self.step[axis]

    def is_resampled(self):
        return bool(np.any(np.abs(self.step) != 1))

    def positions(self, axis):
        return self.start[axis] + self.step[axis] * np.arange(self.size[axis])

    def index_of(self, index):
        """Of a point that is an index of the image."""
        return (np.asarray(index)[self.order] - self.start) / self.step

    def crop(self, low, high):
        self.start = self.start + self.step * low
        self.size = np.asarray(high) - low + 1

    def take(self, volume, sampled):
        """The image's voxels in this grid's order; sampled(volume, positions, axis) makes those of one axis."""
        volume = volume.transpose(self.order)
        for axis in range(3):
            volume = sampled(volume, self.positions(axis), axis)
        return volume

    def restore(self, volume, image_size, outside):
        """A volume of this grid on the image's, where voxels beyond it take the value outside."""
        is_outside = np.zeros((1, 1, 1), bool)
        for axis in range(3):
            index = (np.arange(image_size[self.order[axis]]) - self.start[axis]) / self.step[axis]
            is_inside = (index >= -0.5) & (index < self.size[axis] - 0.5)
            is_outside = is_outside | ~is_inside.reshape([-1 if a == axis else 1 for a in range(3)])
            volume = linear(volume, index, axis)
        return np.where(is_outside, outside, volume).astype(np.float32).transpose(np.argsort(self.order))


def along(values, axis):
    return values.reshape([-1 if a == axis else 1 for a in range(3)])


def nearest(volume, positions, axis):
    return np.take(volume, np.clip(np.floor(positions + 0.5).astype(int), 0, volume.shape[axis] - 1), axis)


def linear(volume, positions, axis):
    """Beyond the outer voxel centres their values hold."""
    positions = np.clip(positions, 0, volume.shape[axis] - 1)
    low = np.floor(positions).astype(int)
    high = np.minimum(low + 1, volume.shape[axis] - 1)
    part = along(positions - low, axis)
    return (1 - part) * np.take(volume, low, axis) + part * np.take(volume, high, axis)


def b_spline(volume, positions, axis):
    """Cubic, through the voxels, mirrored at the outer voxel centres."""
    size = volume.shape[axis]
    if size == 1:
        return np.take(volume, np.zeros(len(positions), int), axis)

    def mirrored(index):
        index = np.abs(index) % (2 * size - 2)
        return np.minimum(index, 2 * size - 2 - index)

    system = np.zeros((size, size))
    for tap, weight in ((-1, 1 / 6), (0, 4 / 6), (1, 1 / 6)):
        np.add.at(system, (np.arange(size), mirrored(np.arange(size) + tap)), weight)
    lines = np.moveaxis(volume, axis, 0)
    coefficients = np.moveaxis(np.linalg.solve(system, lines.reshape(size, -1)).reshape(lines.shape), 0, axis)
    base = np.floor(positions).astype(int)
    t = positions - base
    weights = ((1 - t) ** 3 / 6, (3 * t**3 - 6 * t**2 + 4) / 6, (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6, t**3 / 6)
    return sum(along(weight, axis) * np.take(coefficients, mirrored(base + tap), axis)
               for tap, weight in enumerate(weights, -1))


def cropped(prepared, grid, channels, around, settings):
    """Crops the grid as the settings say; all is kept where there is nothing to crop around."""
    if settings["crop"] == "none":
        return
    if settings["crop"] == "box":
        corners = itertools.product(*zip(settings["crop-from"], settings["crop-to"]))
        indices = np.array([prepared.index_of(grid.index_of(corner)) for corner in corners])
        low = np.maximum(np.ceil(indices.min(0) - 1e-6), 0).astype(int)
        high = np.minimum(np.floor(indices.max(0) + 1e-6), prepared.size - 1).astype(int)
        if np.all(low <= high):
            prepared.crop(low, high)
        return
    kept = np.any([channel != 0 for channel in channels], axis=0) if settings["crop"] == "non-zero" else around
    if kept is None or not kept.any():
        print("There is nothing to crop around, so all of the image is kept.", file=sys.stderr)
        return
    indices = np.argwhere(prepared.take(kept, nearest))
    if len(indices):
        margin = settings["crop-margin"]
        prepared.crop(np.maximum(indices.min(0) - margin, 0),
                      np.minimum(indices.max(0) + margin, prepared.size - 1))


def clipped_at(voxels, percentile):
    """Limited to the smallest value that at least so many of a hundred voxels do not exceed."""
    place = min(max(int(np.ceil(percentile * voxels.size / 100 - 1e-6)), 1), voxels.size) - 1
    return np.minimum(voxels, np.partition(voxels, place, axis=None)[place])


def normalised(voxels, counts, scaled=None):
    """Of mean 0 and deviation 1 where it counts, and 0 elsewhere; or scaled by these where another mask says."""
    counted = voxels[counts].astype(np.float64)
    if counted.size == 0 or np.all(counted == counted[0]):
        return np.zeros_like(voxels)
    mean = counted.mean()
    deviation = np.sqrt(np.mean((counted - mean) ** 2))
    return np.where(counts if scaled is None else scaled, (voxels.astype(np.float64) - mean) / deviation, 0).astype(np.float32)


def prepare(grid, channels, around, settings):
    """The image (channels,X,Y,Z) that the network takes, and its grid."""
    prepared = PreparedGrid(grid, settings["orientation"], settings["spacing"])
    cropped(prepared, grid, channels, around, settings)
    sampled = nearest if not prepared.is_resampled() else linear if settings["interpolation"] == "linear" else b_spline
    result = []
    for channel in channels:
        voxels = prepared.take(channel, sampled).astype(np.float32)
        if settings["clip"]:
            voxels = np.clip(voxels, np.float32(settings["clip-low"]), np.float32(settings["clip-high"]))
        if settings["clip-percentile"] > 0:
            voxels = clipped_at(voxels, settings["clip-percentile"])
        if settings["normalisation"] == "z-score":
            voxels = normalised(voxels, np.ones(voxels.shape, bool))
        elif settings["normalisation"] == "z-score-non-zero":
            voxels = normalised(voxels, prepared.take(channel != 0, nearest))
        elif settings["normalisation"] == "z-score-of-positive":
            voxels = normalised(voxels, voxels > 0, np.ones(voxels.shape, bool))
        result.append(voxels)
    return np.stack(result), prepared


def averaged(image, network, patch, stride):
    """What the network returns of each window, averaged over the windows; image: (channels,X,Y,Z)."""
    size = image.shape[1:]
    missing = [max(0, p - s) for p, s in zip(patch, size)]
    before = [m // 2 for m in missing]
    pads = [side for axis in (2, 1, 0) for side in (before[axis], missing[axis] - before[axis])]
    padded = torch.nn.functional.pad(image, pads)
    offsets = [[*range(0, s - p, step), s - p] for s, p, step in zip(padded.shape[1:], patch, stride)]
    sums, counts = None, torch.zeros(padded.shape[1:], device=image.device)
    for offset in itertools.product(*offsets):
        window = tuple(slice(o, o + p) for o, p in zip(offset, patch))
        results = network(padded[(slice(None), *window)].unsqueeze(0))
        if sums is None:
            sums = [padded.new_zeros((one.shape[1], *padded.shape[1:])) for one in results]
        for total, one in zip(sums, results):
            total[(slice(None), *window)] += one[0]
        counts[window] += 1
    inside = tuple(slice(b, b + s) for b, s in zip(before, size))
    return [(total / counts)[(slice(None), *inside)].unsqueeze(0) for total in sums]


def predict(images, around, about, device, with_maps):
    """Maps by their names on the grid of the images, each (X,Y,Z), the label among them."""
    grid = Grid(images[0])
    channels = [image.get_fdata(dtype=np.float32) for image in images]
    if not all(np.isfinite(channel).all() for channel in channels):
        sys.exit("The image has voxels that are no finite numbers (NaN or infinite); replace them first.")
    prepared_image, prepared = prepare(grid, channels, around, about["preparation"])
    model = torch.jit.load(str(HERE / "models" / "model.ts"), map_location=device).eval()
    torch.backends.cudnn.allow_tf32 = False
    with torch.inference_mode():
        image = torch.from_numpy(prepared_image).to(device)
        network = model.windows if with_maps else lambda window: (model(window),)
        averages = averaged(image, network, about["patch"], about["stride"])
        maps = model.maps(*averages) if with_maps else {"probability-a": averages[0]}
    restored = {}
    for name, volumes in maps.items():
        of_classes = name.startswith(("probability", "similarity"))
        for index, volume in enumerate(volumes[0].cpu().numpy()):
            outside = 1.0 if name.startswith("probability") and index == 0 else 0.0
            restored[f"{name}-{index}" if of_classes else name] = prepared.restore(volume, grid.size, outside)
    values = np.array([one["value"] for one in about["classes"]], np.int32)
    best = np.argmax([restored[f"probability-a-{index}"] for index in range(len(values))], axis=0)
    return {"label": values[best], **restored}


def opened(files):
    """NIfTI images on one grid."""
    images = [nibabel.load(file) for file in files]
    for file, image in zip(files, images):
        header = image.header
        if not isinstance(header, nibabel.Nifti1Header) or not (header["sform_code"] > 0 or header["qform_code"] > 0):
            sys.exit(f"{file} is no NIfTI file that says how it lies in the patient; convert it first.")
        if affine_of(image) is None:
            sys.exit(f"{file} has axes that are not at right angles; resample it first.")
        if image.ndim != 3 or image.shape != images[0].shape or not np.allclose(affine_of(image), affine_of(images[0]),
                                                                                 rtol=0, atol=1e-3):
            sys.exit(f"{file} is no volume of three axes, or on another grid than the first.")
    return images


def opened_channels(files, about):
    if len(files) != about["channels"]:
        sys.exit(f"The model takes {about['channels']} channel(s), but {len(files)} file(s) were named.")
    return opened(files)


def check(about, device):
    """Whether this machine makes of the generated case what Tandem made of it."""
    folder = HERE / "check"
    images = opened_channels(sorted(folder.glob("image-*.nii.gz")), about)
    made = predict(images, None, about, device, True)
    expected = {file.name[:-len(".nii.gz")]: np.asanyarray(nibabel.load(file).dataobj)
                for file in sorted(folder.glob("*.nii.gz")) if not file.name.startswith("image-")}
    differing = int(np.count_nonzero(made["label"] != expected.pop("label")))
    print(f"label: differs in {differing} of {made['label'].size} voxels")
    is_same = differing == 0
    for name, volume in expected.items():
        difference = np.abs(made[name] - volume).max()
        is_same = is_same and difference <= TOLERANCES[name.split("-")[0]]
        print(f"{name}: differs by at most {difference:.1e}")
    if not is_same:
        sys.exit("This machine does not make of the model what Tandem made of it.")
    print("The check passed.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="*", help="NIfTI files, one for each channel")
    parser.add_argument("--out", type=pathlib.Path, help="the folder to write to")
    parser.add_argument("--maps", action="store_true", help="write all maps beside the label")
    parser.add_argument("--around", help="a label or prediction on the image's grid to crop around, where the "
                        "preparation crops around one")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--check", action="store_true", help="compare with the case in check/")
    options = parser.parse_args()
    about = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    if options.check:
        return check(about, options.device)
    if not options.images or not options.out:
        parser.error("name the image's files and --out")
    images = opened_channels(options.images, about)
    around = np.asanyarray(opened([options.images[0], options.around])[1].dataobj) != 0 if options.around else None
    options.out.mkdir(parents=True, exist_ok=True)
    for name, volume in predict(images, around, about, options.device, options.maps).items():
        if name == "label" or options.maps:
            nibabel.save(nibabel.Nifti1Image(volume, affine_of(images[0])), options.out / f"{name}.nii.gz")


if __name__ == "__main__":
    main()
