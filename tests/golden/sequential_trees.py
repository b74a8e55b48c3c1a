"""Partitions of classification and regression trees as scikit-learn grows them, for tests of Likeness.Models.Trees.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/sequential_trees.py > tests/golden/sequential_trees.json
The table is the first without ties between splits: other random states of scikit-learn give the same partitions.
"""

import json

import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

ROWS, LEVELS, CLASSES = 400, 60, 3


def partition(tree, features, target):
    """The leaf of each row, numbered by its first row."""
    leaves = tree.fit(features, target).apply(features)
    first = {}
    for row, leaf in enumerate(leaves):
        first.setdefault(leaf, row)
    return [first[leaf] for leaf in leaves]


def unique(make, features, target):
    found = [partition(make(state), features, target) for state in range(8)]
    assert all(one == found[0] for one in found), "a tie"
    return found[0]


def table(seed):
    random = np.random.default_rng(seed)
    features = random.integers(0, LEVELS, (ROWS, 3))
    number = features[:, 0] ** 2 / 100 - features[:, 1] * (features[:, 2] > 30) / 3 + 4 * random.normal(size=ROWS)
    means = np.stack([features[:, 0] / 9, features[:, 1] / 9, np.full(ROWS, 3.0)], 1)
    kind = (means + random.gumbel(size=(ROWS, CLASSES))).argmax(1)
    rank = number.argsort().argsort() / ROWS
    cases = [
        dict(
            leafRows=rows,
            numbers=unique(lambda s: DecisionTreeRegressor(min_samples_leaf=rows, random_state=s), features, rank),
            classes=unique(lambda s: DecisionTreeClassifier(min_samples_leaf=rows, random_state=s), features, kind),
        )
        for rows in (25, 60)
    ]
    return dict(features=features.T.tolist(), number=number.round(6).tolist(), kind=kind.tolist(), cases=cases)


for seed in range(100):
    try:
        print(json.dumps(table(seed)))
        break
    except AssertionError:
        continue
