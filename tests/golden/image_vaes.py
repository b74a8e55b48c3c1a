"""Variational autoencoders of images in PyTorch, in double precision, under given noise: loss, gradients by all weights, and the bound on
the log-density.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/image_vaes.py > tests/golden/image_vaes.json
"""

import json
import math
import sys

import torch
from torch.distributions import Independent, Normal, kl_divergence
from torch.nn import functional as F

from deterministic import packed, rows
from named_weights import Weights

SIDE, LATENT, BATCH, CLASSES, DRAWS = 16, 3, 8, 2, 2
X = rows(BATCH, SIDE * SIDE, 1000, 1.0).reshape(BATCH, 1, SIDE, SIDE)
Y = torch.arange(BATCH) % CLASSES


def normal(mean, log_variance):
    return Independent(Normal(mean, (log_variance / 2).exp()), mean.dim() - 1)


WIDTH = 2 / 255


def levels(mean, log_variance, x):
    """log P(level)/width of each image under a normal that is rounded to the 256 levels of [-1, 1], by log_ndtr in the lower tail."""
    sd = (log_variance / 2).exp()
    low, high = (x - WIDTH / 2 - mean) / sd, (x + WIDTH / 2 - mean) / sd
    flip = low + high > 0
    low, high = torch.where(flip, -high, low), torch.where(flip, -low, high)
    inner = torch.special.log_ndtr(high) + torch.log(-torch.expm1(torch.special.log_ndtr(low) - torch.special.log_ndtr(high)))
    first = torch.special.log_ndtr((x + WIDTH / 2 - mean) / sd)
    last = torch.special.log_ndtr((mean - x + WIDTH / 2) / sd)
    each = torch.where(x < -1 + WIDTH / 2, first, torch.where(x > 1 - WIDTH / 2, last, inner))
    return (each - math.log(WIDTH)).flatten(1).sum(1)


def weighted(weight, batch):
    return torch.logsumexp(weight.reshape(-1, batch), 0) - math.log(len(weight) // batch)


def norm(w, name, x, training):
    c = x.shape[1]
    mean, variance = torch.zeros(c).double(), torch.ones(c).double()
    return F.batch_norm(x, mean, variance, w(f"{name}.norm.weight", c), w(f"{name}.norm.bias", c), training)


def encoder(w, x, training):
    """Features of channels 2 and 3."""
    for i, c in enumerate([2, 3]):
        x = F.conv2d(x, w(f"encoder.{i}.weight", c, x.shape[1], 3, 3), w(f"encoder.{i}.bias", c), stride=2, padding=1)
        x = F.leaky_relu(norm(w, f"encoder.{i}", x, training), 0.01)
    return x.flatten(1)


def decoder(w, z, y, training):
    x = F.linear(z, w("start.weight", 48, LATENT), w("start.bias", 48))
    if y is not None:
        x = x + w("class.weight", CLASSES, 48)[y]
    x = x.reshape(-1, 3, 4, 4)
    for i, c in enumerate([2, 2]):
        weight, bias = w(f"decoder.{i}.weight", x.shape[1], c, 3, 3), w(f"decoder.{i}.bias", c)
        x = F.conv_transpose2d(x, weight, bias, stride=2, padding=1, output_padding=1)
        x = F.leaky_relu(norm(w, f"decoder.{i}", x, training), 0.01)
    return F.conv2d(x, w("last.weight", 1, 2, 3, 3), w("last.bias", 1), padding=1).tanh()


def head(w, name, x):
    return F.linear(x, w(f"{name}.weight", LATENT, x.shape[1]), w(f"{name}.bias", LATENT))


def plain():
    """An autoencoder without noise."""
    w = Weights()
    return w.gradients(F.mse_loss(decoder(w, head(w, "mean", encoder(w, X, True)), None, True), X))


def scored(w, x, name="critic"):
    """Features and scores of a discriminator of widths 2 and 4."""
    x = F.conv2d(x, w(f"{name}.0.weight", 2, 1, 4, 4), w(f"{name}.0.bias", 2), stride=2, padding=1)
    x = F.conv2d(F.leaky_relu(x, 0.2), w(f"{name}.1.weight", 4, 2, 4, 4), None, stride=2, padding=1)
    x = F.leaky_relu(norm(w, f"{name}.1", x, True), 0.2).flatten(1)
    return x, F.linear(x, w(f"{name}.last.weight", 1, 64), w(f"{name}.last.bias", 1))


def sharpened():
    """The second part of an autoencoder's training, against a discriminator of widths 2 and 4, with a weight of 0.25."""

    def cross(scores, target):
        return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, target))

    def back(w):
        return decoder(w, head(w, "mean", encoder(w, X, False)).detach(), None, True)

    decoders, critics = Weights(), Weights()
    made = back(decoders)
    first = decoders.gradients(F.mse_loss(made, X) + 0.25 * cross(scored(decoders, made, "discriminator")[1], 1.0))
    real, generated = (scored(critics, x, "discriminator")[1] for x in [X, back(critics)])
    second = critics.gradients(cross(real, 1.0) + cross(generated, 0.0))
    return {"decoder": first, "discriminator": second}


def conditional():
    """A Kullback-Leibler weight of 0.01."""

    def posterior(w, x, y, training):
        x = encoder(w, x, training)
        return normal(*(head(w, n, x) + w(f"class_{n}.weight", CLASSES, LATENT)[y] for n in ["mean", "log_variance"]))

    w = Weights()
    q = posterior(w, X, Y, True)
    z = q.mean + q.stddev * rows(BATCH, LATENT, 1001, 1.5)
    standard = normal(torch.zeros_like(z), torch.zeros_like(z))
    loss = F.mse_loss(decoder(w, z, Y, True), X) + 0.01 * kl_divergence(q, standard).mean()
    answer = w.gradients(loss)
    x, y = X.repeat(DRAWS, 1, 1, 1), Y.repeat(DRAWS)
    q = posterior(w, x, y, False)
    z = q.mean + q.stddev * rows(DRAWS * BATCH, LATENT, 1002, 1.5)
    variance = 0.01 * SIDE * SIDE / 2
    made = decoder(w, z, y, False)
    prior = normal(torch.zeros_like(z), torch.zeros_like(z))
    weight = levels(made, torch.tensor(math.log(variance)).double(), x) + prior.log_prob(z) - q.log_prob(z)
    return answer | {"density": packed([weighted(weight, BATCH) - math.log(CLASSES)])}


def adversarial():
    """VAE-GAN with a discriminator of widths 2 and 4, and weights that all differ."""

    def run(w):
        x = encoder(w, X, True)
        q = normal(head(w, "mean", x), head(w, "log_variance", x))
        back = decoder(w, q.mean + q.stddev * rows(BATCH, LATENT, 1001, 1.5), None, True)
        return q, back, 0.5 * F.mse_loss(back, X) + 2 * F.mse_loss(scored(w, back)[0], scored(w, X)[0])

    def prior(w):
        return scored(w, decoder(w, rows(BATCH, LATENT, 1002, 1.5), None, True))[1]

    def cross(scores, target):
        return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, target))

    encoders, decoders, critics = Weights(), Weights(), Weights()
    q, _, reconstruction = run(encoders)
    standard = normal(torch.zeros_like(q.mean), torch.zeros_like(q.mean))
    first = encoders.gradients(reconstruction + 0.01 * kl_divergence(q, standard).mean())
    _, back, reconstruction = run(decoders)
    unmasked = cross(scored(decoders, back)[1], 1.0) + 0.7 * cross(prior(decoders), 1.0)
    second = decoders.gradients(0.4 * reconstruction + 0.25 * unmasked)
    _, back, _ = run(critics)
    separated = cross(scored(critics, X)[1], 1.0) + cross(scored(critics, back)[1], 0.0)
    third = critics.gradients(separated + 0.7 * cross(prior(critics), 0.0))
    return {"encoder": first, "decoder": second, "discriminator": third}


def hierarchical():
    """Two levels of 2 and 3 channels with latents of one number per position: 4 × 4 of the upper level, 8 × 8 of the lower."""
    channels, widths = [2, 3], [16, 64]

    def conv(w, name, x, c, k=3, stride=1):
        return F.conv2d(x, w(f"{name}.weight", c, x.shape[1], k, k), w(f"{name}.bias", c), stride=stride, padding=1)

    def up(w, name, x, c):
        return F.conv_transpose2d(
            x, w(f"{name}.weight", x.shape[1], c, 4, 4), w(f"{name}.bias", c), stride=2, padding=1
        )

    def block(w, name, x):
        c = x.shape[1]
        return x + conv(w, f"{name}.1", F.silu(conv(w, f"{name}.0", F.silu(x), c)), c)

    def split(x):
        return x[:, :1], 8 * torch.tanh(x[:, 1:] / 8)

    def run(w, x, noise):
        rising = []
        y = x
        for i, c in enumerate(channels):
            y = block(w, f"levels.{i}.upper", conv(w, f"levels.{i}.up", y, c, stride=2))
            rising.append(y)
        y, context = None, None
        parts = dict(zip([1, 0], noise.split(widths, 1)))
        terms = []
        for i in [1, 0]:
            side = SIDE // 2 ** (i + 1)
            mean, log_variance = split(conv(w, f"levels.{i}.seen", F.silu(rising[i]), 2))
            if y is None:
                prior = normal(torch.zeros_like(mean), torch.zeros_like(mean))
            else:
                context = up(w, f"levels.{i}.down", y, channels[i])
                before, before_log = split(conv(w, f"levels.{i}.prior", F.silu(context), 2))
                prior = normal(before, before_log)
                ours, theirs = (-log_variance).exp(), (-before_log).exp()
                mean = (mean * ours + before * theirs) / (ours + theirs)
                log_variance = -(ours + theirs).log()
            q = normal(mean, log_variance)
            z = q.mean + q.stddev * parts[i].reshape(-1, 1, side, side)
            terms.append((q, prior, z))
            taken = conv(w, f"levels.{i}.taken", z, channels[i])
            y = block(w, f"levels.{i}.lower", taken if context is None else context + taken)
        made = conv(w, "image", F.silu(up(w, "last", y, channels[0])), 1)
        return (made, w("log_variance", 1)), terms

    w = Weights()
    made, terms = run(w, X, rows(BATCH, 80, 1001, 1.5))
    loss = -levels(*made, X).mean() + sum(kl_divergence(q, p).mean() for q, p, _ in terms)
    answer = w.gradients(loss)
    x = X.repeat(DRAWS, 1, 1, 1)
    made, terms = run(w, x, rows(DRAWS * BATCH, 80, 1002, 1.5))
    weight = levels(*made, x) + sum(p.log_prob(z) - q.log_prob(z) for q, p, z in terms)
    return answer | {"density": packed([weighted(weight, BATCH)])}


def main():
    answer = {
        "plain": plain(),
        "sharpened": sharpened(),
        "conditional": conditional(),
        "adversarial": adversarial(),
        "hierarchical": hierarchical(),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
