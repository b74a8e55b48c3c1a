"""The flows in PyTorch, in double precision: log-densities, rows drawn from given noise, the gradients of the mean negative
log-likelihood, one Adam step. Written from the papers' equations by other means than the program's: splines look their bins up,
autoregressive maps are inverted by as many whole passes as there are dimensions.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/flows.py > tests/golden/flows.json
"""

import json
import sys

import torch
import torch.nn.functional as F
from torch import nn

from deterministic import fill, rows, step

WIDTH, HIDDEN = 5, 8


def mlp(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Residual(nn.Module):
    def __init__(self, inputs, hidden, blocks, outputs):
        super().__init__()
        self.initial = nn.Linear(inputs, hidden)
        self.blocks = nn.ModuleList(
            nn.ModuleList([nn.Linear(hidden, hidden), nn.Linear(hidden, hidden)]) for _ in range(blocks)
        )
        self.final = nn.Linear(hidden, outputs)

    def forward(self, x):
        h = self.initial(x)
        for a, b in self.blocks:
            h = h + b(torch.relu(a(torch.relu(h))))
        return self.final(torch.relu(h))


class Made(nn.Module):
    def __init__(self, d, outputs, hidden, depth, residual=False, backwards=False):
        super().__init__()
        places = torch.arange(1, d + 1)
        places = places.flip(0) if backwards else places
        degrees = 1 + torch.arange(hidden) * (d - 1) // hidden
        sizes = [d] + [hidden] * depth + [d * outputs]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.masks = []
        for i in range(depth + 1):
            before = places if i == 0 else degrees
            after = places.repeat_interleave(outputs) if i == depth else degrees
            allowed = after[:, None] > before[None] if i == depth else after[:, None] >= before[None]
            self.masks.append(allowed.double())
        self.residual, self.shape = residual, (d, outputs)

    def forward(self, x):
        h = [x]
        for i, (layer, mask) in enumerate(zip(self.layers, self.masks)):
            seen = h[-1] if i == 0 else torch.relu(h[-1])
            y = F.linear(seen, layer.weight * mask, layer.bias)
            if self.residual and i % 2 == 0 and 0 < i < len(self.layers) - 1:
                y = y + h[-2]
            h.append(y)
        return h[-1].reshape(-1, *self.shape)


class Shift:
    parameters = 1

    def forward(self, x, p):
        return x + p[..., 0], torch.zeros_like(x)

    def inverse(self, y, p):
        return y - p[..., 0], torch.zeros_like(y)


class Affine:
    parameters = 2

    def __init__(self, bound):
        self.bound = bound

    def forward(self, x, p):
        s = self.bound * torch.tanh(p[..., 0] / self.bound)
        return x * torch.exp(s) + p[..., 1], s

    def inverse(self, y, p):
        s = self.bound * torch.tanh(p[..., 0] / self.bound)
        return (y - p[..., 1]) / torch.exp(s), -s


class Flipped:
    def __init__(self, map):
        self.forward, self.inverse, self.parameters = map.inverse, map.forward, map.parameters


class Spline:
    """Rational quadratics, with bins found by search and their values by lookup."""

    def __init__(self, bins, bound):
        self.bins, self.bound, self.parameters = bins, bound, 3 * bins - 1

    def knots(self, p):
        w = 1e-3 + (1 - 1e-3 * self.bins) * torch.softmax(p, -1)
        return F.pad(torch.cumsum(2 * self.bound * w, -1), (1, 0)) - self.bound

    def parts(self, p):
        k = self.bins
        even = torch.log(torch.expm1(torch.tensor(1 - 1e-3, dtype=torch.float64)))
        slopes = F.pad(1e-3 + F.softplus(p[..., 2 * k :] + even), (1, 1), value=1.0)
        return self.knots(p[..., :k]), self.knots(p[..., k : 2 * k]), slopes

    def bin(self, at, xs, ys, slopes, along):
        k = torch.searchsorted(along.detach()[..., 1:-1].contiguous(), at.detach()[..., None])
        pick = lambda v, i: torch.gather(v, -1, i)[..., 0]
        return [pick(v, i) for v in (xs, ys, slopes) for i in (k, k + 1)]

    def forward(self, x, p):
        xs, ys, slopes = self.parts(p)
        inside = x.abs() <= self.bound
        at = x.clamp(-self.bound, self.bound)
        x0, x1, y0, y1, d0, d1 = self.bin(at, xs, ys, slopes, xs)
        s, t = (y1 - y0) / (x1 - x0), (at - x0) / (x1 - x0)
        below = s + (d1 + d0 - 2 * s) * t * (1 - t)
        y = y0 + (y1 - y0) * (s * t**2 + d0 * t * (1 - t)) / below
        slope = torch.log(s**2 * (d1 * t**2 + 2 * s * t * (1 - t) + d0 * (1 - t) ** 2)) - 2 * torch.log(below)
        return torch.where(inside, y, x), torch.where(inside, slope, torch.zeros_like(x))

    def inverse(self, y, p):
        low, high = torch.full_like(y, -self.bound), torch.full_like(y, self.bound)
        for _ in range(80):  # bisection
            middle = (low + high) / 2
            above = self.forward(middle, p)[0] > y
            low, high = torch.where(above, low, middle), torch.where(above, middle, high)
        x = torch.where(y.abs() <= self.bound, (low + high) / 2, y)
        return x, -self.forward(x, p)[1]


class Coupling(nn.Module):
    def __init__(self, d, changes_first, map, network):
        super().__init__()
        half = torch.arange(d) < d // 2
        self.mapped = half if changes_first else ~half
        count = int(self.mapped.sum())
        self.map, self.count = map, count
        self.network = network(d - count, count * map.parameters)

    def run(self, function, x):
        p = self.network(x[:, ~self.mapped]).reshape(-1, self.count, self.map.parameters)
        part, slope = function(x[:, self.mapped], p)
        y = x.clone()
        y[:, self.mapped] = part
        return y, slope.sum(1)

    def forward(self, x):
        return self.run(self.map.forward, x)

    def inverse(self, y):
        return self.run(self.map.inverse, y)[0]


class Autoregressive(nn.Module):
    def __init__(self, made, map, sees_noise=False):
        super().__init__()
        self.made, self.map, self.sees_noise = made, map, sees_noise

    def at_once(self, x):
        y, slope = self.map.forward(x, self.made(x))
        return y, slope.sum(1)

    def passes(self, y):
        x = torch.zeros_like(y)
        for _ in range(y.shape[1]):
            x, slope = self.map.inverse(y, self.made(x))
        return x, slope.sum(1)

    def forward(self, x):
        return self.passes(x) if self.sees_noise else self.at_once(x)

    def inverse(self, y):
        return (self.at_once if self.sees_noise else self.passes)(y)[0]


class Scale(nn.Module):
    def __init__(self, d, shifts):
        super().__init__()
        self.s = nn.Parameter(torch.zeros(d))
        self.b = nn.Parameter(torch.zeros(d)) if shifts else 0.0

    def forward(self, x):
        return x * torch.exp(self.s) + self.b, self.s.sum()

    def inverse(self, y):
        return (y - self.b) / torch.exp(self.s)


class Linear(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.triangles = nn.Parameter(torch.zeros(d, d))
        self.diagonal = nn.Parameter(torch.zeros(d))
        self.bias = nn.Parameter(torch.zeros(d))
        self.p = torch.zeros(d, d, dtype=torch.float64)
        for i in range(d):
            self.p[i, (2 * i + 1) % d] = (-1.0) ** i

    def weight(self):
        lower = torch.tril(self.triangles, -1) + torch.eye(len(self.diagonal))
        return self.p @ lower @ (torch.triu(self.triangles, 1) + torch.diag(torch.exp(self.diagonal)))

    def forward(self, x):
        return x @ self.weight().T + self.bias, self.diagonal.sum()

    def inverse(self, y):
        return torch.linalg.solve(self.weight(), (y - self.bias).T).T


class Flow(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.double()

    def log_density(self, x):
        total = 0
        for layer in self.layers:
            x, part = layer(x)
            total = total + part
        return total + torch.distributions.Normal(0, 1).log_prob(x).sum(1)

    def inverse(self, z):
        for layer in reversed(self.layers):
            z = layer.inverse(z)
        return z


def case(flow):
    fill(flow)
    x = rows(16, WIDTH, 1000, 2.0)
    density = flow.log_density(x)
    with torch.no_grad():
        drawn = flow.inverse(rows(16, WIDTH, 1001, 1.5))
    return {"logDensity": density.tolist(), "drawn": drawn.flatten().tolist(), **step(flow, -density.mean())}


def nice():
    network = lambda i, o: mlp(i, HIDDEN, HIDDEN, o)
    return Flow(*(Coupling(WIDTH, k % 2 == 1, Shift(), network) for k in range(3)), Scale(WIDTH, False))


def maf():
    made = lambda k: Made(WIDTH, 2, HIDDEN, 2, backwards=k % 2 == 1)
    return Flow(*(Autoregressive(made(k), Flipped(Affine(3.0))) for k in range(2)))


def iaf():
    made = lambda k: Made(WIDTH, 2, HIDDEN, 2, backwards=k % 2 == 1)
    return Flow(*(Autoregressive(made(k), Affine(3.0), sees_noise=True) for k in range(2)))


def nsf(autoregressive):
    layers = []
    for k in range(2):
        spline = Spline(4, 2.5)
        layers.append(Linear(WIDTH))
        layers.append(
            Autoregressive(Made(WIDTH, spline.parameters, HIDDEN, 3, residual=True), spline)
            if autoregressive
            else Coupling(WIDTH, k % 2 == 1, spline, lambda i, o: Residual(i, HIDDEN, 1, o))
        )
    return Flow(*layers, Linear(WIDTH))


def glow():
    layers = []
    for _ in range(2):
        network = lambda i, o: mlp(i, HIDDEN, HIDDEN, o)
        layers += [Scale(WIDTH, True), Linear(WIDTH), Coupling(WIDTH, False, Affine(2.0), network)]
    return Flow(*layers)


def main():
    flows = {"nice": nice(), "maf": maf(), "iaf": iaf(), "nsf": nsf(False), "nsf-autoregressive": nsf(True), "glow": glow()}
    json.dump({name: case(flow) for name, flow in flows.items()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
