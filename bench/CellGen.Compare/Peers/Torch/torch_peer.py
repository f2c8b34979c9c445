"""torch as a peer: reads one command a line, answers one line; times are measured here, without the pipe.

prepare KIND INPUT HIDDEN LAYERS DIRECTIONS STEPS BATCH MODE FOLDER   reads FOLDER/parameters, input, outputGradient
run ITERATIONS                                                        answers the nanoseconds
answer                                                                writes FOLDER/output (and inputGradient, gradients)
"""

import os
import sys
import time

import numpy as np
import torch

KINDS = {"Rnn": torch.nn.RNN, "Gru": torch.nn.GRU, "Lstm": torch.nn.LSTM}


class Net:
    def __init__(self, kind, size, hidden, layers, directions, steps, batch, mode, folder):
        self.mode, self.steps, self.folder = mode, steps, folder
        self.rnn = KINDS[kind](size, hidden, layers, bidirectional=directions == 2)
        modules = [self.rnn]
        if mode == "Streaming":
            self.head = torch.nn.Linear(hidden, 1)
            modules.append(self.head)
        values = self.read("parameters")
        self.parameters = [p for module in modules for p in module.parameters()]
        with torch.no_grad():
            for parameter in self.parameters:
                count = parameter.numel()
                parameter.copy_(values[:count].view(parameter.shape))
                values = values[count:]
        assert len(values) == 0
        self.rnn.flatten_parameters()
        self.input = self.read("input").view(steps, batch, size)
        if mode == "Training":
            self.input.requires_grad_()
            self.output_gradient = self.read("outputGradient").view(steps, batch, -1)

    def read(self, name):
        return torch.from_numpy(np.fromfile(os.path.join(self.folder, name), dtype=np.float32))

    def write(self, name, tensors):
        np.concatenate([t.detach().numpy().ravel() for t in tensors]).tofile(os.path.join(self.folder, name))

    def once(self):
        if self.mode == "Training":
            for tensor in self.parameters:
                tensor.grad = None
            self.input.grad = None
            self.output, _ = self.rnn(self.input)
            self.output.backward(self.output_gradient)
        elif self.mode == "Streaming":
            state, outputs, rnn, head = None, [], self.rnn, self.head
            for x in self.samples:
                y, state = rnn(x, state)
                outputs.append(head(y))
            self.output = outputs
        else:
            self.output, _ = self.rnn(self.input)

    def run(self, iterations):
        self.samples = list(self.input.split(1)) if self.mode == "Streaming" else None
        with torch.inference_mode(self.mode != "Training"):
            begin = time.perf_counter_ns()
            for _ in range(iterations):
                self.once()
            return time.perf_counter_ns() - begin

    def answer(self):
        self.write("output", self.output if self.mode == "Streaming" else [self.output])
        if self.mode == "Training":
            self.write("inputGradient", [self.input.grad])
            self.write("gradients", [p.grad for p in self.parameters])


def main():
    torch.set_num_threads(1)
    print(torch.__version__, flush=True)
    net = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "prepare":
            kind, *numbers, mode, folder = arguments
            net = Net(kind, *map(int, numbers), mode, folder)
            print("ready", flush=True)
        elif command == "run":
            print(net.run(int(arguments[0])), flush=True)
        elif command == "answer":
            net.answer()
            print("written", flush=True)


main()
