#!/usr/bin/python3
"""Makes two_dimensional_densities.json: log-densities and entropies of the generated 2-D datasets.

From the datasets' definitions (the generators of arXiv:1810.01367 and of scikit-learn) by methods other than the library's:
log-densities by adaptive quadrature (scipy.integrate.quad) and, for circles, in closed form with the Bessel function;
entropies by summing -p log p over a grid of points, with p from a fine midpoint rule.

Made with SciPy 1.10.1 and NumPy 1.24.2 (about a minute): /usr/bin/python3 tests/golden/two_dimensional_densities.py > tests/golden/two_dimensional_densities.json
"""
import json

import numpy as np
from scipy import integrate, special, stats

RADII = {"circles": ([3, 1.5], 0.24), "rings": ([3, 2.25, 1.5, 0.75], 0.08)}


def moons(t, arm):
    return (np.cos(t), np.sin(t)) if arm == 0 else (1 - np.cos(t), 0.5 - np.sin(t))


def normal(d, sigma):
    return np.exp(-d * d / (2 * sigma * sigma)) / (sigma * np.sqrt(2 * np.pi))


def jittered(d, width, sigma):
    return (special.ndtr(d / sigma) - special.ndtr((d - width) / sigma)) / width


def kernels(name):
    """For each curve: (low, high, t -> density of t, (x, y, t) -> density of the noise)."""
    if name == "two-moons":
        return [(0, np.pi, lambda t: t * 0 + 1 / np.pi, lambda x, y, t, arm=arm:
                 normal(x - moons(t, arm)[0], 0.1) * normal(y - moons(t, arm)[1], 0.1)) for arm in (0, 1)]
    if name == "swissroll":
        return [(1.5 * np.pi, 4.5 * np.pi, lambda t: t * 0 + 1 / (3 * np.pi), lambda x, y, t:
                 normal(x - t * np.cos(t) / 5, 0.2) * normal(y - t * np.sin(t) / 5, 0.2))]
    if name == "two-spirals":
        return [(0, 3 * np.pi, lambda n: 2 * n / (9 * np.pi * np.pi), lambda x, y, n, sign=sign:
                 jittered(sign * x + n * np.cos(n) / 3, 0.5 / 3, 0.1) * jittered(sign * y - n * np.sin(n) / 3, 0.5 / 3, 0.1))
                for sign in (1, -1)]
    raise KeyError(name)


def density(name, x, y):
    """One place, to about 1e-10."""
    if name in RADII:
        radii, sigma = RADII[name]
        r = np.hypot(x, y)
        return np.mean([special.ive(0, r * radius / sigma**2) * np.exp(-(r - radius) ** 2 / (2 * sigma**2))
                        / (2 * np.pi * sigma**2) for radius in radii])
    if name == "eight-gaussians":
        a = np.arange(8) * np.pi / 4
        return np.mean(normal(x - 4 * np.cos(a) / 1.414, 0.5 / 1.414) * normal(y - 4 * np.sin(a) / 1.414, 0.5 / 1.414))
    if name == "gaussian-grid":
        c = np.arange(-2, 3) * 2
        return np.mean(normal(x - c, 0.05)) * np.mean(normal(y - c, 0.05))
    if name == "pinwheel":
        return float(pinwheel(np.array([x]), np.array([y]))[0])
    parts = []
    for low, high, weight, noise in kernels(name):
        edges = np.linspace(low, high, 61)
        parts.append(sum(integrate.quad(lambda t: weight(t) * noise(x, y, t), a, b, epsabs=0, epsrel=1e-11, limit=200)[0]
                         for a, b in zip(edges, edges[1:])))
    return np.mean(parts)


def pinwheel(x, y):
    """By unwinding: for each arm the features are found by Newton's method from the angle that the radius alone suggests."""
    total = np.zeros_like(x)
    rho, psi = np.hypot(x, y) / 2, np.arctan2(y, x)
    for arm in range(5):
        for start in np.linspace(-np.pi, np.pi, 25)[:-1]:
            phi = np.full_like(x, start)
            for _ in range(200):
                miss = phi - 0.25 * np.exp(rho * np.cos(phi)) - psi - 2 * np.pi * arm / 5
                miss = (miss + np.pi) % (2 * np.pi) - np.pi
                phi = phi - np.clip(miss / (1 + 0.25 * rho * np.sin(phi) * np.exp(rho * np.cos(phi))), -0.3, 0.3)
            miss = phi - 0.25 * np.exp(rho * np.cos(phi)) - psi - 2 * np.pi * arm / 5
            miss = (miss + np.pi) % (2 * np.pi) - np.pi
            phi = (phi + np.pi) % (2 * np.pi) - np.pi
            found = np.where(np.abs(miss) < 1e-10, phi, np.nan)
            if start == -np.pi:
                roots = []
            new = ~np.isnan(found)
            for other in roots:
                with np.errstate(invalid="ignore"):
                    new &= ~(np.abs((found - other + np.pi) % (2 * np.pi) - np.pi) < 1e-6)
            roots.append(np.where(new, found, np.nan))
            a, b = rho * np.cos(found), rho * np.sin(found)
            p = normal(a - 1, 0.3) * normal(b, 0.1) / np.abs(1 + 0.25 * rho * np.sin(found) * np.exp(a)) / 4
            total += np.where(new, np.nan_to_num(p), 0)
    return total / 5


def on_grid(name, xs, ys):
    x, y = np.meshgrid(xs, ys)
    if name in RADII or name == "pinwheel":
        if name == "pinwheel":
            return pinwheel(x, y)
        radii, sigma = RADII[name]
        r = np.hypot(x, y)
        return np.mean([special.ive(0, r * radius / sigma**2) * np.exp(-(r - radius) ** 2 / (2 * sigma**2))
                        / (2 * np.pi * sigma**2) for radius in radii], axis=0)
    if name == "eight-gaussians":
        return np.mean([normal(x - 4 * np.cos(a) / 1.414, 0.5 / 1.414) * normal(y - 4 * np.sin(a) / 1.414, 0.5 / 1.414)
                        for a in np.arange(8) * np.pi / 4], axis=0)
    total = np.zeros_like(x)
    parts = kernels(name)
    for low, high, weight, noise in parts:
        count = 3000
        step = (high - low) / count
        for t in low + step * (np.arange(count) + 0.5):
            total += step * weight(t) * noise(x, y, t)
    return total / len(parts)


def entropy(name, reach, step):
    xs = np.arange(-reach[0], reach[0] + step, step)
    ys = np.arange(-reach[1], reach[1] + step, step)
    p = on_grid(name, xs, ys)
    return float(-np.sum(special.xlogy(p, p)) * step * step), float(np.sum(p) * step * step)


REACH = {"two-moons": ((3, 2), 0.04), "swissroll": ((4.4, 4.4), 0.1), "two-spirals": ((4.4, 4.4), 0.08),
         "circles": ((5, 5), 0.08), "rings": ((4, 4), 0.03), "eight-gaussians": ((6, 6), 0.08), "pinwheel": ((6, 6), 0.04)}


def main():
    rng = np.random.default_rng(7)
    result = {}
    for name in [*REACH, "gaussian-grid"]:
        span = REACH[name][0] if name in REACH else (4.5, 4.5)
        points = []
        while len(points) < 20:
            x, y = (float(np.round(rng.uniform(-s, s), 3)) for s in span)
            p = density(name, x, y)
            if p > 1e-12:
                points.append([x, y, float(np.log(p))])
        h, mass = entropy(name, *REACH[name]) if name in REACH else (float(np.log(25) + np.log(2 * np.pi * np.e * 0.0025)), 1)
        assert abs(mass - 1) < 2e-6, (name, mass)
        result[name] = {"entropy": h, "points": points}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
