"""Boosted trees as scikit-learn fits them, and single splits as a search of all of them in NumPy finds them.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/trees.py > tests/golden/trees.json
Rows come from a generator that the tests have too.
"""

import itertools
import json

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import r2_score, roc_auc_score

TRAIN, TEST, CATEGORIES = 2500, 1500, 12


def numbers(count, stream):
    """Numbers within ±1 by SplitMix64 (Steele, Lea and Flood 2014), started at stream · 2³²."""
    z = (np.arange(1, count + 1, dtype=np.uint64) + np.uint64(stream << 32)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) / 2**52 - 1


def codes(values, count):
    """Numbers within ±1 as whole numbers 0 … count − 1."""
    return np.minimum(np.floor((values + 1) / 2 * count), count - 1)


def table():
    """Five numbers, the last often missing, and a category, sometimes missing; and a sum of functions of them with noise."""
    n = TRAIN + TEST
    x = [numbers(n, i) for i in range(5)]
    category = codes(numbers(n, 5), CATEGORIES)
    effect = np.where(category * 5 % CATEGORIES < 5, 0.5, -0.3)
    is_missing = numbers(n, 6) > 0.7
    signal = 1.5 * x[0] * x[1] + np.sin(3 * x[2]) + effect + np.where(is_missing, 0.8, x[4]) + 0.6 * numbers(n, 7)
    x[4] = np.where(is_missing, np.nan, x[4])
    category = np.where(numbers(n, 8) > 0.9, np.nan, category)
    return np.column_stack([*x, category]), signal


def scikit_learn():
    x, signal = table()
    classes = np.digitize(signal, [-0.4, 0.8])
    kinds = [False] * 5 + [True]

    def fit(model, y):
        return model(early_stopping=False, categorical_features=kinds).fit(x[:TRAIN], y[:TRAIN])

    binary = fit(HistGradientBoostingClassifier, signal > 0.3).predict_proba(x[TRAIN:])[:, 1]
    value = fit(HistGradientBoostingRegressor, signal).predict(x[TRAIN:])
    several = fit(HistGradientBoostingClassifier, classes).predict_proba(x[TRAIN:])
    return {
        "auc": roc_auc_score(signal[TRAIN:] > 0.3, binary),
        "r2": r2_score(signal[TRAIN:], value),
        "severalAuc": roc_auc_score(classes[TRAIN:], several, multi_class="ovr"),
    }


def gain(g, h, left, l2, least):
    """G²/(H + λ) of both sides over that of all; 0 where one has too few rows."""
    if min(left.sum(), (~left).sum()) < least:
        return 0.0
    return sum(g[s].sum() ** 2 / (h[s].sum() + l2) for s in (left, ~left)) - g.sum() ** 2 / (h.sum() + l2)


def number_splits(x):
    """Every threshold, with missing values on either side: (threshold, whether they go left, rows that go left)."""
    values = np.unique(x[~np.isnan(x)])
    for threshold in [*((values[1:] + values[:-1]) / 2), np.inf]:
        for side in (False, True):
            yield threshold, side, np.where(np.isnan(x), side, x <= threshold)


def category_splits(x):
    """Every part of the categories that has the first: (part, rows in it)."""
    kinds = np.unique(x)
    for size in range(len(kinds)):
        for rest in itertools.combinations(kinds[1:], size):
            yield [kinds[0], *rest], np.isin(x, [kinds[0], *rest])


def best_number(columns, g, h, l2, least):
    found = []
    for column, x in enumerate(columns):
        for threshold, side, left in number_splits(x):
            bound = None if np.isinf(threshold) else threshold
            found.append((gain(g, h, left, l2, least), column, bound, side, int(left.sum())))
    best = max(found, key=lambda split: split[0])
    return dict(zip(["gain", "column", "threshold", "missingLeft", "leftRows"], best))


def best_category(x, g, h):
    best = max(category_splits(x), key=lambda split: gain(g, h, split[1], 0.0, 1))
    return {"gain": gain(g, h, best[1], 0.0, 1), "left": [int(k) for k in best[0]]}


def splits():
    numeric, categories = [], []
    for case in range(4):
        n, at = 300, 100 * (case + 1)
        columns = [codes(numbers(n, at + i), 150 - 40 * i) / 10 for i in range(3)]
        g = numbers(n, at + 3) + [0.6, 0.6, 0.0, 0.5][case] * (columns[case % 2] > 5)
        h = 0.01 + abs(numbers(n, at + 4)) / 4
        if case % 2 == 1:
            is_missing = numbers(n, at + 5) > 0.6
            g = np.where(is_missing, numbers(n, at + 3) + 0.5 * (case == 3), g)
            columns[1] = np.where(is_missing, np.nan, columns[1])
        l2, least = [0.0, 0.7, 5.0, 0.0][case], [20, 20, 1, 40][case]
        numeric.append({"l2": l2, "minRows": least, **best_number(columns, g, h, l2, least)})
        kinds = codes(numbers(n, at + 6) ** 3, 4 + 2 * case)  # those in the middle are frequent
        h_of_kinds = h * (1 + kinds % 3 * 4)
        categories.append({"kinds": 4 + 2 * case, **best_category(kinds, numbers(n, at + 7), h_of_kinds)})
    return {"numbers": numeric, "categories": categories}


if __name__ == "__main__":
    print(json.dumps({"scikitLearn": scikit_learn(), **splits()}, indent=1))
