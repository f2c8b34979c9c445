"""What the scripts that make goldens share: values from a name, the description of a case, the file. It needs no torch."""

import json
import math
import os
import struct

import numpy as np

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
GOLDENS = os.path.join(TESTS, "CellGen.NumericTests", "Goldens")


def values(name, count, scale=1.0):
    """`count` float32 values in [-scale, scale), the same on every machine: FNV-1a of the name starts a counter,
    and murmur3's finalizer turns each count into 24 bits. Goldens/Noise.cs of the tests is the same formula in C#."""
    seed = 2166136261
    for byte in name.encode("ascii"):
        seed = ((seed ^ byte) * 16777619) & 0xFFFFFFFF
    bits = (np.arange(count, dtype=np.uint64) * 0x9E3779B9 + seed) & 0xFFFFFFFF
    bits = ((bits ^ (bits >> np.uint64(16))) * np.uint64(0x85EBCA6B)) & np.uint64(0xFFFFFFFF)
    bits = ((bits ^ (bits >> np.uint64(13))) * np.uint64(0xC2B2AE35)) & np.uint64(0xFFFFFFFF)
    bits = bits ^ (bits >> np.uint64(16))
    return ((bits >> np.uint64(8)).astype(np.int64) - (1 << 23)).astype(np.float64) * (scale / (1 << 23))


def weight_scale(hidden):
    """The largest power of two, at most 1, whose square is at least 1 / hidden: exact in float32."""
    scale = 1.0
    while scale * scale * 0.25 * hidden >= 1.0:
        scale *= 0.5
    return scale


def stride(count, columns, samples):
    """The step between stored elements: coprime to the row length, so that every column is visited."""
    step = -(-count // samples)
    while math.gcd(step, columns) != 1:
        step += 1
    return step


def case(kind, hidden, inputs, steps, layers=1, bidirectional=False, bias=True, nonlinearity="Tanh", head=None,
         **variant):
    """The description of one golden; `head` is (output, over, bias), `variant` is what differs from torch.nn's default."""
    output, over, head_bias = head or (0, "EveryStep", True)
    words = [("" if value is True else "no" if value is False else str(value)) + word.lower()
             for word, value in variant.items()]
    name = "-".join(
        [kind.lower() + ("" if nonlinearity == "Tanh" else "-" + nonlinearity.lower()), *words, f"l{layers}",
         "bi" if bidirectional else "uni", "bias" if bias else "nobias", f"i{inputs}", f"h{hidden}", f"t{steps}"]
        + ([f"head-{over.lower()}-{output}" + ("" if head_bias else "-nobias")] if head else []))
    return dict(name=name, kind=kind, input=inputs, hidden=hidden, layers=layers, bidirectional=bidirectional,
                bias=bias, nonlinearity=nonlinearity, steps=steps, output=output, over=over, headBias=head_bias, **variant)


def write_safetensors(path, tensors, metadata, data_type="F64"):
    """The format of safetensors: length of the header, header (JSON), raw little-endian values."""
    header, data = {"__metadata__": metadata}, b""
    for name, array in tensors.items():
        raw = array.astype({"F32": "<f4", "F64": "<f8"}[data_type]).tobytes()
        header[name] = {"dtype": data_type, "shape": [array.size], "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
