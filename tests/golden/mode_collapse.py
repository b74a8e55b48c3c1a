"""Discriminators of several rows in PyTorch, in double precision, under given noise: minibatch discrimination as a layer; the losses of GANs with packed
rows, with minibatch discrimination and with an unrolled discriminator, the gradients of all parameters and one Adam step.

Made with PyTorch 1.13.0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/mode_collapse.py > tests/golden/mode_collapse.json
"""

import json
import sys

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import leaky_relu, linear

from deterministic import fill, packed, rows, step

WIDTH, LATENT, HIDDEN, BATCH = 5, 3, 12, 32
OUTPUTS, KERNEL = 4, 8

X = rows(BATCH, WIDTH, 1000, 2.0)
Z = rows(BATCH, LATENT, 1001, 1.5)
SHARE = (rows(BATCH, 1, 1002, 1.0) + 1) / 2


class Comparison(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(OUTPUTS * KERNEL, inputs))
        self.double()

    def forward(self, x):
        m = linear(x, self.weight).reshape(len(x), OUTPUTS, KERNEL)
        result = []
        for i in range(len(x)):
            others = torch.cat([m[:i], m[i + 1 :]])
            result.append(torch.exp(-(m[i] - others).abs().sum(2)).mean(0))
        return torch.cat([x, torch.stack(result)], 1)


class Critic(nn.Module):
    def __init__(self, pack, compares, bias):
        super().__init__()
        more = OUTPUTS if compares else 0
        widths = [(pack * WIDTH, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN + more, 1)]
        self.layers = nn.ModuleList(nn.Linear(a, b, bias=bias or b > 1) for a, b in widths)
        self.comparison = Comparison(HIDDEN) if compares else nn.Identity()
        self.double()

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = leaky_relu(layer(x), 0.2)
        return self.layers[-1](self.comparison(x))


class Gan(nn.Module):
    def __init__(self, pack=1, compares=False, bias=True):
        super().__init__()
        self.generator = nn.Sequential(
            nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, WIDTH)
        ).double()
        self.critic = Critic(pack, compares, bias)


def packs(x, size):
    """Element k of pack p is row p + k · (number of packs)."""
    count = len(x) // size
    return torch.stack([torch.cat([x[p + k * count] for k in range(size)]) for p in range(count)])


def real_or_not(scores, value):
    return cross_entropy(scores, torch.full_like(scores, value))


def discriminator(critic, real, made, penalty=0.0):
    loss = real_or_not(critic(real), 1.0) + real_or_not(critic(made), 0.0)
    if penalty:
        real = real.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(real).sum(), real, create_graph=True)
        loss = loss + penalty / 2 * (gradient**2).sum(1).mean()
    return loss


def of_rows(size=1, compares=False, penalty=1.5):
    model = fill(Gan(size, compares))
    loss = discriminator(model.critic, packs(X, size), packs(model.generator(Z), size), penalty)
    other = fill(Gan(size, compares))
    return {
        "critic": step(model, loss),
        "generator": step(other, real_or_not(other.critic(packs(other.generator(Z), size)), 1.0)),
    }


def wasserstein(size):
    model = fill(Gan(size, bias=False))
    real, made = packs(X, size), packs(model.generator(Z), size)
    share = SHARE[: len(real)]
    between = share * real + (1 - share) * made
    (gradient,) = torch.autograd.grad(model.critic(between).sum(), between, create_graph=True)
    loss = model.critic(made).mean() - model.critic(real).mean() + 10 * ((gradient.norm(dim=1) - 1) ** 2).mean()
    other = fill(Gan(size, bias=False))
    return {"critic": step(model, loss), "generator": step(other, -other.critic(packs(other.generator(Z), size)).mean())}


def unrolled(steps, rate, penalty):
    model = fill(Gan())
    made = model.generator(Z)
    names, start = zip(*model.critic.named_parameters())
    current = list(start)

    def critic(x):
        return torch.nn.utils.stateless.functional_call(model.critic, dict(zip(names, current)), (x,))

    for _ in range(steps):
        slopes = torch.autograd.grad(discriminator(critic, X, made, penalty), current, create_graph=True)
        current = [value - rate * slope for value, slope in zip(current, slopes)]
    return step(model, real_or_not(critic(made), 1.0))


def layer():
    module = fill(Comparison(WIDTH))
    x = X.clone().requires_grad_()
    y = module(x)
    weights = rows(*y.shape, 2000, 1.0)
    first, weight = torch.autograd.grad((y * weights).sum(), [x, module.weight], create_graph=True)
    second = torch.autograd.grad((first**2).sum(), [x, module.weight])
    return {
        "result": packed([y]),
        "gradients": [packed([first]), packed([weight])],
        "seconds": [packed([part]) for part in second],
    }


def main():
    answer = {
        "layer": layer(),
        "packed": of_rows(size=3),
        "packedWasserstein": wasserstein(size=2),
        "compared": of_rows(compares=True),
        "unrolled": unrolled(steps=3, rate=0.5, penalty=0.0),
        "unrolledWithPenalty": unrolled(steps=2, rate=0.2, penalty=1.5),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
