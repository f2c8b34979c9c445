"""torch as a peer: reads one command a line, answers one line; times are measured here, without the pipe.

prepare KIND INPUT HIDDEN LAYERS DIRECTIONS STEPS BATCH HEAD MODE FOLDER reads FOLDER/parameters, input, outputGradient; answers a NUMBER
pair INPUT HIDDEN SOURCES TARGETS SOURCE STEPS BATCH MODE FOLDER         an encoder and decoder, of so many tokens; SOURCE is its length
learn KIND INPUT HIDDEN VOCABULARY STEPS BATCH MODE FOLDER               an embedding, a layer, a head of all tokens, in training
run NUMBER ITERATIONS                                                    answers the nanoseconds
answer NUMBER                                                            writes FOLDER/output (and inputGradient, gradients)
drop NUMBER                                                              frees the net
"""

import os
import sys
import time

import numpy as np
import torch

KINDS = {"Rnn": torch.nn.RNN, "Gru": torch.nn.GRU, "Lstm": torch.nn.LSTM}


class Work:
    """What is read, run, timed and written."""

    def read(self, name):
        return torch.from_numpy(np.fromfile(os.path.join(self.folder, name), dtype=np.float32))

    def write(self, name, tensors):
        np.concatenate([t.detach().numpy().ravel() for t in tensors]).astype(np.float32).tofile(os.path.join(self.folder, name))

    def load(self, parameters):
        values = self.read("parameters")
        self.parameters = parameters
        with torch.no_grad():
            for parameter in self.parameters:
                count = parameter.numel()
                parameter.copy_(values[:count].view(parameter.shape))
                values = values[count:]
        assert len(values) == 0

    def prepare(self):
        pass

    def run(self, iterations):
        self.prepare()
        with torch.inference_mode(self.mode not in ("Training", "Learning")):
            begin = time.perf_counter_ns()
            for _ in range(iterations):
                self.once()
            return time.perf_counter_ns() - begin


class Net(Work):
    def __init__(self, kind, size, hidden, layers, directions, steps, batch, head, mode, folder):
        self.mode, self.steps, self.folder = mode, steps, folder
        self.stepwise = mode in ("Streaming", "Agents")
        self.rnn = KINDS[kind](size, hidden, layers, bidirectional=directions == 2)
        modules = [self.rnn]
        self.head = torch.nn.Linear(hidden, head) if head else None
        if head:
            modules.append(self.head)
        self.load([p for module in modules for p in module.parameters()])
        self.rnn.flatten_parameters()
        self.input = self.read("input").view(steps, batch, size)
        if mode == "Training":
            self.input.requires_grad_()
            self.output_gradient = self.read("outputGradient").view(steps, batch, -1)

    def once(self):
        if self.mode == "Training":
            for tensor in self.parameters:
                tensor.grad = None
            self.input.grad = None
            self.output, _ = self.rnn(self.input)
            self.output.backward(self.output_gradient)
        elif self.stepwise:
            state, outputs, rnn, head = None, [], self.rnn, self.head
            for x in self.samples:
                y, state = rnn(x, state)
                outputs.append(head(y) if head else y)
            self.output = outputs
        else:
            self.output, _ = self.rnn(self.input)

    def prepare(self):
        self.samples = list(self.input.split(1)) if self.stepwise else None

    def answer(self):
        self.write("output", self.output if self.stepwise else [self.output])
        if self.mode == "Training":
            self.write("inputGradient", [self.input.grad])
            self.write("gradients", [p.grad for p in self.parameters])


class Learner(Work):
    """A step of training on tokens, as one writes it in torch: forward, loss, backward, clipping, Adam."""

    RATE, NORM, COMPARED = 1e-4, 1.0, 5

    def __init__(self, kind, size, hidden, vocabulary, steps, batch, mode, folder):
        self.mode, self.folder = mode, folder
        self.rnn, self.head = KINDS[kind](size, hidden), torch.nn.Linear(hidden, vocabulary)
        self.embedding = torch.nn.Embedding(vocabulary, size)
        tokens = self.read("input").long().view(steps + 1, batch)
        self.source, self.target = tokens[:-1], tokens[1:].reshape(-1)
        self.begin()

    def begin(self):
        self.load([p for module in (self.rnn, self.head, self.embedding) for p in module.parameters()])
        self.rnn.flatten_parameters()
        self.optimizer = torch.optim.Adam(self.parameters, lr=self.RATE)

    def once(self):
        self.optimizer.zero_grad(set_to_none=True)
        states, _ = self.rnn(self.embedding(self.source))
        self.loss = torch.nn.functional.cross_entropy(self.head(states).flatten(0, 1), self.target)
        self.loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.NORM)
        self.optimizer.step()

    def answer(self):
        self.begin()
        losses = []
        for step in range(self.COMPARED):
            self.once()
            losses.append(self.loss)
            if step == 0:
                self.write("gradients", [p.grad for p in self.parameters])
        self.write("output", losses)


class Pair(Work):
    """A GRU of both directions, additive attention (Bahdanau), a bridge, a GRU and a dense head."""

    START = 1

    def __init__(self, size, hidden, sources, targets, source, steps, batch, mode, folder):
        nn = torch.nn
        self.mode, self.steps, self.batch, self.folder = mode, steps, batch, folder
        self.source_embedding, self.encoder = nn.Embedding(sources, size), nn.GRU(size, hidden, bidirectional=True, batch_first=True)
        self.key, self.query, self.score = (nn.Linear(inputs, outputs, bias=False) for inputs, outputs in ((2 * hidden, hidden), (hidden, hidden), (hidden, 1)))
        self.bridge, self.target_embedding = nn.Linear(2 * hidden, hidden), nn.Embedding(targets, size)
        self.decoder, self.head = nn.GRUCell(size + 2 * hidden, hidden), nn.Linear(hidden, targets)
        modules = (self.source_embedding, self.encoder, self.key, self.query, self.score, self.bridge, self.target_embedding, self.decoder, self.head)
        self.load([p for module in modules for p in module.parameters()])
        self.encoder.flatten_parameters()
        tokens = self.read("input").long()
        self.source, target = tokens[: batch * source].view(batch, source), tokens[batch * source :].view(batch, steps)
        self.start = torch.full((batch, 1), self.START)
        self.reads = torch.cat((self.start, target[:, :-1]), 1)
        self.output_gradient = self.read("outputGradient").view(batch, steps, targets)

    def encode(self):
        annotations, last = self.encoder(self.source_embedding(self.source))
        return annotations, self.key(annotations), torch.tanh(self.bridge(torch.cat((last[0], last[1]), -1)))

    def step(self, embedded, state, annotations, keys):
        weights = torch.softmax(self.score(torch.tanh(self.query(state).unsqueeze(1) + keys)).squeeze(-1), -1)
        return self.decoder(torch.cat((embedded, torch.bmm(weights.unsqueeze(1), annotations).squeeze(1)), -1), state)

    def once(self):
        if self.mode == "Training":
            for tensor in self.parameters:
                tensor.grad = None
        annotations, keys, state = self.encode()
        outputs = []
        if self.mode == "Training":
            embedded = self.target_embedding(self.reads)
            for t in range(self.steps):
                state = self.step(embedded[:, t], state, annotations, keys)
                outputs.append(state)
            self.output = self.head(torch.stack(outputs, 1))
            self.output.backward(self.output_gradient)
        else:
            token = self.start[:, 0]
            for _ in range(self.steps):
                state = self.step(self.target_embedding(token), state, annotations, keys)
                token = self.head(state).argmax(-1)
                outputs.append(token)
            self.output = torch.stack(outputs)

    def answer(self):
        self.write("output", [self.output])
        if self.mode == "Training":
            self.write("gradients", [p.grad for p in self.parameters])


def main():
    torch.set_num_threads(1)
    print(torch.__version__, flush=True)
    nets, kinds = [], {"prepare": Net, "learn": Learner}
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "pair":
            *numbers, mode, folder = arguments
            nets.append(Pair(*map(int, numbers), mode, folder))
            print(len(nets) - 1, flush=True)
        elif command in kinds:
            cell, *numbers, mode, folder = arguments
            nets.append(kinds[command](cell, *map(int, numbers), mode, folder))
            print(len(nets) - 1, flush=True)
        elif command == "run":
            number, iterations = map(int, arguments)
            print(nets[number].run(iterations), flush=True)
        elif command == "answer":
            nets[int(arguments[0])].answer()
            print("written", flush=True)
        elif command == "drop":
            nets[int(arguments[0])] = None
            print("dropped", flush=True)


main()
