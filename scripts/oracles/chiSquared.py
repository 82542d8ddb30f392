"""Writes fixtures/oracles/chiSquared.json: tails of the chi-squared law, by a series of positive terms in mpmath at 120 digits.

    /usr/bin/python3 scripts/oracles/chiSquared.py
"""
import json
import pathlib

from mpmath import mp, mpf
from scipy import stats

mp.dps = 120


def lower_tail(a, x):
    term = total = mpf(1)
    n = 1
    while term > total * mpf(10) ** -118:
        term = term * x / (a + n)
        total += term
        n += 1
    return total * mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))


rows = []
for degrees in [1, 2, 3, 7, 31, 32, 33, 100, 783, 10000, 999999, 1000000]:
    spread = (2 * degrees) ** 0.5
    for x in sorted({1e-6 * degrees, 0.3 * degrees, degrees - 3 * spread, degrees - 0.1 * spread, float(degrees), degrees + 2.0, degrees + spread, degrees + 5 * spread, 2.0 * degrees}):
        if x <= 0:
            continue
        a, half = mpf(degrees) / 2, mpf(x) / 2
        lower = lower_tail(a, half)
        upper = 1 - lower
        if lower < mpf("1e-300") or upper < mpf("1e-80"):
            continue
        # An independent library must say the same to what it is good for.
        assert abs(stats.chi2.cdf(x, degrees) - float(lower)) < 1e-9, (degrees, x)
        rows.append({"degrees": degrees, "x": x, "lower": float(lower), "upper": float(upper)})

path = pathlib.Path(__file__).parents[2] / "fixtures" / "oracles" / "chiSquared.json"
path.write_text(json.dumps(rows, indent=1) + "\n")
print(len(rows))
