"""The jobs that the harness's kernels are compared with, done in Python.

Reads one job a line from standard input, {"job": ..., "d": ..., "m": ..., "threads": ...}, and answers with a line
{"wall": seconds, "cpu": seconds, "check": number}. `check` is what a job computed, so that nobody can leave work out.

    python3 work.py numpy | torch
"""

import json
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor

ETA = 0.1


def numpy_jobs():
    """numpy with SFC64, its fastest bit generator, in single precision."""
    import numpy as np

    generators = [np.random.Generator(np.random.SFC64(seed)) for seed in (1, 2)]
    rng = generators[0]
    pool = ThreadPoolExecutor(2)
    kept = {}

    def kept_array(*shape):
        if shape not in kept:
            kept.clear()
            kept[shape] = np.empty(shape, np.float32)
        return kept[shape]

    def gaussians(d, m, threads):
        out = kept_array(d * m)
        rng.standard_normal(out=out, dtype=np.float32)
        return float(out[-1])

    def fill(W, threads):
        if threads == 1:
            rng.standard_normal(out=W, dtype=np.float32)
            return
        half = len(W) // 2
        list(
            pool.map(
                lambda part: part[0].standard_normal(out=part[1], dtype=np.float32),
                zip(generators, (W[:half], W[half:])),
            )
        )

    def ambient(d, m, threads):
        W = kept_array(m, d)
        fill(W, threads)
        a = rng.integers(0, 2, m).astype(np.float32) * 2 - 1
        x = rng.standard_normal(d, dtype=np.float32)
        x /= np.linalg.norm(x)
        g = ((W @ x > 0) * a) @ W / math.sqrt(m)
        z = x - ETA * g
        return float(a @ np.maximum(W @ z, 0) / math.sqrt(m))

    return {"gaussians": gaussians, "ambient": ambient}


def torch_jobs():
    """torch: the way it is written first, and the best that was found."""
    import torch

    torch.set_grad_enabled(False)
    generators = [torch.Generator().manual_seed(seed) for seed in (1, 2)]
    pool = ThreadPoolExecutor(2)
    kept = {}

    def kept_tensor(*shape):
        if shape not in kept:
            kept.clear()
            kept[shape] = torch.empty(*shape)
        return kept[shape]

    def draw(d, m):
        a = torch.randint(0, 2, (m,)).float() * 2 - 1
        x = torch.randn(d)
        return a, x / x.norm()

    def gaussians(d, m, threads):
        torch.set_num_threads(threads)
        out = kept_tensor(d * m)
        out.normal_()
        return float(out[-1])

    def idiomatic(d, m, threads):
        torch.set_num_threads(threads)
        W = torch.randn(m, d)
        a, x = draw(d, m)
        g = (a * (W @ x > 0)) @ W / math.sqrt(m)
        z = x - ETA * g
        return float(a @ torch.relu(W @ z) / math.sqrt(m))

    def shares(m, threads):
        return [(i * m // threads, (i + 1) * m // threads) for i in range(threads)]

    # Rows that fit a cache: they are drawn, multiplied and added while they are there.
    ROWS = 256

    def first_pass(W, a, x, part, generator):
        start, end = part
        u = torch.empty(end - start)
        g = torch.zeros(W.shape[1])
        for first in range(start, end, ROWS):
            rows = W[first : min(end, first + ROWS)]
            rows.normal_(generator=generator)
            some = torch.mv(rows, x, out=u[first - start : first - start + len(rows)])
            g += torch.mv(rows.t(), a[first : first + len(rows)] * (some > 0))
        return g

    def best(d, m, threads):
        # A kept matrix, a generator for each thread, products while the rows are in the cache.
        torch.set_num_threads(1)
        W = kept_tensor(m, d)
        a, x = draw(d, m)
        parts = shares(m, threads)
        run = map if threads == 1 else pool.map
        sums = list(run(lambda i: first_pass(W, a, x, parts[i], generators[i]), range(threads)))
        z = x - ETA * sum(sums) / math.sqrt(m)
        after = list(
            run(lambda part: float(a[part[0] : part[1]] @ torch.relu(W[part[0] : part[1]] @ z)), parts)
        )
        return sum(after) / math.sqrt(m)

    def gradient(d, m, threads):
        # No adversary at all: one instance, and the length of its gradient at W0.
        torch.set_num_threads(threads)
        W = kept_tensor(m, d)
        W.normal_()
        a, x = draw(d, m)
        return float(((a * (W @ x > 0)) @ W / math.sqrt(m)).norm())

    def gradient_best(d, m, threads):
        torch.set_num_threads(1)
        W = kept_tensor(m, d)
        a, x = draw(d, m)
        parts = shares(m, threads)
        run = map if threads == 1 else pool.map
        sums = list(run(lambda i: first_pass(W, a, x, parts[i], generators[i]), range(threads)))
        return float(sum(sums).norm() / math.sqrt(m))

    return {
        "gaussians": gaussians,
        "ambient idiomatic": idiomatic,
        "ambient best": best,
        "gradient": gradient,
        "gradient best": gradient_best,
    }


def main():
    jobs = {"numpy": numpy_jobs, "torch": torch_jobs}[sys.argv[1]]()
    library = __import__(sys.argv[1])
    print(json.dumps({"version": library.__version__, "python": sys.version.split()[0]}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        job = jobs[asked["job"]]
        cpu, start = time.process_time(), time.perf_counter()
        check = job(asked["d"], asked["m"], asked["threads"])
        wall, spent = time.perf_counter() - start, time.process_time() - cpu
        print(json.dumps({"wall": wall, "cpu": spent, "check": check}), flush=True)


main()
