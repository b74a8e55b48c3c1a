"""Small JPEG files of every supported kind, and their pixels as Pillow (libjpeg-turbo) decodes them.

Needs Debian's python3-pil, python3-numpy, gcc and libjpeg-dev. Made with Pillow 9.4.0 over libjpeg-turbo 2.1.5:
    /usr/bin/python3 tests/golden/jpeg.py > tests/golden/jpeg.json
With a file's name instead, prints what the test of that file compares: size, SHA-256 of the pixels, sum of each channel.
    /usr/bin/python3 tests/golden/jpeg.py sparse_pi_colored.jpg
"""

import base64
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

# name: (width, height, kind, sampling of the first component, quality, progressive, restart interval, separate scans)
CASES = {
    "baseline 4:2:0": (37, 29, "ycc", "22", 90, 0, 0, 0),
    "baseline 4:2:0 of whole MCUs": (32, 16, "ycc", "22", 75, 0, 0, 0),
    "baseline 4:4:4": (37, 29, "ycc", "11", 90, 0, 0, 0),
    "baseline 4:2:2": (37, 29, "ycc", "21", 85, 0, 0, 0),
    "baseline 4:4:0": (37, 29, "ycc", "12", 85, 0, 0, 0),
    "baseline 4:1:1": (37, 29, "ycc", "41", 85, 0, 0, 0),
    "coarse steps": (37, 29, "ycc", "22", 3, 0, 0, 0),
    "grey": (37, 29, "grey", "11", 80, 0, 0, 0),
    "grey with odd factors": (37, 29, "grey", "22", 80, 0, 0, 0),
    "RGB under Adobe's marker": (37, 29, "rgb", "11", 80, 0, 0, 0),
    "a scan for each component": (37, 29, "ycc", "22", 80, 0, 0, 1),
    "restart markers": (67, 37, "ycc", "22", 60, 0, 1, 0),
    "progressive 4:2:0": (37, 29, "ycc", "22", 90, 1, 0, 0),
    "progressive 4:2:2 with restart markers": (37, 29, "ycc", "21", 95, 1, 2, 0),
    "progressive grey": (37, 29, "grey", "11", 50, 1, 0, 0),
    "one pixel": (1, 1, "ycc", "22", 90, 0, 0, 0),
    "too narrow to interpolate": (3, 5, "ycc", "22", 90, 0, 0, 0),
    "8 × 8": (8, 8, "ycc", "22", 90, 0, 0, 0),
    "8 × 8 grey": (8, 8, "grey", "11", 90, 0, 0, 0),
    "8 × 8 CMYK": (8, 8, "cmyk", "11", 90, 0, 0, 0),
    "CMYK": (19, 13, "cmyk", "11", 90, 0, 0, 0),
    "YCCK 4:2:0": (19, 13, "ycck", "22", 90, 0, 0, 0),
    "progressive CMYK": (19, 13, "cmyk", "11", 80, 1, 0, 0),
}


def picture(width, height, channels):
    """Waves with a hard edge and some noise, so that every coefficient is in use."""
    random = np.random.RandomState(7)
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    values = 127 + 100 * np.sin(0.31 * x * (c + 1) + 0.17 * y + c) + random.normal(0, 12, x.shape)
    values[(x + 2 * y) % 23 < 5] = 250
    return np.clip(values, 0, 255).astype(np.uint8)


def main():
    answer = {}
    with tempfile.TemporaryDirectory() as folder:
        encoder = pathlib.Path(folder) / "jpeg_encode"
        source = pathlib.Path(__file__).with_name("jpeg_encode.c")
        subprocess.run(["gcc", "-O1", source, "-o", encoder, "-ljpeg"], check=True)
        for name, (width, height, kind, *rest) in CASES.items():
            pixels = picture(width, height, {"grey": 1, "cmyk": 4, "ycck": 4}.get(kind, 3))
            out = pathlib.Path(folder) / "out.jpg"
            command = [encoder, out, width, height, kind, *rest]
            subprocess.run([str(part) for part in command], input=pixels.tobytes(), check=True)
            image = Image.open(io.BytesIO(out.read_bytes()))
            decoded = np.asarray(image.convert("RGB") if image.mode == "CMYK" else image)
            answer[name] = {
                "width": width,
                "height": height,
                "channels": 1 if kind == "grey" else 3,
                "jpeg": base64.b64encode(out.read_bytes()).decode(),
                "pixels": base64.b64encode(decoded.tobytes()).decode(),
            }
    json.dump(answer, sys.stdout, indent=1)
    print()


def describe(path):
    pixels = np.asarray(Image.open(path))
    print(pixels.shape, hashlib.sha256(pixels.tobytes()).hexdigest(), pixels.sum(axis=(0, 1)).tolist())


if __name__ == "__main__":
    describe(sys.argv[1]) if len(sys.argv) > 1 else main()
