"""The PyTorch side of `transformer`: one training step of pi_generator's masked transformer at batch 64.

Five scalar columns, each embedded in 128 dimensions (one linear map per column) plus a learned position; column i is predicted from
those before it (the rows are shifted by one, under a causal mask) by four encoder layers, post-norm, 4 heads, feed-forward 2048,
ReLU, dropout 0.1 (of attention too); one linear head per column, a sigmoid on the last three. Mean squared error, Adam 5e-5.

With --memory, in a process of its own: the peak memory of the steps, by hand and with plain Adam.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from baseline import fastest, memory, options, peak, report

DROPOUT = 0.1


class Layer(nn.Module):
    """An encoder layer by hand: one matmul for queries, keys and values, batched matmuls for the heads."""

    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.dropout = DROPOUT
        self.attend = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)

    def forward(self, x, mask):
        batch, positions, width = x.shape
        q, k, v = (
            self.attend(x).view(batch, positions, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        )
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(width // self.heads)) + mask
        weights = F.dropout(torch.softmax(scores, -1), self.dropout)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, positions, width)
        x = self.norm1(x + F.dropout(self.project(mixed), self.dropout))
        inner = F.dropout(torch.relu(self.up(x)), self.dropout)
        return self.norm2(x + F.dropout(self.down(inner), self.dropout))


class Stock(nn.Module):
    """PyTorch's own layer with the same signature."""

    def __init__(self, width, heads, inner):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(width, heads, inner, DROPOUT, batch_first=True)

    def forward(self, x, mask):
        return self.layer(x, mask)


class MaskedTransformer(nn.Module):
    def __init__(self, layer, layers, width, heads, inner, columns=5, bounded=3):
        super().__init__()
        self.bounded = bounded
        self.scale = nn.Parameter(torch.randn(columns, width))
        self.position = nn.Parameter(torch.randn(columns, width))  # the embedding's bias is part of it
        self.layers = nn.ModuleList(layer(width, heads, inner) for _ in range(layers))
        self.head = nn.Parameter(torch.randn(columns, width) / math.sqrt(width))
        self.bias = nn.Parameter(torch.zeros(columns))
        self.register_buffer("mask", torch.full((columns, columns), float("-inf")).triu(1))

    def forward(self, rows):
        shifted = F.pad(rows[:, :-1], (1, 0))
        x = shifted.unsqueeze(-1) * self.scale + self.position
        for layer in self.layers:
            x = layer(x, self.mask)
        y = (x * self.head).sum(-1) + self.bias
        free = y.shape[1] - self.bounded
        return torch.cat([y[:, :free], torch.sigmoid(y[:, free:])], 1)


def training(layer, scripted, foreach, small):
    width, heads, inner, layers, batch = (16, 2, 32, 1, 8) if small else (128, 4, 2048, 4, 64)
    model = MaskedTransformer(layer, layers, width, heads, inner)
    if scripted:
        model = torch.jit.script(model)

    adam = torch.optim.Adam(model.parameters(), lr=5e-5, foreach=foreach)
    rows = torch.rand(batch, 5)

    def step():
        adam.zero_grad(set_to_none=True)
        F.mse_loss(model(rows), rows).backward()
        adam.step()

    return step


def main():
    given = options(memory)
    if given.memory:
        report(peak(lambda: training(Layer, False, False, given.small)))
        return

    ways = {
        f"{name}, {'foreach' if foreach else 'plain'} Adam": lambda form=form, foreach=foreach: training(
            *form, foreach, given.small
        )
        for name, form in {
            "by hand": (Layer, False),
            "by hand, TorchScript": (Layer, True),
            "nn.TransformerEncoderLayer": (Stock, False),
        }.items()
        for foreach in (False, True)
    }
    step, way = fastest(ways, given.seconds)
    report({"training step": step * 1e3}, way=way)


if __name__ == "__main__":
    main()
