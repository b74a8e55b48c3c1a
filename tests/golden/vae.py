"""A VAE in PyTorch, in double precision, under given noise: its loss with gradients and one Adam step, and the
importance-weighted bound on the density.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/vae.py > tests/golden/vae.json
"""

import json
import math
import sys

import torch
from torch import nn
from torch.distributions import Normal, kl_divergence

from deterministic import fill, rows, step

WIDTH, HIDDEN, LATENT, DRAWS = 5, 16, 3, 4
LEAST_LOG_VARIANCE = -12


def net(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Vae(nn.Module):
    def __init__(self, learned, deviation=None, free=0.0):
        super().__init__()
        self.learned, self.deviation, self.free = learned, deviation, free
        self.encoder = net(WIDTH, HIDDEN, HIDDEN, 2 * LATENT)
        self.decoder = net(LATENT, HIDDEN, HIDDEN, 2 * WIDTH if learned else WIDTH)
        self.double()

    def posterior(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        return Normal(mean, torch.exp(log_variance / 2))

    def likelihood(self, z):
        mean, h = self.decoder(z).chunk(2, dim=1)
        log_variance = nn.functional.softplus(h - LEAST_LOG_VARIANCE) + LEAST_LOG_VARIANCE
        return Normal(mean, torch.exp(log_variance / 2))

    def loss(self, x, noise, beta):
        q = self.posterior(x)
        z = q.mean + q.stddev * noise
        if self.learned:
            miss = -self.likelihood(z).log_prob(x).sum(1)
        elif self.deviation:
            miss = -Normal(self.decoder(z), self.deviation).log_prob(x).sum(1)
        else:
            miss = ((x - self.decoder(z)) ** 2).sum(1)
        divergence = kl_divergence(q, Normal(0.0, 1.0)).mean(0).clamp(min=self.free)
        return miss.mean() + beta * divergence.sum()

    def bound(self, x, noise):
        q = self.posterior(x)
        z = q.mean + q.stddev * noise  # [draws, batch, latent]
        prior = Normal(0.0, 1.0).log_prob(z).sum(2)
        own = q.log_prob(z).sum(2)
        flat = self.likelihood(z.reshape(-1, LATENT)).log_prob(x.repeat(len(noise), 1)).sum(1)
        weights = prior - own + flat.reshape(len(noise), -1)
        return torch.logsumexp(weights, 0) - math.log(len(noise))


def case(learned, beta, **options):
    model = fill(Vae(learned, **options))
    x = rows(32, WIDTH, 1000, 2.0)
    answer = {}
    if learned:
        answer["bound"] = model.bound(x, rows(DRAWS * 32, LATENT, 1001, 1.0).reshape(DRAWS, 32, LATENT)).tolist()
    return {**answer, **step(model, model.loss(x, rows(32, LATENT, 1002, 1.0), beta))}


def main():
    answer = {
        "gaussian": case(True, 1.0),
        "mse": case(False, 0.5),
        "fixed": case(False, 1.0, deviation=0.4, free=0.3),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
