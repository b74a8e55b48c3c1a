"""Models that predict pixels one after another in PyTorch, in double precision: losses with gradients and one Adam step of the gated PixelCNN
(two levels; a mixture over 256 levels of three channels, given the class) and of the Row LSTM and the Diagonal BiLSTM, the latter pixel by pixel (two levels; 256 levels of three channels).

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/pixels.py > tests/golden/pixels.json
"""

import json
import math
import sys

import torch
from torch import nn
from torch.nn import functional as f

from deterministic import fill, rows, step
from tokens import LEAST_LOG_SCALE

SIDE, ROWS, MIXTURE = 4, 16, 2


def weight(*shape):
    return nn.Parameter(torch.zeros(*shape, dtype=torch.float64))


class Conv(nn.Module):
    """A convolution of zeros outside; the weight lies [kernel rows, kernel columns, outputs, inputs]."""

    def __init__(self, inputs, outputs, kernel, pad, bias=True, mask=None):
        super().__init__()
        self.weight = weight(*kernel, outputs, inputs)
        self.bias = weight(outputs) if bias else None
        self.pad, self.mask = pad, mask  # left, right, above, below

    def forward(self, x):
        w = self.weight if self.mask is None else self.weight * self.mask
        return f.conv2d(f.pad(x, self.pad), w.permute(2, 3, 0, 1), self.bias)


def along_row(inputs, outputs, kernel, channels, before, parts=1):
    """Sees pixels to the left, and of its own the channels before its own, and its own channel unless `before`."""
    part = outputs // parts
    mask = torch.ones(1, kernel, outputs, inputs, dtype=torch.float64)
    for o in range(outputs):
        for i in range(inputs):
            to, source = o % part * channels // part, i * channels // inputs
            mask[0, -1, o, i] = source < to if before else source <= to
    return Conv(inputs, outputs, (1, kernel), (kernel - 1, 0, 0, 0), mask=mask)


class Head(nn.Module):
    def __init__(self, inputs, hidden, channels, outputs):
        super().__init__()
        self.first = along_row(inputs, hidden, 1, channels, before=False)
        self.second = along_row(hidden, channels * outputs, 1, channels, before=False)

    def forward(self, x):
        return self.second(f.relu(self.first(f.relu(x))))


def gate(x):
    a, b = x.chunk(2, 1)
    return torch.tanh(a) * torch.sigmoid(b)


class Told(nn.Module):
    """Adds what the class says to each feature; nothing where there are no classes."""

    def __init__(self, classes, width):
        super().__init__()
        self.weight = weight(classes, width) if classes else None

    def forward(self, x, y):
        return x if self.weight is None else x + self.weight[y][:, :, None, None]


class Gated(nn.Module):
    def __init__(self, first, last, inputs, width, size, channels, classes):
        super().__init__()
        half = size // 2
        self.first, height = first, half + (0 if first else 1)
        self.vertical = Conv(inputs, 2 * width, (height, size), (half, half, half, -1 if first else 0))
        self.across = Conv(2 * width, 2 * width, (1, 1), (0, 0, 0, 0), bias=False)
        self.horizontal = along_row(inputs, 2 * width, half + 1, channels, before=first, parts=2)
        self.output = along_row(width, width, 1, channels, before=False)
        self.class_vertical = Told(0 if last else classes, 2 * width)
        self.class_horizontal = Told(classes, 2 * width)

    def forward(self, v, h, y):
        down = self.vertical(v)
        out = self.output(gate(self.class_horizontal(self.horizontal(h) + self.across(down), y)))
        return gate(self.class_vertical(down, y)), out if self.first else h + out


class PixelCnn(nn.Module):
    def __init__(self, channels, classes, outputs):
        super().__init__()
        self.layers = nn.ModuleList(
            Gated(i == 0, i == 2, channels if i == 0 else 6, 6, 5 if i == 0 else 3, channels, classes) for i in range(3)
        )
        self.head = Head(6, 7, channels, outputs)

    def forward(self, x, y):
        v = h = x
        for layer in self.layers:
            v, h = layer(v, h, y)
        return self.head(h)


class RowLstm(nn.Module):
    def __init__(self, width, hidden, channels):
        super().__init__()
        self.hidden = hidden
        self.input = along_row(width, 4 * hidden, 2, channels, before=False, parts=4)
        self.state = Conv(hidden, 4 * hidden, (1, 3), (1, 1, 0, 0), bias=False)
        self.output = along_row(hidden, width, 1, channels, before=False)

    def forward(self, x, _):
        told = self.input(x)
        h = c = torch.zeros(len(x), self.hidden, 1, x.shape[3], dtype=torch.float64)
        made = []
        for r in range(x.shape[2]):
            i, g_f, g, o = (self.state(h) + told[:, :, r : r + 1]).chunk(4, 1)
            c = torch.sigmoid(g_f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            made.append(h)
        return x + self.output(torch.cat(made, 2))


class Direction(nn.Module):
    """One LSTM of a Diagonal BiLSTM, pixel by pixel: each takes the states of the pixel above and of the one before in its row."""

    def __init__(self, width, hidden, channels, step):
        super().__init__()
        self.hidden, self.step = hidden, step
        self.input = along_row(width, 4 * hidden, 1, channels, before=False, parts=4)
        self.state = Conv(hidden, 4 * hidden, (2, 1), (0, 0, 1, 0), bias=False)

    def forward(self, x, added=0):
        told = self.input(x) + added
        above, before = self.state.weight[:, 0]
        height, width = x.shape[2:]
        none = torch.zeros(len(x), self.hidden, dtype=torch.float64)
        rows_made = []
        for r in range(height):
            h = c = none
            made = [None] * width
            for j in range(width)[:: self.step]:
                up = rows_made[r - 1][j] if r else none
                i, g_f, g, o = (told[:, :, r, j] + up @ above.T + h @ before.T).chunk(4, 1)
                c = torch.sigmoid(g_f) * c + torch.sigmoid(i) * torch.tanh(g)
                made[j] = h = torch.sigmoid(o) * torch.tanh(c)
            rows_made.append(made)
        return torch.stack([torch.stack(made, 2) for made in rows_made], 2)


class DiagonalBiLstm(nn.Module):
    def __init__(self, width, hidden, channels):
        super().__init__()
        self.left = Direction(width, hidden, channels, 1)
        self.right = Direction(width, hidden, channels, -1)
        self.own = Conv(channels, 4 * hidden, (1, 1), (0, 0, 0, 0))
        self.output = along_row(hidden, width, 1, channels, before=False)

    def forward(self, x, pixels):
        moved = f.pad(self.right(x, self.own(pixels))[:, :, :-1], (0, 0, 1, 0))
        return x + self.output(self.left(x) + moved)


class PixelRnn(nn.Module):
    def __init__(self, channels, outputs, layer=RowLstm):
        super().__init__()
        self.above = Conv(channels, 6, (2, 5), (2, 2, 2, -1))
        self.left = along_row(channels, 6, 3, channels, before=True)
        self.layers = nn.ModuleList(layer(6, 3, channels) for _ in range(2))
        self.head = Head(6, 7, channels, outputs)

    def forward(self, x, y):
        pixels, x = x, self.above(x) + self.left(x)
        for layer in self.layers:
            x = layer(x, pixels)
        return self.head(x)


def log_mixture(outputs, pixels):
    """log p of levels 0 … 255 under mixtures of logistics: outputs [batch, channels · 3 · MIXTURE, height, width]."""
    batch, channels = pixels.shape[:2]
    logits, centre, spread = outputs.reshape(batch, channels, 3, MIXTURE, *pixels.shape[2:]).unbind(2)
    centre = centre + torch.tensor([(2 * m + 1) / MIXTURE - 1 for m in range(MIXTURE)], dtype=torch.float64)[:, None, None]
    scale = (f.softplus(spread - math.log(MIXTURE) - LEAST_LOG_SCALE) + LEAST_LOG_SCALE).exp()
    x = pixels[:, :, None]
    place = (2 * x + 1) / 256 - 1
    below = torch.where(x == 0, torch.zeros_like(centre), torch.sigmoid((place - 1 / 256 - centre) / scale))
    above = torch.where(x == 255, torch.ones_like(centre), torch.sigmoid((place + 1 / 256 - centre) / scale))
    return torch.logsumexp(logits.log_softmax(2) + (above - below).log(), 2)


def binary(model):
    x = (rows(ROWS, SIDE * SIDE, 1000, 1.0) > 0).double().reshape(ROWS, 1, SIDE, SIDE)
    logits = fill(model)(2 * x - 1, None)
    return step(model, f.binary_cross_entropy_with_logits(logits, x, reduction="sum") / ROWS)


def coloured(model, mixture):
    numbers = (rows(ROWS, 3 * SIDE * SIDE, 1000, 1.0) * 128 + 128).floor().clamp(0, 255)
    x = numbers.reshape(ROWS, 3, SIDE, SIDE)
    outputs = fill(model)(x * 2 / 255 - 1, torch.arange(ROWS) % 2)
    if mixture:
        return step(model, -log_mixture(outputs, x).sum() / ROWS + math.log(2))
    outputs = outputs.reshape(ROWS, 3, 256, SIDE, SIDE).transpose(1, 2)
    return step(model, f.cross_entropy(outputs, x.long(), reduction="sum") / ROWS)


def main():
    answer = {
        "cnn": binary(PixelCnn(1, 0, 1)),
        "cnnColoured": coloured(PixelCnn(3, 2, 3 * MIXTURE), mixture=True),
        "rnn": binary(PixelRnn(1, 1)),
        "rnnColoured": coloured(PixelRnn(3, 256), mixture=False),
        "diagonal": binary(PixelRnn(1, 1, DiagonalBiLstm)),
        "diagonalColoured": coloured(PixelRnn(3, 256, DiagonalBiLstm), mixture=False),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
