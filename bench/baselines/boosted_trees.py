"""The scikit-learn side of `boosted-trees`: HistGradientBoostingClassifier, fit and prediction.

Needs scikit-learn. It uses OpenMP threads, whose number is set for the process.
"""

import os
import sys

if "--threads" in sys.argv:
    os.environ["OMP_NUM_THREADS"] = sys.argv[sys.argv.index("--threads") + 1]

import numpy as np
import sklearn
from baseline import options, report, timed
from sklearn.ensemble import HistGradientBoostingClassifier


def main():
    given = options()
    rng = np.random.default_rng(0)
    x = rng.standard_normal((300 if given.small else 30_000, 15))
    noise = 0.5 * rng.standard_normal(len(x))
    y = x[:, 0] * x[:, 1] + np.sin(3 * x[:, 2]) + x[:, 3] * np.sign(x[:, 4]) + noise > 0

    def fit():
        return HistGradientBoostingClassifier(early_stopping=False).fit(x, y)

    model = fit()
    report(
        {
            "boosted trees, 30,000 × 15, fit": timed(fit, given.seconds) * 1e3,
            "boosted trees, 30,000 × 15, predict": timed(lambda: model.predict_proba(x), given.seconds) * 1e3,
        },
        library=f"scikit-learn {sklearn.__version__}",
    )


if __name__ == "__main__":
    main()
