"""A variational autoencoder of transformers over the columns in PyTorch, in double precision, under given noise: its loss with
gradients and one Adam step.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/trm_vae.py > tests/golden/trm_vae.json
"""

import json
import sys

import torch
from torch import nn
from torch.distributions import Normal, kl_divergence

from deterministic import fill, rows, step
from transformers import ColumnLinear, Stack

COLUMNS, WIDTH, HEADS, HIDDEN, LAYERS, LATENT = 4, 8, 2, 12, 2, 3
LEAST_LOG_VARIANCE = -12


class TrmVae(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = ColumnLinear(COLUMNS, 1, WIDTH)
        self.encoder = Stack(WIDTH, HEADS, HIDDEN, LAYERS)
        self.code = nn.Linear(COLUMNS * WIDTH, 2 * LATENT)
        self.spread = nn.Linear(LATENT, COLUMNS * WIDTH)
        self.decoder = Stack(WIDTH, HEADS, HIDDEN, LAYERS)
        self.values = ColumnLinear(COLUMNS, WIDTH, 2)
        self.double()

    def loss(self, x, noise):
        mean, log_variance = self.code(self.encoder(self.tokens(x[:, :, None])).flatten(1)).chunk(2, dim=1)
        q = Normal(mean, torch.exp(log_variance / 2))
        z = q.mean + q.stddev * noise
        outputs = self.values(self.decoder(self.spread(z).reshape(-1, COLUMNS, WIDTH)))
        log_variance = nn.functional.softplus(outputs[:, :, 1] - LEAST_LOG_VARIANCE) + LEAST_LOG_VARIANCE
        miss = -Normal(outputs[:, :, 0], torch.exp(log_variance / 2)).log_prob(x).sum(1)
        return (miss + kl_divergence(q, Normal(0.0, 1.0)).sum(1)).mean()


def main():
    model = fill(TrmVae())
    json.dump(step(model, model.loss(rows(32, COLUMNS, 1000, 2.0), rows(32, LATENT, 1002, 1.0))), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
