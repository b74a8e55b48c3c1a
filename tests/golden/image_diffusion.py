"""The diffusion family of images in PyTorch, in double precision, under given noise and times: the U-Net with DDPM's and flow
matching's loss, gradients and one Adam step.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/image_diffusion.py > tests/golden/image_diffusion.json
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from deterministic import fill, rows, step
from diffusion import kept
from image_layers import Conv

IMAGE, SIDE, CHANNELS, BATCH = 2, 8, [4, 6], 8
WIDTH, EMBEDDING = IMAGE * SIDE * SIDE, 16
silu = F.silu


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.first_norm, self.first = nn.GroupNorm(1, inputs), Conv(inputs, outputs)
        self.time = nn.Linear(EMBEDDING, outputs)
        self.second_norm, self.second = nn.GroupNorm(1, outputs), Conv(outputs, outputs)
        self.shortcut = nn.Identity() if inputs == outputs else Conv(inputs, outputs, 1)

    def forward(self, x, e):
        h = self.first(silu(self.first_norm(x))) + self.time(e)[:, :, None, None]
        return self.shortcut(x) + self.second(silu(self.second_norm(h)))


class Attention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = nn.GroupNorm(1, channels)
        self.attention = nn.MultiheadAttention(channels, 1, batch_first=True)

    def forward(self, h):
        places = self.norm(h).flatten(2).transpose(1, 2)
        return h + self.attention(places, places, places)[0].transpose(1, 2).reshape(h.shape)


class UNet(nn.Module):
    def __init__(self, attends, classes=0):
        super().__init__()
        a, b = CHANNELS
        self.embed, self.embed_again = nn.Linear(32, EMBEDDING), nn.Linear(EMBEDDING, EMBEDDING)
        self.first = Conv(IMAGE, a)
        self.down0, self.up0 = Block(a, a), Block(2 * a, a)
        self.smaller, self.larger = Conv(a, a, stride=2), Conv(b, a)
        self.down1, self.up1 = Block(a, b), Block(2 * b, b)
        self.middle0, self.middle1 = Block(b, b), Block(b, b)
        self.attention = Attention(b) if attends else nn.Identity()
        self.norm, self.last = nn.GroupNorm(1, a), Conv(a, IMAGE)
        self.classes = nn.Embedding(classes + 1, EMBEDDING) if classes else None
        self.double()

    def forward(self, x, time, of=None):
        phase = time * torch.tensor(np.geomspace(1, 100, 16))
        e = self.embed_again(silu(self.embed(torch.cat([phase.cos(), phase.sin()], 1))))
        e = silu(e if of is None else e + self.classes(of))
        high = self.down0(self.first(x.reshape(-1, IMAGE, SIDE, SIDE)), e)
        low = self.down1(self.smaller(high), e)
        h = self.middle1(self.attention(self.middle0(low, e)), e)
        h = self.up1(torch.cat([h, low], 1), e)
        h = F.interpolate(self.larger(h), scale_factor=2, mode="nearest")
        h = self.up0(torch.cat([h, high], 1), e)
        return self.last(silu(self.norm(h))).flatten(1)


def squares(difference):
    return (difference**2).sum(1).mean()


X = rows(BATCH, WIDTH, 1000, 1.0)
NOISE = rows(BATCH, WIDTH, 1001, 1.5)
UNIT = (rows(BATCH, 1, 1002, 1.0) + 1) / 2  # on [0, 1]


def flow_matching():
    net = fill(UNet(attends=False))
    t = 0.1 + 0.8 * UNIT
    told = torch.log((t + 1e-3) / (1 + 1e-3 - t)) / 4
    return step(net, squares(net((1 - t) * NOISE + t * X, told) - (X - NOISE)))


def conditional():
    """Of three classes, one of which is dropped in some of the rows: its number is then 3."""
    net = fill(UNet(attends=False, classes=3))
    images = rows(BATCH, WIDTH + 1, 1000, 1.0)[:, :WIDTH]
    t = 0.1 + 0.8 * UNIT
    told = torch.log((t + 1e-3) / (1 + 1e-3 - t)) / 4
    of = torch.tensor([0, 1, 2, 3, 1, 3, 0, 2])
    return step(net, squares(net((1 - t) * NOISE + t * images, told, of) - (images - NOISE)))


def ddpm():
    net = fill(UNet(attends=True))
    index = torch.floor(UNIT * 999)
    share = torch.tensor(kept("cosine", 1000))[index.long()]
    noisy = share.sqrt() * X + (1 - share).sqrt() * NOISE
    wanted = share.sqrt() * NOISE - (1 - share).sqrt() * X
    return step(net, squares(net(noisy, (index + 1) / 1000) - wanted))


def main():
    json.dump({"flowMatching": flow_matching(), "ddpm": ddpm(), "conditional": conditional()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
