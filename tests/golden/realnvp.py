"""RealNVP in PyTorch, in double precision: log-densities, the gradients of the mean negative log-likelihood, one Adam step;
and the origin's own weights on the origin's points.

Made with PyTorch 1.13.1, NumPy 1.24.2 and Pillow 9.4.0, from the folder that holds shared/data:
    /usr/bin/python3 tests/golden/realnvp.py ../shared/data/pi > tests/golden/realnvp.json
"""

import json
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

from deterministic import fill, rows, step


class Net(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, width)
        )

    def forward(self, x):
        return self.net(x)


class Coupling(nn.Module):
    def __init__(self, width, hidden, keeps_first, bound):
        super().__init__()
        self.scale_net = Net(width, hidden)
        self.translate_net = Net(width, hidden)
        self.kept = torch.tensor([float((i < width // 2) == keeps_first) for i in range(width)], dtype=torch.float64)
        self.bound = bound

    def forward(self, x):
        s = self.scale_net(x * self.kept)
        if self.bound:
            s = self.bound * torch.tanh(s / self.bound)
        s = s * (1 - self.kept)
        t = self.translate_net(x * self.kept) * (1 - self.kept)
        return x * torch.exp(s) + t, s.sum(1)


class RealNvp(nn.Module):
    def __init__(self, width=5, hidden=16, couplings=6, bound=0.0):
        super().__init__()
        self.layers = nn.ModuleList(Coupling(width, hidden, i % 2 == 0, bound) for i in range(couplings))
        self.double()

    def log_density(self, x):
        total = 0
        for layer in self.layers:
            x, part = layer(x)
            total = total + part
        return total + torch.distributions.Normal(0, 1).log_prob(x).sum(1)


def case(bound):
    model = fill(RealNvp(bound=bound))
    density = model.log_density(rows(32, 5, 1000, 2.0))
    return {"logDensity": density.tolist(), **step(model, -density.mean())}


def origin(folder):
    state = torch.load(f"{folder}/origin_realnvp.pth", map_location="cpu")
    model = RealNvp(hidden=256)
    model.load_state_dict({k: v for k, v in state.items() if k.startswith("layers.")})
    xs, ys = np.load(f"{folder}/pi_xs.npy"), np.load(f"{folder}/pi_ys.npy")
    image = np.asarray(Image.open(f"{folder}/sparse_pi_colored.jpg").convert("RGB"))
    points = np.concatenate([(xs / 300)[:, None], (ys / 300)[:, None], image[xs, ys] / 255], axis=1)
    points = 1e-6 + (1 - 2e-6) * torch.tensor(points)
    with torch.no_grad():
        density = model.double().log_density(torch.logit(points))
    return {"mean": density.mean().item(), "first": density[:100].tolist()}


def main():
    answer = {"plain": case(0.0), "bounded": case(2.0), "origin": origin(sys.argv[1])}
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
