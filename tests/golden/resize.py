"""Pictures resized by Pillow's BILINEAR, the arithmetic of torchvision's Resize on pictures.

Made with Pillow 9.4.0 and NumPy 1.24.2 of Debian 12:
    /usr/bin/python3 tests/golden/resize.py > tests/golden/resize.json
"""

import base64
import json
import sys

import numpy as np
from PIL import Image

CASES = [(28, 28, 32, 32), (28, 28, 14, 14), (32, 32, 28, 28), (5, 9, 16, 3), (1, 1, 4, 4), (40, 7, 3, 7), (31, 17, 32, 64)]


def main():
    random = np.random.default_rng(5)
    answer = []
    for height, width, to_height, to_width in CASES:
        source = random.integers(0, 256, (height, width), dtype=np.uint8)
        source[random.random(source.shape) < 0.3] = 255
        result = np.asarray(Image.fromarray(source).resize((to_width, to_height), Image.Resampling.BILINEAR))
        answer.append(
            {
                "from": [height, width],
                "to": [to_height, to_width],
                "source": base64.b64encode(source.tobytes()).decode(),
                "result": base64.b64encode(result.tobytes()).decode(),
            }
        )
    json.dump(answer, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
