"""Each layer of src/Likeness/Nn in PyTorch, in double precision: its result under given numbers, and the gradients of a weighted sum
of it with respect to every input and parameter; the gradients of the squared norm of the inputs' gradients, as a gradient penalty
needs them; buffers after the step where there are any.

Made with PyTorch 1.13.0a0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/layers.py > tests/golden/layers.json
"""

import json
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from deterministic import brief, numbers, packed


def tensor(shape, index, bound):
    values = numbers(int(np.prod(shape)), index, bound).astype(np.float64)
    return torch.tensor(values).reshape(shape)


def whole(shape, bound):
    """(i² + 3i + 1) mod bound."""
    i = np.arange(int(np.prod(shape)))
    return torch.tensor((i * i + 3 * i + 1) % bound).reshape(shape)


def fill(module):
    """Parameters in the order of their names: numbers within ±1/√(last extent)."""
    for index, (_, parameter) in enumerate(sorted(module.named_parameters())):
        parameter.data = tensor(tuple(parameter.shape), index, 1 / np.sqrt(parameter.shape[-1]))
    return module.double()


def case(function, *shapes, module=None, store=packed):
    """Of a module, or a function of tensors, on real inputs of these shapes."""
    inputs = [tensor(shape, 1000 + i, 2.0).requires_grad_() for i, shape in enumerate(shapes)]
    result = function(*inputs)
    loss = (result * tensor(tuple(result.shape), 2000, 1.0)).sum()
    names, parameters = zip(*module.named_parameters()) if module is not None else ((), ())
    sources = inputs + list(parameters)
    gradients = torch.autograd.grad(loss, sources, create_graph=True)
    penalty = sum((g**2).sum() for g in gradients[: len(inputs)])
    seconds = [torch.zeros_like(x) for x in sources]
    if inputs and penalty.requires_grad:
        found = torch.autograd.grad(penalty, sources, allow_unused=True)
        seconds = [zero if g is None else g for g, zero in zip(found, seconds)]
    answer = {
        "shape": list(result.shape),
        "result": store([result]),
        "inputs": [store([g]) for g in gradients[: len(inputs)]],
        "secondInputs": [store([g]) for g in seconds[: len(inputs)]],
    }
    if module is not None:
        answer["parameters"] = {n: store([g]) for n, g in zip(names, gradients[len(inputs) :])}
        answer["secondParameters"] = {n: store([g]) for n, g in zip(names, seconds[len(inputs) :])}
        answer["buffers"] = {n: store([b]) for n, b in module.named_buffers() if b.dtype == torch.float64}
    return answer


def of(module, *shapes, call=None, store=packed):
    module = fill(module)
    return case((lambda *x: call(module, *x)) if call else module, *shapes, module=module, store=store)


class Rms(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


def used(module):
    """With running averages that are not the first ones, in evaluation."""
    module = fill(module)
    for index, (_, buffer) in enumerate(sorted(module.named_buffers())):
        if buffer.dtype == torch.float64:
            buffer.data = tensor(tuple(buffer.shape), 100 + index, 1.0).abs() + 0.1
    return module.eval()


def causal(positions):
    return torch.full((positions, positions), float("-inf"), dtype=torch.float64).triu(1)


def attention(mask=None):
    return lambda m, x: m(x, x, x, attn_mask=mask, need_weights=False)[0]


def transformer(norm_first, activation):
    return nn.TransformerEncoderLayer(12, 3, 20, 0.0, activation, batch_first=True, norm_first=norm_first)


class Perceptron(nn.Module):
    """Linear layers with a ReLU between each two."""

    def __init__(self, *widths):
        super().__init__()
        layers = [nn.Linear(a, b) for a, b in zip(widths, widths[1:])]
        self.net = nn.Sequential(*[x for layer in layers for x in (layer, nn.ReLU())][:-1])

    def forward(self, x):
        return self.net(x)


class ResidualPerceptron(nn.Module):
    """Durkan et al. 2019 (arXiv:1906.04032): h + W2 relu(W1 relu(h)) between two linear layers; a ReLU before the last, too."""

    def __init__(self, inputs, hidden, blocks, outputs):
        super().__init__()
        self.initial_layer = nn.Linear(inputs, hidden)
        self.blocks = nn.ModuleList(nn.Module() for _ in range(blocks))
        for block in self.blocks:
            block.linear_layers = nn.ModuleList(nn.Linear(hidden, hidden) for _ in range(2))
        self.final_layer = nn.Linear(hidden, outputs)

    def forward(self, x):
        h = self.initial_layer(x)
        for block in self.blocks:
            inner, outer = block.linear_layers
            h = h + outer(F.relu(inner(F.relu(h))))
        return self.final_layer(F.relu(h))


class Masked(nn.Linear):
    def __init__(self, inputs, outputs, mask):
        super().__init__(inputs, outputs)
        self.mask = mask

    def forward(self, x):
        return F.linear(x, self.weight * self.mask.to(self.weight), self.bias)


class Made(nn.Module):
    """Germain et al. 2015 (arXiv:1502.03509), eq. 8, 9 and 12, with degrees spread evenly; residual as Nash and Durkan 2019."""

    def __init__(self, dimensions, outputs, hidden, depth, residual=False, backwards=False):
        super().__init__()
        self.residual, self.depth, self.shape = residual, depth, (dimensions, outputs)
        order = torch.arange(1, dimensions + 1)
        inputs = order.flip(0) if backwards else order
        units = 1 + torch.arange(hidden) * (dimensions - 1) // hidden
        degrees = [inputs] + [units] * depth
        masks = [b[:, None] >= a[None, :] for a, b in zip(degrees, degrees[1:])]
        masks += [inputs.repeat_interleave(outputs)[:, None] > units[None, :]]
        layers = [Masked(mask.shape[1], mask.shape[0], mask) for mask in masks]
        self.net = nn.Sequential(*[x for layer in layers for x in (layer, nn.ReLU())][:-1])

    def forward(self, x):
        h = kept = self.net[0](x)
        for i in range(1, self.depth):
            h = self.net[2 * i](F.relu(h))
            if self.residual and i % 2 == 0:
                h = kept = h + kept
        return self.net[-1](F.relu(h)).reshape(len(x), *self.shape)


class Positions(nn.Module):
    def __init__(self, positions, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(positions, width))

    def forward(self, x):
        return x + self.weight[: x.shape[1]]


class ScaledNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.layer_norm(x, (len(self.weight),), self.weight)


class WaveNet(nn.Module):
    """van den Oord et al. 2016, eq. 2 and 3 and figure 4."""

    def __init__(self, symbols, channels, skip, layers, blocks, kernel, classes, features=0):
        super().__init__()
        self.symbols = nn.Embedding(symbols, channels)
        self.layers = nn.ModuleList()
        for i in range(layers * blocks):
            layer = nn.Module()
            layer.dilated = nn.Conv1d(channels, 2 * channels, kernel, dilation=2 ** (i % layers))
            if classes:
                layer.condition = nn.Embedding(classes, 2 * channels)
            if features:
                layer.local = nn.Conv1d(features, 2 * channels, 1, bias=False)
            if i < layers * blocks - 1:
                layer.residual = nn.Conv1d(channels, channels, 1)
            layer.skip = nn.Conv1d(channels, skip, 1)
            self.layers.append(layer)
        self.first = nn.Conv1d(skip, skip, 1)
        self.last = nn.Conv1d(skip, symbols, 1)

    def forward(self, sequence, classes=None, track=None):
        x, total = self.symbols(sequence).transpose(1, 2), 0
        for layer in self.layers:
            conv = layer.dilated
            gates = conv(F.pad(x, ((conv.kernel_size[0] - 1) * conv.dilation[0], 0)))
            if classes is not None:
                gates = gates + layer.condition(classes)[:, :, None]
            if track is not None:
                gates = gates + layer.local(track.transpose(1, 2))
            filters, gate = gates.chunk(2, 1)
            z = torch.tanh(filters) * torch.sigmoid(gate)
            total = total + layer.skip(z)
            x = x + layer.residual(z) if hasattr(layer, "residual") else x
        return self.last(F.relu(self.first(F.relu(total)))).transpose(1, 2)


class Gpt(nn.Module):
    """GPT-2's network of PyTorch's own layers, which normalise first, with GELU in its form by tanh."""

    def __init__(self, symbols, positions, width, heads, hidden, layers, tied):
        super().__init__()
        self.wte = nn.Embedding(symbols, width)
        self.wpe = nn.Embedding(positions, width)
        self.h = nn.Module()
        self.h.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                width, heads, hidden, 0.0, lambda x: F.gelu(x, approximate="tanh"), batch_first=True, norm_first=True
            )
            for _ in range(layers)
        )
        self.h.norm = nn.LayerNorm(width)
        if not tied:
            self.head = nn.Linear(width, symbols, bias=False)

    def forward(self, sequence):
        count = sequence.shape[1]
        x = self.wte(sequence) + self.wpe(torch.arange(count))
        for layer in self.h.layers:
            x = layer(x, src_mask=causal(count))
        return F.linear(self.h.norm(x), self.head.weight if hasattr(self, "head") else self.wte.weight)


def ssim_maps(x, y, span):
    """Brightness and structure at each position: Wang et al. 2004, eq. 6 and 13, under a Gaussian window of 11x11 (or the image's size)."""
    sides = [min(11, side) for side in x.shape[2:]]
    lines = [torch.exp(-((torch.arange(n, dtype=torch.float64) - (n - 1) / 2) ** 2) / (2 * 1.5**2)) for n in sides]
    window = torch.outer(*[line / line.sum() for line in lines])
    kernel = window.expand(x.shape[1], 1, *sides)

    def mean(z):
        return F.conv2d(z, kernel, groups=z.shape[1])

    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    mx, my = mean(x), mean(y)
    vx, vy, covariance = mean((x * x)) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    return (2 * mx * my + c1) / (mx * mx + my * my + c1), (2 * covariance + c2) / (vx + vy + c2)


def ssim(x, y, span):
    brightness, structure = ssim_maps(x, y, span)
    return (brightness * structure).mean((1, 2, 3))


def ms_ssim(x, y, span, scales):
    """Wang, Simoncelli and Bovik 2003, eq. 7, with the exponents of so many scales brought to sum 1."""
    exponents = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])[:scales]
    product = 1
    for scale, exponent in enumerate(exponents / exponents.sum()):
        if scale:
            x, y = F.avg_pool2d(x, 2), F.avg_pool2d(y, 2)
        brightness, structure = ssim_maps(x, y, span)
        factor = brightness * structure if scale == scales - 1 else structure
        product = product * factor.mean((2, 3)).clamp(min=1e-6) ** exponent
    return product.mean(1)


def alike(x, noise):
    return 0.8 * x + 0.3 * noise


def layers():
    yield "linear", of(nn.Linear(5, 7), (19, 5))
    yield "linear of places", of(nn.Linear(5, 7, bias=False), (3, 4, 2, 5))
    yield "embedding", of(nn.Embedding(11, 6), call=lambda m: m(whole((17, 3), 11)))
    for name, shape in [("rows", (19, 5)), ("sequence", (4, 5, 7)), ("images", (3, 5, 4, 6))]:
        kind = {2: nn.BatchNorm1d, 3: nn.BatchNorm1d, 4: nn.BatchNorm2d}[len(shape)]
        yield f"batch norm of {name}", of(kind(5), shape)
        module = used(kind(5))
        yield f"batch norm of {name} in use", case(module, shape, module=module)
    yield "layer norm", of(nn.LayerNorm(9), (5, 3, 9))
    yield "layer norm without bias", of(ScaledNorm(9), (5, 3, 9))
    yield "perceptron", of(Perceptron(5, 18, 7, 3), (19, 5))
    yield "residual perceptron", of(ResidualPerceptron(5, 18, 2, 3), (19, 5))
    yield "masked linear", of(Masked(5, 7, torch.arange(7)[:, None] % 5 >= torch.arange(5)[None, :]), (19, 5))
    yield "made", of(Made(5, 2, 11, 2), (19, 5))
    yield "made backwards", of(Made(4, 3, 9, 1, backwards=True), (19, 4))
    yield "residual made", of(Made(5, 2, 11, 5, residual=True), (19, 5))
    yield "learned positions", of(Positions(9, 6), (5, 7, 6))
    yield "rms norm", of(Rms(9), (5, 3, 9))
    yield "group norm", of(nn.GroupNorm(3, 6), (5, 6, 3, 2))
    yield "group norm of rows", of(nn.GroupNorm(2, 6), (5, 6))
    yield "relu", case(F.relu, (7, 9))
    yield "tanh", case(torch.tanh, (7, 9))
    yield "sigmoid", case(torch.sigmoid, (7, 9))
    yield "leaky relu", case(F.leaky_relu, (7, 9))
    yield "elu", case(F.elu, (7, 9))
    yield "gelu", case(F.gelu, (7, 9))
    yield "gelu tanh", case(lambda x: F.gelu(x, approximate="tanh"), (7, 9))
    yield "silu", case(F.silu, (7, 9))
    yield "softplus", case(F.softplus, (7, 9))
    yield "max pool", case(lambda x: F.max_pool2d(x, 2), (3, 2, 7, 8))
    yield "max pool padded", case(lambda x: F.max_pool2d(x, 3, 2, 1), (3, 2, 7, 8))
    yield "max pool of a sequence", case(lambda x: F.max_pool1d(x, 3, 1), (3, 2, 9))
    yield "average pool", case(lambda x: F.avg_pool2d(x, 2), (3, 2, 7, 8))
    yield "average pool padded", case(lambda x: F.avg_pool2d(x, 3, 2, 1), (3, 2, 7, 8))
    yield "average pool of a sequence", case(lambda x: F.avg_pool1d(x, 3, 2, 1), (3, 2, 9))
    yield "adaptive average", case(lambda x: F.adaptive_avg_pool2d(x, 3), (3, 2, 7, 8))
    yield "global average", case(lambda x: F.adaptive_avg_pool2d(x, 1), (3, 2, 7, 8))
    yield "nearest", case(lambda x: F.interpolate(x, scale_factor=2), (3, 2, 3, 5))
    yield "nearest of a sequence", case(lambda x: F.interpolate(x, scale_factor=3), (3, 2, 5))
    yield "bilinear", case(lambda x: F.interpolate(x, size=(8, 5), mode="bilinear"), (3, 2, 4, 5))
    yield "linear of a sequence", case(lambda x: F.interpolate(x, size=9, mode="linear"), (3, 2, 5))
    yield "bilinear smaller", case(lambda x: F.interpolate(x, size=(3, 7), mode="bilinear"), (3, 2, 5, 5))
    yield "bilinear corners", case(
        lambda x: F.interpolate(x, size=(7, 9), mode="bilinear", align_corners=True), (3, 2, 4, 5)
    )
    yield "lstm cell", of(nn.LSTMCell(4, 6), (5, 4), (5, 6), (5, 6), call=lambda m, x, h, c: torch.cat(m(x, (h, c)), 1))
    yield "gru cell", of(nn.GRUCell(4, 6), (5, 4), (5, 6))
    yield "lstm", of(nn.LSTM(4, 6, 2, batch_first=True), (5, 7, 4), call=lambda m, x: m(x)[0])
    yield "gru", of(nn.GRU(4, 6, 2, batch_first=True), (5, 7, 4), call=lambda m, x: m(x)[0])
    yield "attention", of(nn.MultiheadAttention(12, 3, batch_first=True), (5, 7, 12), call=attention())
    yield "attention to the past", of(nn.MultiheadAttention(12, 3, batch_first=True), (5, 7, 12), call=attention(causal(7)))
    yield "attention with a bias", of(
        nn.MultiheadAttention(12, 3, batch_first=True), (5, 7, 12), call=attention(tensor((7, 7), 4000, 1.0))
    )
    for name, shape, heads in [("few", (2, 66, 40), 2), ("many", (17, 64, 16), 1)]:
        module = nn.MultiheadAttention(shape[2], heads, batch_first=True)
        yield f"attention over many places, {name} samples", of(
            module, shape, call=attention(causal(shape[1])), store=brief
        )
    yield "attention to another", of(
        nn.MultiheadAttention(12, 2, batch_first=True), (5, 7, 12), (5, 4, 12), call=lambda m, x, y: m(x, y, y)[0]
    )
    yield "transformer", of(transformer(False, "relu"), (5, 7, 12))
    yield "transformer normalised first", of(
        transformer(True, "gelu"), (5, 7, 12), call=lambda m, x: m(x, src_mask=causal(7))
    )
    yield "conv of images", of(nn.Conv2d(3, 8, 3, 2, 1), (5, 3, 9, 8))
    yield "conv of images in groups", of(nn.Conv2d(6, 4, 3, 1, 1, groups=2, bias=False), (5, 6, 4, 5))
    yield "conv of places", of(nn.Conv2d(3, 5, 1), (5, 3, 4, 5))
    yield "conv of sequences", of(nn.Conv1d(3, 5, 4, 2, 1), (5, 3, 11))
    yield "causal conv", of(nn.Conv1d(3, 5, 2, dilation=4), (5, 3, 11), call=lambda m, x: m(F.pad(x, (4, 0))))
    yield "transposed conv of images", of(nn.ConvTranspose2d(6, 4, 3, 2, 1, 1), (5, 6, 4, 5))
    yield "transposed conv of images in groups", of(
        nn.ConvTranspose2d(6, 4, 4, 2, 1, groups=2, bias=False), (5, 6, 3, 4)
    )
    yield "transposed conv of sequences", of(nn.ConvTranspose1d(3, 5, 4, 2, 1), (5, 3, 6))
    yield "cross-entropy", case(lambda x: F.cross_entropy(x, whole((19,), 7)), (19, 7))
    yield "cross-entropy smoothed", case(
        lambda x: F.cross_entropy(x.movedim(2, 1), whole((5, 6), 7), label_smoothing=0.1, ignore_index=5), (5, 6, 7)
    )
    yield "binary cross-entropy", case(
        lambda x: F.binary_cross_entropy_with_logits(x, whole((19, 7), 2).double()), (19, 7)
    )
    yield "wavenet", of(WaveNet(11, 4, 6, 3, 2, 2, 0), call=lambda m: m(whole((3, 19), 11)))
    yield "wavenet of classes", of(
        WaveNet(11, 4, 6, 3, 1, 3, 3), call=lambda m: m(whole((17, 12), 11), whole((17,), 3))
    )
    yield "wavenet of features", of(
        WaveNet(11, 4, 6, 3, 1, 2, 0, 2), call=lambda m: m(whole((3, 12), 11), None, whole((3, 12, 2), 5).double() / 2)
    )
    yield "token transformer", of(Gpt(11, 9, 8, 2, 12, 2, True), call=lambda m: m(whole((3, 9), 11)))
    yield "token transformer with its own head", of(
        Gpt(11, 9, 8, 2, 12, 2, False), call=lambda m: m(whole((3, 7), 11))
    )
    yield "ssim", case(lambda x, z: ssim(x, alike(x, z), 4), (3, 2, 14, 13), (3, 2, 14, 13))
    yield "ssim of small images", case(lambda x, z: ssim(x, alike(x, z), 2), (3, 1, 8, 12), (3, 1, 8, 12))
    yield "multi-scale ssim", case(lambda x, z: ms_ssim(x, alike(x, z), 4, 2), (2, 3, 25, 24), (2, 3, 25, 24))


def main():
    json.dump(dict(layers()), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
