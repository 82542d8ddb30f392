"""Writes fixtures/oracles/studentT.json: two-sided tails of Student's t, by the incomplete beta function in mpmath at 60 digits.

    /usr/bin/python3 scripts/oracles/studentT.py
"""
import json
import pathlib

from mpmath import betainc, mp, mpf
from scipy import stats

mp.dps = 60

rows = []
for degrees in [1, 2, 3, 4, 5, 6, 7, 8, 12, 28, 29, 100]:
    for t in [0.0, 0.1, 0.7, 1.0, 1.96, 2.5, 4.0, 6.5, 12.0, 60.0]:
        n, at = mpf(degrees), mpf(t)
        tail = betainc(n / 2, mpf(1) / 2, 0, n / (n + at * at), regularized=True)
        # An independent library must say the same to what it is good for.
        assert abs(2 * stats.t.sf(t, degrees) - float(tail)) < 1e-12, (degrees, t)
        rows.append({"degrees": degrees, "t": t, "tail": float(tail)})

path = pathlib.Path(__file__).parents[2] / "fixtures" / "oracles" / "studentT.json"
path.write_text(json.dumps(rows, indent=1) + "\n")
