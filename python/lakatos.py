"""A theorem in Python for lakatos, which puts it on trial: numpy, and nothing else.

    import lakatos as lk

    lk.serve(id=..., work=..., axes=[...], table=(...), settings=[lk.setting(...)], claims=[lk.claim(...)])

`serve` answers questions of JSON-RPC 2.0, a line each, over stdin and stdout (docs/any-language.md has all of them).
Draws are made from the `Stream` that `sample` is given, and from nothing else: what is asked twice must be answered alike.
"""

import hashlib
import json
import math
import os
import sys
import sysconfig
import threading
import time
import traceback

import numpy

__all__ = ["Stream", "around", "claim", "count", "quantity", "rate", "real", "serve", "setting"]

PROTOCOL = 1


class Stream:
    """Randomness with an address: 128 bits, and the streams below it, found by name.

    The children are those of the streams of lakatos itself: the first 16 bytes of SHA-256 over the parent's 16 bytes, the
    length of the name (4 bytes, big-endian) and the name in UTF-8.
    """

    def __init__(self, seed):
        self.seed = seed
        self._rng = None

    def child(self, name):
        """The stream of that name below this one: `child('W0')` and `child('x')` are independent."""
        if isinstance(name, float):
            raise TypeError("name a child by a string or a whole number")
        text = str(name).encode()
        head = bytes.fromhex(self.seed) + len(text).to_bytes(4, "big")
        return Stream(hashlib.sha256(head + text).hexdigest()[:32])

    @property
    def rng(self):
        """numpy's Generator on Philox, with the seed as its key. It goes on from where it was last read."""
        if self._rng is None:
            self._rng = numpy.random.Generator(numpy.random.Philox(key=int(self.seed, 16)))
        return self._rng


# ── what a theorem is made of ────────────────────────────────────────────────────────────────────────────────────


def _axis(kind, symbol, says, addressed, more):
    return {"symbol": symbol, "says": says, "kind": kind, "addressed": addressed, **more}


def count(symbol, says, addressed=True, **more):
    """An axis of whole numbers from 1 on. `addressed`: draws at different values are independent."""
    return _axis("count", symbol, says, addressed, more)


def real(symbol, says, addressed=False, **more):
    """An axis of numbers from 0 on."""
    return _axis("real", symbol, says, addressed, more)


def rate(symbol, says, addressed=False, **more):
    """An axis of numbers strictly between 0 and 1, such as a failure rate."""
    return _axis("rate", symbol, says, addressed, more)


def around(value, error):
    """A number and its rounding error as a bracket."""
    return {"lower": value - error, "upper": value + error}


def quantity(symbol, says, value, tex=None, over=None, error=None, upper_tail=None, reads=None):
    """A number that a draw determines: `value(draw, choice, at)` is its definition in f64.

    `over` is "sup" or "inf" where an adversary chooses; `value` is then taken at its choice, which is None elsewhere.
    `error` bounds the rounding of `value`, relative to it: with it a setting needs no `refine`.
    `upper_tail(threshold, at)` is P(quantity > threshold), where the law is known.
    """
    return {
        "symbol": symbol,
        "says": says,
        "value": value,
        "tex": tex or symbol,
        "over": over,
        "error": error,
        "upper_tail": upper_tail,
        "reads": reads,
    }


def setting(name, reads, quantities, sample, refine=None, admits=None, cost=None, modes=None, certificate_error=None):
    """A probability space with, perhaps, an adversary in it.

    `sample(stream, at)` makes a draw, where `at` has the values of axes and constants by symbol; with `modes`,
    `sample(stream, at, mode)`.
    `refine(draw, at)` yields brackets, ever tighter, cheapest first: {"Z": {"lower": …, "upper": …, "choice": …}}. An end that
    is left out is not known; `choice` is what the adversary chose where it attained the end of a "sup" or an "inf". It may also
    take `wanted` (a set of symbols) and `effort` ("decide" or "exhaust") by these names. Without `refine` each quantity is taken
    by its definition, give or take its `error`.
    `admits(draw, choice, at)` says whether the adversary may make the choice: True or False, or (True or False, {name: number}).
    `cost` is the seconds of one trial, from above, or a function of `at`; 1 ms unless given.
    `certificate_error` is the chance that the brackets of one draw are wrong, 0 unless given.
    """
    for one in quantities:
        if refine is None and one["error"] is None:
            raise ValueError(f'quantity {one["symbol"]}: give its rounding error, or the setting a refine')
    return {
        "name": name,
        "reads": list(reads),
        "quantities": {one["symbol"]: one for one in quantities},
        "sample": sample,
        "refine": refine,
        "admits": admits,
        "cost": cost,
        "modes": modes,
        "certificate_error": certificate_error,
    }


def claim(id, says, conclusion, failure_rate=None, premise=(), **more):
    """A claim: lhs ≤ rhs on all but a share `failure_rate` of the draws. Comparisons are pairs of formulas: ("Z", "n + 2 * t").

    `more` are fields of a claim as docs/adding-a-theorem.md has them: quantifiers, constants, where, tries, control, …
    """
    found = {
        "id": id,
        "says": says,
        "reading": "printed",
        "quantifiers": [],
        "constants": {},
        "premise": [_comparison(one) for one in premise],
        "conclusion": _comparison(conclusion),
        **more,
    }
    return found if failure_rate is None else {**found, "failureRate": failure_rate}


def _comparison(pair):
    lhs, rhs = pair
    return {"lhs": lhs, "rhs": rhs}


# ── how it travels ───────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def _spelled(value):
    """A number as JSON can hold it: NaN, Infinity and whole numbers beyond 2^53 as text."""
    if isinstance(value, (bool, numpy.bool_)) or not numpy.isscalar(value) and getattr(value, "shape", None) != ():
        raise TypeError(f"expected a number, got {value!r}")
    if isinstance(value, (int, numpy.integer)):
        whole = int(value)
        return whole if abs(whole) < 2**53 else str(whole)
    number = float(value)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def _point(values):
    """Values by symbol; whole numbers are integers, so that they can be shapes."""
    read = {name: _WORDS[one] if isinstance(one, str) else one for name, one in values.items()}
    return {name: int(one) if float(one).is_integer() else float(one) for name, one in read.items()}


def _plain(value):
    if isinstance(value, numpy.ndarray):
        return value.tolist()
    if isinstance(value, numpy.generic):
        return value.item()
    raise TypeError(f"a choice may have numbers, texts, lists and dicts, not {type(value).__name__}")


def _without_none(fields):
    return {name: one for name, one in fields.items() if one is not None}


def _described(one):
    return _without_none(
        {
            "name": one["name"],
            "reads": one["reads"],
            "quantities": [
                _without_none(
                    {name: what[name] for name in ("symbol", "says", "tex", "over", "reads")}
                    | {"upperTail": True if what["upper_tail"] else None}
                )
                for what in one["quantities"].values()
            ],
            "modes": one["modes"],
            "admits": True if one["admits"] else None,
            "certificateError": one["certificate_error"],
        }
    )


def _files():
    """The files of one's own that are loaded: neither Python's, nor those of installed packages."""
    not_ours = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    paths = {os.path.abspath(one) for one in found if one}
    return sorted(
        one
        for one in paths
        if not any(one.startswith(os.path.join(folder, "")) for folder in not_ours)
        and not {"site-packages", "dist-packages"} & set(one.split(os.sep))
    )


def _versions():
    """The versions of Python and of the packages that are loaded and may decide a number."""
    known = {"python": sys.version.split()[0], "numpy": numpy.__version__}
    for name in ("scipy", "torch", "jax", "tensorflow", "sklearn", "mpmath", "sympy"):
        if name in sys.modules:
            known[name] = str(getattr(sys.modules[name], "__version__", "unknown"))
    return known


class _Serving:
    def __init__(self, theorem, settings):
        self.theorem = theorem
        self.settings = {one["name"]: one for one in settings}
        self.draw = None
        self.at = None
        self.steps = None
        self.step = 0

    def hello(self, protocol, **_):
        if not protocol["from"] <= PROTOCOL <= protocol["to"]:
            raise ValueError(f"this helper speaks protocol {PROTOCOL}, and was asked for {protocol}")
        theorem = {**self.theorem, "settings": [_described(one) for one in self.settings.values()]}
        return {"protocol": PROTOCOL, "theorem": theorem, "files": _files(), "versions": _versions()}

    def sample(self, setting, seed, at, mode):
        one = self.settings[setting]
        more = () if one["modes"] is None else (mode,)
        self.steps = None
        self.draw = one["sample"](Stream(seed), _point(at), *more)
        return {}

    def refine(self, setting, wanted, at, effort, step):
        one = self.settings[setting]
        if one["refine"] is None:
            return {"brackets": self._by_definition(one, wanted, _point(at)), "last": True}
        if step == 0:
            self.steps = iter(_called(one["refine"], self.draw, _point(at), wanted=set(wanted), effort=effort))
            self.step = 0
        if self.steps is None or step != self.step:
            raise RuntimeError(f"step {step} of a refinement was asked for, and it stands at {self.step}")
        self.step += 1
        now = next(self.steps, None)
        # What is known is written at once: whether there is more is told when it is asked for.
        return {"last": True} if now is None else {"brackets": {name: _bracket(two) for name, two in now.items()}}

    def _by_definition(self, one, wanted, at):
        found = {}
        for symbol in wanted:
            what = one["quantities"].get(symbol)
            if what is not None:
                value = float(what["value"](self.draw, None, at))
                found[symbol] = _bracket(around(value, abs(value) * what["error"]))
        return found

    def value(self, setting, symbol, choice, at):
        value = self.settings[setting]["quantities"][symbol]["value"]
        return {"value": _spelled(value(self.draw, None if choice is None else json.loads(choice), _point(at)))}

    def admits(self, setting, choice, at, by):
        found = self.settings[setting]["admits"](self.draw, json.loads(choice), _point(at))
        admitted, shown = found if isinstance(found, tuple) else (found, {})
        return {"admitted": bool(admitted), "shown": {name: _spelled(one) for name, one in shown.items()}}

    def upperTail(self, setting, symbol, threshold, at):
        tail = self.settings[setting]["quantities"][symbol]["upper_tail"]
        return {"value": _spelled(tail(_point({"threshold": threshold})["threshold"], _point(at)))}

    def cost(self, setting, at, mode):
        cost = self.settings[setting]["cost"]
        seconds = cost(_point(at)) if callable(cost) else 1e-3 if cost is None else cost
        return {"seconds": _spelled(seconds), "bytes": 2**28}


def _bracket(one):
    lower, upper = one.get("lower", -math.inf), one.get("upper", math.inf)
    found = {"lower": _spelled(lower), "upper": _spelled(upper)}
    if "choice" in one:
        # As text of Python's own: it comes back as it is, with every digit.
        found["choice"] = json.dumps(one["choice"], default=_plain)
    return found


def _called(function, *args, **offered):
    """Calls a function with those of the named arguments that it takes."""
    code = getattr(function, "__code__", None)
    taken = () if code is None else code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return function(*args, **{name: value for name, value in offered.items() if name in taken})


_METHODS = ("hello", "sample", "refine", "value", "admits", "upperTail", "cost")


def _place(error):
    """The innermost line of one's own that an error came from, as my_theorem.py:12."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if os.path.abspath(one.filename) in _files() and one.filename != __file__]
    return f"{os.path.basename(own[-1].filename)}:{own[-1].lineno}" if own else None


def _answer(serving, question):
    method = question["method"]
    if method not in _METHODS:
        return {"error": {"code": -32601, "message": f"there is no method {method}"}}
    try:
        return {"result": getattr(serving, method)(**question["params"])}
    except Exception as error:  # whatever a theorem raises is its answer
        traceback.print_exc()
        place = _place(error)
        data = {} if place is None else {"data": {"place": place}}
        return {"error": {"code": -32000, "message": f"{type(error).__name__}: {error}", **data}}


def _leave_with_parent():
    """Ends this process with the one that started it: one that was killed closes no pipe in time."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def serve(id, work, axes, table, settings, claims, **more):
    """Serves a theorem until stdin ends. `table` names the axes of rows and columns; `more` are `defaultTries`, …

    What is printed goes to stderr: stdout is the protocol's.
    """
    if sys.stdin.isatty():
        print(f"{os.path.basename(sys.argv[0])} is a theorem for lakatos: list it under theorems in lakatos.config.ts")
        return
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    rows, columns = table
    theorem = {"id": id, "work": work, "axes": axes, "table": {"rows": rows, "columns": columns}}
    serving = _Serving({**theorem, "statements": claims, **more}, settings)
    for line in sys.stdin.buffer:
        question = json.loads(line)
        if question["method"] == "shutdown":
            answer = {"result": {}}
        else:
            answer = _answer(serving, question)
        whole = {"jsonrpc": "2.0", "id": question["id"], **answer}
        left = memoryview(json.dumps(whole, allow_nan=False).encode() + b"\n")
        while left:
            left = left[answers.write(left) :]
        if question["method"] == "shutdown":
            return
