"""Writes fixtures/oracles/widthWindow.json: the least C4 that each dimension needs, and the dimensions whose window is empty.

Everything from mpmath at 60 digits; the ceiling of d^2.4 from integers, so that no rounding decides it. The ends of the gap by
bisection on the two sides of the dimension that needs most.

    /usr/bin/python3 scripts/oracles/widthWindow.py
"""
import json
import pathlib

from mpmath import mp, mpf

mp.dps = 60


def least_width(d):
    low, high = 0, (d + 1) ** 3
    while low < high:
        middle = (low + high) // 2
        if middle**5 >= d**12:
            high = middle
        else:
            low = middle + 1
    return low


def least_c4(d):
    return mpf(least_width(d)) / mp.e ** (mpf(d) ** (mpf(6) / 25))


peak = max(range(14000, 15400), key=least_c4)
needs = [{"d": d, "m": str(least_width(d)), "C4": mp.nstr(least_c4(d), 20)} for d in [1, 2, 3, 5, 25, 49, 100, 196, 400, 784, 3072, peak, 150528, 10**6, 3 * 10**6, 10**7]]

gaps = []
for c4 in [1, 2, 10, 100, 1000, 10**4, 10**5, 453999, 454000, 10**6]:
    if least_c4(peak) <= c4:
        gaps.append({"C4": c4, "first": None, "last": None})
        continue
    first = next(d for d in range(1, peak + 1) if least_c4(d) > c4)
    low, high = peak, 10**8
    while high - low > 1:
        middle = (low + high) // 2
        if least_c4(middle) > c4:
            low = middle
        else:
            high = middle
    gaps.append({"C4": c4, "first": first, "last": low})

path = pathlib.Path(__file__).parents[2] / "fixtures" / "oracles" / "widthWindow.json"
path.write_text(json.dumps({"peak": peak, "needs": needs, "gaps": gaps}, indent=1) + "\n")
print(peak, gaps)
