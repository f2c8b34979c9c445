#!/usr/bin/env python3
"""Writes the goldens of the optimizers, gradient clipping and losses from real torch.

    python3 tests/torch/make_optimizer_goldens.py

Needs Debian's python3-torch. Writes tests/CellGen.Tests/Goldens/optimizers.json and losses.json. Everything is computed in
float32, as CellGen does.
"""

import json
import os

import torch

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "CellGen.Tests", "Goldens")
COUNT = 19  # not a multiple of any vector width: the last elements are computed one by one
STEPS = 12


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def optimizer_case(name, make, settings, generator, schedule=None):
    """Twelve steps; gradients of very different sizes, one of them always zero."""
    parameters = torch.nn.Parameter(torch.randn(COUNT, generator=generator))
    sizes = torch.tensor([10.0 ** (i % 7 - 4) for i in range(COUNT)])
    sizes[5] = 0
    optimizer = make([parameters])
    start = numbers(parameters)
    gradients, after, rates = [], [], []
    for step in range(STEPS):
        gradient = torch.randn(COUNT, generator=generator) * sizes
        if schedule:
            optimizer.param_groups[0]["lr"] = schedule(step)
        rates.append(optimizer.param_groups[0]["lr"])
        parameters.grad = gradient
        optimizer.step()
        gradients.append(numbers(gradient))
        after.append(numbers(parameters))
    return {"name": name, "settings": settings, "rates": rates, "start": start, "gradients": gradients, "after": after}


def optimizers():
    generator = torch.Generator().manual_seed(1)
    cases = []
    for name, settings in [
        ("adam, defaults", {}),
        ("adam, settings", {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-4}),
        ("adam, weight decay", {"lr": 0.01, "weight_decay": 0.1}),
        ("adam, schedule", {"lr": 0.1}),
    ]:
        arguments = {key: settings[key] for key in ("lr", "eps", "weight_decay") if key in settings}
        betas = (settings.get("beta1", 0.9), settings.get("beta2", 0.999))
        schedule = (lambda step: 0.1 / (1 + step)) if "schedule" in name else None
        make = lambda parameters: torch.optim.Adam(parameters, betas=betas, **arguments)
        cases.append(optimizer_case(name, make, settings, generator, schedule))
    for name, settings in [
        ("sgd, plain", {"lr": 0.05}),
        ("sgd, weight decay", {"lr": 0.05, "weight_decay": 0.2}),
        ("sgd, momentum", {"lr": 0.01, "momentum": 0.9}),
        ("sgd, dampening", {"lr": 0.01, "momentum": 0.8, "dampening": 0.3, "weight_decay": 0.01}),
        ("sgd, nesterov", {"lr": 0.01, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
        ("sgd, schedule", {"lr": 0.1, "momentum": 0.5}),
    ]:
        schedule = (lambda step: 0.1 / (1 + step)) if "schedule" in name else None
        make = lambda parameters: torch.optim.SGD(parameters, **settings)
        cases.append(optimizer_case(name, make, settings, generator, schedule))
    clipping = []
    for size, limit in [(1.0, 2.0), (1.0, 100.0), (1e-3, 1e-4), (1e4, 1.0), (0.0, 1.0)]:
        parameter = torch.nn.Parameter(torch.zeros(COUNT))
        parameter.grad = torch.randn(COUNT, generator=generator) * size
        before = numbers(parameter.grad)
        norm = torch.nn.utils.clip_grad_norm_([parameter], limit)
        clipping.append({"limit": limit, "before": before, "norm": float(norm), "after": numbers(parameter.grad)})
    return {"optimizers": cases, "clipping": clipping}


def losses():
    generator = torch.Generator().manual_seed(2)
    squared, masked, entropy = [], [], []
    for count in (1, 7, 16, 45):
        prediction = torch.randn(count, generator=generator, requires_grad=True)
        target = torch.randn(count, generator=generator)
        loss = torch.nn.MSELoss()(prediction, target)
        loss.backward()
        case = {"prediction": numbers(prediction), "target": numbers(target)}
        squared.append({**case, "loss": float(loss), "gradient": numbers(prediction.grad)})
        mask = (torch.rand(count, generator=generator) < 0.6).float()
        mask[0] = 1
        prediction.grad = None
        loss = (mask * (prediction - target) ** 2).sum() / mask.sum()
        loss.backward()
        masked.append({**case, "mask": numbers(mask), "loss": float(loss), "gradient": numbers(prediction.grad)})
    for rows, classes, size, ignored in [(1, 1, 1, []), (1, 2, 1, []), (5, 3, 1, [1, 4]), (4, 17, 30, []), (3, 4, 1000, [0])]:
        logits = (torch.randn(rows, classes, generator=generator) * size).requires_grad_()
        target = torch.randint(classes, (rows,), generator=generator)
        target[ignored] = -100
        loss = torch.nn.CrossEntropyLoss()(logits, target)
        loss.backward()
        entropy.append({"classes": classes, "logits": numbers(logits), "target": target.tolist(), "loss": float(loss),
                        "gradient": numbers(logits.grad)})
    return {"squared": squared, "masked": masked, "entropy": entropy}


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for name, content in (("optimizers", optimizers()), ("losses", losses())):
        with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
