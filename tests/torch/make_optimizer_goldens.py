#!/usr/bin/env python3
"""Writes the goldens of the optimizers, schedules, gradient clipping and losses from real torch.

    python3 tests/torch/make_optimizer_goldens.py

Needs Debian's python3-torch. Writes tests/CellGen.Tests/Goldens/optimizers.json, schedules.json and losses.json. Everything
is computed in float32, as CellGen does, but for the schedules, which torch computes with Python's numbers.
"""

import json
import os
import warnings

import torch
from torch.optim import lr_scheduler

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
    return {"optimizers": cases + further_optimizers(), "clipping": clipping}


def masked_case(name, make, settings, generator):
    """Twelve steps of two groups of parameters, of which the second, each third parameter, has no weight decay."""
    start = torch.randn(COUNT, generator=generator)
    spared = torch.tensor([i % 3 == 2 for i in range(COUNT)])
    parts = [torch.nn.Parameter(start[~spared].clone()), torch.nn.Parameter(start[spared].clone())]
    optimizer = make([{"params": parts[:1]}, {"params": parts[1:], "weight_decay": 0.0}])
    gradients, after, rates = [], [], []
    for _ in range(STEPS):
        gradient = torch.randn(COUNT, generator=generator)
        parts[0].grad, parts[1].grad = gradient[~spared], gradient[spared]
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
        both = torch.empty(COUNT)
        both[~spared], both[spared] = parts[0].detach(), parts[1].detach()
        gradients.append(numbers(gradient))
        after.append(numbers(both))
    return {"name": name, "settings": settings, "mask": numbers((~spared).float()), "rates": rates, "start": numbers(start),
            "gradients": gradients, "after": after}


def further_optimizers():
    generator = torch.Generator().manual_seed(3)
    adamw = lambda settings: lambda parameters: torch.optim.AdamW(
        parameters, betas=(settings.get("beta1", 0.9), settings.get("beta2", 0.999)),
        **{key: settings[key] for key in ("lr", "eps", "weight_decay") if key in settings})
    rmsprop = lambda settings: lambda parameters: torch.optim.RMSprop(parameters, **settings)
    falling = lambda step: 0.1 / (1 + step)
    cases = []
    for name, make, settings in [
        ("adamw, defaults", adamw, {}),
        ("adamw, settings", adamw, {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-4, "weight_decay": 0.3}),
        ("adamw, no decay", adamw, {"weight_decay": 0.0}),
        ("adamw, schedule", adamw, {"lr": 0.1, "weight_decay": 0.5}),
        ("rmsprop, defaults", rmsprop, {}),
        ("rmsprop, settings", rmsprop, {"lr": 0.003, "alpha": 0.8, "eps": 1e-4, "weight_decay": 0.1}),
        ("rmsprop, momentum", rmsprop, {"lr": 0.002, "momentum": 0.9}),
        ("rmsprop, centered", rmsprop, {"alpha": 0.9, "centered": True}),
        ("rmsprop, centered, momentum", rmsprop, {"lr": 0.001, "centered": True, "momentum": 0.5, "weight_decay": 0.01}),
        ("rmsprop, schedule", rmsprop, {"lr": 0.1}),
    ]:
        cases.append(optimizer_case(name, make(settings), settings, generator, falling if "schedule" in name else None))
    for name, make, settings in [
        ("adamw, mask", adamw, {"lr": 0.02, "weight_decay": 0.4}),
        ("adam, mask", lambda settings: lambda parameters: torch.optim.Adam(parameters, **settings), {"lr": 0.02, "weight_decay": 0.4}),
        ("sgd, mask", lambda settings: lambda parameters: torch.optim.SGD(parameters, **settings), {"lr": 0.02, "weight_decay": 0.4}),
        ("sgd, momentum, mask", lambda settings: lambda parameters: torch.optim.SGD(parameters, **settings),
         {"lr": 0.02, "momentum": 0.9, "weight_decay": 0.4}),
        ("rmsprop, mask", rmsprop, {"lr": 0.002, "weight_decay": 0.4}),
    ]:
        cases.append(masked_case(name, make(settings), settings, generator))
    return cases


def schedule_case(name, settings, make, count, losses=None):
    """The learning rate of each step; a plateau is told a loss after each."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=settings["lr"])
    scheduler = make(optimizer)
    rates = []
    for step in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*([losses[step]] if losses else []))
    return {"name": name, "settings": settings, "losses": losses or [], "rates": rates}


def schedules():
    warnings.simplefilter("ignore")  # SequentialLR calls step with an epoch, which it deprecates
    cases = []
    for settings, count in [({"lr": 0.1, "stepSize": 3}, 20), ({"lr": 0.05, "stepSize": 1, "gamma": 0.5}, 12)]:
        cases.append(schedule_case("step", settings, lambda optimizer: lr_scheduler.StepLR(
            optimizer, settings["stepSize"], settings.get("gamma", 0.1)), count))
    for settings in [{"lr": 0.001, "steps": 40}, {"lr": 0.3, "steps": 7, "minimum": 0.02}, {"lr": 0.1, "steps": 1}]:
        cases.append(schedule_case("cosine", settings, lambda optimizer: lr_scheduler.CosineAnnealingLR(
            optimizer, settings["steps"], settings.get("minimum", 0)), settings["steps"] + 1))
    for settings in [{"lr": 0.1, "steps": 50}, {"lr": 0.02, "steps": 23, "pctStart": 0.4, "divFactor": 10, "finalDivFactor": 100},
                     {"lr": 0.1, "steps": 20, "linear": 1}]:
        cases.append(schedule_case("onecycle", settings, lambda optimizer: lr_scheduler.OneCycleLR(
            optimizer, settings["lr"], settings["steps"], pct_start=settings.get("pctStart", 0.3), cycle_momentum=False,
            anneal_strategy="linear" if "linear" in settings else "cos", div_factor=settings.get("divFactor", 25),
            final_div_factor=settings.get("finalDivFactor", 1e4)), settings["steps"]))
    for settings in [{"lr": 0.1, "warmUp": 5, "startFactor": 0.01}, {"lr": 0.02, "warmUp": 4, "startFactor": 0.25, "steps": 12}]:
        cases.append(schedule_case("warmup", settings, lambda optimizer: lr_scheduler.SequentialLR(optimizer, [
            lr_scheduler.LinearLR(optimizer, settings["startFactor"], total_iters=settings["warmUp"]),
            lr_scheduler.CosineAnnealingLR(optimizer, settings["steps"]) if "steps" in settings
            else lr_scheduler.ConstantLR(optimizer, 1.0)], [settings["warmUp"]]), settings["warmUp"] + settings.get("steps", 6)))
    generator = torch.Generator().manual_seed(4)
    for settings in [{"lr": 0.1, "patience": 2}, {"lr": 0.1, "factor": 0.5, "patience": 0, "cooldown": 3, "minimum": 0.01},
                     {"lr": 0.1, "factor": 0.5, "patience": 1, "threshold": 0.05, "absolute": 1},
                     {"lr": 0.1, "factor": 0.3, "patience": 1, "maximize": 1}, {"lr": 1e-7, "factor": 0.3, "patience": 0}]:
        noise = numbers(torch.randn(60, generator=generator) * 0.2)
        losses = [abs(1 / (1 + 0.2 * step) + value) for step, value in enumerate(noise)]
        cases.append(schedule_case("plateau", settings, lambda optimizer: lr_scheduler.ReduceLROnPlateau(
            optimizer, "max" if "maximize" in settings else "min", settings.get("factor", 0.1), settings["patience"],
            settings.get("threshold", 1e-4), "abs" if "absolute" in settings else "rel", settings.get("cooldown", 0),
            settings.get("minimum", 0)), 60, losses))
    return cases


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
    return {"squared": squared, "masked": masked, "entropy": entropy, **further_losses()}


def elementwise(make, function, count, generator, mask, scale=1.0):
    """A loss of predictions and targets, with a mask or without; `make` makes the targets."""
    prediction = (torch.randn(count, generator=generator) * scale).requires_grad_()
    target = make(count)
    weights = (torch.rand(count, generator=generator) < 0.6).float() if mask else torch.ones(count)
    weights[0] = 1
    loss = (weights * function(prediction, target)).sum() / weights.sum()
    loss.backward()
    return {"prediction": numbers(prediction), "target": numbers(target), "mask": numbers(weights), "loss": float(loss),
            "gradient": numbers(prediction.grad)}


def further_losses():
    generator = torch.Generator().manual_seed(5)
    noise = lambda count: torch.randn(count, generator=generator)
    halves = lambda count: torch.randint(3, (count,), generator=generator).float() / 2
    huber, binary, weighted = [], [], []
    for count in (1, 7, 16, 45):
        for mask in (False, True):
            for delta in (1.0, 0.3):
                function = torch.nn.HuberLoss(reduction="none", delta=delta)
                huber.append({"delta": delta, **elementwise(noise, function, count, generator, mask)})
            for positive in (1.0, 3.5):
                function = torch.nn.BCEWithLogitsLoss(reduction="none", pos_weight=torch.tensor(positive))
                binary.append({"positive": positive, **elementwise(halves, function, count, generator, mask, 1.0 if mask else 20.0)})
    for rows, classes, weights, smoothing, ignored in [
            (6, 4, True, 0.0, [2]), (6, 4, False, 0.1, []), (9, 5, True, 0.2, [0, 3]), (3, 17, True, 1.0, []), (1, 1, False, 0.5, [])]:
        logits = (torch.randn(rows, classes, generator=generator) * 3).requires_grad_()
        target = torch.randint(classes, (rows,), generator=generator)
        target[ignored] = -100
        weight = torch.rand(classes, generator=generator) + 0.1 if weights else None
        loss = torch.nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing)(logits, target)
        loss.backward()
        weighted.append({"classes": classes, "smoothing": smoothing, "weights": numbers(weight) if weights else [],
                         "logits": numbers(logits), "target": target.tolist(), "loss": float(loss), "gradient": numbers(logits.grad)})
    return {"huber": huber, "binary": binary, "weighted": weighted, "ctc": ctc(generator)}


def ctc(generator):
    """One sequence a case, in float64: what is stored is torch's loss and not its rounding."""
    cases = []
    for steps, classes, target, blank, size in [
            (1, 2, [1], 0, 1), (5, 3, [], 0, 1), (6, 4, [1, 2, 3], 0, 1), (7, 4, [2, 2, 2], 0, 2), (12, 5, [0, 3, 3, 1], 4, 1),
            (20, 6, [1, 5, 2, 2, 3, 4, 1], 0, 3), (9, 4, [1, 2, 1], 0, 60), (40, 30, list(range(1, 16)), 0, 1), (3, 3, [1, 2, 1], 0, 1)]:
        logits = (torch.randn(steps, classes, generator=generator) * size).float().double().requires_grad_()
        loss = torch.nn.CTCLoss(blank=blank, reduction="none")(
            torch.log_softmax(logits, 1)[:, None], torch.tensor([target], dtype=torch.long), torch.tensor([steps]), torch.tensor([len(target)]))
        loss.backward()
        cases.append({"classes": classes, "blank": blank, "logits": numbers(logits), "target": target, "loss": float(loss),
                      "gradient": numbers(logits.grad)})
    return cases


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for name, content in (("optimizers", optimizers()), ("schedules", schedules()), ("losses", losses())):
        with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
