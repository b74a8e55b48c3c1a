"""The two parts of inpainting by a latent search that have a closed form, in NumPy and SciPy: the weights of known pixels (Yeh et al. 2017, eq. 4), and Poisson
blending as a sparse linear system that is solved directly.

Made with NumPy 1.24.2 and SciPy 1.10.1:
    /usr/bin/python3 tests/golden/inpainting.py > tests/golden/inpainting.json
"""

import json
import sys

import numpy as np
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve

HEIGHT, WIDTH, WINDOW = 9, 12, 5


def numbers(count, index, bound):
    i = np.arange(1, count + 1, dtype=np.float64)
    return (bound * np.sin(0.7390851 * i * i + 78.233 * (index + 1))).astype(np.float32).astype(np.float64)


def masks():
    """A hole in the middle, the lower half, and scattered pixels: 1 where known."""
    hole = np.ones((HEIGHT, WIDTH))
    hole[3:7, 4:9] = 0
    half = np.ones((HEIGHT, WIDTH))
    half[5:] = 0
    return np.stack([hole, half, (numbers(HEIGHT * WIDTH, 5, 1) > 0).astype(float).reshape(HEIGHT, WIDTH)])


def weights(known):
    found = np.zeros_like(known)
    reach = WINDOW // 2
    for y in range(HEIGHT):
        for x in range(WIDTH):
            window = known[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
            found[y, x] = known[y, x] * (1 - window).mean()
    return found


def blend(source, target, known):
    """At each missing pixel the sum of differences to its neighbours is the source's; known pixels are the target's."""
    system, right = lil_matrix((HEIGHT * WIDTH, HEIGHT * WIDTH)), np.zeros(HEIGHT * WIDTH)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            p = y * WIDTH + x
            if known[y, x]:
                system[p, p], right[p] = 1, target[y, x]
                continue
            for dy, dx in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
                v, u = y + dy, x + dx
                if 0 <= v < HEIGHT and 0 <= u < WIDTH:
                    system[p, p] += 1
                    system[p, v * WIDTH + u] -= 1
                    right[p] += source[y, x] - source[v, u]
    return spsolve(system.tocsr(), right).reshape(HEIGHT, WIDTH)


def main():
    known = masks()
    source = numbers(known.size, 1, 1).reshape(known.shape)
    target = numbers(known.size, 2, 1).reshape(known.shape)
    answer = {
        "window": WINDOW,
        "known": known.ravel().tolist(),
        "weights": np.round(np.stack([weights(k) for k in known]), 9).ravel().tolist(),
        "blended": np.round(np.stack([blend(*one) for one in zip(source, target, known)]), 9).ravel().tolist(),
    }
    json.dump(answer, sys.stdout)
    print()


if __name__ == "__main__":
    main()
