"""Softmax, log-softmax and log-sum-exp in PyTorch, in double precision: results and the gradients of a weighted sum of them, along
every axis, over short and long rows, with few and many samples, of small numbers and of large ones and of what is not finite.

Made with PyTorch 1.13.0a0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/softmax.py > tests/golden/softmax.json
"""

import json
import sys

import numpy as np
import torch

from deterministic import brief, numbers

FUNCTIONS = {
    "softmax": torch.softmax,
    "log-softmax": torch.log_softmax,
    "log-sum-exp": lambda x, axis: torch.logsumexp(x, axis, keepdim=True),
}

# What stands in the first rows, at the second place and at the last.
SPECIAL = [(-np.inf, 1), (-np.inf, -np.inf), (1e30, -1e30), (3e38, 1e38), (-3e38, -3e38), (np.nan, 0), (np.inf, 2)]


def special(x, axis, function):
    """Numbers of which some are not finite; PyTorch's log-softmax makes NaN of all that stands beside +∞, of which ours makes −∞."""
    rows = np.moveaxis(x, axis, -1)
    flat = rows.reshape(-1, rows.shape[-1])
    for i, (second, last) in enumerate(SPECIAL[: -1 if function == "log-softmax" else None]):
        flat[i, 1], flat[i, -1] = second, last
    flat[len(SPECIAL)] = -np.inf
    return np.moveaxis(flat.reshape(rows.shape), -1, axis).astype(np.float32).astype(np.float64)


def case(function, shape, axis, bound, is_special):
    count = int(np.prod(shape))
    x = numbers(count, 1000, bound).astype(np.float64).reshape(shape)
    x = torch.tensor(special(x, axis, function) if is_special else x).requires_grad_()
    result = FUNCTIONS[function](x, axis)
    weights = torch.tensor(numbers(result.numel(), 2000, 1.0).astype(np.float64)).reshape(result.shape)
    (gradient,) = torch.autograd.grad(result, x, weights)
    answer = {"function": function, "shape": shape, "axis": axis, "bound": bound}
    if is_special:
        answer["values"] = brief([x])
    return {**answer, "result": brief([result]), "gradient": brief([gradient])}


def cases():
    sizes = [((17, 17), 1), ((18, 1), 1), ((3, 300), 1), ((16, 300), 1), ((300, 3), 0), ((33, 20), 0)]
    sizes += [((1, 9), 0), ((17, 5, 4), 0), ((17, 5, 4), 1), ((17, 5, 4), 2), ((2, 3, 17, 5), -2)]
    for function in FUNCTIONS:
        for shape, axis in sizes:
            for bound in 2, 60:
                yield case(function, shape, axis, bound, False)
        for shape, axis in [((9, 17), 1), ((18, 5), 1), ((17, 9), 0), ((17, 5, 4), 1), ((16, 6, 3), 0), ((3, 5, 20), 2)]:
            yield case(function, shape, axis, 2, True)


json.dump(list(cases()), sys.stdout, indent=1)
print()
