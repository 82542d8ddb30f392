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
        out = kept_array(m)
        for _ in range(d):
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

    return {"gaussians": gaussians, "as first written": ambient}


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
        out = kept_tensor(m)
        for _ in range(d):
            out.normal_()
        return float(out[-1])

    def as_first_written(d, m, threads):
        # As many threads as the process is given.
        W = torch.randn(m, d)
        a, x = draw(d, m)
        g = (a * (W @ x > 0)) @ W / math.sqrt(m)
        z = x - ETA * g
        return float(a @ torch.relu(W @ z) / math.sqrt(m))

    # Rows that fit a cache: they are drawn, multiplied and added while they are there.
    ROWS = 256

    def each_rows(W, d, part, generator, visit):
        """Draws the rows of a part of W0, some at a time: into their place in W, or one lot over the other where W is None."""
        start, end = part
        spare = torch.empty(ROWS, d) if W is None else None
        for first in range(start, end, ROWS):
            count = min(end - first, ROWS)
            rows = spare[:count] if W is None else W[first : first + count]
            rows.normal_(generator=generator)
            visit(rows, slice(first, first + count))

    def gradient_sum(W, d, a, x, part, generator):
        g = torch.zeros(d)

        def add(rows, where):
            nonlocal g
            g += torch.mv(rows.t(), a[where] * (torch.mv(rows, x) > 0))

        each_rows(W, d, part, generator, add)
        return g

    def value_sum(W, d, a, z, part, generator, seed):
        start, end = part
        if W is not None:
            return float(a[start:end] @ torch.relu(W[start:end] @ z))
        total = 0.0

        def add(rows, where):
            nonlocal total
            total += float(a[where] @ torch.relu(torch.mv(rows, z)))

        each_rows(None, d, part, generator.manual_seed(seed), add)
        return total

    def in_parts(work, threads):
        torch.set_num_threads(1)
        return list(map(work, range(threads)) if threads == 1 else pool.map(work, range(threads)))

    def best(d, m, threads, stored):
        """The best that was found: a generator for each thread and its share of the rows, which are used while they are in the cache."""
        W = kept_tensor(m, d) if stored else None
        a, x = draw(d, m)
        seeds = torch.randint(0, 2**31, (threads,)).tolist()
        parts = [(i * m // threads, (i + 1) * m // threads) for i in range(threads)]

        def first(i):
            return gradient_sum(W, d, a, x, parts[i], generators[i].manual_seed(seeds[i]))

        z = x - ETA * sum(in_parts(first, threads)) / math.sqrt(m)

        def second(i):
            return value_sum(W, d, a, z, parts[i], generators[i], seeds[i])

        return sum(in_parts(second, threads)) / math.sqrt(m)

    def gradient(d, m, threads):
        # No adversary at all: one instance, and the length of its gradient at W0. Rows are needed once, and nothing is kept.
        torch.set_num_threads(1)
        a, x = draw(d, m)
        return float(gradient_sum(None, d, a, x, (0, m), generators[0]).norm() / math.sqrt(m))

    return {
        "gaussians": gaussians,
        "as first written": as_first_written,
        "stored": lambda d, m, threads: best(d, m, threads, True),
        "regenerated": lambda d, m, threads: best(d, m, threads, False),
        "gradient": gradient,
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
