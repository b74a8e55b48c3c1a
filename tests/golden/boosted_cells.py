"""A boosted binary classifier as scikit-learn fits it: the log-odds of every training row.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/boosted_cells.py > tests/golden/boosted_cells.json
"""

import json

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

ROWS, ROUNDS, LEAVES, RATE, LEAF_ROWS, L2 = 400, 12, 7, 0.15, 10, 1.0

random = np.random.default_rng(3)
features = np.stack([random.integers(0, size, ROWS) for size in (5, 17, 30)]).astype(float)
signal = 0.6 * features[0] + np.sin(features[1] / 3) + 0.05 * features[2] * (features[0] > 2) + random.normal(0, 0.7, ROWS)
upper = signal > np.median(signal) + 0.4
features[2, random.random(ROWS) < 0.15] = np.nan
model = HistGradientBoostingClassifier(
    max_iter=ROUNDS,
    learning_rate=RATE,
    max_leaf_nodes=LEAVES,
    min_samples_leaf=LEAF_ROWS,
    l2_regularization=L2,
    early_stopping=False,
).fit(features.T, upper)
print(
    json.dumps(
        {
            "rounds": ROUNDS,
            "leaves": LEAVES,
            "rate": RATE,
            "leafRows": LEAF_ROWS,
            "l2": L2,
            "features": [[None if np.isnan(value) else value for value in column] for column in features.tolist()],
            "upper": upper.tolist(),
            "scores": [round(value, 9) for value in model.decision_function(features.T).tolist()],
        }
    )
)
