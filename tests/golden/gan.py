"""Adversarial models in PyTorch, in double precision, under given noise: the losses of critic and generator with the gradients of all
parameters and one Adam step; and a linear layer under spectral normalisation.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/gan.py > tests/golden/gan.json
"""

import json
import sys

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from deterministic import fill, numbers, packed, rows, step

WIDTH, LATENT, HIDDEN, BATCH = 5, 3, 12, 32

X = rows(BATCH, WIDTH, 1000, 2.0)
Z = rows(BATCH, LATENT, 1001, 1.5)
SHARE = (rows(BATCH, 1, 1002, 1.0) + 1) / 2


class Gan(nn.Module):
    def __init__(self, bias):
        super().__init__()
        widths = [LATENT, HIDDEN, HIDDEN, WIDTH]
        self.generator = nn.Sequential(*self.layers(widths, nn.ReLU(), True))
        self.critic = nn.Sequential(*self.layers([WIDTH, HIDDEN, HIDDEN, 1], nn.LeakyReLU(0.2), bias))
        self.double()

    @staticmethod
    def layers(widths, activation, bias):
        parts = []
        for i, (a, b) in enumerate(zip(widths, widths[1:])):
            parts += [nn.Linear(a, b, bias=bias or i < len(widths) - 2), activation]
        return parts[:-1]


def squared_slope(critic, x):
    x = x.requires_grad_()
    (gradient,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return (gradient**2).sum(1)


def fresh(bias=True):
    model = fill(Gan(bias))
    return model, model.critic, model.generator(Z)


def ones(like, value):
    return torch.full_like(like, value)


def minimax():
    model, critic, made = fresh()
    real, false = critic(X), critic(made)
    loss = cross_entropy(real, ones(real, 0.9)) + cross_entropy(false, ones(false, 0.0))
    loss = loss + 1.5 / 2 * squared_slope(critic, X.clone()).mean()
    other, critic, made = fresh()
    return {"critic": step(model, loss), "generator": step(other, torch.log(1 - torch.sigmoid(critic(made))).mean())}


def non_saturating():
    model, critic, made = fresh()
    return step(model, cross_entropy(critic(made), ones(critic(made), 1.0)))


def wasserstein():
    model, critic, made = fresh(bias=False)
    between = SHARE * X + (1 - SHARE) * made
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    loss = critic(made).mean() - critic(X).mean() + 10 * ((gradient.norm(dim=1) - 1) ** 2).mean()
    other, critic, made = fresh(bias=False)
    return {"critic": step(model, loss), "generator": step(other, -critic(made).mean())}


def least_squares():
    model, critic, made = fresh()
    loss = 0.5 * ((critic(X) - 1) ** 2).mean() + 0.5 * (critic(made) ** 2).mean()
    other, critic, made = fresh()
    return {"critic": step(model, loss), "generator": step(other, 0.5 * ((critic(made) - 1) ** 2).mean())}


def spectral():
    linear = nn.Linear(WIDTH, 4).double()
    linear.weight.data = torch.tensor(numbers(4 * WIDTH, 0, 1.0).astype("f8")).reshape(4, WIDTH)
    linear.bias.data = torch.tensor(numbers(4, 1, 1.0).astype("f8"))
    linear = nn.utils.spectral_norm(linear)
    linear.weight_u.data = torch.full((4,), 0.5, dtype=torch.float64)
    y = linear(X)
    (y**2).sum().backward()
    return {
        "result": packed([y]),
        "gradient": packed([linear.weight_orig.grad]),
        "vector": packed([linear.weight_u]),
    }


def main():
    answer = {
        "minimax": minimax(),
        "nonSaturating": non_saturating(),
        "wasserstein": wasserstein(),
        "leastSquares": least_squares(),
        "spectral": spectral(),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
