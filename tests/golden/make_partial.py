#!/usr/bin/env python3
"""Makes mutual_partial.safetensors: the losses and gradients of a step whose labels know some voxels only.

    python3 make_partial.py FOLDER      needs torch (Debian's python3-torch); writes into the folder

Everything is written out from the formulas, in float64, without the program's code or that of the other golden files:
Dice adds up the known voxels of the labelled patches alone, the mutual loss all voxels of all patches. The file has the
names of the other mutual_*.safetensors, so that the same test reads it; a label of 255 is unknown.
"""

import json
import pathlib
import struct
import sys

import torch

UNKNOWN = 255
CLASSES, FEATURES, LABELLED, SHAPE = 4, 16, 2, (3, 8, 10, 8)
RAMP, SUPERVISED_WEIGHT = 0.7, 0.5
NUMBERS = {torch.float32: "F32", torch.int64: "I64"}


def dice_loss(logits, labels):
    """The mean over the structures of 1 - (2 sum p y + 1e-8) / (sum p + sum y + 1e-8), over known voxels."""
    probabilities = torch.exp(logits) / torch.exp(logits).sum(1, keepdim=True)
    known = labels != UNKNOWN
    losses = []
    for index in range(1, CLASSES):
        p = probabilities[:, index][known]
        y = (labels[known] == index).to(p.dtype)
        losses.append(1 - (2 * (p * y).sum() + 1e-8) / (p.sum() + y.sum() + 1e-8))
    return sum(losses) / len(losses)


def similarity(probabilities, features):
    """Cosine of every voxel's feature with the mean feature of each predicted class, item by item."""
    result = torch.zeros_like(probabilities)
    for item in range(probabilities.shape[0]):
        predicted = probabilities[item].argmax(0)
        voxels = features[item].reshape(FEATURES, -1)
        lengths = voxels.norm(dim=0).clamp_min(1e-8)
        for index in range(CLASSES):
            chosen = voxels[:, (predicted == index).reshape(-1)]
            mean = chosen.sum(1) / (chosen.shape[1] + 1e-6)
            mean = mean / mean.norm().clamp_min(1e-12)
            result[item, index] = ((mean @ voxels) / lengths).reshape(predicted.shape)
    return result


def mutual_parts(logits, features):
    """Each student learns where it is the less certain, as strongly as its teacher is reliable."""
    probabilities = [one.softmax(1) for one in logits]
    entropies = [-(p * torch.log(p + 1e-6)).sum(1).detach() for p in probabilities]
    parts = {}
    for student, letter in enumerate("ab"):
        teacher = 1 - student
        taught = probabilities[teacher].detach()
        mask = (entropies[student] > entropies[teacher]).to(taught.dtype)
        alike = similarity(taught, features[teacher])
        weight = (1 - (alike - taught) ** 2).mean(1) * mask
        log_probability = torch.log(probabilities[student].gather(1, taught.argmax(1, keepdim=True))).squeeze(1)
        parts |= {f"entropy_{letter}": entropies[student], f"mask_student_{letter}": mask,
                  f"similarity_teacher_of_{letter}": alike, f"weight_student_{letter}": weight,
                  f"loss_student_{letter}": -(log_probability * weight).sum() / (mask.sum() + 1e-6)}
    return parts


def partial_labels(generator):
    """One patch knows every fourth slice, the other a third of its voxels and nothing of one class."""
    labels = torch.randint(0, CLASSES, SHAPE, generator=generator)
    slices = torch.arange(SHAPE[3]) % 4 != 1
    labels[0][:, :, slices] = UNKNOWN
    labels[1][torch.rand(SHAPE[1:], generator=generator) > 1 / 3] = UNKNOWN
    labels[1][labels[1] == CLASSES - 1] = UNKNOWN
    return labels


def save(path, tensors, metadata):
    header, blocks, offset = {"__metadata__": {key: str(value) for key, value in metadata.items()}}, [], 0
    for name, tensor in tensors.items():
        tensor = tensor.detach().to(torch.float32 if tensor.is_floating_point() else torch.int64).contiguous()
        raw = tensor.numpy().tobytes()
        header[name] = {"dtype": NUMBERS[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [offset, offset + len(raw)]}
        blocks.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def main():
    generator = torch.Generator().manual_seed(11)
    draw = lambda channels: torch.randn(SHAPE[0], channels, *SHAPE[1:], generator=generator)
    logits = [(2 * draw(CLASSES)).to(torch.float64).requires_grad_() for _ in range(2)]
    features = [draw(FEATURES).abs().to(torch.float64) for _ in range(2)]
    labels = partial_labels(generator)
    parts = mutual_parts(logits, features)
    parts["loss_mutual"] = parts["loss_student_a"] + parts["loss_student_b"]
    parts["loss_dice"] = sum(dice_loss(one[:LABELLED], labels[:LABELLED]) for one in logits)
    parts["loss_total"] = SUPERVISED_WEIGHT * parts["loss_dice"] + RAMP * parts["loss_mutual"]
    parts["loss_total"].backward()
    inputs = {"logits_a": logits[0], "logits_b": logits[1], "features_a": features[0], "features_b": features[1],
              "labels": labels, "grad_logits_a": logits[0].grad, "grad_logits_b": logits[1].grad}
    save(pathlib.Path(sys.argv[1]) / "mutual_partial.safetensors", inputs | parts,
         {"labelled": LABELLED, "ramp": RAMP, "supervised_weight": SUPERVISED_WEIGHT, "classes": CLASSES})


if __name__ == "__main__":
    main()
