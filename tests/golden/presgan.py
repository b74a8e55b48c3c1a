"""Hamiltonian Monte Carlo on the posterior of a small nonlinear generator with given momenta and uniform numbers, and the entropy gradient of a linear one, in NumPy.

U(z) = ½‖z‖² + ½‖(x − tanh(z Wᵀ))/σ‖², with its gradient by hand. The entropy of x = W z + σ ⊙ η is ½ log det(W Wᵀ + diag σ²) and a constant; its gradient is taken by
central differences.

Made with NumPy 1.24.2:
    /usr/bin/python3 tests/golden/presgan.py > tests/golden/presgan.json
"""

import json
import sys

import numpy as np

ROWS, LATENT, WIDTH, STEPS, STEP = 12, 3, 5, 4, 0.35


def numbers(count, index, bound):
    i = np.arange(1, count + 1, dtype=np.float64)
    return (bound * np.sin(0.7390851 * i * i + 78.233 * (index + 1))).astype(np.float32).astype(np.float64)


W = numbers(WIDTH * LATENT, 1, 1).reshape(WIDTH, LATENT)
SIGMA = 0.6 + 0.3 * numbers(WIDTH, 2, 1)
X = numbers(ROWS * WIDTH, 3, 1.2).reshape(ROWS, WIDTH)


def energy(z):
    return 0.5 * (z**2).sum(1) + 0.5 * (((X - np.tanh(z @ W.T)) / SIGMA) ** 2).sum(1)


def slope(z):
    y = np.tanh(z @ W.T)
    return z - ((X - y) / SIGMA**2 * (1 - y**2)) @ W


def chain(z, transitions):
    """Leapfrog as in Neal's figure 2."""
    accepted = []
    for t in range(transitions):
        p = numbers(ROWS * LATENT, 10 + t, 1.5).reshape(ROWS, LATENT)
        u = (numbers(ROWS, 20 + t, 1) + 1) / 2
        q, r = z.copy(), p - STEP / 2 * slope(z)
        for i in range(STEPS):
            q = q + STEP * r
            r = r - (STEP if i < STEPS - 1 else STEP / 2) * slope(q)
        take = np.log(u) < energy(z) + 0.5 * (p**2).sum(1) - energy(q) - 0.5 * (r**2).sum(1)
        z = np.where(take[:, None], q, z)
        accepted.append(take.astype(float))
    return z, np.array(accepted)


def entropy(w, sigma):
    return 0.5 * np.linalg.slogdet(w @ w.T + np.diag(sigma**2))[1]


def gradient(function, at, h=1e-5):
    found = np.zeros(at.size)
    for i in range(at.size):
        e = np.zeros(at.size)
        e[i] = h
        found[i] = (function(at + e.reshape(at.shape)) - function(at - e.reshape(at.shape))) / (2 * h)
    return found


def main():
    z, accepted = chain(numbers(ROWS * LATENT, 4, 1).reshape(ROWS, LATENT), 3)
    answer = {
        "state": np.round(z, 8).ravel().tolist(),
        "accepted": accepted.ravel().tolist(),
        "entropyByWeights": np.round(gradient(lambda w: entropy(w, SIGMA), W), 7).tolist(),
        "entropyByDeviations": np.round(gradient(lambda s: entropy(W, s), SIGMA), 7).tolist(),
    }
    json.dump(answer, sys.stdout)
    print()


if __name__ == "__main__":
    main()
