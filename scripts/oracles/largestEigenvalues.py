"""Writes fixtures/oracles/largestEigenvalues.json: positive semidefinite matrices of small integers and their largest eigenvalue.

The matrices are B B^T of integer B, so they are exact; the eigenvalue is numpy's, checked with mpmath at 40 digits.

    /usr/bin/python3 scripts/oracles/largestEigenvalues.py
"""
import json
import pathlib

import numpy as np
from mpmath import mp

mp.dps = 40
rng = np.random.default_rng(7)


def case(name, matrix):
    matrix = np.asarray(matrix, dtype=np.int64)
    assert (matrix == matrix.T).all()
    ours = float(np.linalg.eigvalsh(matrix.astype(float))[-1])
    exact = max(mp.eigsy(mp.matrix(matrix.tolist()), eigvals_only=True))
    assert abs(ours - exact) <= 1e-12 * abs(exact), name
    return {"name": name, "n": len(matrix), "matrix": [int(entry) for entry in matrix.ravel()], "largest": float(exact)}


def gram(n, k):
    factor = rng.integers(-9, 10, (n, k))
    return factor @ factor.T


def hidden():
    """The largest diagonal entry lies in a block of its own, and the largest eigenvalue in another."""
    block = np.zeros((4, 4), dtype=np.int64)
    block[0, 0] = 5
    block[1:, 1:] = 4
    return block


cases = [
    case("one", [[7]]),
    case("diagonal", np.diag([3, 11, 5])),
    case("twice the largest", np.diag([9, 2, 9])),
    case("nearly twice the largest", np.diag([1000000, 999999, 3])),
    case("of rank one", np.outer([1, 2, 3, 4], [1, 2, 3, 4])),
    case("hidden from the largest diagonal entry", hidden()),
    *(case(f"gram {n} x {k}", gram(n, k)) for n, k in [(2, 3), (3, 40), (5, 4), (8, 30), (20, 100), (40, 20)]),
]
out = pathlib.Path(__file__).parents[2] / "fixtures/oracles/largestEigenvalues.json"
out.write_text(json.dumps({"cases": cases}) + "\n")
