"""Areas under ROC and precision-recall curves as scikit-learn computes them, of scores with ties.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/roc.py > tests/golden/roc.json
"""

import json

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

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
            "averagePrecision": average_precision_score(labels, scores),
            "falseAlarmsAt95": false_alarms[found >= 0.95].min(),
            "falseAlarms": false_alarms.tolist(),
            "found": found.tolist(),
        }
    )
print(json.dumps(cases))
