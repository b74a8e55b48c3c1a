"""The PyTorch side of `realnvp`: one training step at batch 64, and sampling.

The same architecture and arithmetic as the project's `realnvp --preset pi-generator`: 6 affine couplings under alternating masks,
scale and translation MLPs d -> 256 -> 256 -> d with ReLU, Adam 1e-3.
"""

import math

import torch
from torch import nn

from baseline import fastest, options, report


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

    @torch.jit.export
    def inverse(self, z):
        kept = z * self.mask
        s = torch.tanh(self.scale(kept)) * (1 - self.mask)
        t = self.translate(kept) * (1 - self.mask)
        return kept + (1 - self.mask) * ((z - t) * torch.exp(-s))


class Both(nn.Module):
    """Both networks of a coupling as one: batched matmuls of two."""

    def __init__(self, d, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        extents = [(d, hidden), (hidden, hidden), (hidden, d)]
        self.weights = nn.ParameterList(nn.Parameter(torch.randn(2, n, m) / math.sqrt(n)) for n, m in extents)
        self.biases = nn.ParameterList(nn.Parameter(torch.zeros(2, 1, m)) for _, m in extents)

    def networks(self, kept):
        h = torch.baddbmm(self.biases[0], kept.expand(2, -1, -1), self.weights[0])
        h = torch.baddbmm(self.biases[1], torch.relu(h), self.weights[1])
        s, t = torch.baddbmm(self.biases[2], torch.relu(h), self.weights[2]).unbind(0)
        return torch.tanh(s) * (1 - self.mask), t * (1 - self.mask)

    def forward(self, x):
        kept = x * self.mask
        s, t = self.networks(kept)
        return kept + (1 - self.mask) * (x * torch.exp(s) + t), s.sum(1)

    @torch.jit.export
    def inverse(self, z):
        kept = z * self.mask
        s, t = self.networks(kept)
        return kept + (1 - self.mask) * ((z - t) * torch.exp(-s))


class RealNvp(nn.Module):
    def __init__(self, coupling, d=5, hidden=256, couplings=6):
        super().__init__()
        first = torch.zeros(d)
        first[: d // 2] = 1
        self.couplings = nn.ModuleList(
            coupling(d, hidden, first if i % 2 == 0 else 1 - first) for i in range(couplings)
        )

    def forward(self, x):
        log_det = torch.zeros(x.shape[0])
        for coupling in self.couplings:
            x, part = coupling(x)
            log_det = log_det + part
        return -0.5 * (x * x).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) + log_det

    @torch.jit.export
    def sample(self, z):
        for coupling in self.couplings[::-1]:
            z = coupling.inverse(z)
        return z


def model_of(coupling, scripted):
    model = RealNvp(coupling)
    return torch.jit.script(model) if scripted else model


def training(batch, coupling, scripted, foreach):
    model = model_of(coupling, scripted)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    rows = torch.randn(batch, 5)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = -model(rows).mean()
        loss.backward()
        adam.step()

    return step


def sampling(count, coupling, scripted):
    model = model_of(coupling, scripted)
    return lambda: model.sample(torch.randn(count, 5))


def main():
    given = options()
    batch, counts = (16, [16]) if given.small else (64, [256, 1024, 4096, 16384])
    forms = {
        f"{networks}, {'TorchScript' if scripted else 'eager'}": (coupling, scripted)
        for networks, coupling in {"a network each": Coupling, "both at once": Both}.items()
        for scripted in (False, True)
    }
    step, way = fastest(
        {
            f"{name}, {'foreach' if foreach else 'plain'} Adam": lambda form=form, foreach=foreach: training(
                batch, *form, foreach
            )
            for name, form in forms.items()
            for foreach in (False, True)
        },
        given.seconds,
    )
    with torch.inference_mode():
        rates = {}
        for count in counts:
            taken, form = fastest(
                {name: lambda form=form: sampling(count, *form) for name, form in forms.items()}, given.seconds / 2
            )
            rates[count / taken] = f"{form}, {count} at once"

    best = max(rates)
    report({"training step": step * 1e3, "points sampled": best}, way=way, sampled=rates[best])


if __name__ == "__main__":
    main()
