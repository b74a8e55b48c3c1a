"""W + (α/r) B A of Hu et al. 2021, arXiv:2106.09685, for a linear layer and a 3 × 3 convolution: r = 3, α = 6.

The kernel has the engine's layout [3, 3, outputs, inputs]; its A is [3, 3, r, inputs]. The convolution is computed by its definition in loops.
Writes lora.json.
"""
import json
import pathlib

import numpy as np

rng = np.random.default_rng(5)
scale = 6 / 3


def flat(array):
    return [float(np.float32(v)) for v in np.asarray(array).ravel()]


w, a, b = rng.normal(size=(4, 5)), rng.normal(size=(3, 5)), rng.normal(size=(4, 3))
x = rng.normal(size=(2, 5))
linear = dict(weight=flat(w), x=flat(x), y=flat(x @ (w + scale * b @ a).T))
linear["weight.lora_a"], linear["weight.lora_b"] = flat(a), flat(b)

w, a, b = rng.normal(size=(3, 3, 4, 5)), rng.normal(size=(3, 3, 3, 5)), rng.normal(size=(4, 3))
x = rng.normal(size=(2, 5, 4, 4))
kernel = np.array([[w[i, j] + scale * b @ a[i, j] for j in range(3)] for i in range(3)])
padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
y = np.zeros((2, 4, 4, 4))
for n in range(2):
    for row in range(4):
        for column in range(4):
            for i in range(3):
                for j in range(3):
                    y[n, :, row, column] += kernel[i, j] @ padded[n, :, row + i, column + j]
convolution = dict(weight=flat(w), x=flat(x), y=flat(y))
convolution["weight.lora_a"], convolution["weight.lora_b"] = flat(a), flat(b)

out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps(dict(linear=linear, convolution=convolution), indent=1) + "\n")
