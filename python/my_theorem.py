"""A theorem of your own, in one file. It is about a chi-squared variable so far: change what you like."""

import lakatos as lk


def sample(stream, at):
    # A draw is made from the stream alone. Named children are independent: adding one moves no other.
    return stream.child("x").rng.standard_normal(at["n"])


squared_length = lk.quantity(
    "Z",
    "the squared length of n standard Gaussians",
    # The definition, in f64, and what bounds its rounding: relative, and generous.
    value=lambda draw, choice, at: float(draw @ draw),
    error=1e-12,
)

lk.serve(
    id="my-theorem",
    work="Laurent and Massart, Adaptive estimation of a quadratic functional by model selection (2000)",
    axes=[lk.count("n", "number of degrees of freedom", most=1e8), lk.real("t", "tail exponent")],
    table=("n", "t"),
    settings=[lk.setting("chi-squared", reads=["n"], quantities=[squared_length], sample=sample, cost=1e-4)],
    claims=[
        lk.claim(
            "my-upper-tail",
            "Z exceeds n + 2√(nt) + 2t with probability at most exp(−t)",
            conclusion=("Z", "n + 2 * sqrt(n * t) + 2 * t"),
            failure_rate="exp(-t)",
            tries={"quick": [{"n": [1, 10, 1000], "t": [1, 3]}]},
        ),
        # False on purpose: a run that does not refute it is no evidence about the others.
        lk.claim(
            "control-my-without-2t",
            "Z exceeds n + 2√(nt) with probability at most exp(−t)",
            conclusion=("Z", "n + 2 * sqrt(n * t)"),
            failure_rate="exp(-t)",
            control=True,
            tries={"quick": [{"n": [1, 2, 10], "t": [8]}]},
        ),
    ],
)
