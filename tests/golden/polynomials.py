#!/usr/bin/python3
"""Makes the float32 polynomials of Likeness.Compute.Cpu (FloatExponential, FloatLogarithm, FloatTrigonometry, FloatErf),
and the float64 polynomial of Likeness.Evaluation.Exponential.

A weighted minimax fit (Lawson's iterated least squares on Chebyshev nodes, 40 digits); then coefficients are rounded to
float32 (or float64) one at a time, lowest order first, refitting the rest. Prints the coefficients and the maximum weighted
error.
"""
import mpmath as mp
import numpy as np

mp.mp.dps = 40


def fit(name, target, weight, low, high, powers, nodes=120, rounds=60, kind=np.float32):
    """target(x) ~ sum c_p x^p over [low, high], minimising max |error| * weight(x)."""
    xs = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * nodes)) for i in range(nodes)]
    wanted = [target(x) for x in xs]
    weights = [weight(x) for x in xs]
    known = {}

    def solve(free):
        lawson = [mp.mpf(1) / nodes] * nodes
        for _ in range(rounds):
            a = mp.matrix(nodes, len(free))
            b = mp.matrix(nodes, 1)
            for i, x in enumerate(xs):
                scale = weights[i] * mp.sqrt(lawson[i])
                b[i] = (wanted[i] - sum(c * x**p for p, c in known.items())) * scale
                for j, p in enumerate(free):
                    a[i, j] = x**p * scale
            c = mp.lu_solve(a, b)
            errors = [abs(wanted[i] - sum(k * x**p for p, k in known.items())
                          - sum(c[j] * x**p for j, p in enumerate(free))) * weights[i] for i, x in enumerate(xs)]
            total = sum(l * e for l, e in zip(lawson, errors))
            if total == 0:
                break
            lawson = [l * e / total for l, e in zip(lawson, errors)]
        return c, max(errors)

    free = list(powers)
    while free:
        c, worst = solve(free)
        known[free[0]] = mp.mpf(float(kind(float(c[0]))))
        free = free[1:]
    worst = max(abs(wanted[i] - sum(k * x**p for p, k in known.items())) * weights[i] for i, x in enumerate(xs))
    print(name, "max weighted error", mp.nstr(worst, 3), "=",
          mp.nstr(worst * 2 ** (np.finfo(kind).nmant + 1), 3), "half-ulp")
    for p, c in known.items():
        print(f"  x^{p}: {kind(float(c))!r}" + (f" {float(c):.9g}f" if kind is np.float32 else ""))


def series(f, x, small):
    return f(x) if abs(x) > mp.mpf(10) ** -12 else small


half = mp.log(2) / 2 * mp.mpf("1.001")
fit("exp: (e^r - 1 - r) / r^2", lambda r: series(lambda t: (mp.exp(t) - 1 - t) / t**2, r, mp.mpf(1) / 2),
    lambda r: r * r, -half, half, range(5))
fit("exp, float64: (e^r - 1 - r) / r^2", lambda r: series(lambda t: (mp.exp(t) - 1 - t) / t**2, r, mp.mpf(1) / 2),
    lambda r: r * r * mp.exp(-r), -half, half, range(10), nodes=160, rounds=40, kind=np.float64)
fit("log: (log(1+f) - f + f^2/2) / f^3",
    lambda f: series(lambda t: (mp.log(1 + t) - t + t * t / 2) / t**3, f, mp.mpf(1) / 3),
    lambda f: abs(f**3 / mp.log(1 + f)) if f else mp.mpf(0), mp.mpf("-0.2501"), mp.mpf("0.5002"), range(8))
quarter = mp.pi / 4 * mp.mpf("1.001")
fit("sin: (sin r - r) / r^3 in r^2", lambda s: (mp.sin(mp.sqrt(s)) / mp.sqrt(s) - 1) / s, lambda s: s,
    mp.mpf("1e-8"), quarter**2, range(3))
fit("cos: (cos r - 1 + r^2/2) / r^4 in r^2", lambda s: (mp.cos(mp.sqrt(s)) - 1 + s / 2) / s**2, lambda s: s * s,
    mp.mpf("1e-8"), quarter**2, range(3))
edge = mp.mpf("0.925")
fit("erf small: erf(x)/x - 1 in x^2", lambda s: mp.erf(mp.sqrt(s)) / mp.sqrt(s) - 1, lambda s: mp.mpf(1),
    mp.mpf("1e-8"), edge**2, range(7))
fit("erf large: -log(erfc(x)) in x", lambda x: -mp.log(mp.erfc(x)), lambda x: mp.erfc(x) / mp.erf(x),
    mp.mpf("0.92"), mp.mpf("4"), range(7))
