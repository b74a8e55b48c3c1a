"""The diffusion family of images in PyTorch, in double precision, under given noise and times: the U-Net with the losses of DDPM, flow matching, score SDEs
and NCSNv2, and JiT; gradients and one Adam step.

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


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x / (x.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt() * self.weight


def turned(x, angles):
    """Rotary positions: [batch, patches, heads, features], pairs (i, i + half)."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * angles.cos() - b * angles.sin(), a * angles.sin() + b * angles.cos()], -1)


class PatchBlock(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads, part = heads, width // heads
        self.first_norm = RmsNorm(width)
        self.queries, self.keys, self.values = (nn.Linear(width, width) for _ in range(3))
        self.query_norm, self.key_norm = RmsNorm(part), RmsNorm(part)
        self.mixed, self.second_norm = nn.Linear(width, width), RmsNorm(width)
        self.gate, self.up, self.down = nn.Linear(width, hidden), nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.modulation = nn.Linear(width, 6 * width)

    def forward(self, h, e, angles):
        shift1, scale1, gate1, shift2, scale2, gate2 = self.modulation(e)[:, None].chunk(6, -1)
        x = self.first_norm(h) * (1 + scale1) + shift1
        q, k, v = (f(x).unflatten(-1, (self.heads, -1)) for f in (self.queries, self.keys, self.values))
        q, k = turned(self.query_norm(q), angles), turned(self.key_norm(k), angles)
        weights = (torch.einsum("nqhd,nkhd->nhqk", q, k) / q.shape[-1] ** 0.5).softmax(-1)
        h = h + gate1 * self.mixed(torch.einsum("nhqk,nkhd->nqhd", weights, v).flatten(2))
        x = self.second_norm(h) * (1 + scale2) + shift2
        return h + gate2 * self.down(silu(self.gate(x)) * self.up(x))


class PatchTransformer(nn.Module):
    def __init__(self, patch=4, bottleneck=5, width=16, depth=2, heads=2, hidden=48, classes=3):
        super().__init__()
        self.patch, self.side, values = patch, SIDE // patch, IMAGE * patch * patch
        self.embed, self.embed_again = nn.Linear(32, width), nn.Linear(width, width)
        self.bottleneck, self.first = nn.Linear(values, bottleneck, bias=False), nn.Linear(bottleneck, width)
        self.blocks = nn.ModuleList(PatchBlock(width, heads, hidden) for _ in range(depth))
        self.norm, self.modulation, self.last = RmsNorm(width), nn.Linear(width, 2 * width), nn.Linear(width, values)
        self.classes = nn.Embedding(classes + 1, width)
        rates = 10_000.0 ** -(torch.arange(2) / 2).double()  # a quarter of a head's eight features
        row, column = torch.meshgrid(torch.arange(self.side), torch.arange(self.side), indexing="ij")
        self.angles = torch.cat([row.reshape(-1, 1) * rates, column.reshape(-1, 1) * rates], 1)[None, :, None]
        self.double()

    def forward(self, x, time, of):
        phase = time * torch.tensor(np.geomspace(1, 100, 16))
        e = silu(self.embed_again(silu(self.embed(torch.cat([phase.cos(), phase.sin()], 1)))) + self.classes(of))
        patches = F.unfold(x.reshape(-1, IMAGE, SIDE, SIDE), self.patch, stride=self.patch).transpose(1, 2)
        h = self.first(self.bottleneck(patches))
        for block in self.blocks:
            h = block(h, e, self.angles)
        shift, scale = self.modulation(e)[:, None].chunk(2, -1)
        y = self.last(self.norm(h) * (1 + scale) + shift).transpose(1, 2)
        return F.fold(y, (SIDE, SIDE), self.patch, stride=self.patch).flatten(1)


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


def jit():
    net = fill(PatchTransformer())
    images = rows(BATCH, WIDTH + 1, 1000, 1.0)[:, :WIDTH]
    t = 0.1 + 0.8 * UNIT
    z = t * images + (1 - t) * NOISE
    told = torch.log((t + 1e-3) / (1 + 1e-3 - t)) / 4
    rest = (1 - t).clamp(min=0.05)
    image = net(z, told, torch.tensor([0, 1, 2, 3, 1, 3, 0, 2]))
    return step(net, squares((image - z) / rest - (images - z) / rest))


def score_sde(exploding):
    net = fill(UNet(attends=False))
    t = 0.1 + 0.8 * UNIT
    if exploding:
        sigma = 0.01 * (32 / 0.01) ** t
        signal, told = 1 / (sigma**2 + 1).sqrt(), sigma.log() / 4
    else:
        signal, told = (-(0.1 * t + 19.9 / 2 * t**2) / 2).exp(), t
    deviation = (1 - signal**2).sqrt()
    return step(net, squares(net(signal * X + deviation * NOISE, told) - (signal * NOISE - deviation * X)))


def ncsnv2():
    net = fill(UNet(attends=False))
    sigma = 0.1 + 3 * UNIT
    score = -net(X + sigma * NOISE, torch.zeros(1, 1)) / sigma
    return step(net, squares(sigma * score + NOISE) / 2)


def ddpm():
    net = fill(UNet(attends=True))
    index = torch.floor(UNIT * 999)
    share = torch.tensor(kept("cosine", 1000))[index.long()]
    noisy = share.sqrt() * X + (1 - share).sqrt() * NOISE
    wanted = share.sqrt() * NOISE - (1 - share).sqrt() * X
    return step(net, squares(net(noisy, (index + 1) / 1000) - wanted))


def main():
    answer = {
        "flowMatching": flow_matching(),
        "ddpm": ddpm(),
        "conditional": conditional(),
        "jit": jit(),
        "exploding": score_sde(exploding=True),
        "preserving": score_sde(exploding=False),
        "ncsnV2": ncsnv2(),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
