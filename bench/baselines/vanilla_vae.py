"""The PyTorch side of `vanilla`: the Vanilla VAE trained on images for some epochs, and its loss on test images.

The network is `vae.py`'s, the published one; Adam 2e-4, batches of 128 in a new order each epoch, images in [-1, 1]. The loss of a
batch is the mean squared error per pixel + 1e-4 KL divergence (summed over the latent, mean over the batch); on test images it is the
same with the running averages of batch norm. Its mean and standard deviation over the last epochs are reported, since it varies between epochs.
The form with the fastest steps is selected first and then trained.
"""

import time

import numpy
import torch

from baseline import fastest, options, report
from vae import Vae, training

CHANNELS, LATENT, BATCH = [32, 64, 128, 256, 512], 128, 128
FORMS = {"contiguous": torch.contiguous_format, "channels last": torch.channels_last}


def images(path, form):
    pixels = numpy.load(path).astype(numpy.float32) / 127.5 - 1
    pixels = pixels[:, None] if pixels.ndim == 3 else pixels.transpose(0, 3, 1, 2)
    return torch.from_numpy(numpy.ascontiguousarray(pixels)).to(memory_format=form)


def main():
    def more(parser):
        parser.add_argument("--train", required=True)
        parser.add_argument("--test", required=True)
        parser.add_argument("--epochs", type=int, default=20)
        parser.add_argument("--last", type=int, required=True)

    given = options(more)
    ways = {
        f"{name}, {foreach}": lambda form=form, foreach=foreach: training(given.small, form, foreach)
        for name, form in FORMS.items()
        for foreach in (False, True)
    }
    _, way = fastest(ways, given.seconds)
    name, foreach = way.split(", ")
    form, foreach = FORMS[name], foreach == "True"
    train, test = images(given.train, form), images(given.test, form)
    channels, latent = ([4, 8, 8, 8, 8], 4) if given.small else (CHANNELS, LATENT)
    model = Vae(channels, latent, train.shape[1]).to(memory_format=form)
    adam = torch.optim.Adam(model.parameters(), lr=2e-4, foreach=foreach)
    seconds, losses = 0.0, []
    for epoch in range(given.epochs):
        start = time.perf_counter()
        model.train()
        order = torch.randperm(len(train))
        for first in range(0, len(train), BATCH):
            batch = train[order[first : first + BATCH]].contiguous(memory_format=form)
            adam.zero_grad(set_to_none=True)
            model.loss(batch).backward()
            adam.step()
        seconds += time.perf_counter() - start
        if epoch >= given.epochs - given.last:
            losses.append(unseen(model, test))
    report(
        {"epoch": seconds / given.epochs, "loss": float(numpy.mean(losses)), "spread": float(numpy.std(losses))},
        way=way,
    )


def unseen(model, test):
    model.eval()
    total = 0.0
    with torch.inference_mode():
        for first in range(0, len(test), BATCH):
            batch = test[first : first + BATCH]
            total += model.loss(batch).item() * len(batch)
    return total / len(test)


if __name__ == "__main__":
    main()
