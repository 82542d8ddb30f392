"""A theorem of your own, in one file. It is about a chi-squared variable so far: change what you like."""

import lakatos as lk


def sample(stream, at):  # a draw, made from the stream alone: what is asked for twice must come out alike
    return stream.rng.standard_normal(at["n"])


# The definition, in f64; its rounding is below n · 2⁻⁵³ of it, a sum of n squares.
Z = lk.quantity("Z", "the squared length of n Gaussians", lambda x, choice, at: float(x @ x), error=1e-12)
gaussian = lk.setting("gaussian vector", reads=["n"], quantities=[Z], sample=sample, cost=1e-4)
tries = {"quick": [{"n": [1, 10, 1000], "t": [1, 3]}]}
says = "Z exceeds n + 2√(nt) + 2t with probability at most exp(−t)"
tail = lk.claim("my-upper-tail", says, ("Z", "n + 2 * sqrt(n * t) + 2 * t"), failure_rate="exp(-t)", tries=tries)
# False on purpose: a run that does not refute it is no evidence about the others.
wrong = {"control": True, "tries": {"quick": [{"n": [1, 2], "t": [8]}]}}
control = lk.claim("control-my-half", "Z exceeds n/2 rarely", ("Z", "n / 2"), failure_rate="exp(-t)", **wrong)

axes = [lk.count("n", "number of Gaussians", most=1000), lk.real("t", "tail exponent")]
work = "Laurent and Massart (2000), Lemma 1"
lk.serve("my-theorem", work, axes, table=("n", "t"), settings=[gaussian], claims=[tail, control])
