#!/usr/bin/env python3
"""Makes models/model.onnx of decoder A: input "image" (batch,channels,X,Y,Z), prepared, with sides that are multiples
of 16; output "probability" (batch,classes,X,Y,Z). Needs torch and onnx.

    python3 make_onnx.py
"""
import json
import pathlib

import torch

HERE = pathlib.Path(__file__).resolve().parent


def main():
    about = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    model = torch.jit.load(str(HERE / "models" / "model.ts"), map_location="cpu").eval()
    sides = {0: "batch", 2: "x", 3: "y", 4: "z"}
    target = HERE / "models" / "model.onnx"
    torch.onnx.export(model, (torch.zeros(1, about["channels"], *about["patch"]),), str(target), opset_version=17,
                      input_names=["image"], output_names=["probability"],
                      dynamic_axes={"image": sides, "probability": sides}, **exporter())
    print(f"Wrote {target}.")


def exporter():
    """The exporter that takes TorchScript, where torch has another one, too."""
    return {"dynamo": False} if "dynamo" in torch.onnx.export.__annotations__ else {}


if __name__ == "__main__":
    main()
