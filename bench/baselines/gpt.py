"""The PyTorch side of `gpt`: tokens sampled per second with a key/value cache, at batch 64 and at batch 1.

Six pre-norm layers of width 128, 4 heads, feed-forward 512 with GELU, context 64, vocabulary 300, the output weight not tied. Each run samples a full context for each sequence: one token per position from the softmax at temperature 1. The cache is
allocated once, either positions first with elementwise attention, or heads first with two batched matmuls. One matmul computes
queries, keys and values. All forms run in `inference_mode`, eager, as TorchScript and as frozen TorchScript; the fastest is reported.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from baseline import fastest, options, report


class Block(nn.Module):
    def __init__(self, width: int, heads: int, batch: int, context: int):
        super().__init__()
        self.heads = heads
        self.size = width // heads
        self.scale = 1 / math.sqrt(self.size)
        self.norm1 = nn.LayerNorm(width)
        self.attend = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.register_buffer("keys", torch.zeros(context, batch, heads, self.size))
        self.register_buffer("values", torch.zeros(context, batch, heads, self.size))

    def forward(self, x: torch.Tensor, position: int) -> torch.Tensor:
        """x: [batch, width]; one token of each sequence."""
        batch, width = x.shape
        q, k, v = self.attend(self.norm1(x)).view(batch, 3, self.heads, self.size).unbind(1)
        self.keys[position] = k
        self.values[position] = v
        scores = (q * self.keys[: position + 1]).sum(-1, keepdim=True) * self.scale
        mixed = (torch.softmax(scores, 0) * self.values[: position + 1]).sum(0).view(batch, width)
        x = x + self.project(mixed)
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Batched(Block):
    """Attention by batched matmuls of one row."""

    def __init__(self, width: int, heads: int, batch: int, context: int):
        super().__init__(width, heads, batch, context)
        self.keys = torch.zeros(batch, heads, context, self.size)
        self.values = torch.zeros(batch, heads, context, self.size)

    def forward(self, x: torch.Tensor, position: int) -> torch.Tensor:
        batch, width = x.shape
        q, k, v = self.attend(self.norm1(x)).view(batch, 3, self.heads, self.size).unbind(1)
        self.keys[:, :, position] = k
        self.values[:, :, position] = v
        scores = q.unsqueeze(2) @ self.keys[:, :, : position + 1].transpose(2, 3) * self.scale
        mixed = (torch.softmax(scores, -1) @ self.values[:, :, : position + 1]).view(batch, width)
        x = x + self.project(mixed)
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, block, layers: int, width: int, heads: int, context: int, vocabulary: int, batch: int):
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Parameter(torch.randn(context, width) * 0.02)
        self.blocks = nn.ModuleList([block(width, heads, batch, context) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, token: torch.Tensor, position: int) -> torch.Tensor:
        x = self.token(token) + self.position[position]
        for block in self.blocks:
            x = block(x, position)
        probabilities = torch.softmax(self.head(self.norm(x)), -1)
        return torch.multinomial(probabilities, 1).squeeze(1)


def sampling(batch, small, block, scripted=False, frozen=False):
    layers, width, heads, context, vocabulary = (1, 16, 2, 8, 20) if small else (6, 128, 4, 64, 300)
    model = Gpt(block, layers, width, heads, context, vocabulary, batch).eval()
    if scripted:
        model = torch.jit.script(model)
    if frozen:
        model = torch.jit.freeze(model)

    def sample():
        token = torch.zeros(batch, dtype=torch.long)
        sampled = torch.empty(context, batch, dtype=torch.long)
        for position in range(context):
            token = model(token, position)
            sampled[position] = token

    return sample, batch * context


def main():
    given = options()
    measures, ways = {}, {}
    with torch.inference_mode():
        for batch in (64, 1):
            tokens = sampling(batch, given.small, Block)[1]
            taken, ways[f"batch {batch}"] = fastest(
                {
                    f"{name}, {form}": lambda batch=batch, block=block, how=how: sampling(
                        batch, given.small, block, *how
                    )[0]
                    for name, block in {"elementwise": Block, "batched": Batched}.items()
                    for form, how in {"eager": (), "TorchScript": (True,), "frozen": (True, True)}.items()
                },
                given.seconds,
            )
            measures[f"tokens sampled, batch {batch}"] = tokens / taken
    report(measures, way=ways)


if __name__ == "__main__":
    main()
