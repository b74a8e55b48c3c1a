"""The autoencoder and the VAE of the reference implementation for five-dimensional points (colored-pi-generator), written anew in PyTorch, in double precision:
their numbers of parameters, and the loss with gradients and one Adam step.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/reference_recipes.py > tests/golden/reference_recipes.json
"""

import json
import sys

import torch
from torch import nn

from deterministic import fill, rows, step

BATCH, WIDTH = 32, 5


def net(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def count(model):
    return sum(p.numel() for p in model.parameters())


def points():
    return rows(BATCH, WIDTH, 1000, 0.5) + 0.5


def ae():
    model = nn.Sequential(net(WIDTH, 64, 32, 10), nn.Sequential(*net(10, 32, 64, WIDTH), nn.Sigmoid())).double()
    fill(model)
    x = points()
    return {"parameters": count(model), **step(model, nn.functional.mse_loss(model(x), x))}


def vae():
    model = nn.ModuleList([net(WIDTH, 256, 2 * 64), net(64, 256, WIDTH)]).double()
    fill(model)
    x = points()
    mean, log_variance = model[0](x).chunk(2, 1)
    z = mean + torch.exp(log_variance / 2) * rows(BATCH, 64, 1003, 1.0)
    error = nn.functional.mse_loss(torch.sigmoid(model[1](z)), x, reduction="sum")
    divergence = -0.5 * torch.sum(1 + log_variance - mean**2 - torch.exp(log_variance))
    return {"parameters": count(model), **step(model, (error + divergence) / BATCH)}


def main():
    json.dump({"ae": ae(), "vae": vae()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
