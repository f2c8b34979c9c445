#!/usr/bin/env python3
"""Writes the goldens of CellGen.NumericTests from torch.nn.RNN, GRU and LSTM. See README.md beside this file."""

import json
import math
import os
import struct
import sys

import numpy as np
import torch

GOLDENS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "CellGen.NumericTests", "Goldens")
SAMPLES = 400  # a tensor with more elements than this is stored sampled
FLOAT32_TOLERANCE = 1e-5


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


def stride(count, columns):
    """The step between stored elements: coprime to the row length, so that every column is visited."""
    step = -(-count // SAMPLES)
    while math.gcd(step, columns) != 1:
        step += 1
    return step


def sample(tensor):
    array = tensor.detach().double().numpy()
    return array.reshape(-1)[:: stride(array.size, array.shape[-1])] if array.size > SAMPLES else array.reshape(-1)


def head_input(case, output, hn):
    """What the dense head reads: each step, the last layer's final state, or the mean over the steps."""
    directions = 2 if case["bidirectional"] else 1
    return {"EveryStep": output, "LastState": hn[-directions:].reshape(-1), "MeanState": output.mean(0)}[case["over"]]


def run(case, dtype):
    """One forward and one backward pass in torch; returns every result under the name that the tests use."""
    hidden, layers, steps = case["hidden"], case["layers"], case["steps"]
    options = dict(num_layers=layers, bias=case["bias"], bidirectional=case["bidirectional"])
    if case["kind"] == "Rnn":
        options["nonlinearity"] = case["nonlinearity"].lower()
    net = {"Rnn": torch.nn.RNN, "Gru": torch.nn.GRU, "Lstm": torch.nn.LSTM}[case["kind"]](case["input"], hidden, **options)
    parameters = dict(net.named_parameters())
    directions = 2 if case["bidirectional"] else 1
    if case["output"]:
        head = torch.nn.Linear(hidden * directions, case["output"], bias=case["headBias"])
        parameters.update(("head." + name, parameter) for name, parameter in head.named_parameters())
        head.to(dtype)
    net.to(dtype)

    def tensor(name, *shape, scale=1.0):
        array = values(case["name"] + "/" + name, int(np.prod(shape)), scale).reshape(shape)
        return torch.tensor(array, dtype=dtype)

    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(tensor(name, *parameter.shape, scale=weight_scale(hidden)))
    lstm = case["kind"] == "Lstm"
    x = tensor("input", steps, case["input"]).requires_grad_()
    h0 = tensor("h0", layers * directions, hidden).requires_grad_()
    c0 = tensor("c0", layers * directions, hidden).requires_grad_()
    output, state = net(x, (h0, c0) if lstm else h0)
    hn, cn = state if lstm else (state, None)
    if case["output"]:
        output = head(head_input(case, output, hn))

    loss = (output * tensor("output_gradient", *output.shape)).sum() + (hn * tensor("hn_gradient", *hn.shape)).sum()
    if lstm:
        loss = loss + (cn * tensor("cn_gradient", *cn.shape)).sum()
    loss.backward()

    results = {"output": output, "hn": hn, "input_gradient": x.grad, "h0_gradient": h0.grad}
    if lstm:
        results.update(cn=cn, c0_gradient=c0.grad)
    results.update((name + "_gradient", parameter.grad) for name, parameter in parameters.items())
    return results


def case(kind, hidden, inputs, steps, layers=1, bidirectional=False, bias=True, nonlinearity="Tanh", head=None):
    """The description of one golden; `head` is (output, over, bias)."""
    output, over, head_bias = head or (0, "EveryStep", True)
    name = "-".join(
        [kind.lower() + ("-relu" if nonlinearity == "Relu" else ""), f"l{layers}", "bi" if bidirectional else "uni",
         "bias" if bias else "nobias", f"i{inputs}", f"h{hidden}", f"t{steps}"]
        + ([f"head-{over.lower()}-{output}" + ("" if head_bias else "-nobias")] if head else []))
    return dict(name=name, kind=kind, input=inputs, hidden=hidden, layers=layers, bidirectional=bidirectional,
                bias=bias, nonlinearity=nonlinearity, steps=steps, output=output, over=over, headBias=head_bias)


def cases(kind):
    """Layers x directions x bias, each at another odd size; wide single layers; heads; relu for the RNN."""
    offset = ["Rnn", "Gru", "Lstm"].index(kind)
    hidden, inputs, steps = [1, 3, 7, 9, 13, 20, 33], [1, 2, 5, 10, 17, 3, 8], [1, 2, 3, 5, 7, 9, 12, 4]
    topologies = [(l, bi, bias) for l in (1, 2, 3) for bi in (False, True) for bias in (True, False)]
    for i, (layers, bidirectional, bias) in enumerate(topologies, offset * 3):
        yield case(kind, hidden[i % 7], inputs[(i + i // 7) % 7], steps[(i * 3) % 8], layers, bidirectional, bias)
    yield case(kind, 64, 10, 6)
    yield case(kind, 128, 5, 4, bidirectional=True)
    yield case(kind, 257, 17, 3)
    yield case(kind, 9, 5, 6, layers=2, bidirectional=True, head=(3, "EveryStep", True))
    yield case(kind, 13, 2, 5, bidirectional=True, head=(5, "LastState", True))
    yield case(kind, 20, 3, 7, layers=2, head=(1, "MeanState", False))
    if kind == "Rnn":
        yield case(kind, 13, 5, 6, nonlinearity="Relu")
        yield case(kind, 20, 10, 5, layers=2, bidirectional=True, nonlinearity="Relu")
        yield case(kind, 7, 2, 4, layers=3, bias=False, nonlinearity="Relu")


def check_float32(name, exact, single):
    """torch's own float32 must agree with its float64, relative to the largest value of each tensor."""
    worst = 0.0
    for key, tensor in exact.items():
        difference = (tensor.detach() - single[key].detach().double()).abs().max().item()
        worst = max(worst, difference / max(1.0, tensor.detach().abs().max().item()))
    if worst > FLOAT32_TOLERANCE:
        sys.exit(f"{name}: float32 differs from float64 by {worst:.1e}")
    return worst


def write_safetensors(path, tensors, metadata):
    """The format of safetensors: length of the header, header (JSON), raw little-endian values."""
    header, data = {"__metadata__": metadata}, b""
    for name, array in tensors.items():
        raw = array.astype("<f8").tobytes()
        header[name] = {"dtype": "F64", "shape": [array.size], "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.set_num_threads(1)
    os.makedirs(GOLDENS, exist_ok=True)
    for kind in ("Rnn", "Gru", "Lstm"):
        tensors, metadata, worst = {}, {"torch": torch.__version__}, 0.0
        for golden in cases(kind):
            exact = run(golden, torch.float64)
            worst = max(worst, check_float32(golden["name"], exact, run(golden, torch.float32)))
            tensors.update((f"{golden['name']}/{name}", sample(tensor)) for name, tensor in exact.items())
            metadata[golden["name"]] = json.dumps(golden, separators=(",", ":"))
        path = os.path.join(GOLDENS, kind.lower() + ".safetensors")
        write_safetensors(path, tensors, metadata)
        print(f"{os.path.basename(path)}: {len(metadata) - 1} cases, {os.path.getsize(path):,} bytes, "
              f"torch float32 against float64: {worst:.1e}")


if __name__ == "__main__":
    main()
