"""Writes fixtures/oracles/beta.json: lower tails of the beta law, by mpmath at 60 digits, and by scipy to what it is good for.

    python3 scripts/oracles/beta.py
"""
import json
import pathlib

from mpmath import betainc, mp, mpf
from scipy import stats

mp.dps = 60

rows = []
for a, b in [(0.5, 0.5), (1, 1), (0.5, 20), (8, 3), (60, 440), (72, 428), (72, 499928), (500, 500), (2000, 498000)]:
    mean = a / (a + b)
    spread = (a * b / ((a + b) ** 2 * (a + b + 1))) ** 0.5
    for x in [mean / 10, mean - 4 * spread, mean - spread, mean, mean + spread, mean + 5 * spread, 0.9]:
        if not 0 < x < 1:
            continue
        lower = betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True)
        if lower < mpf("1e-300") or 1 - lower < mpf("1e-40"):
            continue
        assert abs(stats.beta.cdf(x, a, b) - float(lower)) < 1e-9, (a, b, x)
        rows.append({"a": a, "b": b, "x": x, "lower": float(lower), "upper": float(1 - lower)})

path = pathlib.Path(__file__).parents[2] / "fixtures" / "oracles" / "beta.json"
path.write_text(json.dumps(rows, indent=1) + "\n")
print(len(rows))
