"""Weights by name, for scripts that write a network as functions: the tests fill the parameter of the same name in the same way."""

import numpy as np
import torch

from deterministic import numbers, packed


class Weights:
    """Makes the weight of a name when it is first asked for."""

    def __init__(self):
        self.made = {}

    def __call__(self, name, *shape):
        if name not in self.made:
            count = int(np.prod(shape))
            bound = 0.5 if len(shape) == 1 else 1 / np.sqrt(count / shape[0])
            values = numbers(count, sum(map(ord, name)), bound).astype(np.float64)
            self.made[name] = torch.tensor(values).reshape(shape).requires_grad_()
        return self.made[name]

    def gradients(self, loss):
        """The loss, and its gradient by every weight that was made, zeros where it has none."""
        names = sorted(self.made)
        found = torch.autograd.grad(loss, [self.made[n] for n in names], allow_unused=True)
        zeros = [torch.zeros_like(self.made[n]) if g is None else g for n, g in zip(names, found)]
        return {"loss": loss.item(), "gradients": {n: packed([g]) for n, g in zip(names, zeros)}}
