"""Adversarial models of images in PyTorch, in double precision, under given noise: the losses of critic and generator, and their gradients
by all weights. WGAN-GP's are gradients of gradients through convolutions.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/image_gans.py > tests/golden/image_gans.json
"""

import json
import sys

import torch
from torch.nn import functional as F

from deterministic import rows
from named_weights import Weights

SIDE, WIDTH, LATENT, BATCH, CLASSES = 16, 2, 3, 8, 3
X = rows(BATCH, SIDE * SIDE, 1000, 1.0).reshape(BATCH, 1, SIDE, SIDE)
Z = rows(BATCH, LATENT, 1001, 1.5)
SHARE = (rows(BATCH, 1, 1002, 1.0) + 1).reshape(BATCH, 1, 1, 1) / 2
Y = torch.arange(BATCH) % CLASSES


def batch_norm(w, name, x):
    c = x.shape[1]
    return F.batch_norm(x, None, None, w(f"{name}.norm.weight", c), w(f"{name}.norm.bias", c), training=True)


def instance_norm(w, name, x):
    c = x.shape[1]
    return F.group_norm(x, c, w(f"{name}.norm.weight", c), w(f"{name}.norm.bias", c))


def generate(w, y):
    top = 2 * WIDTH
    x = Z @ w("generator.start.weight", top * 16, LATENT).T
    if y is not None:
        x = x + w("generator.class.weight", CLASSES, top * 16)[y]
    x = batch_norm(w, "generator.0", x.reshape(BATCH, top, 4, 4)).relu()
    x = F.conv_transpose2d(x, w("generator.0.weight", top, WIDTH, 4, 4), stride=2, padding=1)
    x = batch_norm(w, "generator.1", x).relu()
    x = F.conv_transpose2d(
        x, w("generator.1.weight", WIDTH, 1, 4, 4), w("generator.1.bias", 1), stride=2, padding=1
    )
    return x.tanh()


def judge(w, x, y=None, norm=True, bias=True):
    x = F.conv2d(x, w("critic.0.weight", WIDTH, 1, 4, 4), w("critic.0.bias", WIDTH), stride=2, padding=1)
    x = F.leaky_relu(x, 0.2)
    second = w("critic.1.weight", 2 * WIDTH, WIDTH, 4, 4)
    x = F.conv2d(x, second, None if norm else w("critic.1.bias", 2 * WIDTH), stride=2, padding=1)
    x = F.leaky_relu(batch_norm(w, "critic.1", x) if norm else x, 0.2).flatten(1)
    score = F.linear(x, w("critic.last.weight", 1, 32 * WIDTH), w("critic.last.bias", 1) if bias else None)
    return score if y is None else score + (x * w("critic.class.weight", CLASSES, 32 * WIDTH)[y]).sum(1, keepdim=True)


def slope(scores, x):
    (gradient,) = torch.autograd.grad(scores(x).sum(), x, create_graph=True)
    return gradient.flatten(1)


def non_saturating(y, r1=0.0):
    w = Weights()
    real, false = judge(w, X, y), judge(w, generate(w, y), y)
    loss = F.softplus(-real).mean() + F.softplus(false).mean()
    if r1:
        x = X.clone().requires_grad_()
        loss = loss + r1 / 2 * (slope(lambda x: judge(w, x, y), x) ** 2).sum(1).mean()
    other = Weights()
    return {
        "critic": w.gradients(loss),
        "generator": other.gradients(F.softplus(-judge(other, generate(other, y), y)).mean()),
    }


def wasserstein():
    def scores(w):
        return lambda x: judge(w, x, norm=False, bias=False)

    w = Weights()
    made = generate(w, None)
    between = SHARE * X + (1 - SHARE) * made
    loss = scores(w)(made).mean() - scores(w)(X).mean()
    loss = loss + 10 * ((slope(scores(w), between).norm(dim=1) - 1) ** 2).mean()
    other = Weights()
    return {"critic": w.gradients(loss), "generator": other.gradients(-scores(other)(generate(other, None)).mean())}


def translate(w, to, x):
    g = f"generator.{to}"

    def conv(name, x, c, k, bias=False, **how):
        return F.conv2d(
            x, w(f"{g}.{name}.weight", c, x.shape[1], k, k), w(f"{g}.{name}.bias", c) if bias else None, **how
        )

    def up(name, x):
        c = x.shape[1]
        return F.conv_transpose2d(x, w(f"{g}.{name}.weight", c, c // 2, 3, 3), stride=2, padding=1, output_padding=1)

    x = instance_norm(w, f"{g}.first", conv("first", x, WIDTH, 7, padding=3)).relu()
    x = instance_norm(w, f"{g}.down.0", conv("down.0", x, 2 * WIDTH, 3, stride=2, padding=1)).relu()
    x = instance_norm(w, f"{g}.down.1", conv("down.1", x, 4 * WIDTH, 3, stride=2, padding=1)).relu()
    y = instance_norm(w, f"{g}.blocks.0.0", conv("blocks.0.0", x, 4 * WIDTH, 3, padding=1)).relu()
    x = x + instance_norm(w, f"{g}.blocks.0.1", conv("blocks.0.1", y, 4 * WIDTH, 3, padding=1))
    x = instance_norm(w, f"{g}.up.0", up("up.0", x)).relu()
    x = instance_norm(w, f"{g}.up.1", up("up.1", x)).relu()
    return conv("last", x, 1, 7, bias=True, padding=3).tanh()


def patches(w, of, x):
    d = f"critic.{of}"
    x = F.conv2d(x, w(f"{d}.0.weight", WIDTH, 1, 4, 4), w(f"{d}.0.bias", WIDTH), stride=2, padding=1)
    x = F.leaky_relu(x, 0.2)
    x = F.conv2d(x, w(f"{d}.1.weight", 2 * WIDTH, WIDTH, 4, 4), stride=2, padding=1)
    x = F.leaky_relu(instance_norm(w, f"{d}.1", x), 0.2)
    return F.conv2d(x, w(f"{d}.2.weight", 1, 2 * WIDTH, 4, 4), w(f"{d}.2.bias", 1), padding=1)


def cycle():
    """Classes 0, 1, 0, 1, …, as many of each, so that means over classes are means over rows."""
    a, b = X[::2], X[1::2]
    w = Weights()
    to_b, to_a = translate(w, 1, a), translate(w, 0, b)
    unmasked = ((patches(w, 1, to_b) - 1) ** 2).mean() + ((patches(w, 0, to_a) - 1) ** 2).mean()
    back = (translate(w, 0, to_b) - a).abs().mean() + (translate(w, 1, to_a) - b).abs().mean()
    same = (translate(w, 0, a) - a).abs().mean() + (translate(w, 1, b) - b).abs().mean()
    generators = w.gradients((unmasked + 10 * back + 5 * same) / 2)
    w = Weights()
    to_b, to_a = translate(w, 1, a), translate(w, 0, b)
    loss = ((patches(w, 0, a) - 1) ** 2).mean() + (patches(w, 1, to_b) ** 2).mean()
    loss = loss + ((patches(w, 1, b) - 1) ** 2).mean() + (patches(w, 0, to_a) ** 2).mean()
    return {"critic": w.gradients(loss / 4), "generator": generators}


def main():
    answer = {
        "dcgan": non_saturating(None, r1=1.5),
        "cgan": non_saturating(Y),
        "wganGp": wasserstein(),
        "cycleGan": cycle(),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
