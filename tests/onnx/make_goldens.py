#!/usr/bin/env python3
"""The Python half of make_goldens: `models FOLDER` builds ONNX models and their inputs, `goldens FOLDER` collects what
ONNX Runtime computed from them. README.md beside this file says what is in the goldens."""

import json
import os
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "torch"))
from goldens import GOLDENS, case, values, weight_scale, write_safetensors

# The place of each of ONNX's gates among CellGen's (torch's): z, r, h of r, z, n; i, o, f, c of i, f, g, o.
GATES = {"Rnn": [0], "Gru": [1, 0, 2], "Lstm": [0, 3, 1, 2]}
PEEPHOLES = ["ci", "co", "cf"]

# CellGen's functions whose name, alpha or beta are not ONNX's or its defaults.
FUNCTIONS = {"Identity": ("Affine", [1.0], [0.0]), "LeakyRelu": ("LeakyRelu", [0.01], []),
             "HardSigmoid": ("HardSigmoid", [1 / 6], [0.5]), "OnnxHardSigmoid": ("HardSigmoid", [0.2], [0.5])}
ONNX_DEFAULTS = ["OnnxHardSigmoid", "LeakyRelu"]


def cases():
    """The shapes are those of the torch goldens where there is one, so that the tests compile each net once. `lengths`
    makes a batch of sequences of these lengths."""
    def batch(golden, *lengths):
        return dict(golden, name=f"{golden['name']}-batch", lengths=list(lengths))

    yield case("Rnn", 9, 5, 6, 2, True, nonlinearity="Sigmoid", head=(3, "EveryStep", True))
    yield case("Rnn", 33, 8, 3, 2, True)
    yield case("Rnn", 13, 5, 6, nonlinearity="Relu")
    yield case("Rnn", 7, 2, 4, nonlinearity="Identity")
    yield case("Rnn", 20, 3, 6, 2, clip=0.5)
    yield case("Rnn", 9, 5, 5, 1, True, nonlinearity="Relu", clip=0.5)
    yield case("Rnn", 13, 2, 5, bias=False, nonlinearity="Sigmoid", clip=0.25)
    yield case("Rnn", 9, 5, 6, nonlinearity="Softplus")
    yield case("Rnn", 9, 5, 6, nonlinearity="LeakyRelu")
    yield batch(case("Rnn", 9, 17, 5, 3, True), 5, 2, 4, 1)

    yield case("Gru", 64, 10, 6)
    yield case("Gru", 7, 10, 5, 2, True)
    yield case("Gru", 13, 5, 6, resetAfter=False)
    yield case("Gru", 9, 5, 6, 2, True, False, resetAfter=False)
    yield case("Gru", 13, 5, 6, 1, True, clip=0.5)
    yield case("Gru", 7, 2, 5, 2, resetAfter=False, clip=0.25)
    yield case("Gru", 9, 5, 6, nonlinearity="Relu", resetAfter=False)
    yield case("Gru", 13, 5, 6, nonlinearity="Identity", resetAfter=False, gateNonlinearity="OnnxHardSigmoid")
    yield case("Gru", 7, 2, 5, 2, True, nonlinearity="LeakyRelu", clip=0.5, gateNonlinearity="HardSigmoid")
    yield batch(case("Gru", 9, 5, 6, 2, True, head=(3, "EveryStep", True)), 6, 3, 1)
    yield batch(case("Gru", 9, 5, 5, 2, True, False, resetAfter=False), 1, 5, 3)

    yield case("Lstm", 64, 10, 6)
    yield case("Lstm", 7, 10, 5, 1, True, False)
    yield case("Lstm", 13, 5, 6, peephole=True)
    yield case("Lstm", 9, 5, 6, 2, True, False, peephole=True)
    yield case("Lstm", 20, 3, 6, coupledGates=True)
    yield case("Lstm", 7, 2, 5, 2, True, head=(3, "EveryStep", True), coupledGates=True)
    yield case("Lstm", 9, 5, 6, 1, True, peephole=True, coupledGates=True)
    yield case("Lstm", 9, 5, 6, clip=0.5)
    yield case("Lstm", 13, 5, 5, 1, True, peephole=True, clip=0.25)
    yield case("Lstm", 7, 2, 6, bias=False, coupledGates=True, clip=0.5)
    yield case("Lstm", 9, 5, 6, 2, nonlinearity="Relu", outputNonlinearity="Relu")
    yield case("Lstm", 7, 2, 5, 1, True, peephole=True, gateNonlinearity="OnnxHardSigmoid")
    yield case("Lstm", 13, 5, 5, nonlinearity="Softplus", clip=0.5, gateNonlinearity="HardSigmoid", outputNonlinearity="Identity")
    yield batch(case("Lstm", 9, 17, 5, 2), 3, 5, 1)
    yield batch(case("Lstm", 9, 5, 4, 1, True, peephole=True, coupledGates=True), 4, 2, 1)


def parameter(golden, name, *shape):
    return values(f"{golden['name']}/{name}", int(np.prod(shape)), weight_scale(golden["hidden"])).reshape(shape)


def direction(golden, layer, reverse):
    """W, R, B and P of one direction, in ONNX's order of gates, from CellGen's tensors."""
    hidden, kind, coupled = golden["hidden"], golden["kind"], golden.get("coupledGates")
    suffix = f"_l{layer}" + ("_reverse" if reverse else "")
    width = hidden * (2 if golden["bidirectional"] else 1) if layer else golden["input"]

    def gates(name, *columns):
        # CellGen's coupled gates are f, g, o with i = 1 - f. ONNX's are i, o, c with f = 1 - i, and 1 - σ(a) = σ(-a):
        # its i is CellGen's f with the sign changed, and its own rows of f are not read.
        count = len(GATES[kind]) - (1 if coupled else 0)
        rows = parameter(golden, name + suffix, count * hidden, *columns).reshape(count, hidden, *columns)
        if coupled:
            return np.concatenate((-rows[0], rows[2], np.zeros_like(rows[0]), rows[1]))
        return np.concatenate([rows[gate] for gate in GATES[kind]])

    def peephole(name):
        if coupled and name in ("ci", "cf"):
            return -parameter(golden, "weight_cf" + suffix, hidden) if name == "ci" else np.zeros(hidden)
        return parameter(golden, f"weight_{name}{suffix}", hidden)

    yield "W", gates("weight_ih", width)
    yield "R", gates("weight_hh", hidden)
    if golden["bias"]:
        yield "B", np.concatenate((gates("bias_ih"), gates("bias_hh")))
    if golden.get("peephole"):
        yield "P", np.concatenate([peephole(name) for name in PEEPHOLES])


def activations(golden, directions):
    """f; f and g; f, g and h: of the cell, or of gates, candidate and output. Alphas and betas are given where one is no default."""
    gates, output = golden.get("gateNonlinearity", "Sigmoid"), golden.get("outputNonlinearity", "Tanh")
    chosen = {"Rnn": [], "Gru": [gates], "Lstm": [gates]}[golden["kind"]] + [golden["nonlinearity"]]
    chosen += [output] if golden["kind"] == "Lstm" else []
    functions = [FUNCTIONS.get(function, (function, [], [])) for function in chosen] * directions
    yield "activations", [name for name, _, _ in functions]
    if any(function in FUNCTIONS and function not in ONNX_DEFAULTS for function in chosen):
        yield "activation_alpha", [value for _, alpha, _ in functions for value in alpha]
        yield "activation_beta", [value for _, _, beta in functions for value in beta]


def attributes(golden, directions):
    options = dict(hidden_size=golden["hidden"], direction="bidirectional" if directions == 2 else "forward")
    options.update(activations(golden, directions))
    if golden["kind"] == "Gru":
        options["linear_before_reset"] = int(golden.get("resetAfter", True))
    if golden["kind"] == "Lstm":
        options["input_forget"] = int(golden.get("coupledGates", False))
    if golden.get("clip"):
        options["clip"] = golden["clip"]
    return options


def model(golden):
    """One node a layer; between them [steps, directions, batch, hidden] becomes [steps, batch, directions · hidden]."""
    directions = 2 if golden["bidirectional"] else 1
    lstm = golden["kind"] == "Lstm"
    nodes, constants, inputs, outputs = [], [], ["x"] + (["lengths"] if "lengths" in golden else []), []

    def constant(name, array, data_type=np.float32):
        constants.append(numpy_helper.from_array(array.astype(data_type), name))
        return name

    rows = "x"
    for layer in range(golden["layers"]):
        given = {}
        for reverse in range(directions):
            for name, array in direction(golden, layer, reverse):
                given.setdefault(name, []).append(array)
        names = {name: constant(f"{name}{layer}", np.stack(arrays)) for name, arrays in given.items()}
        states = [f"h0_{layer}"] + ([f"c0_{layer}"] if lstm else [])
        finals = [f"hn_{layer}"] + ([f"cn_{layer}"] if lstm else [])
        node = [rows, names["W"], names["R"], names.get("B", ""), "lengths" if "lengths" in golden else "", *states]
        nodes.append(helper.make_node(golden["kind"].upper(), node + ([names.get("P", "")] if lstm else []),
                                      [f"Y{layer}", *finals], **attributes(golden, directions)))
        nodes.append(helper.make_node("Transpose", [f"Y{layer}"], [f"T{layer}"], perm=[0, 2, 1, 3]))
        nodes.append(helper.make_node("Reshape", [f"T{layer}", constant(f"S{layer}", np.array([0, 0, -1]), np.int64)], [f"rows{layer}"]))
        rows = f"rows{layer}"
        inputs += states
        outputs += finals
    if golden["output"]:
        weight = parameter(golden, "head.weight", golden["output"], golden["hidden"] * directions)
        nodes.append(helper.make_node("MatMul", [rows, constant("head.weight", weight.T)], ["product"]))
        nodes.append(helper.make_node("Add", ["product", constant("head.bias", parameter(golden, "head.bias", golden["output"]))], ["head"]))
        rows = "head"

    def value(name):
        integer = name == "lengths"
        return helper.make_tensor_value_info(name, TensorProto.INT32 if integer else TensorProto.FLOAT, [None] if integer else [None] * (3))

    graph = helper.make_graph(nodes, golden["name"], [value(name) for name in inputs],
                              [value(name) for name in [rows] + outputs], constants)
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    built.ir_version = 7
    checker.check_model(built, full_check=True)
    return built


def sequences(golden):
    """Suffix of the name and length of each sequence."""
    return [(f".{i}", length) for i, length in enumerate(golden["lengths"])] if "lengths" in golden else [("", golden["steps"])]


def feeds(golden):
    """The inputs, batched; what lies behind the end of a sequence is large, so that reading it would show."""
    hidden, layers, directions = golden["hidden"], golden["layers"], 2 if golden["bidirectional"] else 1
    parts = sequences(golden)
    x = np.full((golden["steps"], len(parts), golden["input"]), 1000.0)
    states = {name: np.zeros((layers, directions, len(parts), hidden)) for name in ("h0", "c0")}
    for i, (suffix, length) in enumerate(parts):
        name = golden["name"] + suffix
        x[:length, i] = values(name + "/input", length * golden["input"]).reshape(length, -1)
        for state, array in states.items():
            array[:, :, i] = values(f"{name}/{state}", layers * directions * hidden).reshape(layers, directions, hidden)
    arrays = {"x": x}
    for layer in range(layers):
        for state in ("h0", "c0")[: 2 if golden["kind"] == "Lstm" else 1]:
            arrays[f"{state}_{layer}"] = states[state][layer]
    described = {name: dict(type="float32", dims=array.shape, data=array.ravel().tolist()) for name, array in arrays.items()}
    if "lengths" in golden:
        described["lengths"] = dict(type="int32", dims=[len(parts)], data=golden["lengths"])
    return described


def results(golden, outputs):
    """Suffix, length and results of each sequence, by the names of the tests."""
    def array(name):
        return np.array(outputs[name]["data"], dtype=np.float32).reshape(outputs[name]["dims"])

    layers = range(golden["layers"])
    for i, (suffix, length) in enumerate(sequences(golden)):
        rows = array("head" if golden["output"] else f"rows{layers[-1]}")
        found = {"output": rows[:length, i], "hn": np.concatenate([array(f"hn_{layer}")[:, i] for layer in layers])}
        if golden["kind"] == "Lstm":
            found["cn"] = np.concatenate([array(f"cn_{layer}")[:, i] for layer in layers])
        yield suffix, length, found


def main():
    command, folder = sys.argv[1:]
    tensors, metadata = {}, {}
    for golden in cases():
        golden["name"] = "onnx-" + golden["name"]
        path = os.path.join(folder, golden["name"])
        if command == "models":
            with open(path + ".onnx", "wb") as file:
                file.write(model(golden).SerializeToString())
            with open(path + ".json", "w", encoding="ascii") as file:
                json.dump(feeds(golden), file)
            continue
        with open(path + ".out.json", encoding="ascii") as file:
            outputs = json.load(file)
        for suffix, length, found in results(golden, outputs):
            tensors.update((f"{golden['name']}{suffix}/{name}", array) for name, array in found.items())
            description = dict(golden, steps=length, sequence=suffix)
            metadata[golden["name"] + suffix] = json.dumps(description, separators=(",", ":"))
    if command == "goldens":
        path = os.path.join(GOLDENS, "onnx.safetensors")
        write_safetensors(path, tensors, metadata, "F32")
        print(f"{os.path.basename(path)}: {len(metadata)} sequences, {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
