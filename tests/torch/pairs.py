"""Encoders and decoders: torch's modules, whose state_dict has the names of CellGen's tensors, and what they compute."""

import os

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from goldens import TESTS, values, write_safetensors

KINDS = {"Rnn": nn.RNN, "Gru": nn.GRU, "Lstm": nn.LSTM}
START = 1


def cell(kind, inputs, hidden, layers=1, bidirectional=False, vocabulary=0):
    return dict(kind=kind, input=inputs, hidden=hidden, layers=layers, bidirectional=bidirectional, vocabulary=vocabulary)


# The nets of tests/CellGen.TopologyTests.Nets/PairNets.cs: encoder, decoder, outputs, attention, context as input.
PAIRS = {
    "AdditivePair": (cell("Gru", 5, 6, bidirectional=True, vocabulary=7), cell("Gru", 4, 9, vocabulary=8), 8, "Additive", True),
    "GeneralPair": (cell("Lstm", 5, 6, vocabulary=7), cell("Lstm", 4, 9, vocabulary=8), 8, "General", False),
    "GeneralContextPair": (cell("Gru", 5, 6, bidirectional=True, vocabulary=7), cell("Gru", 4, 9, vocabulary=8), 8, "General", True),
    "DotPair": (cell("Gru", 5, 9, vocabulary=7), cell("Gru", 4, 9, vocabulary=8), 8, "Dot", False),
    "SharedPair": (cell("Gru", 4, 9, vocabulary=8), cell("Gru", 4, 9, vocabulary=8), 8, "None", True),
    "DeepPair": (cell("Lstm", 3, 9, layers=2), cell("Lstm", 2, 9, layers=2), 2, "None", False),
    "BridgedPair": (cell("Gru", 3, 5), cell("Lstm", 2, 9, layers=2), 2, "None", True),
    "AdditiveValuesPair": (cell("Rnn", 3, 5, layers=2, bidirectional=True), cell("Lstm", 2, 9, layers=2), 2, "Additive", True),
    # A context of so many values instead of an encoder.
    "CaptionPair": (5, cell("Gru", 4, 9, vocabulary=8), 8, "None", True),
    "StatePair": (9, cell("Gru", 4, 9, vocabulary=8), 8, "None", False),
    "StylePair": (20, cell("Lstm", 2, 9, layers=2), 2, "None", False),
    "FedPair": (cell("Gru", 3, 5), cell("Lstm", 2, 9), 2, "None", True),
    "FedAdditivePair": (cell("Rnn", 3, 5, layers=2, bidirectional=True), cell("Lstm", 2, 9), 2, "Additive", True),
    "FedStylePair": (5, cell("Lstm", 2, 9), 2, "None", False),
}
ATTENTION_SIZE = {"AdditiveValuesPair": 6, "FedAdditivePair": 6}

# Three sequences of a batch.
SOURCES = (5, 3, 6)
TARGETS = (4, 6, 1)

# Of nets that read what they wrote: how many rows each sequence is given.
GIVEN = (1, 3, 1)


class Part(nn.Module):
    """A bag of submodules, for names with dots."""


class Pair(nn.Module):
    def __init__(self, name):
        super().__init__()
        source, target, outputs, self.kind, joins = PAIRS[name]
        self.source, self.target = source, target
        self.given = isinstance(source, int)
        context = source if self.given else source["hidden"] * (2 if source["bidirectional"] else 1)
        hidden, layers = target["hidden"], target["layers"]
        self.joins = joins or self.kind == "Additive"
        self.fed = name.startswith("Fed")
        if not self.given:
            self.encoder = KINDS[source["kind"]](source["input"], source["hidden"], source["layers"], bidirectional=source["bidirectional"], batch_first=True)
        self.decoder = KINDS[target["kind"]](target["input"] + (context if self.joins else 0), hidden, layers)
        if not self.given and source["vocabulary"]:
            self.encoder.embedding = nn.Embedding(source["vocabulary"], source["input"])
        if target["vocabulary"] and name != "SharedPair":
            self.decoder.embedding = nn.Embedding(target["vocabulary"], target["input"])
        self.decoder.head = nn.Linear(hidden, outputs)
        if self.given:
            self.copies = layers == 1 and context == hidden and target["kind"] != "Lstm"
        else:
            self.copies = not source["bidirectional"] and source["layers"] == layers and source["hidden"] == hidden and source["kind"] == target["kind"]
        if not self.copies:
            self.bridge = nn.Linear(context, layers * hidden * (2 if target["kind"] == "Lstm" else 1))
        if self.kind != "None":
            self.attention = Part()
        if self.kind == "Additive":
            size = ATTENTION_SIZE.get(name, hidden)
            self.attention.query = nn.Linear(hidden, size, bias=False)
            self.attention.key = nn.Linear(context, size, bias=False)
            self.attention.score = nn.Linear(size, 1, bias=False)
        if self.kind == "General":
            self.attention.query = nn.Linear(hidden, context, bias=False)
        if self.kind in ("Dot", "General"):
            self.attention.combine = nn.Linear(context + hidden, hidden, bias=False)

    def first_state(self, context):
        """The decoder's first state: tanh(W context + b), whose rows are h of the first layer, its c where there is one, h of the second."""
        layers, hidden = self.target["layers"], self.target["hidden"]
        parts = torch.tanh(self.bridge(context)).view(context.shape[0], layers, -1, hidden).permute(2, 1, 0, 3).contiguous()
        return (parts[0], parts[1]) if self.target["kind"] == "Lstm" else parts[0]

    def attend(self, scores, mask, annotations):
        weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), -1)
        return (weights.unsqueeze(-1) * annotations).sum(-2), weights

    def encode(self, source, source_lengths):
        """-> annotations [B, S, C], last state, context [B, C]"""
        if self.source["vocabulary"]:
            source = self.encoder.embedding(source)
        packed = pack_padded_sequence(source, source_lengths, batch_first=True, enforce_sorted=False)
        annotations, last = self.encoder(packed)
        annotations, _ = pad_packed_sequence(annotations, batch_first=True)
        h = last[0] if isinstance(last, tuple) else last
        directions = 2 if self.source["bidirectional"] else 1
        return annotations, last, torch.cat(list(h[-directions:]), -1)

    def forward(self, source, source_lengths, inputs):
        """source [B, S] or [B, S, in] or a context [B, C], inputs [B, T] or [B, T, in] -> outputs [B, T, out], attention [B, T, S]"""
        if self.given:
            context, last = source, source.unsqueeze(0)
        else:
            annotations, last, context = self.encode(source, source_lengths)
            mask = torch.arange(annotations.shape[1]) < torch.tensor(source_lengths).unsqueeze(1)
        state = last if self.copies else self.first_state(context)
        if self.target["vocabulary"]:
            table = self.decoder.embedding if hasattr(self.decoder, "embedding") else self.encoder.embedding
            inputs = table(inputs)
        attention = None
        if self.kind == "Additive" or self.fed:
            hidden, attention = [], []
            keys = self.attention.key(annotations) if self.kind == "Additive" else None
            for step in range(inputs.shape[1]):
                query = (state[0] if isinstance(state, tuple) else state)[0]
                read = inputs[:, step]
                if self.fed and step > 0:
                    given = torch.tensor([[step < rows] for rows in GIVEN])
                    read = torch.where(given, read, self.decoder.head(hidden[-1]))
                if self.kind == "Additive":
                    scores = self.attention.score(torch.tanh(self.attention.query(query).unsqueeze(1) + keys)).squeeze(-1)
                    found, weights = self.attend(scores, mask, annotations)
                    attention.append(weights)
                    read = torch.cat((read, found), -1)
                elif self.joins:
                    read = torch.cat((read, context), -1)
                output, state = self.decoder(read.unsqueeze(0), state)
                hidden.append(output[0])
            hidden, attention = torch.stack(hidden, 1), torch.stack(attention, 1) if attention else None
        else:
            if self.joins:
                inputs = torch.cat((inputs, context.unsqueeze(1).expand(-1, inputs.shape[1], -1)), -1)
            hidden, _ = self.decoder(inputs.transpose(0, 1), state)
            hidden = hidden.transpose(0, 1)
        if self.kind in ("Dot", "General"):
            query = self.attention.query(hidden) if self.kind == "General" else hidden
            scores = query @ annotations.transpose(1, 2)
            found, attention = self.attend(scores, mask.unsqueeze(1), annotations.unsqueeze(1))
            hidden = torch.tanh(self.attention.combine(torch.cat((found, hidden), -1)))
        return self.decoder.head(hidden), attention


def tokens(name, lengths, vocabulary):
    """Tokens from 0 to vocabulary - 1, padded with zeros."""
    result = np.zeros((len(lengths), max(lengths)), dtype=np.int64)
    for i, length in enumerate(lengths):
        result[i, :length] = np.floor((values(f"{name}{i}", length) + 1) / 2 * vocabulary)
    return torch.tensor(result)


def rows(name, lengths, size):
    result = np.zeros((len(lengths), max(lengths), size))
    for i, length in enumerate(lengths):
        result[i, :length] = values(f"{name}{i}", length * size).reshape(length, size)
    return torch.tensor(result)


def run(name, dtype):
    net = Pair(name).to(dtype)
    with torch.no_grad():
        for key, parameter in net.named_parameters():
            parameter.copy_(torch.tensor(values(f"{name}/{key}", parameter.numel(), 0.5)).view(parameter.shape))
    if net.given:
        source = rows(f"{name}/source", [1] * len(TARGETS), net.source).to(dtype)[:, 0].requires_grad_()
    elif net.source["vocabulary"]:
        source = tokens(f"{name}/source", SOURCES, net.source["vocabulary"])
    else:
        source = rows(f"{name}/source", SOURCES, net.source["input"]).to(dtype)
    if net.target["vocabulary"]:
        target = tokens(f"{name}/target", TARGETS, net.target["vocabulary"])
        inputs = torch.cat((torch.full((len(TARGETS), 1), START), target[:, :-1]), 1)
    else:
        inputs = rows(f"{name}/target", TARGETS, net.target["input"]).to(dtype)
    output, attention = net(source, list(SOURCES), inputs)
    gradient = rows(f"{name}/gradient", TARGETS, output.shape[-1]).to(dtype)
    (output * gradient).sum().backward()
    results = {"output": torch.cat([output[i, :length].reshape(-1) for i, length in enumerate(TARGETS)])}
    if attention is not None:
        results["attention"] = torch.cat([attention[i, :length, :SOURCES[i]].reshape(-1) for i, length in enumerate(TARGETS)])
    if net.given:
        results["context"] = source.grad.reshape(-1)
    results.update((key + "_gradient", parameter.grad.reshape(-1)) for key, parameter in net.named_parameters())
    return {key: value.detach().double().numpy() for key, value in results.items()}


def write():
    tensors, worst = {}, 0.0
    for name in PAIRS:
        exact, single = run(name, torch.float64), run(name, torch.float32)
        for key, value in exact.items():
            worst = max(worst, float(np.abs(value - single[key]).max() / max(0.1, np.abs(value).max())))
            tensors[f"{name}/{key}"] = value
    if worst > 1e-5:
        raise SystemExit(f"pairs: torch's float32 is off by {worst:.1e}")
    path = os.path.join(TESTS, "CellGen.TopologyTests", "Goldens", "pairs.safetensors")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    write_safetensors(path, tensors, {"torch": torch.__version__})
    print(f"{os.path.basename(path)}: {len(PAIRS)} nets, {os.path.getsize(path):,} bytes, torch float32 against float64: {worst:.1e}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write()
