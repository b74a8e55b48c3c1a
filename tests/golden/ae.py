"""An autoencoder in PyTorch, in double precision: its loss with gradients and one Adam step.

Made with PyTorch 1.13.1 and NumPy 1.24.2:
    /usr/bin/python3 tests/golden/ae.py > tests/golden/ae.json
"""

import json
import sys

from torch import nn

from deterministic import fill, rows, step

WIDTH, HIDDEN, LATENT = 5, 12, 2


def net(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def main():
    model = nn.Sequential(net(WIDTH, HIDDEN, HIDDEN, LATENT), net(LATENT, HIDDEN, HIDDEN, WIDTH)).double()
    fill(model)
    x = rows(32, WIDTH, 1000, 2.0)
    json.dump(step(model, nn.functional.mse_loss(model(x), x)), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
