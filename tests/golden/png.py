"""Small PNG files of every supported kind, and their pixels as Pillow decodes them.

Needs Debian's python3-pil and python3-numpy. Made with Pillow 9.4.0:
    /usr/bin/python3 tests/golden/png.py > tests/golden/png.json
With a file's name instead, prints size, SHA-256 of the pixels and the sum of each channel, to check a written file by hand.
    /usr/bin/python3 tests/golden/png.py figures/picture-both.png
"""

import base64
import hashlib
import io
import json
import sys

import numpy as np
from PIL import Image


def picture(width, height, channels):
    """Waves with a hard edge and some noise, so that every filter is in use."""
    random = np.random.RandomState(7)
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    values = 127 + 100 * np.sin(0.21 * x * (c + 1) + 0.17 * y + c) + random.normal(0, 3, x.shape)
    values[(x + 2 * y) % 23 < 5] = 250
    return np.clip(values, 0, 255).astype(np.uint8).squeeze()


def entry(image, want, **options):
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    pixels = np.asarray(Image.open(io.BytesIO(file.getvalue())).convert(want))
    return {
        "width": image.width,
        "height": image.height,
        "channels": {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}[want],
        "png": base64.b64encode(file.getvalue()).decode(),
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
    }


def main():
    grey = Image.fromarray(picture(31, 17, 1))
    colour = Image.fromarray(picture(31, 17, 3))
    keyed = np.array(colour)
    keyed[3:9, 4:20] = (1, 2, 3)
    few = colour.quantize(13)
    answer = {
        "grey": entry(grey, "L"),
        "grey and alpha": entry(Image.fromarray(picture(31, 17, 2), "LA"), "LA"),
        "RGB": entry(colour, "RGB"),
        "RGBA": entry(Image.fromarray(picture(31, 17, 4), "RGBA"), "RGBA"),
        "RGB stored plainly": entry(colour, "RGB", compress_level=0),
        "RGB with a transparent colour": entry(Image.fromarray(keyed), "RGBA", transparency=(1, 2, 3)),
        "palette of 8 bits": entry(colour.quantize(200), "RGB"),
        "palette of 4 bits": entry(few, "RGB"),
        "palette of 2 bits": entry(colour.quantize(4), "RGB"),
        "palette of 1 bit": entry(colour.quantize(2), "RGB"),
        "palette with transparent entries": entry(few, "RGBA", transparency=bytes([0, 90, 255])),
        "black and white": entry(grey.convert("1"), "L"),
        "one pixel": entry(Image.fromarray(picture(31, 17, 3)[:1, :1]), "RGB"),
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


def describe(path):
    pixels = np.asarray(Image.open(path))
    print(pixels.shape, hashlib.sha256(pixels.tobytes()).hexdigest(), pixels.sum(axis=(0, 1)).tolist())


if __name__ == "__main__":
    describe(sys.argv[1]) if len(sys.argv) > 1 else main()
