#!/usr/bin/env python3
"""Writes the goldens of CellGen.NumericTests from torch. See README.md beside this file."""

import json
import os
import sys

import numpy as np
import torch

sys.dont_write_bytecode = True
import networks
import pairs
import written_out
from goldens import GOLDENS, case, stride, values, weight_scale, write_safetensors

SAMPLES = 400  # a tensor with more elements than this is stored sampled
FEWER_SAMPLES = 160  # the same for the files that have many cases
FLOAT32_TOLERANCE = 1e-5
WRITTEN_OUT_TOLERANCE = 1e-11

KINDS = {"Rnn": torch.nn.RNN, "Gru": torch.nn.GRU, "Lstm": torch.nn.LSTM}

# What torch.nn has not.
WRITTEN_OUT = {"merge", "resetAfter", "peephole", "coupledGates", "cellClip", "clip"}


def sample(tensor, samples):
    array = tensor.detach().double().numpy()
    return array.reshape(-1)[:: stride(array.size, array.shape[-1], samples)] if array.size > samples else array.reshape(-1)


def head_input(case, x, output, hn, before):
    """What the dense head reads: each step, the last layer's final state, the mean over the steps, or [x; h before]."""
    last = hn[-written_out.directions(case):]
    return {"EveryStep": lambda: output,
            "LastState": lambda: last.sum(0) if case.get("merge") == "Sum" else last.reshape(-1),
            "MeanState": lambda: output.mean(0),
            "InputAndPreviousState": lambda: torch.cat((x, before), 1)}[case["over"]]()


def in_torch(case):
    """Whether torch.nn has the cell."""
    return case["kind"] in KINDS and case["nonlinearity"] in ("Tanh", "Relu") and not set(case) & WRITTEN_OUT


def build(case):
    """The parameters of torch.nn's cells, and the function from x, h0, c0 to output, hn, cn and the last layer's h before
    each step."""
    options = dict(num_layers=case["layers"], bias=case["bias"], bidirectional=case["bidirectional"])
    if case["kind"] == "Rnn":
        options["nonlinearity"] = case["nonlinearity"].lower()
    if "projection" in case:
        options["proj_size"] = case["projection"]
    net = KINDS[case["kind"]](case["input"], case["hidden"], **options)

    def forward(x, h0, c0):
        output, state = net.to(x.dtype)(x, (h0, c0) if case["kind"] == "Lstm" else h0)
        hn, cn = state if case["kind"] == "Lstm" else (state, None)
        before = None if case["bidirectional"] else torch.cat((h0[-1:], output[:-1]))
        return output, hn, cn, before

    return dict(net.named_parameters()), forward


def run(case, dtype, build):
    """One forward and one backward pass in torch; returns every result under the name that the tests use."""
    hidden, states, steps = case["hidden"], case["layers"] * written_out.directions(case), case["steps"]
    parameters, forward = build(case)
    if case["output"]:
        before = case["over"] == "InputAndPreviousState"
        features = written_out.layer_output(case) + (case["input"] if before else 0)
        head = torch.nn.Linear(features, case["output"], bias=case["headBias"])
        parameters.update((("i2o." if before else "head.") + name, parameter) for name, parameter in head.named_parameters())

    def tensor(name, *shape, scale=1.0):
        array = values(case["name"] + "/" + name, int(np.prod(shape)), scale).reshape(shape)
        return torch.tensor(array, dtype=dtype)

    for name, parameter in parameters.items():
        parameter.data = tensor(name, *parameter.shape, scale=weight_scale(hidden))
    lstm = case["kind"] == "Lstm"
    x = tensor("input", steps, case["input"]).requires_grad_()
    h0 = tensor("h0", states, written_out.hidden_size(case)).requires_grad_()
    c0 = tensor("c0", states, hidden).requires_grad_()
    output, hn, cn, before = forward(x, h0, c0)
    if case["output"]:
        output = head(head_input(case, x, output, hn, before))
        if case.get("logSoftmax"):
            output = torch.log_softmax(output, -1)

    loss = (output * tensor("output_gradient", *output.shape)).sum() + (hn * tensor("hn_gradient", *hn.shape)).sum()
    if lstm:
        loss = loss + (cn * tensor("cn_gradient", *cn.shape)).sum()
    loss.backward()

    results = {"output": output, "hn": hn, "input_gradient": x.grad, "h0_gradient": h0.grad}
    if lstm:
        results.update(cn=cn, c0_gradient=c0.grad)
    results.update((name + "_gradient", parameter.grad) for name, parameter in parameters.items())
    return results


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


def projections():
    """torch.nn.LSTM with proj_size: layers x directions x bias, a wide layer, heads."""
    hidden, projected, inputs, steps = [2, 5, 7, 9, 13, 20, 33], [1, 3, 4, 8, 5, 16, 17], [1, 2, 5, 10, 3, 8, 4], [2, 3, 5, 7, 6]
    topologies = [(l, bi, bias) for l in (1, 2, 3) for bi in (False, True) for bias in (True, False)]
    for i, (layers, bidirectional, bias) in enumerate(topologies):
        yield case("Lstm", hidden[i % 7], inputs[i % 7], steps[i % 5], layers, bidirectional, bias, projection=projected[i % 7])
    yield case("Lstm", 128, 5, 3, projection=40)
    yield case("Lstm", 9, 5, 6, layers=2, bidirectional=True, head=(3, "EveryStep", True), projection=4)
    yield case("Lstm", 13, 2, 5, bidirectional=True, head=(5, "LastState", True), projection=6)


def variants():
    """What torch.nn has not: every cell and variant, pairs of them, merged directions, the other heads."""
    sum_, before = dict(merge="Sum"), dict(resetAfter=False)
    both, step_before = dict(bidirectional=True), "InputAndPreviousState"
    yield case("Rnn", 9, 5, 6, 2, True, nonlinearity="Sigmoid", head=(3, "EveryStep", True))
    yield case("Rnn", 13, 5, 6, nonlinearity="Identity", clip=0.25)
    yield case("Rnn", 7, 2, 4, 2, True, False, nonlinearity="Identity", **sum_)
    yield case("Rnn", 20, 3, 6, 2, clip=0.5)
    yield case("Rnn", 9, 5, 5, nonlinearity="Relu", clip=0.5, **both)
    yield case("Rnn", 13, 2, 5, bias=False, nonlinearity="Sigmoid", clip=0.25)
    yield case("Rnn", 9, 4, 5, head=(5, "MeanState", False), logSoftmax=True)

    yield case("Gru", 13, 5, 6, **before)
    yield case("Gru", 9, 5, 6, 2, True, False, **before)
    yield case("Gru", 64, 10, 4, head=(3, "LastState", True), **before)
    yield case("Gru", 13, 5, 6, clip=0.5, **both)
    yield case("Gru", 7, 2, 5, 2, clip=0.25, **before)
    yield case("Gru", 20, 3, 5, 2, True, head=(3, "LastState", True), **sum_)
    yield case("Gru", 9, 5, 4, bidirectional=True, head=(2, "MeanState", True), **sum_, **before)
    yield case("Gru", 9, 5, 6, 2, head=(4, step_before, True), logSoftmax=True)

    yield case("Lstm", 13, 5, 6, peephole=True)
    yield case("Lstm", 9, 5, 6, 2, True, False, peephole=True)
    yield case("Lstm", 64, 10, 3, peephole=True)
    yield case("Lstm", 20, 3, 6, coupledGates=True)
    yield case("Lstm", 7, 2, 5, 2, True, head=(3, "EveryStep", True), coupledGates=True)
    yield case("Lstm", 9, 5, 6, peephole=True, coupledGates=True, **both)
    yield case("Lstm", 13, 5, 6, 2, cellClip=0.25)
    yield case("Lstm", 9, 3, 5, 2, True, head=(2, "LastState", True), projection=5, peephole=True, coupledGates=True, cellClip=0.25)
    yield case("Lstm", 9, 5, 6, clip=0.5)
    yield case("Lstm", 13, 5, 5, peephole=True, clip=0.25, **both)
    yield case("Lstm", 7, 2, 6, bias=False, coupledGates=True, clip=0.5)
    yield case("Lstm", 20, 3, 4, 2, bias=False, projection=4, coupledGates=True)
    yield case("Lstm", 5, 3, 5, bidirectional=True, head=(3, "EveryStep", True), projection=3, peephole=True, **sum_)
    yield case("Lstm", 9, 2, 4, 3, True, **sum_)
    yield case("Lstm", 9, 5, 6, head=(3, step_before, False), projection=4)
    yield case("Lstm", 13, 3, 5, bidirectional=True, head=(17, "LastState", True), logSoftmax=True)

    for kind in ("MinGru", "MinLstm"):
        yield case(kind, 13, 5, 6)
        yield case(kind, 9, 5, 6, 2, True, False)
        yield case(kind, 33, 7, 5, clip=0.25)
        yield case(kind, 7, 2, 5, 2, True, head=(2, "LastState", True), **sum_)
    yield case("MinGru", 20, 3, 6, 3, head=(3, "LastState", True))
    yield case("MinLstm", 20, 3, 6, 2, head=(3, step_before, True))
    yield case("IndRnn", 13, 5, 6)
    yield case("IndRnn", 9, 5, 6, 2, True, False, nonlinearity="Relu")
    yield case("IndRnn", 20, 3, 6, 3, nonlinearity="Sigmoid", head=(3, "EveryStep", True), logSoftmax=True)
    yield case("IndRnn", 7, 2, 5, clip=0.5, **both, **sum_)
    yield case("IndRnn", 64, 4, 4, nonlinearity="Identity")
    yield case("Concatenating", 8, 4, 5, head=(2, step_before, True), logSoftmax=True)
    yield case("Concatenating", 20, 10, 6)
    yield case("Concatenating", 13, 5, 4, bias=False, head=(5, "LastState", True))
    yield case("Concatenating", 33, 7, 4, head=(17, step_before, False))


def check_float32(name, exact, single):
    """torch's own float32 must agree with its float64, relative to the largest value of each tensor."""
    worst = 0.0
    for key, tensor in exact.items():
        difference = (tensor.detach() - single[key].detach().double()).abs().max().item()
        worst = max(worst, difference / max(1.0, tensor.detach().abs().max().item()))
    if worst > FLOAT32_TOLERANCE:
        sys.exit(f"{name}: float32 differs from float64 by {worst:.1e}")
    return worst


def check_written_out(golden, exact):
    """written_out.py must agree with torch.nn where torch.nn has the cell: it is as right about the rest."""
    written = run(golden, torch.float64, written_out.build)
    worst = max((tensor - exact[key]).abs().max().item() for key, tensor in written.items())
    if worst > WRITTEN_OUT_TOLERANCE:
        sys.exit(f"{golden['name']}: written_out.py differs from torch.nn by {worst:.1e}")


def main():
    torch.set_num_threads(1)
    os.makedirs(GOLDENS, exist_ok=True)
    files = {kind.lower(): cases(kind) for kind in ("Rnn", "Gru", "Lstm")}
    for name, goldens in (("projection", projections()), ("variants", variants())):
        files[name] = [dict(golden, samples=FEWER_SAMPLES) for golden in goldens]
    for file, goldens in files.items():
        tensors, metadata, worst = {}, {"torch": torch.__version__}, 0.0
        for golden in goldens:
            builder = build if in_torch(golden) else written_out.build
            exact = run(golden, torch.float64, builder)
            worst = max(worst, check_float32(golden["name"], exact, run(golden, torch.float32, builder)))
            check_written_out(golden, exact)
            tensors.update((f"{golden['name']}/{name}", sample(tensor, golden.get("samples", SAMPLES))) for name, tensor in exact.items())
            metadata[golden["name"]] = json.dumps(golden, separators=(",", ":"))
        path = os.path.join(GOLDENS, file + ".safetensors")
        write_safetensors(path, tensors, metadata)
        print(f"{os.path.basename(path)}: {len(metadata) - 1} cases, {os.path.getsize(path):,} bytes, "
              f"torch float32 against float64: {worst:.1e}")
    write_networks()
    pairs.write()


def write_networks():
    """Nets of several layers; the cells that torch.nn has are its own."""
    tensors, metadata, worst = {}, {"torch": torch.__version__}, 0.0
    builder = lambda case: (build if in_torch(case) else written_out.build)(case)
    for golden in networks.networks():
        exact = networks.run(golden, torch.float64, builder)
        worst = max(worst, check_float32(golden["name"], exact, networks.run(golden, torch.float32, builder)))
        tensors.update((f"{golden['name']}/{name}", sample(tensor, FEWER_SAMPLES)) for name, tensor in exact.items())
        metadata[golden["name"]] = json.dumps(dict(golden, samples=FEWER_SAMPLES), separators=(",", ":"))
    path = os.path.join(GOLDENS, "networks.safetensors")
    write_safetensors(path, tensors, metadata)
    print(f"{os.path.basename(path)}: {len(metadata) - 1} nets, {os.path.getsize(path):,} bytes, "
          f"torch float32 against float64: {worst:.1e}")


if __name__ == "__main__":
    main()
