"""Samplers of the diffusion family in NumPy, in double precision, in the form of k-diffusion: x/√ᾱ as a function of σ = √((1 − ᾱ)/ᾱ). Data are the two
Gaussians ±1 ± 0.7 in each dimension, whose best denoiser is known. And an optimal assignment by SciPy.

Made with NumPy 1.24.2 and SciPy 1.10.1:
    /usr/bin/python3 tests/golden/denoising_samplers.py > tests/golden/denoising_samplers.json
"""

import json
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

from deterministic import numbers
from diffusion import kept

STEPS, SIZE, WIDTH = 8, 40, 0.7


def denoised(x, sigma):
    total = sigma**2 + WIDTH**2
    return (WIDTH**2 * x + sigma**2 * np.tanh(x / total)) / total


def levels():
    """σ at 8 even strides of DDPM's cosine schedule, and 0."""
    t = np.round(np.arange(STEPS, 0, -1) * 1000 / STEPS).astype(int)
    fraction = kept("cosine", 1000)[t - 1]
    return fraction, np.append(np.sqrt((1 - fraction) / fraction), 0)


def ddim(x, sigmas):
    for sigma, after in zip(sigmas, sigmas[1:]):
        x = x + (x - denoised(x, sigma)) / sigma * (after - sigma)
    return x


def heun(x, sigmas):
    for sigma, after in zip(sigmas, sigmas[1:]):
        slope = (x - denoised(x, sigma)) / sigma
        euler = x + slope * (after - sigma)
        if sigma <= 100 and after > 0:  # above, x is noise and the step is Euler's
            slope = (slope + (euler - denoised(euler, after)) / after) / 2
        x = x + slope * (after - sigma)
    return x


def dpm_solver(x, sigmas):
    """DPM-Solver++(2M) as sample_dpmpp_2m of k-diffusion."""
    before = None
    for i, (sigma, after) in enumerate(zip(sigmas, sigmas[1:])):
        row = denoised(x, sigma)
        t, t_next = -np.log(sigma), -np.log(after) if after > 0 else np.inf
        h = t_next - t
        ahead = row
        if before is not None and after > 0:
            r = (t - -np.log(sigmas[i - 1])) / h
            ahead = (1 + 1 / (2 * r)) * row - 1 / (2 * r) * before
        x = after / sigma * x - np.expm1(-h) * ahead
        before = row
    return x


def main():
    fraction, sigmas = levels()
    noise = numbers(12, 1, 2.0).astype(np.float64)
    start = noise / np.sqrt(fraction[0])
    costs = numbers(SIZE * SIZE, 2, 1.0).astype(np.float64).reshape(SIZE, SIZE)
    answer = {name: f(start, sigmas).tolist() for name, f in [("ddim", ddim), ("heun", heun), ("dpmSolver", dpm_solver)]}
    json.dump(answer | {"assignment": linear_sum_assignment(costs)[1].tolist()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
