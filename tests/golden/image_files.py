"""Small files in the official formats of image datasets, with what is in them, and files that must be refused.

Made with Python 3.11, NumPy 1.24.2 and SciPy 1.10.1 of Debian 12:
    /usr/bin/python3 tests/golden/image_files.py > tests/golden/image_files.json

The pickles of CIFAR-10 were written by Python 2's cPickle with protocol 2, which Python 3 no longer writes (its texts are
unicode): they are put together here opcode by opcode and read back by Python 3's pickle as torchvision reads them.
"""

import base64
import gzip
import io
import json
import pickle
import struct
import sys
import tarfile
import zipfile

import numpy as np
import scipy.io


def text(value):
    return b"U" + bytes([len(value)]) + value if len(value) < 256 else b"T" + struct.pack("<i", len(value)) + value


def number(value):
    return b"K" + bytes([value]) if value < 256 else b"M" + struct.pack("<H", value)


class Python2Pickle:
    """Counts memo indices as cPickle does, so that the bytes are the same."""

    def __init__(self):
        self.place = 0

    def remember(self):
        self.place += 1
        return b"q" + bytes([self.place]) if self.place < 256 else b"r" + struct.pack("<i", self.place)

    def batch(self, name, labels, data, filenames, by_columns=False, element=b"u1"):
        words = [b"\x80\x02}", self.remember(), b"("]
        words += [text(b"batch_label"), self.remember(), text(name), self.remember()]
        words += [text(b"labels"), self.remember(), b"]", self.remember(), b"("]
        words += [number(label) for label in labels] + [b"e"]
        words += [text(b"data"), self.remember()]
        words += [b"cnumpy.core.multiarray\n_reconstruct\n", self.remember(), b"cnumpy\nndarray\n", self.remember()]
        words += [b"K\x00\x85", self.remember(), text(b"b"), self.remember(), b"\x87", self.remember(), b"R"]
        words += [self.remember(), b"(K\x01", number(data.shape[0]), number(data.shape[1]), b"\x86", self.remember()]
        words += [b"cnumpy\ndtype\n", self.remember(), text(element), self.remember(), b"K\x00K\x01\x87"]
        words += [self.remember(), b"R", self.remember(), b"(K\x03", text(b"|"), self.remember()]
        words += [b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00t", self.remember(), b"b"]
        words += [b"\x88" if by_columns else b"\x89", text(data.tobytes("F" if by_columns else "C")), self.remember()]
        words += [b"t", self.remember(), b"b", text(b"filenames"), self.remember(), b"]", self.remember(), b"("]
        for filename in filenames:
            words += [text(filename), self.remember()]
        return b"".join(words + [b"eu."])


def images(first, count):
    i, c, r, x = np.ogrid[first : first + count, :3, :32, :32]
    return ((i * 7 + c * 50 + r * 3 + x // 2 * 5) % 256).astype(np.uint8).reshape(count, 3072)


def labels(first, count):
    return [(i * 3 + 1) % 10 for i in range(first, first + count)]


def tar(files):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(stream.getvalue(), mtime=0)


def cifar():
    python, binary = [], []
    names = [b"data_batch_%d" % i for i in range(1, 6)] + [b"test_batch"]
    for i, name in enumerate(names):
        data, classes = images(2 * i, 2), labels(2 * i, 2)
        content = Python2Pickle().batch(b"batch %d" % i, classes, data, [b"a_s_%d.png" % j for j in range(2)])
        read = pickle.loads(content, encoding="latin1")
        assert np.array_equal(read["data"], data) and read["labels"] == classes, name
        python.append(("cifar-10-batches-py/" + name.decode(), content))
        records = b"".join(bytes([k]) + row.tobytes() for k, row in zip(classes, data))
        binary.append(("cifar-10-batches-bin/" + name.decode() + ".bin", records))
    python.insert(0, ("cifar-10-batches-py/batches.meta", b"\x80\x02}q\x01."))
    binary.insert(0, ("cifar-10-batches-bin/batches.meta.txt", b"airplane\n"))
    columns = Python2Pickle().batch(b"turned", labels(0, 2), images(0, 2), [], by_columns=True)
    assert np.array_equal(pickle.loads(columns, encoding="latin1")["data"], images(0, 2))
    floats = Python2Pickle().batch(b"floats", labels(0, 1), images(0, 1).astype("f4"), [], element=b"f4")
    return {
        "pixels": images(0, 12).tobytes(),
        "labels": bytes(labels(0, 12)),
        "python.tar.gz": tar(python),
        "binary.tar.gz": tar(binary),
        "python": python[1][1],
        "columns": columns,
        "floats": floats,
        "modern": pickle.dumps({"data": images(0, 1), "labels": [1]}, protocol=4),
        "lacking.tar.gz": tar(python[:-1]),
        "twice.tar.gz": tar([*binary[:2], binary[1]]),
    }


def mat(variables, **options):
    stream = io.BytesIO()
    scipy.io.savemat(stream, variables, **options)
    return b"MATLAB 5.0 MAT-file".ljust(124) + stream.getvalue()[124:] if "format" not in options else stream.getvalue()


def svhn():
    pixels = images(0, 3).reshape(3, 3, 32, 32)
    x = np.ascontiguousarray(pixels.transpose(2, 3, 1, 0))
    y = np.array([[1], [10], [5]], dtype=np.uint8)
    other = {"note": "text", "cell": np.array([[1, "a"]], dtype=object)}
    return {
        "pixels": pixels.tobytes(),
        "packed": mat({"X": x, "y": y}, do_compression=True),
        "plain": mat({**other, "X": x, "y": y}),
        "doubles": mat({"X": x, **other, "y": y.astype("f8")}, do_compression=True),
        "fractions": mat({"X": x, "y": y + 0.5}),
        "text": mat({"X": "text", "y": y}),
        "complex": mat({"X": np.array([1j]), "y": y}),
        "lacking": mat({"X": x}),
        "level4": mat({"X": np.arange(4.0)}, format="4"),
    }


def npz(arrays, pack=True):
    stream = io.BytesIO()
    (np.savez_compressed if pack else np.savez)(stream, **arrays)
    return stream.getvalue()


def bomb():
    stream = io.BytesIO()
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": (2**31 - 1,)})
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", header.getvalue() + bytes(10_000_000))
    return stream.getvalue()


def arrays():
    a = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    return {
        "packed": npz({"a": a, "wide": a.astype(">i4"), "float": a.astype("f8"), "turned": np.asfortranarray(a)}),
        "stored": npz({"a": a, "one": np.uint8(7), "flags": a > 5}, pack=False),
        "range": npz({"a": a.astype("i8") * 100}),
        "negative": npz({"a": -a.astype("i2")}),
        "fraction": npz({"a": a / 2}),
        "objects": npz({"a": np.array([None])}),
        "texts": npz({"a": np.array(["a"])}),
        "bomb": bomb(),
    }


def main():
    answer = {"cifar": cifar(), "svhn": svhn(), "npz": arrays()}
    json.dump(answer, sys.stdout, default=lambda b: base64.b64encode(b).decode(), separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
