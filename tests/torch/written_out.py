"""The cells and topologies that torch.nn has not, written out with torch's operations: autograd gives their gradients.

The equations are those of CellGen's attributes (runtime/CellGen/Attributes), where the papers are named.
"""

import math

import torch


def gates(case):
    """The number of gates, each of which has `hidden` rows of weight_ih."""
    return {"Rnn": 1, "Gru": 3, "Lstm": 3 if case.get("coupledGates") else 4, "MinGru": 2, "MinLstm": 3, "IndRnn": 1}[case["kind"]]


def hidden_size(case):
    """The size of the state h."""
    return case.get("projection") or case["hidden"]


def layer_output(case):
    """The size of a layer's output row."""
    concatenated = case["bidirectional"] and case.get("merge") != "Sum"
    return hidden_size(case) * (2 if concatenated else 1)


def directions(case):
    return 2 if case["bidirectional"] else 1


def tensors(case):
    """Name and shape of every parameter of the cells."""
    hidden = case["hidden"]
    if case["kind"] == "Concatenating":
        yield "i2h.weight", (hidden, case["input"] + hidden)
        if case["bias"]:
            yield "i2h.bias", (hidden,)
        return
    for layer in range(case["layers"]):
        for suffix in [f"_l{layer}", f"_l{layer}_reverse"][: directions(case)]:
            rows = gates(case) * hidden
            yield "weight_ih" + suffix, (rows, layer_output(case) if layer else case["input"])
            if case["kind"] == "IndRnn":
                yield "weight_hh" + suffix, (hidden,)
            elif case["kind"] in ("Rnn", "Gru", "Lstm"):
                yield "weight_hh" + suffix, (rows, hidden_size(case))
            if case["bias"]:
                yield "bias_ih" + suffix, (rows,)
                if case["kind"] in ("Rnn", "Gru", "Lstm"):
                    yield "bias_hh" + suffix, (rows,)
            if case.get("projection"):
                yield "weight_hr" + suffix, (case["projection"], hidden)
            if case.get("peephole"):
                for gate in "fo" if case.get("coupledGates") else "ifo":
                    yield f"weight_c{gate}{suffix}", (hidden,)


def step(case, parameters, suffix, x, h, c):
    """One step of one layer and direction; every formula is the one of the attribute's documentation."""
    def parameter(name):
        return parameters.get(name + suffix)

    def plus(a, b):
        return a if b is None else a + b

    def clip(a):
        return a.clamp(-case["clip"], case["clip"]) if case.get("clip") else a

    def sigmoid(a):
        return torch.sigmoid(clip(a))

    def tanh(a):
        return torch.tanh(clip(a))

    functions = {"Tanh": tanh, "Relu": lambda a: torch.relu(clip(a)), "Sigmoid": sigmoid, "Identity": lambda a: a}
    kind = case["kind"]
    if kind == "Concatenating":
        return plus(parameters["i2h.weight"] @ torch.cat((x, h)), parameters.get("i2h.bias")), c
    wx = plus(parameter("weight_ih") @ x, parameter("bias_ih")).chunk(gates(case))
    if kind == "IndRnn":
        return functions[case["nonlinearity"]](wx[0] + parameter("weight_hh") * h), c
    if kind == "MinGru":
        z, n = sigmoid(wx[0]), wx[1]
        return (1 - z) * h + z * n, c
    if kind == "MinLstm":
        f, i, g = sigmoid(wx[0]), sigmoid(wx[1]), wx[2]
        return (f * h + i * g) / (f + i), c
    uh = plus(parameter("weight_hh") @ h, parameter("bias_hh")).chunk(gates(case))
    if kind == "Rnn":
        return functions[case["nonlinearity"]](wx[0] + uh[0]), c
    if kind == "Gru":
        candidate = functions[case["nonlinearity"]]
        r, z = sigmoid(wx[0] + uh[0]), sigmoid(wx[1] + uh[1])
        if case.get("resetAfter", True):
            n = candidate(wx[2] + r * uh[2])
        else:
            u_n = parameter("weight_hh").chunk(3)[2]
            b_n = parameter("bias_hh").chunk(3)[2] if case["bias"] else None
            n = candidate(wx[2] + plus(u_n @ (r * h), b_n))
        return (1 - z) * n + z * h, c

    def peephole(gate, state):
        return parameter("weight_c" + gate) * state if case.get("peephole") else 0

    coupled = bool(case.get("coupledGates"))
    f_at, g_at, o_at = (0, 1, 2) if coupled else (1, 2, 3)
    f = sigmoid(wx[f_at] + uh[f_at] + peephole("f", c))
    i = 1 - f if coupled else sigmoid(wx[0] + uh[0] + peephole("i", c))
    g = tanh(wx[g_at] + uh[g_at])
    c = f * c + i * g
    if case.get("cellClip"):
        c = c.clamp(-case["cellClip"], case["cellClip"])
    o = sigmoid(wx[o_at] + uh[o_at] + peephole("o", c))
    h = o * torch.tanh(c)  # without the bound: ONNX Runtime does not clip this argument either
    return (parameter("weight_hr") @ h if case.get("projection") else h), c


def recur(case, parameters, x, h0, c0):
    """All layers and directions over one sequence: output [T x outputs of a layer], hn, cn, and the last layer's h before
    each step (of one direction)."""
    rows, hn, cn, before = list(x), [], [], []
    for layer in range(case["layers"]):
        outputs = []
        for direction, suffix in enumerate([f"_l{layer}", f"_l{layer}_reverse"][: directions(case)]):
            index = layer * directions(case) + direction
            h, c, output, before = h0[index], c0[index], [], []
            for row in reversed(rows) if direction else rows:
                before.append(h)
                h, c = step(case, parameters, suffix, row, h, c)
                output.append(h)
            hn.append(h)
            cn.append(c)
            outputs.append(output[::-1] if direction else output)
        merge = sum if case.get("merge") == "Sum" else torch.cat
        rows = [merge(parts) for parts in zip(*outputs)]
    return torch.stack(rows), torch.stack(hn), torch.stack(cn), torch.stack(before)


def build(case):
    """Parameters that no module holds, and the function of them."""
    parameters = {name: torch.nn.Parameter(torch.zeros(math.prod(shape)).reshape(shape)) for name, shape in tensors(case)}
    return parameters, lambda x, h0, c0: recur(case, parameters, x, h0, c0)
