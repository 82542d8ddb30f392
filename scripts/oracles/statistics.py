"""Writes fixtures/oracles/statistics.json, the values the statistics tests compare with.

Everything comes from mpmath at 60 digits, on the exact doubles that stand in the file; small binomial tails are also summed in
rational arithmetic and must agree. scipy is run beside it only to print how far off it is, and for the exact two-sample
Kolmogorov-Smirnov p-values, which are counts of lattice paths (checked here against binomial coefficients).

    /usr/bin/python3 scripts/oracles/statistics.py
"""
import json
import pathlib
from fractions import Fraction
from math import comb

import numpy as np
from mpmath import mp, mpf
from scipy import stats

mp.dps = 60


def double(value):
    return float(value)


def normal():
    rows = []
    xs = [1e-300, 1e-12, 1e-5, 0.01, 0.1, 0.3, 0.5, 0.75, 1, 1.3, 1.7, 1.99, 2, 2.01, 2.5, 2.82, 2.83, 2.84, 3.3, 4, 5.1, 7.7, 9.9, 13.3, 20.2, 26, 33.3, 37.5]
    for x in xs:
        z = mpf(x)
        erfc = mp.erfc(z)
        rows.append({
            "x": x,
            "erf": double(mp.erf(z)),
            "erfc": double(erfc) if erfc > mpf("2.3e-308") else None,
            "upper": double(mp.erfc(z / mp.sqrt(2)) / 2),
            "central": double(mp.erf(z / mp.sqrt(2))),
        })
        print("scipy normal tail off by", x, mp.nstr(abs(mpf(float(stats.norm.sf(x))) / (mp.erfc(z / mp.sqrt(2)) / 2) - 1), 3))
    return rows


def tails(n, k, p):
    """log P(X = k), log P(X >= k) and log P(X <= k), summing whichever side is short and taking the other as a complement."""
    p = mpf(p)
    q = 1 - p

    def pmf(j):
        return mp.exp(mp.loggamma(n + 1) - mp.loggamma(j + 1) - mp.loggamma(n - j + 1) + j * mp.log(p) + (n - j) * mp.log(q))

    def run(j, step):
        if j < 0 or j > n:
            return mpf(0)
        term = pmf(j)
        total = mpf(0)
        while 0 <= j <= n and term > total * mpf(10) ** -45:
            total += term
            term = term * (n - j) / (j + 1) * p / q if step > 0 else term * j / (n - j + 1) * q / p
            j += step
        return total

    # The long side's logarithm goes through log1p: it may be as small as the short side itself.
    if k > n * p:
        upper, lower = mp.log(run(k, 1)), mp.log1p(-run(k + 1, 1))
    else:
        upper, lower = mp.log1p(-run(k - 1, -1)), mp.log(run(k, -1))
    return mp.log(pmf(k)), upper, lower


def binomial():
    cases = [
        (10, 3, 0.3), (10, 0, 0.3), (10, 10, 0.3), (40, 39, 0.9), (100, 1, 1e-9), (100, 99, 1 - 1e-9), (1000, 80, 0.05), (1000, 20, 0.05),
        (1000, 0, 0.2), (1000, 600, 0.001), (20000, 20, 0.001), (20000, 60, 0.001), (20000, 3, 0.001), (10**5, 50000, 0.5), (10**5, 52000, 0.5),
        (10**5, 40000, 0.5), (10**7, 3000000, 0.3), (10**7, 3000001, 0.3), (10**7, 3050000, 0.3), (10**7, 2950000, 0.3),
        (10**7, 3300000, 0.3), (10**7, 10**7 - 3, 1 - 1e-7), (10**8, 30000000, 0.3), (10**8, 30170000, 0.3), (10**8, 29830000, 0.3),
        (10**8, 1, 1e-9), (10**8, 5, 1e-9), (10**8, 60, 1e-9), (10**8, 10**8 - 4, 1 - 1e-9), (10**8, 99999999, 1 - 1e-9), (10**8, 50000000, 0.5),
        (8900000, 24000, 0.0026), (8900000, 23140, 0.0026), (8900000, 8899000, 0.9999),
    ]
    rows = []
    for n, k, p in cases:
        pmf, upper, lower = tails(n, k, p)
        if n <= 1000:
            exact = sum(comb(n, j) * Fraction(p) ** j * (1 - Fraction(p)) ** (n - j) for j in range(k, n + 1))
            assert abs(mpf(exact.numerator) / mpf(exact.denominator) / mp.exp(upper) - 1) < mpf(10) ** -30, (n, k, p)
        for name, ours, theirs in (("upper", upper, stats.binom.sf(k - 1, n, p)), ("lower", lower, stats.binom.cdf(k, n, p))):
            if ours > -700:
                print("scipy binomial off by", name, n, k, p, mp.nstr(abs(mpf(float(theirs)) / mp.exp(ours) - 1), 3))
        rows.append({"n": n, "k": k, "p": p, "logPmf": double(pmf), "logUpper": double(upper), "logLower": double(lower)})
    return rows


def log_gamma():
    xs = [1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999, 1.000001, 1.3, 1.5, 1.999999, 2.000001, 2.4, 2.6, 3, 7.5, 15.5, 15.99, 16, 16.5, 100.5, 1e5, 1e7 + 0.5]
    pairs = [(0.5, 0.5), (16.5, 0.5), (0.5, 10000000.5), (3.5, 9.5), (15, 17), (20.5, 30.5), (5000000.5, 5000000.5), (8.5, 9999992.5), (1e-5, 40.0)]
    return {
        "logGamma": [{"x": x, "value": double(mp.loggamma(mpf(x)))} for x in xs],
        "logBeta": [
            {"a": a, "b": b, "value": double(mp.loggamma(mpf(a)) + mp.loggamma(mpf(b)) - mp.loggamma(mpf(a) + mpf(b)))} for a, b in pairs
        ],
    }


def bisect(outside, inside, excluded):
    for _ in range(160):
        middle = (outside + inside) / 2
        if excluded(middle):
            outside = middle
        else:
            inside = middle
    return outside


def intervals():
    robbins = []
    for n, k, alpha in [(1, 0, 0.05), (16, 16, 1e-3), (16, 3, 1e-3), (1000, 50, 1e-6), (20000, 7, 1e-3), (10**7, 9, 1e-3), (10**7, 5000000, 1e-3)]:
        beta = mp.loggamma(k + mpf(1) / 2) + mp.loggamma(n - k + mpf(1) / 2) - mp.loggamma(mpf(n + 1)) - mp.log(mp.pi)

        def outside(p):
            hits = k * mp.log(p) if k else 0
            misses = (n - k) * mp.log(1 - p) if n - k else 0
            return beta > hits + misses - mp.log(mpf(alpha))

        lower = bisect(mpf(10) ** -30, mpf(k) / n, outside) if k else mpf(0)
        upper = bisect(1 - mpf(10) ** -30, mpf(k) / n, outside) if k < n else mpf(1)
        robbins.append({"n": n, "k": k, "alpha": alpha, "lower": double(lower), "upper": double(upper)})
    pearson = []
    for n, k, alpha in [(10, 0, 0.05), (10, 4, 0.05), (16, 16, 1e-3), (1000, 50, 1e-6), (20000, 7, 1e-3)]:
        lower = bisect(mpf(10) ** -30, mpf(k) / n, lambda p: tails(n, k, p)[1] < mp.log(mpf(alpha) / 2)) if k else mpf(0)
        upper = bisect(1 - mpf(10) ** -30, mpf(k) / n, lambda p: tails(n, k, p)[2] < mp.log(mpf(alpha) / 2)) if k < n else mpf(1)
        pearson.append({"n": n, "k": k, "alpha": alpha, "lower": double(lower), "upper": double(upper)})
    return {"robbins": robbins, "clopperPearson": pearson}


def two_sample():
    generator = np.random.default_rng(20221128)
    rows = []
    for n, m, shift in [(5, 5, 0), (8, 5, 1), (12, 20, 0.7), (30, 30, 1.5), (40, 25, 0)]:
        left = [round(float(v), 6) for v in generator.normal(shift, 1, n)]
        right = [round(float(v), 6) for v in generator.normal(0, 1, m)]
        assert len(set(left + right)) == n + m
        both = stats.ks_2samp(left, right, mode="exact")
        # scipy's 'less' is: the distribution function of the first lies below, so the first is stochastically larger.
        one = stats.ks_2samp(left, right, alternative="less", mode="exact")
        if n == m:
            h = round(one.statistic * n)
            assert abs(comb(2 * n, n + h) / comb(2 * n, n) / one.pvalue - 1) < 1e-10
        rows.append({
            "left": left, "right": right, "statistic": float(both.statistic), "pValue": float(both.pvalue),
            "larger": {"statistic": float(one.statistic), "pValue": float(one.pvalue)},
        })
    return rows


if __name__ == "__main__":
    out = {
        "source": "mpmath at 60 digits (rational arithmetic agrees for n <= 1000); two-sample p-values: scipy exact path counts",
        "normal": normal(),
        "binomial": binomial(),
        **log_gamma(),
        **intervals(),
        "twoSample": two_sample(),
    }
    path = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "oracles" / "statistics.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(out, indent=1) + "\n")
