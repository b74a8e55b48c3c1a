"""Convolutions in PyTorch, as layers.py has it: of 16 samples and more, which take another way than few, of the channels of real networks,
and every form there is. Of long arrays a part and weighted sums are kept.

Made with PyTorch 1.13.0a0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/convolutions.py > tests/golden/convolutions.json
"""

import json
import sys

from torch import nn
from torch.nn import functional as F

from deterministic import brief
from layers import of


def conv(shape, *settings, **more):
    kind = {3: nn.Conv1d, 4: nn.Conv2d}[len(shape)]
    return of(kind(*settings, **more), shape, store=brief)


def transposed(shape, *settings, **more):
    kind = {3: nn.ConvTranspose1d, 4: nn.ConvTranspose2d}[len(shape)]
    return of(kind(*settings, **more), shape, store=brief)


def causal(shape, channels, outputs, kernel, dilation):
    module = nn.Conv1d(channels, outputs, kernel, dilation=dilation)
    return of(module, shape, call=lambda m, x: m(F.pad(x, ((kernel - 1) * dilation, 0))), store=brief)


def convolutions():
    for batch in 16, 17, 32:
        yield f"conv 1 to 32, {batch}", conv((batch, 1, 6, 7), 1, 32, 3, 1, 1)
        yield f"conv 3 to 32 by two, {batch}", conv((batch, 3, 7, 8), 3, 32, 3, 2, 1)
        yield f"conv 16 to 16, {batch}", conv((batch, 16, 6, 7), 16, 16, 3, 1, 1)
        yield f"dilated conv 32 to 32, {batch}", conv((batch, 32, 6, 7), 32, 32, 3, 1, 2, dilation=2)
        yield f"conv 32 to 64, {batch}", conv((batch, 32, 4, 5), 32, 64, 3, 1, 1)
        yield f"conv 32 to 64 by two, {batch}", conv((batch, 32, 5, 4), 32, 64, 3, 2, 1)
        yield f"transposed conv 64 to 32, {batch}", transposed((batch, 64, 2, 3), 64, 32, 4, 2, 1)
    for batch in 5, 17:
        yield f"dilated conv, {batch}", conv((batch, 3, 7, 8), 3, 6, 3, 1, 2, dilation=2)
        yield f"dilated conv by two, {batch}", conv((batch, 3, 8, 9), 3, 6, 3, 2, 2, dilation=2)
        yield f"dilated conv in groups, {batch}", conv((batch, 6, 7, 6), 6, 9, 3, 1, 3, dilation=3, groups=3)
        yield f"depthwise conv of sequences, {batch}", conv((batch, 6, 11), 6, 6, 3, padding=1, groups=6)
        yield f"conv of sequences in groups, {batch}", conv((batch, 6, 11), 6, 9, 4, 2, 1, groups=3)
        yield f"depthwise conv of images, {batch}", conv((batch, 20, 5, 6), 20, 20, 3, 1, 1, groups=20)
        yield f"dilated transposed conv, {batch}", transposed((batch, 5, 4, 3), 5, 4, 3, 1, 1, dilation=2)
        yield f"dilated transposed conv by two, {batch}", transposed((batch, 5, 3, 4), 5, 4, 3, 2, 2, 1, dilation=3)
        yield f"transposed conv in groups with more places, {batch}", transposed(
            (batch, 6, 4, 3), 6, 4, 3, 2, 1, 1, groups=2
        )
        yield f"transposed conv of sequences in groups, {batch}", transposed((batch, 6, 5), 6, 6, 4, 3, 1, 2, groups=3)
        yield f"conv of kernel 5, {batch}", conv((batch, 3, 7, 6), 3, 20, 5, 1, 2)
        yield f"conv of kernel 7, {batch}", conv((batch, 2, 9, 8), 2, 5, 7, 2, 3)
        yield f"causal conv of kernel 3, {batch}", causal((batch, 3, 17), 3, 18, 3, 4)


def main():
    json.dump(dict(convolutions()), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
