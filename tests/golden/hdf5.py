"""Small HDF5 files of every layout that is read, as h5py writes them, with their numbers; and files that must be refused.

Made with h5py 3.7.0 (HDF5 1.10.8) and NumPy 1.24.2 of Debian 12:
    /usr/bin/python3 tests/golden/hdf5.py > tests/golden/hdf5.json
"""

import base64
import gzip
import json
import os
import sys
import tempfile

import h5py
import numpy as np

RAMP = np.arange(12, dtype="<f8").reshape(4, 3) / 7 - 0.5
WHOLE = {"compression": "gzip", "compression_opts": 9}


def written(fill, describe, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.h5")
        with h5py.File(path, "w", **options) as file:
            fill(file)
        with open(path, "rb") as stream:
            # Files have holes of zeros: packed, they take a tenth.
            content = {"file": base64.b64encode(gzip.compress(stream.read(), mtime=0)).decode()}
        with h5py.File(path, "r") as file:
            return content | describe(file)


def values(file):
    datasets = {}
    file.visititems(lambda name, item: datasets.update({name: item}) if isinstance(item, h5py.Dataset) else None)
    return {
        "datasets": {
            name: {"shape": list(item.shape), "values": item[()].astype("<f8").ravel().tolist()}
            for name, item in datasets.items()
        }
    }


def case(fill, **options):
    return written(fill, values, **options)


def refused(says, fill, **options):
    return written(fill, lambda _: {"says": says}, **options)


def one(data, **options):
    return lambda file: file.create_dataset("table", data=data, track_times=False, **options)


def parts(file):
    for i, name in enumerate(["train", "validation", "test"]):
        file.create_dataset(name, data=RAMP[: 3 - i] + i, track_times=False)


def nested(file):
    parts(file)
    file.create_dataset("deep/deeper/values", data=np.arange(5), track_times=False)
    file["again"] = file["train"]
    file["deep/up"] = file["/"]
    file["soft"] = h5py.SoftLink("/train")
    file["other"] = h5py.ExternalLink("other.h5", "train")
    file["train"].attrs["about"] = "an attribute " * 20


def many(file):
    for i in range(40):
        file.create_dataset(f"column{i:02d}", data=np.arange(3) + i, track_times=False)


def compact(file):
    space = h5py.h5s.create_simple(RAMP.shape)
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    h5py.h5d.create(file.id, b"table", h5py.h5t.IEEE_F64LE, space, dcpl=plist).write(h5py.h5s.ALL, h5py.h5s.ALL, RAMP)


def early(file):
    space = h5py.h5s.create_simple((5, 4))
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((2, 3))
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    table = np.arange(20.0).reshape(5, 4)
    h5py.h5d.create(file.id, b"table", h5py.h5t.IEEE_F64LE, space, dcpl=plist).write(h5py.h5s.ALL, h5py.h5s.ALL, table)


def partly(file):
    file.create_dataset("table", (10, 2), chunks=(3, 2), dtype="f8")[:4] = 1


def resized(file):
    table = file.create_dataset("table", data=np.arange(60.0).reshape(20, 3), chunks=(4, 2), maxshape=(None, 3))
    table.resize((7, 3))


def shared(file):
    file["kind"] = np.dtype("f8")
    file.create_dataset("table", data=RAMP, dtype=file["kind"])


def virtual(file):
    layout = h5py.VirtualLayout((2,), "f8")
    layout[:] = h5py.VirtualSource("other.h5", "table", shape=(2,))
    file.create_virtual_dataset("table", layout)


def odd_float():
    kind = h5py.h5t.IEEE_F32LE.copy()
    kind.set_fields(31, 24, 7, 0, 24)
    kind.set_ebias(63)
    return kind


def odd(file):
    h5py.h5d.create(file.id, b"table", odd_float(), h5py.h5s.create_simple((2,)))


def main():
    long = np.round(np.sin(np.arange(600.0)), 2).reshape(200, 3)
    read = {
        "contiguous": case(one(RAMP)),
        "head version 2": case(one(RAMP), libver=("v108", "v108")),
        "head version 3": case(one(RAMP), libver="latest"),
        "parts": case(parts),
        "parts, latest": case(parts, libver="latest"),
        "groups": case(nested),
        "groups, latest": case(nested, libver="latest", track_order=False),
        "many names": case(many),
        "compact": case(compact),
        "compact, latest": case(compact, libver="latest"),
        "text before": case(one(RAMP), userblock_size=512),
        "chunks": case(one(np.arange(35.0).reshape(7, 5), chunks=(3, 2))),
        "chunks, one axis": case(one(np.arange(10), chunks=(4,))),
        "chunks, three axes": case(one(np.arange(60).reshape(3, 4, 5), chunks=(2, 3, 2))),
        "packed": case(one(long, chunks=(64, 3), **WHOLE)),
        "packed, shuffled": case(one(long, chunks=(64, 2), shuffle=True, **WHOLE)),
        "packed, shuffled, summed": case(one(long, chunks=(64, 2), shuffle=True, fletcher32=True, **WHOLE)),
        "summed": case(one(np.arange(9, dtype="i1").reshape(3, 3), chunks=(3, 3), fletcher32=True)),
        "deep tree": case(one(np.arange(150.0), chunks=(1,))),
        "cut after writing": case(resized),
        "single chunk": case(one(RAMP, chunks=(4, 3)), libver="latest"),
        "single chunk, packed": case(one(RAMP, chunks=(4, 3), shuffle=True, fletcher32=True, **WHOLE), libver="latest"),
        "implicit": case(early, libver="latest"),
        "fixed array": case(one(np.arange(35.0).reshape(7, 5), chunks=(3, 2)), libver="latest"),
        "fixed array, packed": case(one(long, chunks=(64, 2), shuffle=True, **WHOLE), libver="latest"),
        "fixed array, limited": case(one(RAMP, chunks=(2, 2), maxshape=(9, 5)), libver="latest"),
        "fixed array, pages": case(one(np.arange(1100, dtype="i2"), chunks=(1,)), libver="latest"),
        "no rows": case(one(np.zeros((0, 3)))),
        "no axis": case(one(np.array(2.5))),
    }
    for name in ["i1", "u1"] + [order + kind for kind in ["i2", "i4", "i8", "u2", "u4", "u8"] for order in "<>"]:
        limits = np.iinfo(name)
        read[name] = case(one(np.array([0, 1, limits.max, limits.min, 77], dtype=name)))
    for name in [order + kind for kind in ["f2", "f4", "f8"] for order in "<>"]:
        read[name] = case(one(np.array([0, -1.5, 0.1, 6e4, -(2**-14), 3], dtype=name)))

    answer = {
        "read": read,
        "refused": {
            "text": refused("a dataset of text and not of numbers", one(np.array([b"a", b"b"]))),
            "words": refused("lists of unequal length", one(["a", "b"])),
            "records": refused("records of several fields", one(np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))),
            "truth": refused("names of values", one(np.array([True, False]))),
            "complex": refused("records of several fields", one(np.array([1j]))),
            "arrays": refused("arrays within arrays", lambda file: file.create_dataset(
                "table", (2,), dtype=np.dtype(("f8", (3,))))),
            "long double": refused("not of IEEE 754 (16 bytes)", one(np.zeros(2, dtype="g"))),
            "odd floats": refused("not of IEEE 754 (4 bytes)", odd),
            "shared": refused("whose type is shared", shared),
            "LZF": refused("packed by LZF", one(RAMP, chunks=True, compression="lzf")),
            "scale-offset": refused("packed by scale-offset", one(np.arange(9), chunks=(3,), scaleoffset=4)),
            "partly written": refused("not all written", partly),
            "never written": refused("not all written", lambda file: file.create_dataset("table", (4, 2))),
            "empty": refused("without numbers", lambda file: file.create_dataset("table", data=h5py.Empty("f8"))),
            "growing": refused("by an extensible array", one(RAMP, chunks=(2, 2), maxshape=(None, 3)), libver="latest"),
            "growing twice": refused("tree of version 2", one(RAMP, chunks=(2, 2), maxshape=(None, None)), libver="latest"),
            "many names, latest": refused("fractal heap", many, libver="latest"),
            "virtual": refused("virtual dataset", virtual),
            "external": refused("numbers lie in other files", lambda file: file.create_dataset(
                "table", (2,), "f8", external=[("none.bin", 0, 16)])),
            "no dataset": refused("holds no dataset", lambda file: file.create_group("group")),
        },
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
