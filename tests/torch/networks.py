"""Nets of several layers: their descriptions, and what torch makes of them."""

import numpy as np
import torch

import written_out
from goldens import values, weight_scale

FUNCTIONS = {
    "Identity": lambda a: a,
    "Tanh": torch.tanh,
    "Relu": torch.relu,
    "LeakyRelu": torch.nn.functional.leaky_relu,
    "Sigmoid": torch.sigmoid,
    "Softplus": torch.nn.functional.softplus,
    "Gelu": torch.nn.functional.gelu,
    "HardSigmoid": torch.nn.functional.hardsigmoid,
    "OnnxHardSigmoid": lambda a: (0.2 * a + 0.5).clamp(0, 1),
}


def dense(output, nonlinearity="Identity", **more):
    return dict(layer="Dense", output=output, nonlinearity=nonlinearity, **more)


def conv(output, kernel, nonlinearity="Identity", **more):
    return dict(layer="Conv1d", output=output, kernel=kernel, nonlinearity=nonlinearity, **more)


def cell(kind, hidden, **more):
    return dict(layer="RecurrentCell", kind=kind, hidden=hidden, **more)


def head(output, nonlinearity="Identity", **more):
    return dict(layer="DenseHead", output=output, nonlinearity=nonlinearity, **more)


def concatenate(*reads, **more):
    return dict(layer="Concatenate", reads=reads, **more)


def add(*reads, **more):
    return dict(layer="Add", reads=reads, **more)


def activation(nonlinearity, **more):
    return dict(layer="Activation", nonlinearity=nonlinearity, **more)


def net(name, inputs, steps, *layers, **more):
    return dict(name=name, input=inputs, steps=steps, layers=layers, **more)


def networks():
    """Mixed kinds, every function, joins of joins, heads over everything, both directions, tokens; small and of odd sizes."""
    relu = dict(resetAfter=False, nonlinearity="Relu")
    yield net(
        "Denoiser", 6, 5,
        dense(5, "Tanh", name="input_dense"),
        cell("Gru", 5, name="vad_gru", **relu),
        head(1, "Sigmoid", name="vad"),
        concatenate("input_dense", "vad_gru", "input"),
        cell("Gru", 7, name="noise_gru", **relu),
        concatenate("vad_gru", "noise_gru", "input", name="joined"),
        cell("Gru", 9, name="denoise_gru", **relu),
        head(4, "Sigmoid", name="gains"))
    yield net(
        "Amplifier", 1, 6,
        cell("Lstm", 6, name="lstm"),
        dense(1, name="dense"),
        add("dense", "input"),
        agents=False)
    yield net(
        "Agent", 3, 5,
        dense(8, "Relu", name="encoder"),
        cell("Lstm", 5),
        head(3, name="actor", logSoftmax=True),
        head(1, name="value"))
    yield net(
        "Readings", 4, 5,
        dense(5, "LeakyRelu", bias=False),
        cell("Gru", 6),
        head(2, name="every"),
        head(3, "Tanh", name="last", over="LastState"),
        head(4, name="mean", over="MeanState", bias=False, logSoftmax=True),
        agents=False)
    yield net(
        "Middle", 3, 5,
        dense(4, "Gelu", name="a"),
        cell("Lstm", 5, bidirectional=True, merge="Sum", name="b"),
        dense(3, "Softplus", name="c"),
        cell("Gru", 4, layers=2, bidirectional=True, name="d"),
        head(2, name="first", over="LastState"),
        head(3, "Tanh", name="second"),
        agents=False)
    yield net(
        "Speller", 7, 5,
        dense(5, "Tanh"),
        cell("Rnn", 6, bias=False),
        head(7, logSoftmax=True),
        tokens="TokenInput")
    yield net(
        "Embedded", 4, 5,
        cell("Gru", 5, layers=2, name="below"),
        dense(4, "Relu"),
        cell("Lstm", 3, projection=2, name="above"),
        head(3, name="tag", over="LastState"),
        tokens="Embedding", vocabulary=6)
    yield net(
        "Frozen", 4, 5,
        dense(3, "Sigmoid", bias=False, name="first"),
        cell("Lstm", 5, peephole=True, name="lstm"),
        concatenate("first", "lstm"),
        head(2),
        tokens="Frozen", vocabulary=6, agents=False)
    yield net(
        "Functions", 3, 4,
        *(dense(size, function) for size, function in zip((5, 6, 4, 7, 5, 3, 4, 5), FUNCTIONS)),
        cell("MinLstm", 4),
        cell("IndRnn", 4, nonlinearity="Sigmoid"),
        head(5, "OnnxHardSigmoid", name="odd"),
        agents=False)
    yield net(
        "Nested", 2, 5,
        cell("MinGru", 3, name="a"),
        head(3, "Tanh", name="class"),
        concatenate("a", "class", "a", name="ab"),
        dense(8, "Tanh", bias=False, name="d"),
        concatenate("ab", "input", name="abi"),
        concatenate("abi", "d", "abi", name="all"),
        cell("Rnn", 4, nonlinearity="Tanh", name="e"),
        dense(3, name="f"),
        add("f", "class", "a", "f"),
        head(2, name="out"))
    yield net(
        "Fused", 3, 4,
        cell("Rnn", 5, name="r"),
        head(3, name="p"),
        add("p", "input", name="sum"),
        cell("Lstm", 4, bidirectional=True, name="l"),
        head(2, name="q", over="MeanState", logSoftmax=True),
        add("sum", "input", "p", name="again"),
        cell("Gru", 3, bidirectional=True, merge="Sum", name="g"),
        head(2, name="s", over="LastState"),
        agents=False)
    yield net(
        "Wide", 5, 3,
        dense(131, "Tanh", name="wide"),
        cell("Gru", 130, bias=False, name="gru"),
        concatenate("wide", "gru"),
        dense(18, "Relu", name="narrow"),
        cell("Lstm", 17, name="lstm"),
        head(5))
    yield net(
        "Causal", 3, 6,
        conv(4, 3, "Tanh", dilation=2, name="slow"),
        conv(5, 2, "LeakyRelu", bias=False, name="fast"),
        cell("Gru", 5, name="gru"),
        conv(3, 4, name="after"),
        add("after", "input", name="sum"),
        concatenate("sum", "slow", "gru"),
        conv(4, 1, "Sigmoid", name="point"),
        head(2, name="every"),
        head(3, "Tanh", name="last", over="LastState"))
    yield net(
        "Frames", 14, 4,
        conv(3, 3, "Relu", frame=7, stride=2, padding=1, name="first"),
        conv(4, 2, "Tanh", frame=4, dilation=2, bias=False, name="second"),
        cell("Lstm", 5),
        conv(2, 3, frame=5, padding=2, stride=3, name="third"),
        concatenate("third", "first", "input"),
        head(3, logSoftmax=True),
        head(2, name="mean", over="MeanState", nonlinearity="Gelu"),
        agents=False)
    yield net(
        "Beginning", 3, 5,
        dense(4, "Tanh"),
        cell("Lstm", 5, layers=2, projection=3, initialState="Trained", name="lstm"),
        cell("Gru", 4, name="zero"),
        conv(3, 3, name="conv"),
        cell("Rnn", 4, nonlinearity="Tanh", initialState="Trained", name="rnn"),
        head(2),
        rests=True)
    yield net(
        "Both", 2, 4,
        cell("Gru", 6, bidirectional=True, initialState="Trained"),
        head(3, over="LastState"),
        rests=True, agents=False)
    yield net(
        "Elementwise", 3, 4,
        cell("Rnn", 9, nonlinearity="Tanh", name="rnn"),
        *(activation(function) for function in FUNCTIONS if function != "Identity"),
        head(2, name="low"),
        concatenate("rnn", "activation0", "activation5", "activation7"),
        activation("Relu", name="kept"),
        head(3, name="kept_last", over="LastState"))


def kind_of(layer):
    return layer.get("kind", layer["layer"].replace("DenseHead", "Head")).lower()


def resolve(case):
    """Each layer with its name, what its tensors' names begin with, and what it reads: numbers of layers, -1 the input."""
    layers = [dict(layer) for layer in case["layers"]]
    names = {"input": -1}
    top, size = -1, {-1: case["input"]}
    for number, layer in enumerate(layers):
        only = sum(other["layer"] == layer["layer"] for other in layers) == 1
        kind = kind_of(layer)
        unnamed = [i for i, other in enumerate(case["layers"]) if "name" not in other and kind_of(other) == kind]
        named = "name" in layer
        layer["name"] = layer.get("name") or (kind if len(unnamed) == 1 else f"{kind}{unnamed.index(number)}")
        bare = only and not named and layer["layer"] in ("RecurrentCell", "DenseHead")
        layer["prefix"] = "" if bare and layer["layer"] == "RecurrentCell" else layer["name"] + "."
        layer["sources"] = [names[read] for read in layer["reads"]] if "reads" in layer else [top]
        layer["size"] = sizes = [size[source] for source in layer["sources"]]
        read = sum(sizes) if layer["layer"] == "Concatenate" else sizes[0]
        layer["input"] = read
        if layer["layer"] == "RecurrentCell":
            described = dict(layers=1, bidirectional=False, bias=True, nonlinearity="Tanh")
            layer["case"] = {**described, **{key: value for key, value in layer.items() if key not in ("layer", "name", "prefix", "sources", "size")}}
            size[number] = written_out.layer_output(layer["case"])
        else:
            size[number] = layer.get("output", read) * (positions(layer) if "frame" in layer else 1)
        names[layer["name"]] = number
        if layer["layer"] != "DenseHead":
            top = number
    return layers, top


def positions(layer):
    """The outputs of a convolution within a row, by the formula of torch.nn.Conv1d."""
    reach = layer.get("dilation", 1) * (layer["kernel"] - 1)
    return (layer["frame"] + 2 * layer.get("padding", 0) - reach - 1) // layer.get("stride", 1) + 1


def run(case, dtype, build_cell):
    """One forward and one backward pass; every result under the name that the tests use."""
    layers, top = resolve(case)
    steps, parameters, results = case["steps"], {}, {}

    def tensor(name, *shape, scale=1.0):
        return torch.tensor(values(case["name"] + "/" + name, int(np.prod(shape)), scale).reshape(shape), dtype=dtype)

    def parameter(name, *shape, scale):
        parameters[name] = torch.nn.Parameter(tensor(name, *shape, scale=scale))
        return parameters[name]

    tokens = case.get("tokens")
    if tokens:
        vocabulary = case.get("vocabulary", case["input"])
        chosen = [int((value + 1) * 0.5 * vocabulary) % vocabulary for value in values(case["name"] + "/tokens", steps)]
        table = torch.eye(vocabulary, dtype=dtype) if tokens == "TokenInput" else parameter("embedding.weight", vocabulary, case["input"], scale=1.0)
        x = table[chosen]
    else:
        x = tensor("input", steps, case["input"]).requires_grad_()
    rows, loss, initial = {-1: x}, 0, {}

    def state(name, *shape):
        """A given initial state; zeros where the sequence is given none."""
        if case.get("rests"):
            return torch.zeros(*shape, dtype=dtype)
        initial[name] = tensor(name, *shape).requires_grad_()
        return initial[name]

    def final(name, value):
        """The loss of a final state, where the caller has it."""
        nonlocal loss
        if not case.get("rests"):
            results[name] = value
            loss = loss + (value * tensor(name + "_gradient", *value.shape)).sum()

    for number, layer in enumerate(layers):
        read = [rows[source] for source in layer["sources"]]
        if layer["layer"] == "Concatenate":
            rows[number] = torch.cat(read, 1)
        elif layer["layer"] == "Add":
            rows[number] = sum(read)
        elif layer["layer"] == "Activation":
            rows[number] = FUNCTIONS[layer["nonlinearity"]](read[0])
        elif layer["layer"] == "RecurrentCell":
            described = layer["case"]
            held, forward = build_cell(described)
            for name, held_parameter in held.items():
                held_parameter.data = tensor(layer["prefix"] + name, *held_parameter.shape, scale=weight_scale(layer["hidden"]))
                parameters[layer["prefix"] + name] = held_parameter
            states = described["layers"] * written_out.directions(described)
            sizes = {"h": written_out.hidden_size(described), **({"c": layer["hidden"]} if layer["kind"] == "Lstm" else {})}
            if layer.get("initialState") == "Trained":
                begin = {letter: torch.stack([parameter(f"{layer['prefix']}{letter}0{place}", width, scale=weight_scale(layer["hidden"]))
                                              for place in places(described)]) for letter, width in sizes.items()}
            else:
                begin = {letter: state(f"{layer['name']}.{letter}0", states, width) for letter, width in sizes.items()}
            rows[number], hn, cn, _ = forward(read[0], begin["h"], begin.get("c", begin["h"]))
            final(layer["name"] + ".hn", hn)
            if layer["kind"] == "Lstm":
                final(layer["name"] + ".cn", cn)
            layer["last"] = hn[-written_out.directions(described):]
        elif layer["layer"] == "Conv1d":
            rows[number] = convolution(layer, read[0], parameter, state, final)
        else:
            weight = parameter(layer["prefix"] + "weight", layer["output"], layer["input"], scale=weight_scale(layer["input"]))
            y = reading(layer, layers, rows) @ weight.T
            if layer.get("bias", True):
                y = y + parameter(layer["prefix"] + "bias", layer["output"], scale=weight_scale(layer["input"]))
            y = FUNCTIONS[layer["nonlinearity"]](y)
            rows[number] = torch.log_softmax(y, -1) if layer.get("logSoftmax") else y
    outputs = [number for number, layer in enumerate(layers) if layer["layer"] == "DenseHead"] or [top]
    for number in outputs:
        name = layers[number]["name"] if len(outputs) > 1 else "output"
        results[name] = rows[number]
        loss = loss + (rows[number] * tensor(name + "_gradient", *rows[number].shape)).sum()
    loss.backward()
    if not tokens:
        results["input_gradient"] = x.grad
    if tokens == "Frozen":
        parameters.pop("embedding.weight")
    for name, variable in {**initial, **parameters}.items():
        results[name + "_gradient"] = variable.grad
    return results


def places(described):
    """What ends the names of the tensors of each layer and direction."""
    for number in range(described["layers"]):
        yield f"_l{number}"
        if described["bidirectional"]:
            yield f"_l{number}_reverse"


def convolution(layer, x, parameter, state, final):
    """torch's conv1d, over the earlier inputs and those of all steps, or within each row."""
    kernel, dilation, frame = layer["kernel"], layer.get("dilation", 1), layer.get("frame", 0)
    channels = layer["input"] // max(1, frame)
    scale = weight_scale(channels * kernel)
    weight = parameter(layer["prefix"] + "weight", layer["output"], channels, kernel, scale=scale)
    bias = parameter(layer["prefix"] + "bias", layer["output"], scale=scale) if layer.get("bias", True) else None
    function = FUNCTIONS[layer["nonlinearity"]]
    if frame:
        signal = x.reshape(-1, frame, channels).transpose(1, 2)
        y = torch.nn.functional.conv1d(signal, weight, bias, layer.get("stride", 1), layer.get("padding", 0), dilation)
        return function(y.transpose(1, 2).reshape(len(x), -1))
    past = (kernel - 1) * dilation
    if past:
        x = torch.cat((state(layer["name"] + ".x0", past, channels), x))
        final(layer["name"] + ".xn", x[-past:])
    return function(torch.nn.functional.conv1d(x.T[None], weight, bias, dilation=dilation)[0].T)


def reading(layer, layers, rows):
    """What a dense layer reads: each step, the last of each direction, or the mean."""
    source = layer["sources"][0]
    over = layer.get("over", "EveryStep")
    if over == "LastState":
        last = layers[source].get("last")
        if last is None:
            return rows[source][-1]
        return last.sum(0) if layers[source].get("merge") == "Sum" else last.reshape(-1)
    return rows[source].mean(0) if over == "MeanState" else rows[source]
