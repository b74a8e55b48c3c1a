"""The PyTorch side of `conv`: 3 x 3 convolutions at batch 128 (padding 1), forward and backward, through oneDNN.

The backward pass computes the gradients of the weights, the bias and the input. A "first" layer has no gradient of the input, which
training does not need; the same shapes are also in "conv" with it, as for the gradient of a discriminator or a saliency map. A
transposed convolution has output padding 1. Both memory formats are timed, and the faster is reported.
"""

import torch
from torch.nn import functional as F

from baseline import fastest, options, report

# (kind, channels in, channels out, pixels in, stride): the same list as ConvolutionCase.cs.
CASES = [
    *[("conv", channels, channels, pixels, 1) for channels, pixels in
      [(32, 32), (32, 16), (64, 16), (64, 8), (128, 8), (128, 4), (256, 8), (256, 4)]],
    *[("conv", channels, after, pixels, 2) for channels, after, pixels in
      [(32, 64, 32), (64, 128, 16), (128, 256, 8), (256, 256, 4)]],
    *[("transposed", before, after, pixels, 2) for before, after, pixels in
      [(256, 128, 4), (128, 64, 8), (64, 32, 16)]],
    *[("first", 1, 32, 32, stride) for stride in (1, 2)],
    *[("conv", 1, 32, 32, stride) for stride in (1, 2)],
    ("conv", 32, 1, 32, 1),
    ("first", 3, 32, 32, 1),
    *[("conv", 3, after, 32, stride) for after, stride in [(32, 1), (64, 2)]],
    ("transposed", 64, 3, 16, 2),
]


def work(kind, channels, after, pixels, stride, batch, form):
    x = torch.randn(batch, channels, pixels, pixels).to(memory_format=form).requires_grad_(kind != "first")
    transposed = kind == "transposed"
    shape = (channels, after, 3, 3) if transposed else (after, channels, 3, 3)
    weight = (torch.randn(shape) / (3 * channels**0.5)).to(memory_format=form).requires_grad_()
    bias = torch.zeros(after, requires_grad=True)

    def forward():
        if transposed:
            return F.conv_transpose2d(x, weight, bias, stride, 1, stride - 1)
        return F.conv2d(x, weight, bias, stride, 1)

    gradient = torch.randn_like(forward())
    wanted = [weight, bias] if kind == "first" else [weight, bias, x]
    return lambda: torch.autograd.grad(forward(), wanted, gradient)


def main():
    given = options()
    batch = 2 if given.small else 128
    measures, ways = {}, {}
    for kind, channels, after, pixels, stride in CASES:
        name = f"{kind} {channels}→{after} @{pixels} stride {stride}"
        if given.only not in name:
            continue
        taken, ways[name] = fastest(
            {
                "contiguous": lambda: work(kind, channels, after, pixels, stride, batch, torch.contiguous_format),
                "channels last": lambda: work(kind, channels, after, pixels, stride, batch, torch.channels_last),
            },
            given.seconds,
        )
        measures[name] = taken * 1e3
    report(measures, way=ways)


if __name__ == "__main__":
    main()
