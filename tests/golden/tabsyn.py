"""The losses of TabSyn in PyTorch, in double precision, under given noise: the autoencoder's with its falling beta, and that of the diffusion of latents, with
their gradients and one Adam step of both together.

Made with PyTorch 1.13.0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/tabsyn.py > tests/golden/tabsyn.json
"""

import json

import numpy as np
import torch
from torch import nn
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

from deterministic import fill, rows, step
from diffusion import HIDDEN, Net

ROWS, LATENT, LEVELS = 24, 3, 3  # a number, a category of three levels, a number
WIDTH = 1 + LEVELS + 1
BETA, LAST_BETA, PART = 0.05, 0.0005, 0.25  # beta falls in the autoencoder's part of the training


def perceptron(first, last):
    return nn.Sequential(
        nn.Linear(first, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, last)
    )


class TabSyn(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = perceptron(WIDTH, 2 * LATENT)
        self.decoder = perceptron(LATENT, WIDTH)
        self.network = Net(0, LATENT)

    def autoencoder(self, features, noise, beta):
        """arXiv:2310.09656, eq. 5: squared error + cross-entropy + beta KL."""
        mean, log_variance = self.encoder(features).chunk(2, 1)
        posterior = Normal(mean, (log_variance / 2).exp())
        output = self.decoder(posterior.mean + posterior.stddev * noise)
        error = F.mse_loss(output[:, [0, 4]], features[:, [0, 4]], reduction="sum")
        error = error + F.cross_entropy(output[:, 1:4], features[:, 1:4].argmax(1), reduction="sum")
        return (error + beta * kl_divergence(posterior, Normal(0.0, 1.0)).sum()) / ROWS

    def diffusion(self, z, noise, log_sigma):
        """arXiv:2206.00364, eq. 8 and table 1, sigma_data = 1."""
        sigma = log_sigma.exp()
        skip, out = 1 / (sigma**2 + 1), sigma / (sigma**2 + 1).sqrt()
        noisy = z + sigma * noise
        denoised = skip * noisy + out * self.network(noisy / (sigma**2 + 1).sqrt(), log_sigma / 4)
        return ((denoised - z) ** 2 / out**2).sum(1).mean()


def mixed():
    """Features of rows: number, one-hot level, number."""
    x = rows(ROWS, 3, 1000, 1.0)
    level = torch.floor((x[:, 1] + 1) / 2 * LEVELS).clamp(0, LEVELS - 1)
    return torch.cat([x[:, :1], F.one_hot(level.long(), LEVELS).double(), x[:, 2:]], 1)


model = fill(TabSyn().double())
x, noise = mixed(), rows(ROWS, LATENT, 1001, 1.0)
codes, code_noise, log_sigma = rows(ROWS, LATENT, 1002, 1.5), rows(ROWS, LATENT, 1003, 1.0), rows(ROWS, 1, 1004, 1.5)
parts = []
for progress in [0.0, 0.1, 0.2, 0.25, 0.7, 1.0]:
    beta = BETA * (LAST_BETA / BETA) ** min(progress / PART, 1)
    parts.append({"progress": progress, "loss": model.autoencoder(x, noise, beta).item()})
diffusion = model.diffusion(codes, code_noise, log_sigma)
last = model.autoencoder(x, noise, LAST_BETA)
print(json.dumps({"autoencoder": parts, "diffusion": diffusion.item(), "step": step(model, last + diffusion)}))
