"""The U-Net of the diffusion autoencoder in PyTorch, in double precision: its output for noisy images at given times under a latent vector, whose blocks
scale and shift by the time and scale by the latent vector (Preechakul et al. 2022, eq. 7).

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/diffusion_ae.py > tests/golden/diffusion_ae.json
"""

import json
import sys

import torch
import torch.nn.functional as F
from torch import nn

import image_diffusion as base
from deterministic import fill, packed, rows
from image_layers import Conv

LATENT = 3


class Block(nn.Module):
    latent = None  # [batch, LATENT]

    def __init__(self, inputs, outputs):
        super().__init__()
        self.first_norm, self.first = nn.GroupNorm(1, inputs), Conv(inputs, outputs)
        self.time = nn.Linear(base.EMBEDDING, 2 * outputs)
        self.second_norm, self.second = nn.GroupNorm(1, outputs), Conv(outputs, outputs)
        self.shortcut = nn.Identity() if inputs == outputs else Conv(inputs, outputs, 1)
        self.scale = nn.Linear(LATENT, outputs)

    def forward(self, x, e):
        factor, shift = self.time(e)[:, :, None, None].chunk(2, 1)
        h = self.second_norm(self.first(F.silu(self.first_norm(x))))
        h = (1 + self.scale(Block.latent)[:, :, None, None]) * ((1 + factor) * h + shift)
        return self.shortcut(x) + self.second(F.silu(h))


def main():
    base.Block = Block
    net = fill(base.UNet(attends=False))
    Block.latent = rows(base.BATCH, LATENT, 1001, 1.0)
    x = rows(base.BATCH, base.WIDTH, 1000, 1.0)
    time = (torch.arange(base.BATCH, dtype=torch.float64)[:, None] + 1) / 10
    with torch.no_grad():
        json.dump({"output": packed([net(x, time)])}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
