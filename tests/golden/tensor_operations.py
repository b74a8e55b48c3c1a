"""Tensor operations in NumPy, in double precision: powers, basic indexing, ranges, variances, clamps, stacks, comparisons, inverses,
minima, their indices, reversed axes.

Made with NumPy 1.24.2:
    /usr/bin/python3 tests/golden/tensor_operations.py > tests/golden/tensor_operations.json
"""

import json
import sys

import numpy as np


def numbers(shape, index, bound):
    """The numbers of deterministic.py, without its dependence on PyTorch."""
    i = np.arange(1, np.prod(shape) + 1, dtype=np.float64)
    flat = (bound * np.sin(0.7390851 * i * i + 78.233 * (index + 1))).astype(np.float32)
    return flat.astype(np.float64).reshape(shape)


X = numbers((4, 5, 3), 1, 2.0)
Y = numbers((4, 5, 3), 2, 2.0)
P = np.abs(X) + 0.1
SQUARE = numbers((3, 6, 6), 3, 1.0)
LARGE = numbers((24, 24), 4, 1.0)
ROUGH = np.floor(X)

RESULTS = {
    "pow 3": X**3,
    "pow -2": X**-2.0,
    "pow 0": X**0,
    "pow 0.5": P**0.5,
    "pow -0.5": P**-0.5,
    "pow 2.5": P**2.5,
    "pow -1.7": P**-1.7,
    "pow of tensor": P**Y,
    "index one": X[1],
    "index last of each": X[:, -1],
    "index ranges": X[1:3, :, 1:],
    "index mixed": X[-2, 1:-1, 0],
    "zeros": np.zeros((2, 3)),
    "ones": np.ones((2, 3)),
    "identity": np.eye(4),
    "arange": np.arange(7.0),
    "arange by step": np.arange(-1.0, 2.0, 0.3),
    "arange downwards": np.arange(5.0, -5.0, -2.5),
    "arange of none": np.arange(3.0, 3.0),
    "stack 0": np.stack([X, Y], 0),
    "stack 2": np.stack([X, Y, P], 2),
    "stack last": np.stack([X, Y], -1),
    "clamp": np.clip(X, -0.5, 1.25),
    "clamp by tensors": np.clip(X, Y[0:1] - 1, Y[0:1] + 1),
    "variance": X.var(),
    "variance of middle": X.var(1),
    "unbiased variance": X.var((0, 2), ddof=1, keepdims=True),
    "standard deviation": X.std(-1),
    "unbiased standard deviation": (X + 1000).std(ddof=1),
    "less": (ROUGH < np.floor(Y)) * 1.0,
    "less or equal": (ROUGH <= np.floor(Y)) * 1.0,
    "greater": (ROUGH > np.floor(Y)) * 1.0,
    "greater or equal": (ROUGH >= np.floor(Y)) * 1.0,
    "not equal": (ROUGH != np.floor(Y)) * 1.0,
    "min": X.min(),
    "min of ends": X.min((0, -1), keepdims=True),
    "argmax": X.argmax(1),
    "argmax of ties": ROUGH.argmax(-1)[..., None],
    "argmin": X.argmin(0),
    "argmin of ties": ROUGH.argmin(1),
    "ceiling": np.ceil(X),
    "flip": np.flip(X, 1),
    "reshape": X.reshape(-1, 6),
    "unsqueeze and squeeze": X[:, None],
    "inverse of batch": np.linalg.inv(SQUARE),
    "inverse": np.linalg.inv(LARGE),
    "inverse of permutation": np.linalg.inv(np.eye(5)[[3, 0, 4, 1, 2]] * 2),
}

json.dump(
    [{"name": name, "shape": list(value.shape), "values": value.ravel().tolist()} for name, value in RESULTS.items()],
    sys.stdout,
    separators=(",", ":"),
)
print()
