"""Parts of the transformer models in PyTorch, for the scripts that make their golden numbers."""

import torch
from torch import nn


class ColumnLinear(nn.Module):
    """A linear layer of its own for each column."""

    def __init__(self, columns, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(columns, outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(columns, outputs))

    def forward(self, x):
        return torch.einsum("nci,coi->nco", x, self.weight) + self.bias


class Stack(nn.Module):
    """Layers of attention that normalise first, and a normalisation at the end; without dropout."""

    def __init__(self, width, heads, hidden, count, activation="gelu"):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(width, heads, hidden, 0.0, activation, batch_first=True, norm_first=True)
            for _ in range(count)
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, x, causal=False):
        size = x.shape[1]
        mask = torch.full((size, size), float("-inf"), dtype=x.dtype).triu(1) if causal else None
        for layer in self.layers:
            x = layer(x, mask)
        return self.norm(x)
