"""Image layers whose weights have the layout of the tested library, so that the same formula fills both."""

import torch
import torch.nn.functional as F
from torch import nn


class Conv(nn.Module):
    """A convolution with its kernel as [height, width, outputs, inputs]."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(kernel, kernel, outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.stride = stride

    def forward(self, x):
        kernel = self.weight.permute(2, 3, 0, 1)
        return F.conv2d(x, kernel, self.bias, stride=self.stride, padding=kernel.shape[-1] // 2)
