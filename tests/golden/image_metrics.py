"""Metrics of images and of their features as NumPy and SciPy compute them, written from their definitions.

Needs Debian's python3-numpy and python3-scipy. Made with NumPy 1.24.2, SciPy 1.10.1:
    /usr/bin/python3 tests/golden/image_metrics.py > tests/golden/image_metrics.json
"""

import json

import numpy as np
from scipy.linalg import sqrtm
from scipy.ndimage import correlate1d
from scipy.spatial.distance import cdist


def blurred(x):
    """Gaussian weighted means over windows of 11x11 that lie inside the last two axes."""
    gauss = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    for axis in (-2, -1):
        x = correlate1d(x, gauss / gauss.sum(), axis=axis)
    return x[..., 5:-5, 5:-5]


def ssim_maps(x, y, span=255):
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    mx, my = blurred(x), blurred(y)
    vx, vy, covariance = blurred(x * x) - mx * mx, blurred(y * y) - my * my, blurred(x * y) - mx * my
    return (2 * mx * my + c1) / (mx * mx + my * my + c1), (2 * covariance + c2) / (vx + vy + c2)


def halved(x):
    rows, columns = x.shape[-2] // 2, x.shape[-1] // 2
    return x[..., : 2 * rows, : 2 * columns].reshape(*x.shape[:-2], rows, 2, columns, 2).mean(axis=(-3, -1))


def ms_ssim(x, y):
    """Two scales, whose published exponents are brought to sum 1; for each channel, then the mean."""
    exponents = np.array([0.0448, 0.2856]) / (0.0448 + 0.2856)
    fine = ssim_maps(x, y)[1].mean(axis=(-2, -1))
    brightness, structure = ssim_maps(halved(x), halved(y))
    coarse = (brightness * structure).mean(axis=(-2, -1))
    return (fine ** exponents[0] * coarse ** exponents[1]).mean(axis=-1)


def pairs(rng):
    count, shape = 3, (2, 24, 26)
    down, across = np.mgrid[0:24, 0:26]
    wave = 120 + 90 * np.sin(0.3 * down + 0.2 * across)
    x = np.clip(wave + 20 * rng.standard_normal((count, *shape)), 0, 255).astype(np.uint8)
    y = np.clip(x + 15 * rng.standard_normal(x.shape), 0, 255).astype(np.uint8)
    a, b = x.astype(float), y.astype(float)
    brightness, structure = ssim_maps(a, b)
    return {
        "shape": shape,
        "first": x.ravel().tolist(),
        "second": y.ravel().tolist(),
        "ssim": (brightness * structure).mean(axis=(1, 2, 3)).tolist(),
        "multiscaleSsim": ms_ssim(a, b).tolist(),
        "psnr": (10 * np.log10(255**2 / ((a - b) ** 2).mean(axis=(1, 2, 3)))).tolist(),
    }


def frechet(x, y):
    """|m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)), covariances with divisor n - 1. Heusel et al. 2017, eq. 6."""
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = sqrtm(s1 @ s2).real
    return ((x.mean(axis=0) - y.mean(axis=0)) ** 2).sum() + np.trace(s1 + s2 - 2 * root)


def kid(x, y):
    """Unbiased MMD^2 under (x.y / d + 1)^3. Binkowski et al. 2018, eq. 4 and section 4."""

    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def others(k):
        return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))

    return others(kernel(x, x)) + others(kernel(y, y)) - 2 * kernel(x, y).mean()


def neighbourhoods(real, fake, k=5):
    def radii(z):
        return np.sort(cdist(z, z), axis=1)[:, k]

    rr, rf, d = radii(real), radii(fake), cdist(real, fake)
    return {
        "precision": (d < rr[:, None]).any(axis=0).mean(),
        "recall": (d < rf[None, :]).any(axis=1).mean(),
        "density": (d < rr[:, None]).sum(axis=0).mean() / k,
        "coverage": (d.min(axis=1) < rr).mean(),
    }


def features(rng):
    mixing = rng.standard_normal((6, 6))
    for real, fake, shift in [(60, 47, 0.0), (40, 80, 0.4)]:
        x = np.round(np.maximum(rng.standard_normal((real, 6)) @ mixing, 0), 6)
        y = np.round(np.maximum(rng.standard_normal((fake, 6)) @ mixing + shift, 0), 6)
        x[:, 2] = y[:, 2] = 0  # a feature that never fires
        values = {"frechet": frechet(x, y), "kid": kid(x, y), **neighbourhoods(x, y)}
        yield {"real": x.tolist(), "generated": y.tolist(), "values": {k: float(v) for k, v in values.items()}}


def main():
    rng = np.random.default_rng(8)
    print(json.dumps({"pairs": pairs(rng), "features": list(features(rng))}))


main()
