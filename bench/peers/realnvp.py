"""The PyTorch side of bench/realnvp: one training step at batch 64, and sampling.

The same architecture and arithmetic as the project's `realnvp --preset origin`: 6 affine couplings under alternating masks,
scale and translation MLPs d -> 256 -> 256 -> d with ReLU, Adam 1e-3. Prints one JSON line.
Run with the interpreter that has PyTorch; OPENBLAS_NUM_THREADS is the caller's to set.
"""

import argparse
import json
import math
import os
import time

import torch
from torch import nn


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


def timed(action, seconds):
    """Median seconds of an action, after a warm-up."""
    for _ in range(5):
        action()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    times.sort()
    return times[len(times) // 2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--sample-batch", type=int, nargs="*", default=[256, 1024, 4096, 16384])
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    model = RealNvp()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    rows = torch.randn(64, 5)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = -model.log_density(rows).mean()
        loss.backward()
        adam.step()

    step_seconds = timed(step, arguments.seconds)
    best_rate, best_batch = 0, 0
    with torch.inference_mode():
        for batch in arguments.sample_batch:
            rate = batch / timed(lambda: model.sample(torch.randn(batch, 5)), arguments.seconds / 2)
            if rate > best_rate:
                best_rate, best_batch = rate, batch

    print(
        json.dumps(
            {
                "peer": f"PyTorch {torch.__version__}",
                "parameters": sum(p.numel() for p in model.parameters()),
                "threads": arguments.threads,
                "openblas_threads": os.environ.get("OPENBLAS_NUM_THREADS", "unset"),
                "step_ms": step_seconds * 1e3,
                "points_per_second": best_rate,
                "sample_batch": best_batch,
            }
        )
    )


if __name__ == "__main__":
    main()
