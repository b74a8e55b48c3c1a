"""A safetensors file written from the format's description alone (github.com/huggingface/safetensors, README, "Format"),
in the order of its own library: the widest numbers first, then by name.

Made with Python 3.11:
    /usr/bin/python3 tests/golden/safetensors.py > tests/golden/safetensors.json
"""

import base64
import json
import struct
import sys

TENSORS = [
    ("a.weight", "F32", [2, 3], "<6f", [1, -2.5, 0.1, 3e38, 1e-45, 0]),
    ("step", "I64", [], "<q", [2**53 + 1]),
    ("moments", "F64", [2], "<2d", [1 / 3, -1e-300]),
    ("mask", "U8", [3], "<3B", [0, 127, 255]),
    ("half", "F16", [1, 1], "<e", [0.5]),
    ("none", "F32", [0, 4], "<0f", []),
]
METADATA = {"format": "likeness", "a": "π \"x\"\n"}
SIZES = {"F64": 8, "I64": 8, "F32": 4, "F16": 2, "U8": 1}


def main():
    header, data = {"__metadata__": dict(sorted(METADATA.items()))}, b""
    for name, kind, shape, form, values in sorted(TENSORS, key=lambda t: (-SIZES[t[1]], t[0])):
        part = struct.pack(form, *values)
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    file = struct.pack("<Q", len(text)) + text + data
    json.dump({"file": base64.b64encode(file).decode()}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
