"""The flows of images in PyTorch, in double precision: log-densities, images drawn from given noise, the gradients of the mean
negative log-likelihood, one Adam step; Glow also with an actnorm that begins from the batch. Written from the papers' equations by other
means than the program's: checkerboards are masks over whole images, squeezing goes by unfolding.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/image_flows.py > tests/golden/image_flows.json
"""

import json
import sys

import torch
import torch.nn.functional as F
from torch import nn

from deterministic import fill, rows, step
from image_layers import Conv

CHANNELS, SIDE, SCALES, HIDDEN, BATCH, BOUND, SMALL = 2, 8, 2, 4, 6, 2.0, 0.3


def squeeze(x):
    n, c, h, w = x.shape
    return F.unfold(x, 2, stride=2).reshape(n, c, 4, h // 2, w // 2).transpose(1, 2).reshape(n, 4 * c, h // 2, w // 2)


def unsqueeze(y):
    n, c, h, w = y.shape
    apart = y.reshape(n, 4, c // 4, h * w).transpose(1, 2).reshape(n, c, h * w)
    return F.fold(apart, (2 * h, 2 * w), 2, stride=2)


def bounded(h):
    return BOUND * torch.tanh(h / BOUND)


class Residual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.first = Conv(inputs, HIDDEN)
        self.inner, self.outer = Conv(HIDDEN, HIDDEN), Conv(HIDDEN, HIDDEN)
        self.last = Conv(HIDDEN, outputs)

    def forward(self, x):
        h = self.first(x)
        h = h + self.outer(torch.relu(self.inner(torch.relu(h))))
        return self.last(torch.relu(h))


class Plain(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.layers = nn.Sequential(
            Conv(inputs, HIDDEN), nn.ReLU(), Conv(HIDDEN, HIDDEN, 1), nn.ReLU(), Conv(HIDDEN, outputs)
        )

    def forward(self, x):
        return self.layers(x)


class Checkerboard(nn.Module):
    """Keeps the pixels of whole images whose row and column are both even or both odd, or the others."""

    def __init__(self, channels, keeps_even, network):
        super().__init__()
        self.keeps_even, self.network = keeps_even, network(2 * channels, 4 * channels)

    def parts(self, x):
        places = torch.arange(x.shape[2])[:, None] + torch.arange(x.shape[3])
        mask = (places % 2 == (0 if self.keeps_even else 1)).double()
        corners = squeeze(x * mask).chunk(4, 1)
        kept, changed = ([0, 3], [1, 2]) if self.keeps_even else ([1, 2], [0, 3])
        s, t = self.network(torch.cat([corners[i] for i in kept], 1)).chunk(2, 1)

        def whole(part):
            quarters = [torch.zeros_like(corners[0])] * 4
            quarters[changed[0]], quarters[changed[1]] = part.chunk(2, 1)
            return unsqueeze(torch.cat(quarters, 1))

        return whole(bounded(s)), whole(t)

    def forward(self, x):
        s, t = self.parts(x)
        return x * torch.exp(s) + t, s.sum((1, 2, 3))

    def inverse(self, y):
        s, t = self.parts(y)
        return (y - t) * torch.exp(-s)


class Halves(nn.Module):
    def __init__(self, channels, keeps_first, network):
        super().__init__()
        self.keeps_first, self.network = keeps_first, network(channels // 2, channels)

    def run(self, x, function):
        kept, changed = x.chunk(2, 1) if self.keeps_first else reversed(x.chunk(2, 1))
        s, t = self.network(kept).chunk(2, 1)
        s = bounded(s)
        y = function(changed, s, t)
        return torch.cat([kept, y] if self.keeps_first else [y, kept], 1), s.sum((1, 2, 3))

    def forward(self, x):
        return self.run(x, lambda x, s, t: x * torch.exp(s) + t)

    def inverse(self, y):
        return self.run(y, lambda y, s, t: (y - t) * torch.exp(-s))[0]


class Scale(nn.Module):
    """y = (x − mean)/deviation · exp(s) + b, with the mean and deviation of the first batch or none."""

    def __init__(self, channels, begins=False):
        super().__init__()
        self.s, self.b = nn.Parameter(torch.zeros(channels)), nn.Parameter(torch.zeros(channels))
        self.begins = begins

    def forward(self, x):
        s, mean = self.s, 0.0
        if self.begins:
            with torch.no_grad():
                mean = x.mean((0, 2, 3))[:, None, None]
                deviation = (x.var((0, 2, 3), unbiased=False) + 1e-6).sqrt()
            s = s - torch.log(deviation)
        y = (x - mean) * torch.exp(s)[:, None, None] + self.b[:, None, None]
        return y, s.sum() * x.shape[2] * x.shape[3]

    def inverse(self, y):
        return (y - self.b[:, None, None]) / torch.exp(self.s)[:, None, None]


class Squeezed(nn.Module):
    """A layer of squeezed images among those of whole ones."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        y, part = self.layer(squeeze(x))
        return unsqueeze(y), part

    def inverse(self, y):
        return unsqueeze(self.layer.inverse(squeeze(y)))


class Mix(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.triangles = nn.Parameter(torch.zeros(channels, channels))
        self.diagonal = nn.Parameter(torch.zeros(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.p = torch.zeros(channels, channels, dtype=torch.float64)
        for i in range(channels):
            self.p[i, (i + 1) % channels] = (-1.0) ** i

    def weight(self):
        lower = torch.tril(self.triangles, -1) + torch.eye(len(self.diagonal))
        return self.p @ lower @ (torch.triu(self.triangles, 1) + torch.diag(torch.exp(self.diagonal)))

    def forward(self, x):
        y = torch.einsum("oc,nchw->nohw", self.weight(), x) + self.bias[:, None, None]
        return y, self.diagonal.sum() * x.shape[2] * x.shape[3]

    def inverse(self, y):
        return torch.einsum("oc,nchw->nohw", torch.linalg.inv(self.weight()), y - self.bias[:, None, None])


class Flow(nn.Module):
    """Scales of (layers before squeezing, layers after it, prior of what leaves)."""

    def __init__(self, scales):
        super().__init__()
        self.scales = nn.ModuleList(nn.ModuleList(nn.ModuleList(part) for part in scale) for scale in scales)
        self.double()

    def prior(self, scale, kept):
        if len(scale[2]) == 0:
            return torch.zeros_like(kept), torch.zeros_like(kept)
        mean, log_deviation = scale[2][0](kept).chunk(2, 1)
        return mean, bounded(log_deviation)

    def log_density(self, x):
        total, left = 0, []
        x = x.reshape(-1, CHANNELS, SIDE, SIDE)
        for i, scale in enumerate(self.scales):
            for layer in scale[0]:
                x, part = layer(x)
                total = total + part
            x = squeeze(x)
            for layer in scale[1]:
                x, part = layer(x)
                total = total + part
            if i < len(self.scales) - 1:
                x, leaving = x.chunk(2, 1)
                mean, log_deviation = self.prior(scale, x)
                normal = torch.distributions.Normal(mean, torch.exp(log_deviation))
                total = total + normal.log_prob(leaving).sum((1, 2, 3))
        return total + torch.distributions.Normal(0, 1).log_prob(x).sum((1, 2, 3))

    def inverse(self, z):
        """z: the noise of the last scale, then that of the others from the last back to the first."""
        sizes, c, s = [], CHANNELS, SIDE
        for i in range(len(self.scales)):
            c, s = (4 * c, s // 2) if i == len(self.scales) - 1 else (2 * c, s // 2)
            sizes.append((c, s))
        parts, at = [], 0
        for c, s in reversed(sizes):
            parts.append(z[:, at : at + c * s * s].reshape(-1, c, s, s))
            at += c * s * s
        x = parts[0]
        for i, scale in reversed(list(enumerate(self.scales))):
            if i < len(self.scales) - 1:
                mean, log_deviation = self.prior(scale, x)
                x = torch.cat([x, parts[len(self.scales) - 1 - i] * torch.exp(log_deviation) + mean], 1)
            for layer in reversed(scale[1]):
                x = layer.inverse(x)
            x = unsqueeze(x)
            for layer in reversed(scale[0]):
                x = layer.inverse(x)
        return x.reshape(len(z), -1)


def realnvp():
    scales, channels = [], CHANNELS
    for i in range(SCALES):
        last = i == SCALES - 1
        boards, halves = [], []
        for k in range(3 if last else 2):
            boards += [Checkerboard(channels, k % 2 == 0, Residual), Squeezed(Scale(4 * channels))]
        for k in range(0 if last else 2):
            halves += [Halves(4 * channels, k % 2 == 0, Residual), Scale(4 * channels)]
        scales.append((boards, halves, []))
        channels *= 2
    return Flow(scales)


def glow(begins=False):
    scales, channels = [], CHANNELS
    for i in range(SCALES):
        width, layers = 4 * channels, []
        for _ in range(2):
            layers += [Scale(width, begins), Mix(width), Halves(width, True, Plain)]
        last = i == SCALES - 1
        scales.append(([], layers + ([Scale(width)] if last else []), [] if last else [Conv(width // 2, width)]))
        channels *= 2
    return Flow(scales)


def case(flow):
    fill(flow, SMALL)
    width = CHANNELS * SIDE * SIDE
    density = flow.log_density(rows(BATCH, width, 1000, 2.0))
    with torch.no_grad():
        drawn = flow.inverse(rows(BATCH, width, 1001, 1.5))
    return {"logDensity": density.tolist(), "drawn": drawn.flatten().tolist(), **step(flow, -density.mean())}


def main():
    answer = {"realnvp": case(realnvp()), "glow": case(glow())}
    begun = fill(glow(begins=True), SMALL)
    answer["begun"] = step(begun, -begun.log_density(rows(BATCH, CHANNELS * SIDE * SIDE, 1000, 2.0)).mean())
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
