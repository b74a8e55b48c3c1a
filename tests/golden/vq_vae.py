"""A VQ-VAE with a transformer as its prior in PyTorch, in double precision, under a fixed codebook: the codes of images, the sum of both losses
with gradients (straight through the codes) and one Adam step, and the bound on the density under a variance of 0.5.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/vq_vae.py > tests/golden/vq_vae.json
"""

import json
import math
import sys

import torch
from torch import nn
from torch.nn import functional as f

from deterministic import fill, numbers, packed, rows, step
from pixels import weight
from transformers import Stack

SIDE, ROWS, WIDTH, HIDDEN, CODES, CODE = 8, 16, 6, 5, 7, 4
PRIOR, HEADS, PERCEPTRON, LAYERS, BETA, VARIANCE = 8, 2, 12, 2, 0.25, 0.5


class Conv(nn.Module):
    """The weight lies [kernel rows, kernel columns, rows, columns] of PyTorch's matrix."""

    def __init__(self, a, b, kernel, adjoint=False, **settings):
        super().__init__()
        self.weight = weight(kernel, kernel, *((a, b) if adjoint else (b, a)))
        self.bias = weight(b)
        self.apply_to, self.settings = (f.conv_transpose2d if adjoint else f.conv2d), settings

    def forward(self, x):
        return self.apply_to(x, self.weight.permute(2, 3, 0, 1), self.bias, **self.settings)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.wide, self.point = Conv(WIDTH, HIDDEN, 3, padding=1), Conv(HIDDEN, WIDTH, 1)

    def forward(self, x):
        return x + self.point(f.relu(self.wide(f.relu(x))))


class VqVae(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList(Conv(a, WIDTH, 4, stride=2, padding=1) for a in (1, WIDTH))
        self.encoder = Block()
        self.to_codes, self.of_codes = Conv(WIDTH, CODE, 1), Conv(CODE, WIDTH, 3, padding=1)
        self.decoder = Block()
        self.up = nn.ModuleList(Conv(WIDTH, b, 4, adjoint=True, stride=2, padding=1) for b in (WIDTH, 1))
        self.wte = nn.Embedding(CODES + 1, PRIOR)
        self.wpe = nn.Embedding(4, PRIOR)
        self.h = Stack(PRIOR, HEADS, PERCEPTRON, LAYERS, lambda x: f.gelu(x, approximate="tanh"))
        self.double()
        self.book = torch.tensor(numbers(CODES * CODE, 500, 0.5).astype("float64")).reshape(CODES, CODE)

    def encoded(self, x):
        h = self.encoder(self.down[1](f.relu(self.down[0](x))))
        z = self.to_codes(f.relu(h))  # [batch, CODE, 2, 2]
        distance = ((z[:, None] - self.book[None, :, :, None, None]) ** 2).sum(2)
        return z, distance.argmin(1)  # [batch, 2, 2]

    def decoded(self, codes):
        x = self.decoder(self.of_codes(codes))
        return self.up[1](f.relu(self.up[0](f.relu(x))))

    def prior(self, codes):
        """log p of each image's codes."""
        codes = codes.flatten(1)
        before = torch.cat([torch.full((len(codes), 1), CODES), codes[:, :-1]], 1)
        h = self.h(self.wte(before) + self.wpe.weight, causal=True)
        logits = (h @ self.wte.weight.T)[..., :CODES]
        return -f.cross_entropy(logits.transpose(1, 2), codes, reduction="none").sum(1)

    def loss(self, x):
        z, codes = self.encoded(x)
        near = self.book[codes].permute(0, 3, 1, 2)
        out = self.decoded(z + (near - z).detach())
        return f.mse_loss(out, x) + BETA * f.mse_loss(z, near) - self.prior(codes).mean()

    def bound(self, x):
        _, codes = self.encoded(x)
        out = self.decoded(self.book[codes].permute(0, 3, 1, 2))
        normal = torch.distributions.Normal(out, math.sqrt(VARIANCE))
        return normal.log_prob(x).flatten(1).sum(1) + self.prior(codes)


def main():
    model = fill(VqVae())
    x = rows(ROWS, SIDE * SIDE, 1000, 1.0).reshape(ROWS, 1, SIDE, SIDE)
    with torch.no_grad():
        codes, bound = model.encoded(x)[1].flatten().tolist(), packed([model.bound(x)])
    json.dump({"codes": codes, "bound": bound, "step": step(model, model.loss(x))}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
