"""Transformers that predict columns from others in PyTorch, in double precision: losses with gradients and one Adam step of gpt2 (a mixture
over cells, a mixture of continuous values, words), of the masked transformer, and of the origin's, which copies.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/tokens.py > tests/golden/tokens.json
"""

import json
import math
import sys

import torch
from torch import nn

from deterministic import fill, rows, step
from transformers import ColumnLinear, Stack

WIDTH, HEADS, HIDDEN, LAYERS, MIXTURE, WAVES, ROWS = 8, 2, 12, 2, 3, 2, 32
CELLS = [7, 2, 30, 5]
COLUMNS = len(CELLS)
LEAST_LOG_SCALE = -7


def values(cells):
    """Numbers on [-2, 2], or their bins when that range is split into as many."""
    x = rows(ROWS, COLUMNS, 1000, 2.0)
    return x if cells is None else ((x / 4 + 0.5) * torch.tensor(cells)).floor().clamp(min=0).minimum(torch.tensor(cells) - 1.0)


def place(x, cells):
    return x if cells is None else (2 * x + 1) / torch.tensor(cells, dtype=torch.float64) - 1


def waves(u):
    angles = u[..., None] * torch.tensor([math.pi / 2 * 2**j for j in range(WAVES)], dtype=torch.float64)
    return torch.cat([u[..., None], torch.sin(angles), torch.cos(angles)], -1)


def log_mixture(outputs, x, cells):
    """log p of each value under its mixture of logistics: [rows, columns]."""
    logits, centre, spread = outputs.split(MIXTURE, -1)
    reach = 2 if cells is None else 1
    centre = centre + torch.tensor([reach * ((2 * m + 1) / MIXTURE - 1) for m in range(MIXTURE)], dtype=torch.float64)
    log_scale = nn.functional.softplus(spread + math.log(reach / MIXTURE) - LEAST_LOG_SCALE) + LEAST_LOG_SCALE
    u = place(x, cells)[..., None]
    if cells is None:
        z = (u - centre) / log_scale.exp()
        each = -z - log_scale - 2 * nn.functional.softplus(-z)
    else:
        count = torch.tensor(cells, dtype=torch.float64)
        half = (1 / count)[:, None]
        below = torch.sigmoid((u - half - centre) / log_scale.exp())
        above = torch.sigmoid((u + half - centre) / log_scale.exp())
        below = torch.where((x == 0)[..., None], torch.zeros_like(below), below)
        above = torch.where((x == count - 1)[..., None], torch.ones_like(above), above)
        each = (above - below).log()
    return torch.logsumexp(logits.log_softmax(-1) + each, -1)


class Gpt2(nn.Module):
    def __init__(self, cells, words=False):
        super().__init__()
        self.cells, self.words = cells, words
        self.start = nn.Parameter(torch.zeros(WIDTH))
        if words:
            self.wte = nn.Embedding(sum(cells[:-1]), WIDTH)
            self.wpe = nn.Embedding(COLUMNS - 1, WIDTH)
        else:
            self.tokens = ColumnLinear(COLUMNS - 1, 1 + 2 * WAVES, WIDTH)
        self.h = Stack(WIDTH, HEADS, HIDDEN, LAYERS, lambda x: nn.functional.gelu(x, approximate="tanh"))
        self.head = ColumnLinear(COLUMNS, WIDTH, max(cells) if words else 3 * MIXTURE)
        self.double()

    def loss(self, x):
        if self.words:
            first = torch.tensor([sum(self.cells[:i]) for i in range(COLUMNS - 1)])
            tokens = self.wte((x[:, :-1] + first).long()) + self.wpe.weight
        else:
            tokens = self.tokens(waves(place(x, self.cells)[:, :-1]))
        h = self.h(torch.cat([self.start.expand(len(x), 1, WIDTH), tokens], 1), causal=True)
        outputs = self.head(h)
        if not self.words:
            return -log_mixture(outputs, x, self.cells).sum(1).mean()
        pairs = [nn.functional.cross_entropy(outputs[:, i, :c], x[:, i].long()) for i, c in enumerate(self.cells)]
        return sum(pairs)


class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = ColumnLinear(COLUMNS, 1 + 2 * WAVES, WIDTH)
        self.mask = nn.Parameter(torch.zeros(COLUMNS, WIDTH))
        self.encoder = Stack(WIDTH, HEADS, HIDDEN, LAYERS)
        self.head = ColumnLinear(COLUMNS, WIDTH, 3 * MIXTURE)
        self.double()

    def loss(self, x):
        seen = torch.tensor([[(i >> j) % 2 for j in range(COLUMNS)] for i in range(ROWS)], dtype=torch.float64)
        seen[seen.sum(1) == COLUMNS, 0] = 0
        shown = torch.where(seen[..., None] == 1, self.tokens(waves(place(x, CELLS))), self.mask)
        log_p = log_mixture(self.head(self.encoder(shown)), x, CELLS) * (1 - seen)
        return -COLUMNS * (log_p.sum(1) / (1 - seen).sum(1)).mean()


class Copying(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_embed = nn.Linear(COLUMNS, WIDTH)
        self.pos_encoding = nn.Parameter(torch.zeros(1, COLUMNS, WIDTH))
        layer = lambda: nn.TransformerEncoderLayer(WIDTH, HEADS, HIDDEN, 0.0, batch_first=True)
        self.layers = nn.ModuleList(layer() for _ in range(LAYERS))
        self.fc_out = ColumnLinear(COLUMNS, WIDTH, 1)
        self.double()

    def loss(self, x):
        h = self.input_embed(x)[:, None].expand(-1, COLUMNS, -1) + self.pos_encoding
        mask = torch.full((COLUMNS, COLUMNS), float("-inf"), dtype=torch.float64).triu(1)
        for layer in self.layers:
            h = layer(h, mask)
        answers = self.fc_out(h)[..., 0]
        answers = torch.cat([answers[:, :2], torch.sigmoid(answers[:, 2:])], 1)
        return sum(w * nn.functional.mse_loss(answers[:, i], x[:, i]) for i, w in enumerate([1, 1, 10, 10]))


def case(model, x):
    fill(model)
    return step(model, model.loss(x))


def main():
    answer = {
        "cells": case(Gpt2(CELLS), values(CELLS)),
        "continuous": case(Gpt2(None), values(None)),
        "words": case(Gpt2(CELLS, words=True), values(CELLS)),
        "masked": case(Masked(), values(CELLS)),
        "copying": case(Copying(), rows(ROWS, COLUMNS, 1000, 2.0)),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
