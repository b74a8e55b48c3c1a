"""The loss of TabularARGN in PyTorch, in double precision: the negative log-likelihood of rows of tokens under an order of columns for each row,
with gradients and one Adam step.

Made with PyTorch 1.13.0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/tabular_argn.py > tests/golden/tabular_argn.json
"""

import json

import torch
from torch import nn

from deterministic import fill, rows, step

BINS, WIDTH, HIDDEN, ROWS = [3, 2, 5], 4, 6, 32
ORDERS = [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]]  # the position of each column


class TabularArgn(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(sum(BINS), WIDTH)
        self.columns = nn.ModuleList(
            nn.Sequential(nn.Linear(len(BINS) * WIDTH, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, bins)) for bins in BINS
        )

    def loss(self, x, rank):
        first = torch.tensor([sum(BINS[:i]) for i in range(len(BINS))])
        vectors = self.tokens(x + first)
        total = 0
        for i, network in enumerate(self.columns):
            visible = (rank < rank[:, i : i + 1])[..., None] * vectors
            total = total + nn.functional.cross_entropy(network(visible.flatten(1)), x[:, i])
        return total


model = fill(TabularArgn().double())
bins = torch.tensor(BINS)
x = ((rows(ROWS, len(BINS), 1000, 2.0) / 4 + 0.5) * bins).floor().clamp(min=0).minimum(bins - 1.0).long()
print(json.dumps(step(model, model.loss(x, torch.tensor([ORDERS[i % 4] for i in range(ROWS)])))))
