"""DDIM from rows to noise and back (Preechakul et al. 2022, arXiv:2111.15640, eqs. 2 and 8) in NumPy, in double precision, for a network that predicts the noise
as tanh(0.8 x − 0.3 t/T).

Made with NumPy 1.24.2:
    /usr/bin/python3 tests/golden/ddim_inversion.py > tests/golden/ddim_inversion.json
"""

import json

import numpy as np

from diffusion import kept

T, STEPS = 1000, 20


def network(x, t):
    return np.tanh(0.8 * x - 0.3 * t / T)


def step(x, t, fraction, after):
    """x at step t, where ᾱ is fraction, to the step where it is after."""
    noise = network(x, t)
    row = (x - np.sqrt(1 - fraction) * noise) / np.sqrt(fraction)
    return np.sqrt(after) * row + np.sqrt(1 - after) * noise


def golden():
    fractions = kept("cosine", T)
    rows = np.linspace(-1, 1, 6)
    up = 1 + np.round(np.arange(STEPS + 1) * (T - 1) / STEPS).astype(int)
    noise = rows
    for t, after in zip(up, up[1:]):
        noise = step(noise, t, fractions[t - 1], fractions[after - 1])
    down = np.round(np.arange(STEPS, 0, -1) * T / STEPS).astype(int)
    back = noise
    for t, after in zip(down, [*(fractions[down[1:] - 1]), 1.0]):
        back = step(back, t, fractions[t - 1], after)
    return {"rows": rows.tolist(), "noise": noise.tolist(), "back": back.tolist()}


if __name__ == "__main__":
    print(json.dumps(golden(), indent=1))
