"""The diffusion family in PyTorch, in double precision, under given noise and times: flow matching, EDM and DDPM with their
losses, gradients and one Adam step, and DDPM's noise schedules.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/diffusion.py > tests/golden/diffusion.json
"""

import json
import math
import sys

import numpy as np
import torch
from torch import nn

from deterministic import fill, rows, step

WIDTH, HIDDEN, BLOCKS, BATCH = 5, 4, 2, 32


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(HIDDEN, HIDDEN)
        self.time = nn.Linear(64, HIDDEN, bias=False)
        self.second = nn.Linear(HIDDEN, HIDDEN)

    def forward(self, h, e):
        silu = nn.functional.silu
        return h + self.second(silu(self.first(silu(h)) + self.time(e)))


class Net(nn.Module):
    def __init__(self, frequencies, width=WIDTH):
        super().__init__()
        self.frequencies = frequencies
        self.embed = nn.Linear(32, 64)
        self.first = nn.Linear(width * (1 + 2 * frequencies), HIDDEN)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.last = nn.Linear(HIDDEN, width)
        self.double()

    def forward(self, x, time):
        phase = time * torch.tensor(np.geomspace(1, 100, 16))
        e = nn.functional.silu(self.embed(torch.cat([phase.cos(), phase.sin()], 1)))
        waves = [f(x * math.pi * 2**k / 2) for k in range(self.frequencies) for f in (torch.sin, torch.cos)]
        h = self.first(torch.cat([x, *waves], 1))
        for block in self.blocks:
            h = block(h, e)
        return self.last(nn.functional.silu(h))


def squares(difference):
    return (difference**2).sum(1).mean()


X = rows(BATCH, WIDTH, 1000, 2.0)
NOISE = rows(BATCH, WIDTH, 1001, 1.5)
UNIT = (rows(BATCH, 1, 1002, 1.0) + 1) / 2  # on [0, 1]


def flow_matching():
    net = fill(Net(0))
    t = 0.1 + 0.8 * UNIT  # nearer to the ends, 32 bits round the phases of the time's features
    told = torch.log((t + 1e-3) / (1 + 1e-3 - t)) / 4
    return step(net, squares(net((1 - t) * NOISE + t * X, told) - (X - NOISE)))


def edm():
    net = fill(Net(0))
    sigma_data, log_sigma = 0.8, rows(BATCH, 1, 1003, 2.0)
    sigma = log_sigma.exp()
    skip = sigma_data**2 / (sigma**2 + sigma_data**2)
    out = sigma * sigma_data / (sigma**2 + sigma_data**2).sqrt()
    noisy = X + sigma * NOISE
    denoised = skip * noisy + out * net(noisy / (sigma**2 + sigma_data**2).sqrt(), log_sigma / 4)
    return step(net, ((denoised - X) ** 2 / out**2).sum(1).mean())


def kept(kind, steps):
    if kind == "linear":
        beta = np.linspace(1e-4, 0.02, steps) * 1000 / steps
    else:
        level = np.cos((np.arange(steps + 1) / steps + 0.008) / 1.008 * np.pi / 2) ** 2
        beta = np.minimum(0.999, 1 - level[1:] / level[:-1])
    return np.cumprod(1 - beta)


def ddpm(target, frequencies):
    net = fill(Net(frequencies))
    index = torch.floor(UNIT * 999)
    share = torch.tensor(kept("linear", 1000))[index.long()]
    noisy = share.sqrt() * X + (1 - share).sqrt() * NOISE
    wanted = {"noise": NOISE, "row": X, "velocity": share.sqrt() * NOISE - (1 - share).sqrt() * X}[target]
    return step(net, squares(net(noisy, (index + 1) / 1000) - wanted))


def main():
    answer = {
        "flowMatching": flow_matching(),
        "edm": edm(),
        "noise": ddpm("noise", 0),
        "row": ddpm("row", 0),
        "velocity": ddpm("velocity", 2),
        "linear": kept("linear", 1000)[[0, 1, 9, 99, 499, 999]].tolist(),
        "cosine": kept("cosine", 1000)[[0, 1, 9, 99, 499, 999]].tolist(),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
