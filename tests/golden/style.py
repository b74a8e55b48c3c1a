"""The losses of Gatys et al. 2015 on a small texture network in evaluation mode, in PyTorch in double precision: content, style, Gram matrices, and the gradient by the
picture. Each layer is scaled by given numbers.

Made with PyTorch 1.13.1:
    /usr/bin/python3 tests/golden/style.py > tests/golden/style.json
"""

import json
import sys

import torch
from torch.nn import functional as F

from deterministic import packed, rows
from named_weights import Weights

WIDTHS, SIDE, WEIGHT = [3, 4, 5], 16, 0.3


def layers(w, x):
    found = []
    for i, c in enumerate(WIDTHS):
        x = F.avg_pool2d(x, 2) if i else x
        x = F.conv2d(x, w(f"blocks.{i}.conv.weight", c, x.shape[1], 3, 3), padding=1)
        mean, variance = torch.zeros(c).double(), torch.ones(c).double()
        x = F.batch_norm(x, mean, variance, w(f"blocks.{i}.norm.weight", c), w(f"blocks.{i}.norm.bias", c), False).relu()
        found.append(x * (i + 0.5))
    return found


def gram(f):
    f = f.flatten(2)[0]
    return f @ f.T / f.shape[1]


def main():
    w = Weights()
    x, content, style = (rows(1, 3 * SIDE * SIDE, i, 1.0).reshape(1, 3, SIDE, SIDE) for i in (1, 2, 3))
    style = 3 * style
    x.requires_grad_()
    target, grams = layers(w, content)[1].detach(), [gram(f).detach() for f in layers(w, style)]
    found = layers(w, x)
    content_loss = 0.5 * F.mse_loss(found[1], target)
    # The paper's form, with M of both pictures equal: the sum over entries of squared differences of F Fᵀ, divided by 4 N² M².
    style_loss = 0
    for f, a in zip(found, grams):
        n, m = f.shape[1], f.shape[2] * f.shape[3]
        raw = f.flatten(2)[0] @ f.flatten(2)[0].T
        style_loss = style_loss + ((raw - a * m) ** 2).sum() / (4 * n**2 * m**2) / len(found)
    (slope,) = torch.autograd.grad(WEIGHT * content_loss + style_loss, x)
    answer = {"content": content_loss.item(), "style": style_loss.item(), "slope": packed([slope])}
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
