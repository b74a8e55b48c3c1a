"""Small .npy files of every supported element type, order and format version, as NumPy writes them, with their values.

Made with NumPy 1.24.2:
    /usr/bin/python3 tests/golden/npy.py > tests/golden/npy.json
"""

import base64
import io
import json
import sys

import numpy as np
from numpy.lib import format as npy

TYPES = ["|b1", "|i1", "|u1"] + [
    order + kind for kind in ["i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8"] for order in "<>"
]


def case(array, version=None):
    stream = io.BytesIO()
    npy.write_array(stream, array, version=version)
    plain = array.astype("<f8").ravel(order="C").tolist()
    return {"file": base64.b64encode(stream.getvalue()).decode(), "shape": list(array.shape), "values": plain}


def main():
    answer = {}
    for name in TYPES:
        kind = np.dtype(name)
        if kind.kind == "b":
            values = [0, 1, 1, 0, 1, 0]
        elif kind.kind == "f":
            values = [0, -1.5, 0.1, 6e4, -2**-14, 3]
        else:
            limits = np.iinfo(kind)
            values = [0, 1, 100, limits.max, limits.min, 77]
        array = np.array(values, dtype=kind).reshape(3, 2)
        answer[name + " C order"] = case(array)
        answer[name + " Fortran order"] = case(np.asfortranarray(array))
    ramp = np.arange(24, dtype="<f8")
    answer["one axis"] = case(ramp)
    answer["three axes, Fortran order"] = case(np.asfortranarray(ramp.reshape(2, 3, 4)))
    answer["no axis"] = case(np.array(2.5))
    answer["no rows"] = case(np.zeros((0, 3)))
    answer["version 2"] = case(ramp.reshape(4, 6), version=(2, 0))
    answer["version 3"] = case(ramp.reshape(4, 6), version=(3, 0))
    answer["float32, two axes"] = case(ramp.astype("<f4").reshape(4, 6))
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
