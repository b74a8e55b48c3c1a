"""P-values of Fisher's exact test and of the two-sample Kolmogorov-Smirnov test as SciPy computes them.

Needs Debian's python3-numpy and python3-scipy. Made with NumPy 1.24.2, SciPy 1.10.1:
    /usr/bin/python3 tests/golden/exact_tests.py > tests/golden/exact_tests.json
"""

import json

import numpy as np
from scipy.stats import fisher_exact, ks_2samp

fisher = []
for hits, size, other_hits, other_size in [
    (0, 10, 0, 12),
    (3, 10, 1, 12),
    (10, 10, 0, 12),
    (45, 100, 1, 250),
    (12, 4000, 3, 1000),
    (700, 1000, 640, 1000),
    (5, 5, 3, 3),
]:
    table = [[hits, size - hits], [other_hits, other_size - other_hits]]
    fisher.append(
        {
            "hits": hits,
            "size": size,
            "otherHits": other_hits,
            "otherSize": other_size,
            "greater": fisher_exact(table, alternative="greater")[1],
            "twoSided": fisher_exact(table)[1],
        }
    )

rng = np.random.default_rng(5)
kolmogorov = []
for m, n, shift in [(1, 1, 0), (7, 5, 0), (10, 10, 1), (40, 25, 0.3), (300, 200, 0.1), (300, 200, 0.6), (1000, 1000, 0.05)]:
    found = ks_2samp(rng.normal(size=m), rng.normal(size=n) + shift, method="exact")
    kolmogorov.append({"m": m, "n": n, "statistic": found.statistic, "p": found.pvalue})

print(json.dumps({"fisher": fisher, "kolmogorov": kolmogorov}))
