"""A Gaussian mixture after some iterations from a given start, its density, and its conditional moments.

Needs Debian's python3-numpy, python3-scipy and python3-sklearn. Made with NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/mixture.py > tests/golden/mixture.json
"""

import json
import warnings

import numpy as np
from deterministic import numbers
from scipy.stats import multivariate_normal
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

ROWS, WIDTH, COMPONENTS, ITERATIONS, FLOOR = 160, 3, 4, 12, 1e-4


def rows():
    x = numbers(ROWS * WIDTH, 31, 1.0).reshape(ROWS, WIDTH).astype(np.float64)
    x[:, 1] += 2 * x[:, 0] ** 2
    x[:, 2] += np.where(np.arange(ROWS) % 3 == 0, 2.0, -1.0)
    return ((x - x.mean(0)) / x.std(0)).astype(np.float32)


def conditional(mixture, given, value):
    """Mean and covariance of the missing columns given one value."""
    rest = [j for j in range(WIDTH) if j != given]
    weights, means, covariances = [], [], []
    for w, m, s in zip(mixture.weights_, mixture.means_, mixture.covariances_):
        weights.append(w * multivariate_normal(m[given], s[given, given]).pdf(value))
        means.append(m[rest] + s[rest, given] / s[given, given] * (value - m[given]))
        covariances.append(s[np.ix_(rest, rest)] - np.outer(s[rest, given], s[given, rest]) / s[given, given])
    weights = np.array(weights) / np.sum(weights)
    mean = weights @ np.array(means)
    covariance = sum(w * (c + np.outer(m, m)) for w, m, c in zip(weights, means, covariances)) - np.outer(mean, mean)
    return {"given": given, "value": value, "mean": mean.tolist(), "covariance": covariance.ravel().tolist()}


def main():
    x = rows()
    start = x[[0, 40, 80, 120]].astype(np.float64)
    mixture = GaussianMixture(
        COMPONENTS,
        tol=0,
        reg_covar=FLOOR,
        max_iter=ITERATIONS,
        weights_init=np.full(COMPONENTS, 1 / COMPONENTS),
        means_init=start,
        precisions_init=np.tile(np.eye(WIDTH), (COMPONENTS, 1, 1)),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(x.astype(np.float64))
    query = x[:20].astype(np.float64) * 1.5
    print(
        json.dumps(
            {
                "floor": FLOOR,
                "iterations": ITERATIONS,
                "rows": x.ravel().astype(float).tolist(),
                "start": start.ravel().tolist(),
                "weights": mixture.weights_.tolist(),
                "means": mixture.means_.ravel().tolist(),
                "covariances": mixture.covariances_.ravel().tolist(),
                "query": query.astype(np.float32).ravel().astype(float).tolist(),
                "logDensity": mixture.score_samples(query.astype(np.float32).astype(np.float64)).tolist(),
                "bic": mixture.bic(x.astype(np.float64)),
                "conditional": conditional(mixture, 0, 0.5),
            }
        )
    )


main()
