"""Golden values of linear predictors of trees: ridge regression of a column's ranks by scikit-learn, and its predictions of left-out folds.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/linear_predictor.py > tests/golden/linear_predictor.json
"""

import json

import numpy as np
from sklearn.linear_model import Ridge

ROWS, FOLDS, RIDGES = 150, 5, [0.3, 3, 30]
random = np.random.default_rng(5)
size = random.integers(0, 30, ROWS).astype(float)
weight = np.round(np.exp(random.normal(0, 1, ROWS)), 4)
kind = random.choice(3, ROWS, p=[0.5, 0.46, 0.04])
target = np.round(0.2 * size + np.log(weight) + (kind == 1) + random.normal(0, 0.8, ROWS), 6)


def ranks(values):
    order, counts = np.unique(values, return_counts=True)
    ends = np.cumsum(counts)
    middle = (2 * ends - counts) / 2
    return ((middle / len(values)) - 0.5)[np.searchsorted(order, values)] * np.sqrt(12)


def at(values, part):
    order, counts = np.unique(values, return_counts=True)
    return order[min(np.searchsorted(np.cumsum(counts), part * len(values), side="right"), len(order) - 1)]


def features(values):
    rank = ranks(values)
    clipped = np.clip(values, at(values, 0.01), at(values, 0.99))
    return [rank, rank**2, (clipped - clipped.mean()) / clipped.std()]


levels = [level for level in range(3) if (kind == level).sum() >= 10]
x = np.array(features(size) + features(weight) + [(kind == level).astype(float) for level in levels]).T
y = ranks(target)
fold = np.arange(ROWS) % FOLDS


def predict(fitted, rows, ridge):
    return Ridge(alpha=ridge, solver="cholesky").fit(x[fitted], y[fitted]).predict(x[rows])


ridge = min(RIDGES, key=lambda ridge: ((predict(fold != 0, fold == 0, ridge) - y[fold == 0]) ** 2).sum())
left_out = np.empty(ROWS)
for one in range(FOLDS):
    left_out[fold == one] = predict(fold != one, fold == one, ridge)
result = dict(
    size=size.tolist(),
    weight=weight.tolist(),
    kind=kind.tolist(),
    target=target.tolist(),
    ridge=ridge,
    predicted=predict(np.full(ROWS, True), np.full(ROWS, True), ridge).tolist(),
    leftOut=left_out.tolist(),
)
print(json.dumps(result))
