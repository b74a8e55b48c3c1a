"""Distances to the nearest real row over that row's distance to its own fifth nearest, by scikit-learn's NearestNeighbors.

Needs Debian's python3-numpy and python3-sklearn. Made with NumPy 1.24.2, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/local_distances.py > tests/golden/local_distances.json
"""

import json

import numpy as np
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(8)
# Two regions, one a hundred times as dense as the other.
real = np.concatenate([rng.normal(size=(30, 2)), 0.01 * rng.normal(size=(30, 2)) + 5])
generated = np.concatenate([rng.normal(size=(10, 2)), 0.01 * rng.normal(size=(10, 2)) + 5])
real = (real - real.mean(0)) / real.std(0)
generated = generated / generated.std(0)

search = NearestNeighbors(n_neighbors=7, algorithm="brute").fit(real)
around, index = search.kneighbors(real)
around, index = around[:, 1:], index[:, 1:]  # a row is no neighbour of itself
distance, nearest = search.kneighbors(generated, n_neighbors=1)

own = []
for row in range(len(real)):
    near = index[row, 0]
    # The fifth nearest of its neighbour, itself left out.
    spacing = [d for d, i in zip(around[near], index[near]) if i != row][4]
    own.append(around[row, 0] / spacing)

print(
    json.dumps(
        {
            "real": real.ravel().tolist(),
            "generated": generated.ravel().tolist(),
            "ofGenerated": (distance[:, 0] / around[nearest[:, 0], 4]).tolist(),
            "ofReal": own,
        }
    )
)
