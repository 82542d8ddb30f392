"""An adversary in PyTorch: how far a perturbation of length r moves the value of a random two-layer ReLU network.

f(x) = m^(-1/2) Σ a_s relu(⟨w_s, x⟩) with w_s standard Gaussian over √d, signs a_s, and x on the unit sphere. Gradient ascent looks
for δ with |δ| ≤ r that makes f(x + δ) − f(x) large; the spectral norm of W bounds it for all of them: |f(x + δ) − f(x)| ≤ ‖W‖ r.
"""

import numpy as np
import torch

import lakatos as lk

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


def sample(stream, at):
    d, m = at["d"], at["m"]
    x = stream.child("x").rng.standard_normal(d)
    return {
        "W": stream.child("W").rng.standard_normal((m, d)) / np.sqrt(d),
        "a": 2.0 * stream.child("a").rng.integers(0, 2, m) - 1.0,
        "x": x / np.linalg.norm(x),
    }


def shift(draw, delta, at):
    """The definition, in f64: f(x + δ) − f(x)."""
    W, a, x = draw["W"], draw["a"], draw["x"]
    moved = np.maximum(W @ (x + np.asarray(delta)), 0) - np.maximum(W @ x, 0)
    return float(a @ moved) / np.sqrt(len(a))


def refine(draw, at):
    r = at["r"]
    # Cheapest first: what no δ exceeds. numpy's norm is right to 1e-12 at these sizes; 1e-9 leaves room.
    bound = float(np.linalg.norm(draw["W"], 2)) * r * (1 + 1e-9)
    yield {"shiftSup": {"lower": 0.0, "upper": bound, "choice": [0.0] * len(draw["x"])}}
    W, a, x = (torch.from_numpy(draw[name]) for name in ("W", "a", "x"))
    delta = torch.zeros_like(x, requires_grad=True)
    for _ in range(20):
        value = a @ torch.relu(W @ (x + delta))
        (gradient,) = torch.autograd.grad(value, delta)
        step = delta + r / 4 * gradient / gradient.norm()
        delta = (step * min(1.0, r * (1 - 1e-12) / step.norm().item())).detach().requires_grad_(True)
    found = delta.detach().numpy()
    # What PyTorch proposes counts as far as the definition confirms it.
    yield {"shiftSup": {"lower": shift(draw, found, at) - 1e-12, "upper": bound, "choice": found}}


def admits(draw, delta, at):
    length = float(np.linalg.norm(delta))
    return length <= at["r"], {"length": length, "r": at["r"]}


shift_sup = lk.quantity(
    "shiftSup", "the largest shift of the value over |δ| ≤ r", shift, tex=r"\sup_\delta f(x+\delta)-f(x)", over="sup"
)
tries = {"quick": [{"d": [20], "m": [50, 200], "r": [0.5], "gamma": [0.05]}]}
lk.serve(
    id="torch-network",
    work="an example of lakatos",
    axes=[
        lk.count("d", "inputs", most=1000),
        lk.count("m", "width", most=10000),
        lk.real("r", "length of the perturbation"),
        lk.rate("gamma", "failure rate"),
    ],
    table=("d", "m"),
    settings=[lk.setting("network", ["d", "m", "r"], [shift_sup], sample, refine, admits, cost=0.02)],
    claims=[
        lk.claim(
            "value-moves-little",
            "no perturbation of length r moves the value by more than 2(1 + √(m/d)) r",
            ("shiftSup", "2 * (1 + sqrt(m / d)) * r"),
            failure_rate="gamma",
            quantifiers=["for all δ with |δ| ≤ r"],
            tries=tries,
        ),
        lk.claim(
            "control-value-moves-hardly",
            "no perturbation of length r moves the value by more than r/10",
            ("shiftSup", "r / 10"),
            failure_rate="gamma",
            quantifiers=["for all δ with |δ| ≤ r"],
            control=True,
            tries=tries,
        ),
    ],
)
