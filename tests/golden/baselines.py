"""Kernel density, Gaussian copula with Pareto tails and independent histograms of some rows, written from their definitions.

Needs Debian's python3-numpy, python3-scipy and python3-sklearn. Made with NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/baselines.py > tests/golden/baselines.json
"""

import json

import numpy as np
from deterministic import numbers
from scipy.optimize import minimize
from scipy.special import logsumexp
from scipy.stats import multivariate_normal, norm
from sklearn.neighbors import KernelDensity

ROWS, WIDTH, BINS = 150, 3, 8


def rows():
    x = numbers(ROWS * WIDTH, 57, 1.0).reshape(ROWS, WIDTH).astype(np.float64)
    x[:, 1] = 0.3 * x[:, 1] + x[:, 0] ** 2
    x[:, 2] = np.exp(2 * x[:, 2] + x[:, 0])
    return x.astype(np.float32).astype(np.float64)


def kde(x, query):
    fixed = x.std(0) * (4 / ((WIDTH + 2) * ROWS)) ** (1 / (WIDTH + 4))
    # One bandwidth for scaled columns is one for each column; the volume is put right.
    density = KernelDensity(bandwidth=1.0, rtol=0).fit(x / fixed).score_samples(query / fixed) - np.log(fixed).sum()

    def left_out(log_h):
        squares = ((x[:, None, :] - x[None, :, :]) / np.exp(log_h)) ** 2
        kernels = -0.5 * squares.sum(2) - log_h.sum() - 0.5 * WIDTH * np.log(2 * np.pi)
        np.fill_diagonal(kernels, -np.inf)
        return -np.mean(logsumexp(kernels, axis=1) - np.log(ROWS - 1))

    best = minimize(left_out, np.log(fixed), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10, "maxiter": 5000})
    return {"density": density.tolist(), "bandwidth": np.exp(best.x).tolist(), "leftOut": -best.fun}


def copula(x, query):
    levels = (np.arange(BINS + 1) + 0.5) / (BINS + 1)
    scores = norm.ppf(levels)
    knots = np.quantile(x, levels, axis=0)

    edge = scores[-1]

    def tail(excesses, least):
        """Shape and scale by probability-weighted moments (Hosking and Wallis 1987), the density at the knot kept."""
        y = np.sort(excesses)
        n = len(y)
        shape, scale = 0.25, least
        if n > 0:
            a0 = y.mean()
            a1 = ((1 - (np.arange(1, n + 1) - 0.35) / n) * y).mean()
            shape = np.clip(2 - a0 / (a0 - 2 * a1), 0.25, 0.75) if a0 > 2 * a1 else 0.25
            scale = max(a0 * (1 - shape), least)
        return shape, scale * norm.pdf(edge) / (edge * levels[0])

    def forward(rows):
        z, log_slope = np.empty_like(rows), np.empty_like(rows)
        for j in range(WIDTH):
            bin = np.clip(np.searchsorted(knots[:, j], rows[:, j]) - 1, 0, BINS - 1)
            slope = np.diff(scores)[bin] / np.diff(knots[:, j])[bin]
            z[:, j] = scores[bin] + slope * (rows[:, j] - knots[bin, j])
            log_slope[:, j] = np.log(slope)
            least = 1e-4 * x[:, j].std()
            for sign, knot in ((-1, knots[0, j]), (1, knots[-1, j])):
                beyond = sign * (x[:, j] - knot)
                shape, scale = tail(beyond[beyond > 0], least)
                y = sign * (rows[:, j] - knot)
                out = y > 0
                grown = np.log1p(shape * y[out] / scale)
                far = np.sqrt(edge**2 + 2 * grown / shape)
                z[out, j] = sign * far
                log_slope[out, j] = -np.log(scale) - grown - np.log(far)
        return z, log_slope

    r = np.corrcoef(forward(x)[0].T)
    r = np.where(np.eye(WIDTH), 1, (1 - 1e-6) * r)
    z, log_slope = forward(query)
    return (multivariate_normal(np.zeros(WIDTH), r).logpdf(z) + log_slope.sum(1)).tolist()


def histogram(x, query):
    total = np.zeros(len(query))
    chosen = []
    for j in range(WIDTH):
        column = x[:, j]
        hair = 1e-5 * (column.max() - column.min())
        ends = (column.min() - hair, column.max() + hair)

        def penalised(bins):
            n = np.histogram(column, bins, ends)[0]
            n = n[n > 0]
            return (n * np.log(bins * n / ROWS)).sum() - (bins - 1) - np.log(bins) ** 2.5

        bins = max(range(1, int(ROWS / np.log(ROWS)) + 1), key=penalised)
        chosen.append(bins)
        share = np.histogram(column, bins, ends)[0] / ROWS
        step = (ends[1] - ends[0]) / bins
        place = np.floor((query[:, j] - ends[0]) / step)
        inside = (place >= 0) & (place < bins)
        rest = 1 / (ROWS + 1)
        wide = norm(column.mean(), 3 * column.std()).pdf(query[:, j])
        total += np.log(np.where(inside, share[np.where(inside, place, 0).astype(int)], 0) * (1 - rest) / step + rest * wide)
    return {"bins": chosen, "density": total.tolist()}


def bins_of(column, power=2.5):
    hair = 1e-5 * (column.max() - column.min())
    ends = (column.min() - hair, column.max() + hair)

    def penalised(bins):
        n = np.histogram(column, bins, ends)[0]
        n = n[n > 0]
        return (n * np.log(bins * n / len(column))).sum() - (bins - 1) - np.log(bins) ** power

    return max(range(1, int(len(column) / np.log(len(column))) + 1), key=penalised)


def columns():
    """Columns on which other penalties choose other numbers of bins."""
    return [
        np.sign(c) * np.abs(c) ** (0.5 + i / 3)
        for i, c in enumerate(numbers(300, 70 + i, 1.0).astype(np.float64) for i in range(9))
    ]


def main():
    x = rows()
    query = (x[:30] * 1.1 + 0.03).astype(np.float32).astype(np.float64)
    found = {
        "rows": x.ravel().tolist(),
        "query": query.ravel().tolist(),
        "kde": kde(x, query),
        "copulaBins": BINS,
        "copula": copula(x, query),
        "histogram": histogram(x, query),
        "columns": [c.tolist() for c in columns()],
        "columnBins": [bins_of(c) for c in columns()],
    }
    print(json.dumps(found))


main()
