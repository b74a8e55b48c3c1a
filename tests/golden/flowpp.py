"""Flow++ and the vanilla flow of images in PyTorch, in double precision: log-densities, and the gradients of the mean negative log-likelihood. Written from the papers'
equations by other means than the program's: the distribution function and its derivative are computed as they stand, not in logarithms, and the
derivative of the dequantisation noise by automatic differentiation.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/flowpp.py > tests/golden/flowpp.json
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

from deterministic import packed, rows
from image_flows import squeeze, unsqueeze
from named_weights import Weights

CHANNELS, SIDE, BATCH = 1, 4, 6
HIDDEN, HEADS, K, BOUND, LAMBDA, ALPHA = 4, 2, 3, 2.0, 0.05, 1e-4


def conv(w, name, x, outputs, kernel=3):
    weight, bias = w(name + ".weight", outputs, x.shape[1], kernel, kernel), w(name + ".bias", outputs)
    return F.conv2d(x, weight, bias, padding=kernel // 2)


def norm(w, name, x):
    channels = x.shape[1]
    return F.layer_norm(x.movedim(1, -1), (channels,), w(name + ".weight", channels), w(name + ".bias", channels)).movedim(-1, 1)


def both(x):
    return torch.cat([F.elu(x), F.elu(-x)], 1)


def attend(w, name, h):
    n, c, height, width = h.shape
    places = np.arange(height * width)[:, None] / 10000 ** (2 * np.arange(c // 2) / c)
    waves = torch.tensor(np.stack([np.sin(places), np.cos(places)], -1).reshape(height * width, c))
    x = h.flatten(2).transpose(1, 2) + waves
    q, k, v = (x @ w(name + ".projection.weight", 3 * c, c).T + w(name + ".projection.bias", 3 * c)).chunk(3, -1)
    heads = [
        torch.softmax(a @ b.transpose(1, 2) / np.sqrt(c // HEADS), -1) @ d
        for a, b, d in zip(q.chunk(HEADS, -1), k.chunk(HEADS, -1), v.chunk(HEADS, -1))
    ]
    y = torch.cat(heads, -1) @ w(name + ".output.weight", 2 * c, c).T + w(name + ".output.bias", 2 * c)
    a, b = y.transpose(1, 2).reshape(n, 2 * c, height, width).chunk(2, 1)
    return norm(w, name + ".norm", h + a * torch.sigmoid(b))


def gated(w, name, x, hidden, blocks, outputs, attends=False):
    h = conv(w, name + ".first", x, hidden)
    for i in range(blocks):
        at = f"{name}.blocks.{i}"
        a, b = conv(w, at + ".outer", both(conv(w, at + ".inner", both(h), hidden)), 2 * hidden, 1).chunk(2, 1)
        h = norm(w, at + ".norm", h + a * torch.sigmoid(b))
        if attends:
            h = attend(w, at + ".attention", h)
    return conv(w, name + ".last", both(h), outputs)


def bounded(h, bound=BOUND):
    return bound * torch.tanh(h / bound)


def parts(x, kept):
    quarters = x.chunk(4, 1)
    changed = [i for i in range(4) if i not in kept]
    return torch.cat([quarters[i] for i in kept], 1), torch.cat([quarters[i] for i in changed], 1), changed


def joined(seen, other, kept, changed):
    quarters = [None] * 4
    for places, part in ((kept, seen), (changed, other)):
        quarters[places[0]], quarters[places[1]] = part.chunk(2, 1)
    return torch.cat(quarters, 1)


def affine(x, kept, network, bound):
    seen, other, changed = parts(x, kept)
    s, t = network(seen).chunk(2, 1)
    s = bound(s)
    return joined(seen, other * torch.exp(s) + t, kept, changed), s.sum((1, 2, 3))


def mixture(x, kept, network):
    seen, other, changed = parts(x, kept)
    outputs = network(seen)
    half = seen.shape[1]
    a, b = bounded(outputs[:, :half]), outputs[:, half : 2 * half]
    weight, mean, s = (
        part.reshape(len(x), K, half, *x.shape[2:]) for part in outputs[:, 2 * half :].split(K * half, 1)
    )
    weight, s = torch.softmax(weight, 1), bounded(s)
    mean = mean + torch.linspace(-2, 2, K).double()[:, None, None, None]
    each = torch.sigmoid((other[:, None] - mean) / torch.exp(s))
    below = (weight * each).sum(1)
    slope = (weight * each * (1 - each) / torch.exp(s)).sum(1) / (below * (1 - below))
    y = torch.log(below / (1 - below)) * torch.exp(a) + b
    return joined(seen, y, kept, changed), (torch.log(slope) + a).sum((1, 2, 3))


def normal(x):
    return torch.distributions.Normal(0, 1).log_prob(x).flatten(1).sum(1)


def flowpp(w, x):
    x, total = squeeze(x.reshape(-1, CHANNELS, SIDE, SIDE)), 0
    size = x.shape[1]
    p = torch.zeros(size, size).double()
    for i in range(size):
        p[i, (i + 1) % size] = (-1.0) ** i
    places = x.shape[2] * x.shape[3]
    for i in range(2):
        at = f"scales.0.steps.{i}"
        s = w(at + ".actnorm.log_scale", size)
        x = x * torch.exp(s)[:, None, None] + w(at + ".actnorm.bias", size)[:, None, None]
        triangles, diagonal = w(at + ".linear.triangles", size, size), w(at + ".linear.log_diagonal", size)
        weight = p @ (torch.tril(triangles, -1) + torch.eye(size)) @ (torch.triu(triangles, 1) + torch.diag(torch.exp(diagonal)))
        x = torch.einsum("oc,nchw->nohw", weight, x) + w(at + ".linear.bias", size)[:, None, None]
        total = total + (s.sum() + diagonal.sum()) * places
        outputs = (2 + 3 * K) * size // 2
        x, part = mixture(x, [[0, 1], [2, 3]][i % 2], lambda y: gated(w, at + ".coupling", y, HIDDEN, 1, outputs, True))
        total = total + part
    return normal(x) + total


def to_unit(x):
    return (torch.sigmoid(x) - LAMBDA) / (1 - 2 * LAMBDA) * 256


def logit(p):
    return torch.log(p) - torch.log(1 - p)


def dequantised(w, x):
    """(v + u')/256 in logit space, and log |du'/du| with what the scale changes."""
    pixels = to_unit(x)
    level = torch.floor(pixels).detach()
    context = squeeze(level / 127.5 - 1)
    u = pixels - level
    a = ALPHA / 2 + (1 - ALPHA) * u
    h, total = squeeze(logit(a)), 0
    for i in range(2):
        name = f"dequantisation.{i}"
        network = lambda seen: gated(w, name, torch.cat([seen, context], 1), 3, 2, 4 * CHANNELS)
        h, part = affine(h, [[0, 3], [1, 2]][i % 2], network, bounded)
        total = total + part
    free = unsqueeze(h)
    made = torch.sigmoid(free)
    y = logit(LAMBDA + (1 - 2 * LAMBDA) * (level + made) / 256)

    def slope(z):
        return -torch.log(torch.sigmoid(z) * torch.sigmoid(-z))

    each = torch.log(made * (1 - made)) - torch.log(a * (1 - a)) + np.log(1 - ALPHA) + slope(y) - slope(x)
    return y, total + each.sum((1, 2, 3))


def vanilla(w, x):
    x, total = dequantised(w, x.reshape(-1, CHANNELS, SIDE, SIDE))
    x = squeeze(x)
    for i in range(3):
        at = f"scales.0.couplings.{i}"
        bound = torch.exp(w(at + ".log_bound", 2 * CHANNELS))[:, None, None]
        network = lambda seen: gated(w, at, seen, HIDDEN, 1, 4 * CHANNELS)
        x, part = affine(x, [[0, 3], [1, 2]][i % 2], network, lambda s: bounded(s, bound))
        total = total + part
    return normal(x) + total


def pixels():
    """Levels with noise far from their borders, of which 32-bit numbers have enough digits."""
    width = CHANNELS * SIDE * SIDE
    unit = (torch.floor(rows(BATCH, width, 1000, 100.0)) + 128.5 + rows(BATCH, width, 1001, 0.3)) / 256
    return logit(LAMBDA + (1 - 2 * LAMBDA) * unit).float().double()


def case(density, x):
    w = Weights()
    found = density(w, x)
    return {**w.gradients(-found.mean()), "density": packed([found]), "rows": packed([x])}


def main():
    json.dump({"flowpp": case(flowpp, rows(BATCH, CHANNELS * SIDE * SIDE, 1000, 2.0)), "vanilla": case(vanilla, pixels())}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
