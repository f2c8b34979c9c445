#!/usr/bin/env python3
"""Fits the coefficients of runtime/CellGen/Simd/Activation.Tanh.cs (and, scaled by powers of two, of Sigmoid).

tanh x is approximated by x P(x^2) / Q(x^2), P and Q of degree four with constant term one, on [0, end].
1. A minimax fit of the relative error in double precision: Lawson's iteratively reweighted least squares, on the
   equation x P - tanh(x) Q = 0 linearised with the last Q. The target is lowered by up to `bias` half-ulps towards the
   end, so that rounding does not carry the quotient beyond one.
2. Rounding to float32 and a random search among the neighbours for the smallest measured error, in float32 arithmetic
   with and without fused multiply-add, in search_activations.c. It also chooses the limit of the argument: the largest
   float at which the quotient is exactly one and below which it never exceeds one, in both arithmetics.

Needs numpy and gcc on an x64 machine with FMA. Takes about five minutes:
    python3 bench/fit_activations.py [tries a start, 1500 unless given]
It prints every set found and then the best: the errors over every float (tanh in ulp and sigmoid absolute, each with and
without fused multiply-add), the limit, p1 to p4, q1 to q4.
"""
import os
import subprocess
import sys
import tempfile

import numpy as np

DEGREE = 4


def fit(end, bias, rounds=150, points=4000):
    """Coefficients p1..p4, q1..q4 in double precision."""
    x = np.concatenate([end * (1 - np.cos(np.linspace(0, np.pi, points))[1:]) / 2, np.linspace(end / points, end, points)])
    x.sort()
    t = (x / end) ** 2  # scaled to [0, 1], for the conditioning
    f = np.tanh(x) / x * (1 - bias * 2.0**-24 * np.clip((x - 2) / 5, 0, 1) ** 2)
    powers = [t**k for k in range(1, DEGREE + 1)]
    matrix = np.stack(powers + [-f * power for power in powers], 1)
    weight = np.ones_like(x)
    q_values = np.ones_like(x)
    best_error, best = np.inf, None
    for _ in range(rounds):
        row = np.sqrt(weight) / (f * q_values)
        scaled = matrix * row[:, None]
        norms = np.linalg.norm(scaled, axis=0)
        solution = np.linalg.lstsq(scaled / norms, (f - 1) * row, rcond=None)[0] / norms
        p = np.r_[1, solution[:DEGREE]]
        q = np.r_[1, solution[DEGREE:]]
        q_values = np.polyval(q[::-1], t)
        error = np.abs(np.polyval(p[::-1], t) / q_values / f - 1)
        if error.max() < best_error:
            best_error = error.max()
            unscale = end ** (2.0 * np.arange(1, DEGREE + 1))
            best = np.r_[p[1:] / unscale, q[1:] / unscale]
        weight = np.maximum(weight * error / np.sum(weight * error), 1e-14)
    return best


def main():
    tries = sys.argv[1] if len(sys.argv) > 1 else "1500"
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "search_activations.c")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "search")
        subprocess.run(["gcc", "-O3", "-march=native", "-ffp-contract=off", source, "-o", program, "-lm"], check=True)
        for end, bias in ((8.4, 2.0), (8.5, 1.5), (8.6, 1.5), (8.8, 0.5), (8.8, 1.0)):
            start = [repr(float(c)) for c in fit(end, bias)]
            run = subprocess.run([program, "1", tries, *start], check=True, capture_output=True, text=True)
            results.append((float(run.stdout.split()[0]), run.stdout.strip()))
            print(f"end {end}, bias {bias}: {run.stdout.strip()}", flush=True)
    print("tanh fused, tanh plain, sigmoid fused, sigmoid plain, limit, p1..p4, q1..q4")
    print(min(results)[1])


if __name__ == "__main__":
    main()
