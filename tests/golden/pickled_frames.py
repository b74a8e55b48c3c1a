"""Small tables as pandas pickles them, old pandas under Python 2 too, with their numbers; and pickles that must be refused.

Made with pandas 1.5.3 and NumPy 1.24.2 of Debian 12:
    /usr/bin/python3 tests/golden/pickled_frames.py > tests/golden/pickled_frames.json

What pandas 0.18 and pandas 0.13 wrote under Python 2 is put together here opcode by opcode, after their BlockManager.__getstate__;
pandas 1.5.3 reads the former back as its own, and refuses the latter as too old.
"""

import base64
import io
import json
import pickle
import struct
import sys
import warnings

import numpy as np
import pandas as pd
from pandas.compat import pickle_compat

warnings.filterwarnings("ignore")


class Python2:
    """Opcodes of protocol 2 as cPickle under Python 2 wrote them, without memo indices."""

    @staticmethod
    def text(value):
        value = value.encode("latin1") if isinstance(value, str) else value
        return b"U" + bytes([len(value)]) + value if len(value) < 256 else b"T" + struct.pack("<i", len(value)) + value

    @staticmethod
    def number(value):
        return b"K" + bytes([value]) if 0 <= value < 256 else b"J" + struct.pack("<i", value)

    @classmethod
    def tuple(cls, *items):
        return b"(" + b"".join(items) + b"t"

    @classmethod
    def list(cls, *items):
        return b"](" + b"".join(items) + b"e"

    @classmethod
    def dict(cls, **items):
        return b"}(" + b"".join(cls.text(key) + item for key, item in items.items()) + b"u"

    @staticmethod
    def name(module, name):
        return b"c%s\n%s\n" % (module.encode(), name.encode())

    def dtype(self, code, order):
        state = self.tuple(b"K\x03", self.text(order), b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xff", self.number(63 if code == "O8" else 0))
        return self.name("numpy", "dtype") + self.tuple(self.text(code), b"K\x00", b"K\x01") + b"R" + state + b"b"

    def state(self, array):
        by_columns = array.flags.f_contiguous and not array.flags.c_contiguous
        if array.dtype == object:
            kind, data = self.dtype("O8", "|"), self.list(*map(self.text, array))
        else:
            kind = self.dtype(array.dtype.str[1:], array.dtype.str[0])
            data = self.text(array.tobytes("F" if by_columns else "C"))
        shape = self.tuple(*map(self.number, array.shape))
        return self.tuple(b"K\x01", shape, kind, b"\x88" if by_columns else b"\x89", data)

    def array(self, array, made=None):
        made = made or self.name("numpy", "ndarray")
        call = self.name("numpy.core.multiarray", "_reconstruct") + made + b"K\x00\x85" + self.text("b") + b"\x87R"
        return call + self.state(array) + b"b"

    def index(self, array, kind="Index"):
        call = self.name("pandas.indexes.base", "_new_Index") + self.name(
            "pandas.indexes.base" if kind == "Index" else "pandas.indexes.numeric", kind)
        return call + self.dict(data=self.array(array), name=b"N") + b"\x86R"

    def older_index(self, array, kind="Index"):
        call = (self.name("numpy.core.multiarray", "_reconstruct") + self.name("pandas.core.index", kind)
                + b"K\x00\x85" + self.text("b") + b"\x87R")
        return call + self.tuple(self.state(array), self.tuple(b"N")) + b"b"

    def slice(self, *numbers):
        return self.name("__builtin__", "slice") + self.tuple(*map(self.number, numbers)) + b"R"

    def frame(self, state, made=b")\x81"):
        manager = self.name("pandas.core.internals", "BlockManager") + made + state + b"b"
        words = self.dict(_metadata=self.list(), _typ=self.text("dataframe"), _data=manager)
        return b"\x80\x02" + self.name("pandas.core.frame", "DataFrame") + made + words + b"b."


NAMES = np.array(["Time", "Meth", "Eth", "R1"], dtype=object)
TABLE = np.round(np.sin(np.arange(20.0)), 3).reshape(4, 5)


def pandas018(names, rows, *blocks):
    """A table as pandas 0.18 wrote it: blocks of columns of one type, one after another."""
    p = Python2()
    names = np.array(names, dtype=object)
    axes = p.list(p.index(names), p.index(rows, "Int64Index"))
    ends = np.cumsum([0] + [len(block) for block in blocks])
    places = list(zip(ends, ends[1:]))
    values = p.list(*map(p.array, blocks))
    items = p.list(*(p.index(names[first:end]) for first, end in places))
    newer = p.list(*(
        p.dict(mgr_locs=p.slice(first, end, 1), values=p.array(block)) for (first, end), block in zip(places, blocks)
    ))
    extra = b"}" + p.text("0.14.1") + p.dict(axes=axes, blocks=newer) + b"s"
    content = p.frame(p.tuple(axes, values, items, extra))
    table = np.vstack(blocks).T
    frame = pickle_compat.load(io.BytesIO(content), encoding="latin1")
    assert np.array_equal(frame.to_numpy(), table) and list(frame.columns) == list(names)
    return content, table


def python2():
    """The table of four columns, the last one of integers; its rows were sampled, as GAS's were."""
    rows = np.array([7, 3, 11, 5, 2])
    return pandas018(NAMES, rows, np.asfortranarray(TABLE[:3]), np.arange(5, dtype="<i8").reshape(1, 5))


def older():
    """As pandas 0.13 wrote it: indices that are arrays, blocks by the names of their columns, here out of order."""
    p = Python2()
    axes = p.list(p.older_index(NAMES), p.older_index(np.arange(5), "Int64Index"))
    values = p.list(p.array(TABLE[1:3].astype(">f4")), p.array(TABLE[[0, 3]]))
    items = p.list(p.older_index(NAMES[[2, 1]]), p.older_index(NAMES[[0, 3]]))
    by_name = {"Eth": TABLE[1].astype("f4"), "Meth": TABLE[2].astype("f4"), "Time": TABLE[0], "R1": TABLE[3]}
    return p.frame(p.tuple(axes, values, items)), np.stack([by_name[name] for name in NAMES], axis=1)


def reconstructed():
    """The same state under the names that the protocols before 2 use to make objects."""
    p = Python2()
    axes = p.list(p.index(np.array(["a", "b"], dtype=object)), p.index(np.arange(5)))
    state = p.tuple(axes, p.list(p.array(TABLE[:2])), p.list(p.index(np.array(["a", "b"], dtype=object))))

    def made(module, name):
        return p.name("copy_reg", "_reconstructor") + p.tuple(p.name(module, name), p.name("__builtin__", "object"), b"N") + b"R"

    manager = made("pandas.core.internals", "BlockManager") + state + b"b"
    words = made("pandas.core.frame", "DataFrame") + p.dict(_data=manager) + b"b."
    return b"\x80\x02" + words, TABLE[:2].T


def described(content, names, values):
    values = [None if np.isnan(v) else float(v) for v in np.asarray(values, dtype="f8").ravel()]
    return {"file": base64.b64encode(content).decode(), "names": names, "values": values}


def case(frame, protocol=4, names=None):
    return described(pickle.dumps(frame, protocol), names or list(frame.columns), frame.to_numpy(dtype="f8"))


def refused(says, value, protocol=4):
    content = value if isinstance(value, bytes) else pickle.dumps(value, protocol)
    return {"file": base64.b64encode(content).decode(), "says": says}


def main():
    i = np.arange(6)
    mixed = pd.DataFrame({
        "a": i / 7, "count": i * 100000, "b": [0.5, np.nan, -1e300, 5e-324, 2, 3], "flag": i % 2 == 0,
        "small": i.astype("i1") - 3, "single": (i / 3).astype("f4"), "wide": i.astype("u8") + 2**40, "c": -i / 7,
    })
    drawn = mixed.sample(frac=0.8, random_state=1).drop("flag", axis=1)
    grown = mixed[["a"]].copy()
    grown["new"] = i * 2
    grown.insert(0, "first", i / 2)
    big = pd.DataFrame(np.arange(6, dtype=">f8").reshape(2, 3), columns=["π", "a b", "c"])

    read = {
        **{f"protocol {k}": case(mixed, k) for k in (2, 3, 4, 5)},
        **{f"protocol {k}, rows drawn": case(drawn, k) for k in (2, 5)},
        "blocks not joined": case(grown),
        "from one array": case(pd.DataFrame(TABLE, columns=list("abcde")), 5),
        "from one array turned": case(pd.DataFrame(TABLE.T, columns=list("abcd")), 5),
        "big-endian": case(big),
        "one value": case(pd.DataFrame({"a": [1.5]})),
        "names are numbers": case(pd.DataFrame(TABLE), 4, [f"x{k}" for k in range(5)]),
        "names are numbers, chosen": case(pd.DataFrame(TABLE)[[3, 1]], 2, ["x0", "x1"]),
        "names are mixed": case(pd.DataFrame(TABLE, columns=["a", 1, None, "", np.float64(2)]), 4, ["a", "x1", "x2", "x3", "x4"]),
        "names are NumPy's numbers": case(pd.DataFrame(TABLE[:, :2], columns=np.array([0.5, 2])), 4, ["x0", "x1"]),
        "Python 2, pandas 0.18": described(python2()[0], list(NAMES), python2()[1]),
        "Python 2, pandas 0.13": described(older()[0], list(NAMES), older()[1]),
        "Python 2, made again": described(reconstructed()[0], ["a", "b"], reconstructed()[1]),
    }
    table = pd.DataFrame({"a": [1.5, 2]})
    answer = {
        "read": read,
        "refused": {
            "text": refused("column 'word' holds Python objects and not numbers", table.assign(word=["x", "y"])),
            "dates": refused("it asks for 'pandas.", table.assign(day=pd.to_datetime(["2020-01-01", "2020-01-02"]))),
            "categories": refused("it asks for 'pandas._libs.arrays.", table.assign(k=pd.Categorical(["x", "y"]))),
            "missing integers": refused("it asks for 'pandas.core.arrays.integer.IntegerArray'", table.assign(k=pd.array([1, None]))),
            "complex": refused("column 'z' holds complex numbers", table.assign(z=[1j, 2])),
            "levels of names": refused("it asks for 'pandas.", pd.concat({"k": table}, axis=1)),
            "rows by date": refused("it asks for 'pandas.", table.set_index(pd.to_datetime(["2020-01-01", "2020-01-02"]))),
            "a series": refused("it asks for 'pandas.core.series.Series'", table["a"]),
            "twins": refused("two of its columns are named 'a'", pd.concat([table, table], axis=1)),
            "empty": refused("its DataFrame is empty", table[:0]),
            "no columns": refused("its DataFrame is empty", table[[]]),
            "dictionary": refused("it holds no DataFrame", {"a": [1, 2]}),
            "array": refused("it holds no DataFrame", TABLE),
            "protocol 1": refused("not of protocol 2 to 5", table, 1),
            "print": refused("it asks for 'builtins.print'", print),
            "a call": refused("it asks for 'posix.system'", b"\x80\x02cposix\nsystem\nX\x04\x00\x00\x00exit\x85R."),
            "a class of pandas": refused("it asks for 'pandas.core.frame.read_csv'", b"\x80\x02cpandas.core.frame\nread_csv\n."),
        },
    }
    json.dump(answer, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
