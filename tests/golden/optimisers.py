"""Five steps of each optimiser of torch.optim, in double precision, on given gradients and step sizes (Lion, which PyTorch
lacks: written out from Chen et al. 2023, Algorithm 2), steps on gradients that clip_grad_norm_ cut to a norm of 2, and the step
sizes of a plateau schedule.

Made with PyTorch 1.13.0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/optimisers.py > tests/golden/optimisers.json
"""

import json
import math
import sys

import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau

from deterministic import numbers, packed

SHAPES = [(3, 37), (5,)]
STEPS = 5


class Lion(torch.optim.Optimizer):
    def __init__(self, parameters, lr, weight_decay):
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                update = torch.sign(0.9 * m + 0.1 * p.grad)
                p -= group["lr"] * (update + group["weight_decay"] * p)
                m.mul_(0.99).add_(0.01 * p.grad)


CASES = {
    "adam": lambda p: torch.optim.Adam(p, lr=1),
    "adam, decay": lambda p: torch.optim.Adam(p, lr=1, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p, lr=1, weight_decay=0.1),
    "sgd": lambda p: torch.optim.SGD(p, lr=1),
    "sgd, momentum": lambda p: torch.optim.SGD(p, lr=1, momentum=0.9, weight_decay=0.1),
    "sgd, nesterov": lambda p: torch.optim.SGD(p, lr=1, momentum=0.9, nesterov=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=1, alpha=0.99, eps=1e-8, weight_decay=0.1),
    "lion": lambda p: Lion(p, lr=1, weight_decay=0.1),
}


def values(shape, index, bound):
    return torch.tensor(numbers(math.prod(shape), index, bound).astype(float)).reshape(shape)


def case(make):
    parameters = [torch.nn.Parameter(values(shape, i, 1.0)) for i, shape in enumerate(SHAPES)]
    optimiser = make(parameters)
    for step in range(STEPS):
        for i, p in enumerate(parameters):
            p.grad = values(SHAPES[i], 10 + 2 * step + i, 0.5)
            p.grad[..., 0] = 0  # a weight that nothing moves
        optimiser.param_groups[0]["lr"] = 0.01 / (1 + step)
        optimiser.step()
    return packed(parameters)


def clipped(make):
    parameters = [torch.nn.Parameter(values(shape, i, 1.0)) for i, shape in enumerate(SHAPES)]
    optimiser = make(parameters)
    norms = []
    for step in range(STEPS):
        for i, p in enumerate(parameters):
            p.grad = values(SHAPES[i], 10 + 2 * step + i, 0.1 * (1 + step))
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, 2.0).item())
        optimiser.param_groups[0]["lr"] = 0.01 / (1 + step)
        optimiser.step()
    return {"norms": norms, "parameters": packed(parameters)}


def plateau():
    losses = [3.0, 2.0, 2.5, 2.0, 2.1, 1.0, -1.0, -1.0, -0.5, -0.9, -2.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -3.0]
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1)
    schedule = ReduceLROnPlateau(optimiser, factor=0.5, patience=2, threshold=0, eps=0)
    rates = []
    for loss in losses:
        schedule.step(loss)
        rates.append(optimiser.param_groups[0]["lr"])
    return {"losses": losses, "rates": rates}


def main():
    answer = {name: case(make) for name, make in CASES.items()}
    cut = {name: clipped(CASES[name]) for name in ("adam", "adamw", "sgd", "sgd, momentum", "rmsprop")}
    json.dump({"optimisers": answer, "clipped": cut, "plateau": plateau()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
