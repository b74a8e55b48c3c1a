"""The PyTorch side of `realnvp`: one training step at batch 64, and sampling.

The same architecture and arithmetic as the project's `realnvp --preset origin`: 6 affine couplings under alternating masks,
scale and translation MLPs d -> 256 -> 256 -> d with ReLU, Adam 1e-3.
"""

import math

import torch
from torch import nn

from peer import fastest, options, report, timed


class Coupling(nn.Module):
    def __init__(self, d, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)

        def mlp():
            return nn.Sequential(
                nn.Linear(d, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, d)
            )

        self.scale = mlp()
        self.translate = mlp()

    def forward(self, x):
        kept = x * self.mask
        s = torch.tanh(self.scale(kept)) * (1 - self.mask)
        t = self.translate(kept) * (1 - self.mask)
        return kept + (1 - self.mask) * (x * torch.exp(s) + t), s.sum(1)

    def inverse(self, z):
        kept = z * self.mask
        s = torch.tanh(self.scale(kept)) * (1 - self.mask)
        t = self.translate(kept) * (1 - self.mask)
        return kept + (1 - self.mask) * ((z - t) * torch.exp(-s))


class RealNvp(nn.Module):
    def __init__(self, d=5, hidden=256, couplings=6):
        super().__init__()
        first = torch.zeros(d)
        first[: d // 2] = 1
        self.couplings = nn.ModuleList(
            Coupling(d, hidden, first if i % 2 == 0 else 1 - first) for i in range(couplings)
        )

    def log_density(self, x):
        log_det = torch.zeros(x.shape[0])
        for coupling in self.couplings:
            x, part = coupling(x)
            log_det = log_det + part
        return -0.5 * (x * x).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) + log_det

    def sample(self, z):
        for coupling in reversed(self.couplings):
            z = coupling.inverse(z)
        return z


def training(batch, foreach):
    model = RealNvp()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    rows = torch.randn(batch, 5)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = -model.log_density(rows).mean()
        loss.backward()
        adam.step()

    return step


def main():
    given = options()
    batch, draws = (16, [16]) if given.small else (64, [256, 1024, 4096, 16384])
    step, way = fastest(
        {"plain Adam": lambda: training(batch, False), "foreach Adam": lambda: training(batch, True)}, given.seconds
    )
    model = RealNvp()
    best_rate, best_draw = 0, 0
    with torch.inference_mode():
        for count in draws:
            rate = count / timed(lambda: model.sample(torch.randn(count, 5)), given.seconds / 2)
            if rate > best_rate:
                best_rate, best_draw = rate, count

    report({"training step": step * 1e3, "points drawn": best_rate}, way=way, drawn_at_once=best_draw)


if __name__ == "__main__":
    main()
