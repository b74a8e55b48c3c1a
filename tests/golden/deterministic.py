"""Deterministic numbers that the tests compute by the same formula, so that weights and rows need not be stored; shared by the model scripts."""

import base64

import numpy as np
import torch


def numbers(count, index, bound):
    """bound · sin(0.7390851 i² + 78.233 (index + 1)) for i = 1 …, rounded to 32 bits."""
    i = np.arange(1, count + 1, dtype=np.float64)
    return (bound * np.sin(0.7390851 * i * i + 78.233 * (index + 1))).astype(np.float32)


def fill(module, scale=1.0):
    """Fills the parameters of a module, in their order, with numbers within ±scale/√fan-in (biases: of their own length)."""
    for index, parameter in enumerate(module.parameters()):
        values = numbers(parameter.numel(), index, scale / np.sqrt(parameter.shape[-1]))
        parameter.data = torch.tensor(values.astype(np.float64)).reshape(parameter.shape)
    return module


def rows(count, width, index, bound):
    return torch.tensor(numbers(count * width, index, bound).astype(np.float64)).reshape(count, width)


def packed(tensors):
    """All values, one tensor after another, as 32-bit numbers in base64."""
    flat = np.concatenate([t.detach().numpy().ravel() for t in tensors]).astype("<f4")
    return base64.b64encode(flat.tobytes()).decode()


def brief(tensors):
    """Up to 500 values unchanged; of longer arrays, values a prime stride apart, and 127 weighted sums over all values."""
    flat = np.concatenate([t.detach().numpy().ravel() for t in tensors]).astype(np.float64)
    if len(flat) > 500:
        step = len(flat) // 120
        while any(step % i == 0 for i in range(2, step)):
            step += 1
        weighted = flat * numbers(len(flat), 3000, 1.0)
        flat = np.concatenate([flat[::step], [weighted[i::127].sum() for i in range(127)]])
    return base64.b64encode(flat.astype("<f4").tobytes()).decode()


def step(module, loss):
    """The gradients of a loss, and the parameters after one step of torch.optim.Adam at 1e-3."""
    optimiser = torch.optim.Adam(module.parameters(), lr=1e-3)
    loss.backward()
    gradient = packed([p.grad for p in module.parameters()])
    optimiser.step()
    return {"loss": loss.item(), "gradient": gradient, "stepped": packed(module.parameters())}
