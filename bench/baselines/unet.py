"""The PyTorch side of `unet`: one training step of flow matching on 1 x 28 x 28 at batch 64, and its peak memory.

The U-Net of the project's `flow-matching`: 32, 64 and 64 channels at three resolutions, one residual block each on the way down and up
(group norm in groups of eight channels, SiLU, 3 x 3 convolutions, a linear map of the time added between them), two in the middle,
convolutions of stride 2 down, convolutions and repeated pixels up, skip connections concatenated. The time is embedded by 32 sines
and cosines and two linear layers. Squared error of the velocity x1 - x0 at x0 + t (x1 - x0), summed over pixels; Adam 1e-3.
"""

import torch
from torch import nn
from torch.nn import functional as F

from baseline import training_of_images

SIDE, FEATURES = 28, 32


def norm(channels):
    groups = max(1, channels // 8)
    while channels % groups:
        groups -= 1
    return nn.GroupNorm(groups, channels)


class Block(nn.Module):
    def __init__(self, inputs, outputs, embedding):
        super().__init__()
        self.norm1, self.norm2 = norm(inputs), norm(outputs)
        self.first = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.time = nn.Linear(embedding, outputs)
        self.shortcut = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x, e):
        h = self.first(F.silu(self.norm1(x))) + self.time(e)[:, :, None, None]
        return self.shortcut(x) + self.second(F.silu(self.norm2(h)))


class UNet(nn.Module):
    def __init__(self, channels):
        super().__init__()
        embedding = 4 * channels[0]
        self.embed = nn.Sequential(nn.Linear(FEATURES, embedding), nn.SiLU(), nn.Linear(embedding, embedding))
        self.register_buffer("omega", 100 ** (torch.arange(FEATURES // 2) / (FEATURES / 2 - 1)))
        self.first = nn.Conv2d(1, channels[0], 3, padding=1)
        self.down, self.smaller, self.up, self.larger = (nn.ModuleList() for _ in range(4))
        for i, width in enumerate(channels):
            self.down.append(Block(channels[max(0, i - 1)], width, embedding))
            self.up.append(Block(2 * width, width, embedding))
            if i + 1 < len(channels):
                self.smaller.append(nn.Conv2d(width, width, 3, 2, 1))
                self.larger.append(nn.Conv2d(channels[i + 1], width, 3, padding=1))
        self.middle = nn.ModuleList(Block(channels[-1], channels[-1], embedding) for _ in range(2))
        self.norm = norm(channels[0])
        self.last = nn.Conv2d(channels[0], 1, 3, padding=1)

    def forward(self, x, time):
        phase = time * self.omega
        e = F.silu(self.embed(torch.cat([phase.cos(), phase.sin()], 1)))
        h, seen = self.first(x), []
        for i, block in enumerate(self.down):
            h = block(h, e)
            seen.append(h)
            h = self.smaller[i](h) if i < len(self.smaller) else h
        for block in self.middle:
            h = block(h, e)
        for i, block in reversed(list(enumerate(self.up))):
            h = F.interpolate(self.larger[i](h), scale_factor=2) if i < len(self.larger) else h
            h = block(torch.cat([h, seen[i]], 1), e)
        return self.last(F.silu(self.norm(h)))


def training(small, form, foreach):
    channels, batch = ([4, 8, 8], 4) if small else ([32, 64, 64], 64)
    model = UNet(channels).to(memory_format=form)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    images = (torch.rand(batch, 1, SIDE, SIDE) * 2 - 1).to(memory_format=form)

    def step():
        adam.zero_grad(set_to_none=True)
        time = torch.rand(batch, 1)
        noise = torch.randn_like(images)
        direction = images - noise
        velocity = model(noise + time[:, :, None, None] * direction, time)
        (velocity - direction).square().sum((1, 2, 3)).mean().backward()
        adam.step()

    return step


def main():
    training_of_images(training)


if __name__ == "__main__":
    main()
