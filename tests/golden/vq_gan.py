"""The autoencoder of VQ-GAN with its discriminator and a GPT conditioned on classes in PyTorch, in double precision, under a fixed codebook: the sum of the
autoencoder's loss, the decoder's on fixed indices (with the adaptive weight of Esser et al. 2021, eq. 7), the hinge loss and the prior's, with gradients and one
Adam step. MaskGIT's masked cross-entropy with smoothed targets by a bidirectional transformer, likewise.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/vq_gan.py > tests/golden/vq_gan.json
"""

import json
import sys

import torch
from torch import nn
from torch.nn import functional as f

from deterministic import fill, numbers, rows, step
from pixels import weight
from transformers import Stack
from vq_vae import BETA, CODE, CODES, HEADS, LAYERS, PERCEPTRON, PRIOR, ROWS, SIDE, WIDTH, Block, Conv

CLASSES, PATCH, ADVERSARIAL, PERCEPTUAL, SMOOTHING = 2, 3, 0.8, 0.1, 0.1


class Norm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight, self.bias = weight(channels), weight(channels)

    def forward(self, x):
        return f.group_norm(x, x.shape[1], self.weight, self.bias)


class NoBias(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.weight = weight(4, 4, b, a)

    def forward(self, x):
        return f.conv2d(x, self.weight.permute(2, 3, 0, 1), None, stride=2, padding=1)


class Patches(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Conv(1, PATCH, 4, stride=2, padding=1)
        self.second = NoBias(PATCH, 2 * PATCH)
        self.norm = Norm(2 * PATCH)
        self.last = Conv(2 * PATCH, 1, 4, padding=1)

    def forward(self, x):
        low = f.leaky_relu(self.first(x), 0.2)
        high = f.leaky_relu(self.norm(self.second(low)), 0.2)
        return low, high, self.last(high)


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte = nn.Embedding(CODES + CLASSES + 1, PRIOR)
        self.wpe = nn.Embedding(4, PRIOR)
        self.h = Stack(PRIOR, HEADS, PERCEPTRON, LAYERS, lambda x: f.gelu(x, approximate="tanh"))

    def loss(self, codes, of):
        before = torch.cat([of[:, None] + CODES, codes[:, :-1]], 1)
        h = self.h(self.wte(before) + self.wpe.weight, causal=True)
        logits = (h @ self.wte.weight.T)[..., :CODES]
        return f.cross_entropy(logits.transpose(1, 2), codes, reduction="none").sum(1).mean()


class Bias(nn.Module):
    def __init__(self):
        super().__init__()
        self.value = weight(CODES + 1)


class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.symbols = nn.Embedding(CODES + 1, PRIOR)
        self.positions = nn.Embedding(4, PRIOR)
        self.h = Stack(PRIOR, HEADS, PERCEPTRON, LAYERS, lambda x: f.gelu(x, approximate="tanh"))
        self.bias = Bias()
        self.classes = nn.Embedding(CLASSES + 1, PRIOR)

    def loss(self, codes, is_masked, of):
        seen = torch.where(is_masked, torch.full_like(codes, CODES), codes)
        h = self.h(self.symbols(seen) + self.positions.weight + self.classes(of)[:, None])
        logits = (h @ self.symbols.weight.T + self.bias.value)[..., :CODES]
        return f.cross_entropy(logits[is_masked], codes[is_masked], label_smoothing=SMOOTHING)


class Model(nn.Module):
    def __init__(self, prior):
        super().__init__()
        self.down = nn.ModuleList(Conv(a, WIDTH, 4, stride=2, padding=1) for a in (1, WIDTH))
        self.encoder = Block()
        self.to_codes, self.of_codes = Conv(WIDTH, CODE, 1), Conv(CODE, WIDTH, 3, padding=1)
        self.decoder = Block()
        self.up = nn.ModuleList(Conv(WIDTH, b, 4, adjoint=True, stride=2, padding=1) for b in (WIDTH, 1))
        self.patches = Patches()
        self.prior = prior
        self.double()
        self.book = torch.tensor(numbers(CODES * CODE, 500, 0.5).astype("float64")).reshape(CODES, CODE)

    def encoded(self, x):
        h = self.encoder(self.down[1](f.relu(self.down[0](x))))
        z = self.to_codes(f.relu(h))
        return z, ((z[:, None] - self.book[None, :, :, None, None]) ** 2).sum(2).argmin(1)

    def decoded(self, latents):
        x = self.decoder(self.of_codes(latents))
        return self.up[1](f.relu(self.up[0](f.relu(x))))

    def losses(self, x):
        z, codes = self.encoded(x)
        near = self.book[codes].permute(0, 3, 1, 2)
        first = f.mse_loss(self.decoded(z + (near - z).detach()), x) + BETA * f.mse_loss(z, near)
        out = self.decoded(near)
        generated, real = self.patches(out), self.patches(x)
        error = f.mse_loss(out, x) + PERCEPTUAL * sum(f.mse_loss(a, b.detach()) for a, b in zip(generated[:2], real))
        adversarial = -generated[2].mean()

        def slope(loss):
            return torch.autograd.grad(loss, self.up[1].weight, retain_graph=True)[0].norm()

        adaptive = (slope(error) / (slope(adversarial) + 1e-6)).clamp(max=1e4).detach()
        fake = self.patches(out.detach())[2]
        hinge = 0.5 * (f.relu(1 - real[2]).mean() + f.relu(1 + fake).mean())
        return first + error + adaptive * ADVERSARIAL * adversarial + hinge, codes.flatten(1)


def main():
    x = rows(ROWS, SIDE * SIDE, 1000, 1.0).reshape(ROWS, 1, SIDE, SIDE)
    of = torch.arange(ROWS) % (CLASSES + 1)
    gpt, masked = fill(Model(Gpt())), fill(Model(Masked()))
    loss, codes = gpt.losses(x)
    result = {"vqGan": step(gpt, loss + gpt.prior.loss(codes, of))}
    loss, codes = masked.losses(x)
    is_masked = (torch.arange(ROWS)[:, None] + torch.arange(4)) % 3 < 1 + torch.arange(ROWS)[:, None] % 2
    result["maskGit"] = step(masked, loss + masked.prior.loss(codes, is_masked, of))
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
