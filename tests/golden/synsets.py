"""A tiny meta.mat in the layout of ImageNet's devkit, written by SciPy: the numbers are not in the order of the identifiers.

Needs Debian's python3-numpy and python3-scipy; made with SciPy 1.10.1.
    /usr/bin/python3 tests/golden/synsets.py > tests/golden/synsets.json
"""

import base64
import io
import json

import numpy as np
from scipy.io import savemat

rows = [
    (1, "n02119789", "kit fox", "small grey fox", 0, [], 0, 1300),
    (2, "n01440764", "tench", "freshwater fish", 0, [], 0, 1300),
    (1001, "n00001740", "entity", "that which exists", 2, [1, 2], 3, 0),
]
fields = ["ILSVRC2012_ID", "WNID", "words", "gloss", "num_children", "children", "wordnet_height", "num_train_images"]
synsets = np.zeros((len(rows), 1), dtype=[(name, object) for name in fields])
for i, row in enumerate(rows):
    for name, value in zip(fields, row):
        synsets[name][i, 0] = value if isinstance(value, str) else np.array(value, dtype=np.float64)

answer = {}
for name, packed in (("plain", False), ("packed", True)):
    file = io.BytesIO()
    savemat(file, {"other": np.arange(6.0), "synsets": synsets}, do_compression=packed)
    answer[name] = base64.b64encode(file.getvalue()).decode()
print(json.dumps(answer, indent=1))
