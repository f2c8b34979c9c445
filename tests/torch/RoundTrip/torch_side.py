#!/usr/bin/env python3
"""The torch side of tests/torch/roundtrip: checks what CellGen wrote, then writes what CellGen is to check.

    python3 torch_side.py FOLDER

The folder has nets.json, and for each net NAME.cellgen.safetensors (weights), NAME.cellgen-prefixed.safetensors (the same
under a larger module's names) and NAME.cellgen-run.safetensors (a run). Written are NAME.torch.safetensors,
NAME.prefixed.safetensors and NAME.torch-run.safetensors.
"""

import json
import math
import os
import struct
import sys

import numpy as np
import torch

TOLERANCE = 2e-6  # relative to max(1, |y|)
CONTINUED = 1e-5  # relative, of the losses of a run that has changed sides
RESULTS = ("output", "h_n", "c_n")


def read_safetensors(path, with_metadata=False):
    """The format of safetensors: length of the header, header (JSON), raw little-endian values."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: {name} is {entry['dtype']}")
        start, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(np.frombuffer(data[start:end], "<f4").reshape(entry["shape"]).copy())
    return (tensors, metadata) if with_metadata else tensors


def write_safetensors(path, tensors, metadata=None):
    header, data = {"__metadata__": {"format": "pt", **(metadata or {})}}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().float().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def recurrent(net):
    """The class and the arguments of torch's recurrent module."""
    options = dict(input_size=net["input"], hidden_size=net["hidden"], num_layers=net["layers"], bias=net["bias"],
                   bidirectional=net["bidirectional"])
    if net["kind"] == "Rnn":
        options["nonlinearity"] = net["nonlinearity"].lower()
    if net["kind"] == "Lstm":
        options["proj_size"] = net["projection"]
    return {"Rnn": torch.nn.RNN, "Gru": torch.nn.GRU, "Lstm": torch.nn.LSTM}[net["kind"]], options


def build(net):
    """A recurrent module that has its embedding and its head inside: the names of its state_dict are CellGen's."""
    base, options = recurrent(net)

    class Net(base):
        def __init__(self):
            super().__init__(**options)
            if net["vocabulary"]:
                self.embedding = torch.nn.Embedding(net["vocabulary"], net["input"])
            if net["head_output"]:
                features = (net["projection"] or net["hidden"]) * (2 if net["bidirectional"] else 1)
                self.head = torch.nn.Linear(features, net["head_output"], bias=net["head_bias"])

        def forward(self, x, state):
            output, state = super().forward(self.embedding(x) if net["vocabulary"] else x, state)
            if net["head_output"]:
                h_n = state[0] if net["kind"] == "Lstm" else state
                last = h_n[-2:].reshape(-1) if net["bidirectional"] else h_n[-1]
                output = self.head({"EveryStep": output, "LastState": last, "MeanState": output.mean(0)}[net["head_input"]])
            return output, state

    return Net()


def enclose(net, module):
    """The same weights inside a larger module, as a LightningModule has them: model.rnn, model.head, model.embedding."""
    base, options = recurrent(net)
    outer, outer.model = torch.nn.Module(), torch.nn.Module()
    outer.model.rnn = base(**options)
    outer.model.rnn.load_state_dict({name: tensor for name, tensor in module.state_dict().items() if "." not in name})
    for part in ("embedding", "head"):
        if hasattr(module, part):
            setattr(outer.model, part, getattr(module, part))
    return outer


def run(net, module, given):
    """Runs the module and returns the inputs and the results, by name."""
    lstm = net["kind"] == "Lstm"
    x = given["input"].long() if net["vocabulary"] else given["input"]
    with torch.no_grad():
        output, state = module(x, (given["h_0"], given["c_0"]) if lstm else given["h_0"])
    inputs = {name: given[name] for name in ("input", "h_0", "c_0") if name in given}
    return {**inputs, "output": output, **(dict(zip(("h_n", "c_n"), state)) if lstm else {"h_n": state})}


def check(net, folder):
    """CellGen's weights in torch: every name and shape, and the same results."""
    module = build(net)
    module.load_state_dict(read_safetensors(os.path.join(folder, net["name"] + ".cellgen.safetensors")), strict=True)
    return compare(net, module, folder)


def check_prefixed(net, folder):
    """The same for the names of the larger module."""
    outer = enclose(net, build(net))
    outer.load_state_dict(read_safetensors(os.path.join(folder, net["name"] + ".cellgen-prefixed.safetensors")), strict=True)
    module = build(net)
    module.load_state_dict({name.replace("model.", "").replace("rnn.", ""): tensor for name, tensor in outer.state_dict().items()})
    return compare(net, module, folder)


def compare(net, module, folder):
    """Runs the module and compares it with CellGen's run. Returns the largest difference."""
    theirs = read_safetensors(os.path.join(folder, net["name"] + ".cellgen-run.safetensors"))
    ours = run(net, module, theirs)
    worst = 0.0
    for name in RESULTS:
        if name not in ours and name not in theirs:
            continue
        if ours[name].shape != theirs[name].shape:
            raise ValueError(f"{name} is {list(theirs[name].shape)} in CellGen, {list(ours[name].shape)} in torch")
        distance = ((theirs[name].double() - ours[name].double()).abs() / ours[name].double().abs().clamp(min=1)).max().item()
        if math.isnan(distance) or distance > TOLERANCE:
            raise ValueError(f"{name} is off by {distance:.1e}")
        worst = max(worst, distance)
    return worst


def write(net, folder):
    """torch's own weights, and a run of the same net."""
    module = build(net)
    path = os.path.join(folder, net["name"])
    rows = net["layers"] * (2 if net["bidirectional"] else 1)
    steps = net["steps"]
    given = {"input": torch.randint(net["vocabulary"], (steps,)).float() if net["vocabulary"] else torch.randn(steps, net["input"]),
             "h_0": torch.rand(rows, net["projection"] or net["hidden"]) * 2 - 1}
    if net["kind"] == "Lstm":
        given["c_0"] = torch.rand(rows, net["hidden"]) * 2 - 1
    write_safetensors(path + ".torch-run.safetensors", run(net, module, given))
    write_safetensors(path + ".torch.safetensors", module.state_dict())
    others = {"loss.weight": torch.ones(3)} if net["head_output"] or net["vocabulary"] else {}
    write_safetensors(path + ".prefixed.safetensors", {**enclose(net, module).state_dict(), **others})


def optimizer_of(module, kind):
    """The optimizer of Continuation.cs."""
    parameters = module.parameters()
    return (torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.1) if kind == "AdamW"
            else torch.optim.Adam(parameters, lr=0.01, weight_decay=0.001))


def load_optimizer(module, path):
    """What CellGen's optimizer remembers, as torch's remembers it."""
    tensors, metadata = read_safetensors(path, with_metadata=True)
    optimizer = optimizer_of(module, metadata["kind"])
    state = {index: {"step": torch.tensor(float(metadata["step"])),
                     "exp_avg": tensors["exp_avg." + name], "exp_avg_sq": tensors["exp_avg_sq." + name]}
             for index, (name, _) in enumerate(module.named_parameters())}
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    return optimizer


def save_optimizer(module, optimizer, kind, path):
    """What torch's optimizer remembers, as CellGen's OptimizerFile reads it."""
    tensors, step = {}, 0
    for name, parameter in module.named_parameters():
        state = optimizer.state[parameter]
        tensors["exp_avg." + name], tensors["exp_avg_sq." + name], step = state["exp_avg"], state["exp_avg_sq"], int(state["step"])
    write_safetensors(path, tensors, {"kind": kind, "step": str(step), "learning_rate": str(optimizer.param_groups[0]["lr"])})


def train(net, module, optimizer, run, updates):
    """Some updates of Continuation.cs; the losses before each."""
    losses = []
    rows = net["layers"] * (2 if net["bidirectional"] else 1)
    zeros = torch.zeros(rows, net["hidden"])
    for _ in range(updates):
        optimizer.zero_grad()
        output, _ = module(run["input"], (zeros, zeros) if net["kind"] == "Lstm" else zeros)
        loss = torch.nn.functional.mse_loss(output, run["target"])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return torch.tensor(losses)


def continue_training(net, folder):
    """Goes on where CellGen has been, and compares the losses; then begins a run with which CellGen goes on."""
    path = os.path.join(folder, net["name"])
    run = read_safetensors(path + ".cellgen-losses.safetensors")
    module = build(net)
    module.load_state_dict(read_safetensors(path + ".cellgen-weights.safetensors"), strict=True)
    optimizer = load_optimizer(module, path + ".cellgen-optimizer.safetensors")
    losses = train(net, module, optimizer, run, len(run["losses"]))
    distance = ((losses - run["losses"]).abs() / run["losses"]).max().item()

    kind = type(optimizer).__name__
    module = build(net)
    optimizer = optimizer_of(module, kind)
    train(net, module, optimizer, run, len(losses))
    write_safetensors(path + ".torch-weights.safetensors", module.state_dict())
    save_optimizer(module, optimizer, kind, path + ".torch-optimizer.safetensors")
    losses = train(net, module, optimizer, run, len(losses))
    write_safetensors(path + ".torch-losses.safetensors", {"input": run["input"], "target": run["target"], "losses": losses})
    if math.isnan(distance) or distance > CONTINUED:
        raise ValueError(f"a loss is off by {distance:.1e}")
    return distance


def main():
    folder = sys.argv[1]
    torch.manual_seed(1)
    torch.set_num_threads(1)
    with open(os.path.join(folder, "nets.json"), encoding="utf-8") as file:
        nets = json.load(file)
    failed = False
    for net in nets:
        checks = [("CellGen -> torch", check), ("CellGen -> torch, prefixes", check_prefixed)]
        if net["name"].startswith("Continued"):
            checks.append(("CellGen -> torch, training", continue_training))
        for direction, do in checks:
            try:
                verdict, message = "agrees", f"{do(net, folder):.1e}"
            except Exception as error:
                verdict, message, failed = "FAILED", f"{type(error).__name__}: {error}".replace("\n", " "), True
            print(f"{verdict}  {direction:<26}  {net['name']:<42}  {message}", flush=True)
        write(net, folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
