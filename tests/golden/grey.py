"""Colour pixels, and what Pillow makes of them as grey ones. Needs Debian's python3-pil and python3-numpy; made with Pillow 9.4.0.
    /usr/bin/python3 tests/golden/grey.py > tests/golden/grey.json
"""

import json

import numpy as np
from PIL import Image

pixels = np.random.RandomState(5).randint(0, 256, (20, 10, 3)).astype(np.uint8)
pixels[0, :4] = [[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 0, 255]]
grey = np.asarray(Image.fromarray(pixels).convert("L"))
print(json.dumps({"colour": pixels.transpose(2, 0, 1).ravel().tolist(), "grey": grey.ravel().tolist()}))
