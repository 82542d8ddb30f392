"""Writes fixtures/oracles/wideNetworks.json: limits of wide networks and values of activations, by mpmath at 40 digits.

    python3 scripts/oracles/wideNetworks.py

q_0 = 1, q_i = E psi(sqrt(q_{i-1}) Z)^2, tau = prod E psi'(sqrt(q_{i-1}) Z)^2 by mpmath's tanh-sinh quadrature, and the step
eta = erfcinv(gamma) sqrt(2 q)/tau at which the limit keeps the sign with probability gamma.
"""
import json
import pathlib

from mpmath import cosh, erfc, exp, findroot, log, mp, mpf, npdf, quad, sqrt, tanh

mp.dps = 40


def mass(z):
    return erfc(-z / sqrt(mpf(2))) / 2


psi = {
    "tanh": (tanh, lambda z: 1 / cosh(z) ** 2),
    "GELU": (lambda z: z * mass(z), lambda z: mass(z) + z * npdf(z)),
    # ln((1 + e^z)/2) = z/2 + ln cosh(z/2), which keeps its digits near 0.
    "softplus": (lambda z: z / 2 + log(cosh(z / 2)), lambda z: 1 / (1 + exp(-z))),
}


def mean(f):
    return quad(lambda z: f(z) * npdf(z), [-14, -6, -3, -1, 0, 1, 3, 6, 14])


def inverse_erfc(p):
    return findroot(lambda x: erfc(x) - p, 1.4)


limits, values = [], []
for name, (value, slope) in psi.items():
    q, tau = mpf(1), mpf(1)
    for depth in range(1, 11):
        root = sqrt(q)
        q, tau = mean(lambda z: value(root * z) ** 2), tau * mean(lambda z: slope(root * z) ** 2)
        if depth in (1, 2, 3, 5, 10):
            step = inverse_erfc(mpf("0.05")) * sqrt(2 * q) / tau
            limits.append({"activation": name, "depth": depth, "variance": float(q), "squaredGradient": float(tau), "step": float(step)})
    for z in [-45, -25, -9.5, -3.3, -1.0, -0.53125, -0.1, -1e-3, -1e-9, -1e-30, 0, 1e-30, 1e-12, 3e-5, 0.031, 0.03125, 0.7, 1.3, 2.9, 6.1, 9.99, 12, 19.99, 41]:
        values.append({"activation": name, "z": z, "value": float(value(mpf(z))), "slope": float(slope(mpf(z)))})

path = pathlib.Path(__file__).parents[2] / "fixtures" / "oracles" / "wideNetworks.json"
path.write_text(json.dumps({"limits": limits, "values": values}, indent=1) + "\n")
print(len(limits), len(values))
