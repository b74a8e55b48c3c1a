"""The PyTorch side of `vae`: one training step of a convolutional VAE on 1 x 32 x 32 at batch 128, and its peak memory.

Encoder: 3 x 3 convolutions of stride 2 with 32, 64, 128, 256, 512 channels, each with batch norm and LeakyReLU(0.01), then linear
maps 512 -> 128 for the mean and the log-variance. Decoder: linear 128 -> 512, transposed convolutions of stride 2 (padding 1, output
padding 1) 512 -> 256 -> 128 -> 64 -> 32 -> 32, each with batch norm and LeakyReLU, a convolution 32 -> 1, tanh. Mean squared error
+ 1e-4 KL divergence (summed over the latent, mean over the batch), Adam 1e-3.

With --memory, in a process of its own: the peak memory of the steps; channels last and plain Adam, which need less memory than the
other forms.
"""

import torch
from torch import nn
from torch.nn import functional as F

from baseline import training_of_images


class Vae(nn.Module):
    def __init__(self, channels, latent, colours=1):
        super().__init__()
        self.channels = channels
        encoder, before = [], colours
        for after in channels:
            encoder += [nn.Conv2d(before, after, 3, 2, 1), nn.BatchNorm2d(after), nn.LeakyReLU(0.01, inplace=True)]
            before = after
        self.encoder = nn.Sequential(*encoder)
        self.mean = nn.Linear(before, latent)
        self.log_variance = nn.Linear(before, latent)
        self.start = nn.Linear(latent, before)
        decoder = []
        for after in [*reversed(channels[:-1]), channels[0]]:
            decoder += [
                nn.ConvTranspose2d(before, after, 3, 2, 1, 1),
                nn.BatchNorm2d(after),
                nn.LeakyReLU(0.01, inplace=True),
            ]
            before = after
        self.decoder = nn.Sequential(*decoder, nn.Conv2d(before, colours, 3, 1, 1), nn.Tanh())

    def loss(self, images):
        features = self.encoder(images).flatten(1)
        mean, log_variance = self.mean(features), self.log_variance(features)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        decoded = self.decoder(self.start(z).view(-1, self.channels[-1], 1, 1))
        divergence = -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum(1).mean()
        return F.mse_loss(decoded, images) + 1e-4 * divergence


def training(small, form, foreach):
    channels, latent, batch = ([4, 8, 8, 8, 8], 4, 4) if small else ([32, 64, 128, 256, 512], 128, 128)
    model = Vae(channels, latent).to(memory_format=form)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    images = (torch.rand(batch, 1, 32, 32) * 2 - 1).to(memory_format=form)

    def step():
        adam.zero_grad(set_to_none=True)
        model.loss(images).backward()
        adam.step()

    return step


def main():
    training_of_images(training)


if __name__ == "__main__":
    main()
