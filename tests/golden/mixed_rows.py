"""Losses of the networks of mixed rows in PyTorch, in double precision: TVAE's loss of a given decoder output, TabDDPM's multinomial divergence, and
CTGAN's encoding of numbers by modes. The networks are constants here: the tests compare what is computed of their outputs.

Made with PyTorch 1.13.0 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/mixed_rows.py > tests/golden/mixed_rows.json
"""

import json
import math

import numpy as np
import torch
from torch.nn import functional as F

from deterministic import fill, numbers, rows, step
from torch import nn

ROWS, LATENT, HIDDEN = 24, 3, 5
MODES, LEVELS = 2, 3  # a number with two modes, a number without, a category of three levels
WIDTH = (1 + MODES) + 1 + LEVELS


def mixed():
    """Rows in model space: mode + place, number, level."""
    x = rows(ROWS, 3, 1000, 1.0)
    mode = torch.floor((x[:, 0] + 1) / 2 * MODES).clamp(0, MODES - 1)
    place = 0.1 + 0.8 * (x[:, 1] + 1) / 2
    level = torch.floor((x[:, 2] + 1) / 2 * LEVELS).clamp(0, LEVELS - 1)
    return (mode + place).float().double(), x[:, 1], level


def encoded(coded, number, level):
    mode = coded.floor()
    return torch.cat(
        [
            (2 * (coded - mode) - 1)[:, None],
            F.one_hot(mode.long(), MODES).double(),
            number[:, None],
            F.one_hot(level.long(), LEVELS).double(),
        ],
        1,
    )


class Tvae(nn.Module):
    """As sdv-dev/CTGAN's TVAE: tanh means, learned deviations, cross-entropies, the reconstruction twice, and the KL divergence."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 2 * LATENT)
        )
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, WIDTH)
        )
        self.last = nn.ParameterDict({"deviations": nn.Parameter(torch.zeros(2).double())})  # after the networks

    def loss(self, features, noise):
        mean, log_variance = self.encoder(features).chunk(2, 1)
        output = self.decoder(mean + (log_variance / 2).exp() * noise)
        sigma = 0.01 + 0.99 * torch.sigmoid(self.last["deviations"])
        normal = torch.distributions.Normal(torch.stack([output[:, 0].tanh(), output[:, 3]], 1), sigma)
        error = -normal.log_prob(features[:, [0, 3]]).sum()
        error = error + F.cross_entropy(output[:, 1:3], features[:, 1:3].argmax(1), reduction="sum")
        error = error + F.cross_entropy(output[:, 4:7], features[:, 4:7].argmax(1), reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return (2 * error + divergence) / ROWS


def posterior(current, clean, alpha, before):
    """q(x_(t-1) | x_t, x_0) of Hoogeboom et al. 2021, eq. 13."""
    levels = current.shape[1]
    theta = (alpha * current + (1 - alpha) / levels) * (before * clean + (1 - before) / levels)
    return theta / theta.sum(1, keepdim=True)


def divergences():
    """KL of posteriors given x_0 and given a guess, for a few noise levels."""
    found = []
    for kept, before in [(0.9, 1.0), (0.5, 0.52), (0.01, 0.03)]:
        current = torch.tensor([[0.0, 1.0, 0.0, 0.0]]).double()
        clean = torch.tensor([[0.0, 0.0, 1.0, 0.0]]).double()
        guess = torch.softmax(torch.tensor([[0.3, -0.2, 1.1, 0.0]]).double(), 1)
        p, q = posterior(current, clean, kept / before, before), posterior(current, guess, kept / before, before)
        found.append({"kept": kept, "before": before, "divergence": F.kl_div(q.log(), p, reduction="sum").item()})
    return found


def places():
    """Modes and places of values: (x - mu_k) / (4 sigma_k) in the most probable mode, as ctgan's ClusterBasedNormalizer."""
    means, deviations, weights = np.array([0.2, 0.8]), np.array([0.05, 0.1]), np.array([0.7, 0.3])
    values = [0.0, 0.15, 0.33, 0.4, 0.5, 0.9, 1.0]
    found = []
    for x in values:
        mode = int(np.argmax(np.log(weights) - np.log(deviations) - 0.5 * ((x - means) / deviations) ** 2))
        found.append([x, mode, float(np.clip((x - means[mode]) / (4 * deviations[mode]), -0.99, 0.99))])
    return found


model = fill(Tvae().double())
model.last["deviations"].data.zero_()
noise = rows(ROWS, LATENT, 1001, 1.0)
print(json.dumps({"tvae": step(model, model.loss(encoded(*mixed()), noise)), "divergences": divergences(), "places": places()}))
