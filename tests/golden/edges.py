"""Edges as of ControlMap: SciPy's Sobel operator, √(g_x² + g_y²) / 4 ≥ 0.25, none at the border. Writes edges.json."""
import json
import pathlib

import numpy as np
from scipy import ndimage

rng = np.random.default_rng(3)
image = ndimage.gaussian_filter(rng.random((12, 10)), 0.8)
image = (image - image.min()) / (image.max() - image.min())
pixels = np.round(image * 255).astype(int)
brightness = pixels / 255
strength = np.hypot(ndimage.sobel(brightness, 0, mode="constant"), ndimage.sobel(brightness, 1, mode="constant")) / 4
edges = (strength >= 0.25).astype(int)
edges[0] = edges[-1] = edges[:, 0] = edges[:, -1] = 0
assert np.abs(strength - 0.25).min() > 1e-5 and 20 < edges.sum() < 80, edges.sum()
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps(dict(pixels=pixels.ravel().tolist(), edges=edges.ravel().tolist())) + "\n")
