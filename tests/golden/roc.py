"""Areas under ROC and precision-recall curves as scikit-learn computes them, of scores with ties, and DeLong's variance of the former.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/roc.py > tests/golden/roc.json
"""

import json

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve



def delong(scores, labels):
    """The variance of the area after DeLong et al. 1988, from all pairs."""
    pairs = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    wins = (pairs > 0) + 0.5 * (pairs == 0)
    return wins.mean(axis=1).var(ddof=1) / len(pairs) + wins.mean(axis=0).var(ddof=1) / pairs.shape[1]


rng = np.random.default_rng(3)
cases = []
for rows, decimals, shift in [(40, 6, 1.0), (200, 1, 0.5), (60, 0, 2.0), (30, 6, -1.0)]:
    labels = (rng.random(rows) < 0.3).astype(int)
    scores = np.round(rng.normal(size=rows) + shift * labels, decimals)
    false_alarms, found, _ = roc_curve(labels, scores, drop_intermediate=False)
    cases.append(
        {
            "scores": scores.tolist(),
            "labels": labels.tolist(),
            "area": roc_auc_score(labels, scores),
            "areaVariance": delong(scores, labels),
            "averagePrecision": average_precision_score(labels, scores),
            "falseAlarmsAt95": false_alarms[found >= 0.95].min(),
            "falseAlarms": false_alarms.tolist(),
            "found": found.tolist(),
        }
    )
print(json.dumps(cases))
