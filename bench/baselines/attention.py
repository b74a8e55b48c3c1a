"""The PyTorch side of `attention`: softmax(q kᵀ / √32) v of four heads, forward and backward from a fixed gradient.

Heads come first in memory, as batched matmuls require, so that nothing is transposed. The scale is applied to the queries or in
the matmul (baddbmm); the faster form is reported.
"""

import torch

from baseline import fastest, options, report

# (batch, length): the same list as AttentionBenchmark.cs.
CASES = [(64, 64), (64, 256), (1, 64), (1, 256), (1, 1024), (1, 2048)]
HEADS, FEATURES = 4, 32


def work(batch, length, fused_scale):
    q, k, v, gradient = (torch.randn(batch * HEADS, length, FEATURES) for _ in range(4))
    inputs = [x.requires_grad_() for x in (q, k, v)]
    scale = FEATURES**-0.5
    empty = torch.empty(1, 1, 1)

    def forward():
        if fused_scale:
            scores = torch.baddbmm(empty, q, k.transpose(1, 2), beta=0, alpha=scale)
        else:
            scores = (q * scale) @ k.transpose(1, 2)
        return torch.softmax(scores, -1) @ v

    return lambda: torch.autograd.grad(forward(), inputs, gradient)


def main():
    given = options()
    measures, ways = {}, {}
    for batch, length in CASES:
        name = f"batch {batch}, length {length}"
        if given.only not in name:
            continue
        size = (1, 8) if given.small else (batch, length)
        taken, ways[name] = fastest(
            {
                "scaled queries": lambda: work(*size, False),
                "scaled matmul": lambda: work(*size, True),
            },
            given.seconds,
        )
        measures[name] = taken * 1e3
    report(measures, way=ways)


if __name__ == "__main__":
    main()
