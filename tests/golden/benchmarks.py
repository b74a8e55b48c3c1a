#!/usr/bin/python3
"""Makes benchmarks.json: what the published preprocessing of POWER, GAS, HEPMASS and MINIBOONE makes of small made-up files.
GAS and BSDS300 are there in the formats of their official files, too.

The steps are those of the programs that came with Papamakarios et al. 2017, arXiv:1705.07057, in NumPy; where those use pandas,
what pandas does is said in a comment. Made with NumPy 1.24.2, pandas 1.5.3 and h5py 3.7.0:
    /usr/bin/python3 tests/golden/benchmarks.py ../shared/data/tabular/miniboone_first1523.npy > tests/golden/benchmarks.json
"""
import base64
import io
import json
import sys
from collections import Counter

import h5py
import numpy as np
from pandas.compat import pickle_compat

from pickled_frames import pandas018


def made_up(rows, width, salt):
    i, j = np.meshgrid(np.arange(rows), np.arange(width), indexing="ij")
    return ((i * i * 7919 + j * 104729 + i * (j + 1) * 31 + salt * 613) % 10007) / 10007.0


def tenths(data):
    test = int(0.1 * data.shape[0])
    data_test, data = data[-test:], data[0:-test]
    validate = int(0.1 * data.shape[0])
    return data[0:-validate], data[-validate:], data_test


def normalised(train, validate, test):
    both = np.vstack((train, validate))
    mu, s = both.mean(axis=0), both.std(axis=0)
    return [(part - mu) / s for part in (train, validate, test)]


def power():
    data = made_up(730, 8, 1)
    rng = np.random.RandomState(42)
    rng.shuffle(data)
    n = data.shape[0]
    data = np.delete(data, 3, axis=1)
    data = np.delete(data, 1, axis=1)
    voltage_noise = 0.01 * rng.rand(n, 1)
    gap_noise = 0.001 * rng.rand(n, 1)
    sm_noise = rng.rand(n, 3)
    time_noise = np.zeros((n, 1))
    data += np.hstack((gap_noise, voltage_noise, sm_noise, time_noise))
    return normalised(*tenths(data))


def gas_table():
    data = made_up(451, 19, 2)
    data[:, 6] = data[:, 4] + 0.01 * data[:, 5]
    data[:, 11] = 3 * data[:, 6] + 1
    data[:, 17] = data[:, 9] + 0.02 * data[:, 10]
    return data


def gas():
    data = gas_table()[:, 3:]
    while True:
        b = (np.corrcoef(data.T) > 0.98).sum(axis=1)
        if not np.any(b > 1):
            break
        data = np.delete(data, np.where(b > 1)[0][0], axis=1)
    data = (data - data.mean(axis=0)) / data.std(axis=0, ddof=1)  # pandas' std divides by n - 1
    return tenths(data)


def gas_official():
    """An excerpt of a table like ethylene_CO.pickle, and what the published program makes of it by pandas itself."""
    table = gas_table()[:120]
    names = ["Time", "Meth", "Eth"] + [f"R{i}" for i in range(1, 17)]
    rows = np.random.RandomState(1).permutation(400)[:120]
    content, _ = pandas018(names, rows, np.asfortranarray(table.T))
    data = pickle_compat.load(io.BytesIO(content), encoding="latin1").drop(["Meth", "Eth", "Time"], axis=1)
    while np.any((b := (data.corr() > 0.98).to_numpy().sum(axis=1)) > 1):
        data = data.drop(data.columns[np.where(b > 1)[0][0]], axis=1)
    return content, tenths(((data - data.mean()) / data.std()).to_numpy())


def bsds300_official():
    """A file like BSDS300.hdf5."""
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        for i, (name, rows) in enumerate([("test", 6), ("train", 10), ("validation", 4)]):
            file.create_dataset(name, data=made_up(rows, 63, i), track_times=False)
    return stream.getvalue()


def hepmass_tables():
    train, test = made_up(300, 8, 3), made_up(120, 9, 4)
    for table in (train, test):
        table[:, 0] = np.arange(len(table)) % 3 != 0
        table[:, 4] = np.floor(4 * table[:, 4])
    return train, test


def hepmass():
    train, test = hepmass_tables()
    train, test = train[train[:, 0] == 1][:, 1:], test[test[:, 0] == 1][:, 1:]
    test = test[:, :-1]
    mu, s = train.mean(axis=0), train.std(axis=0, ddof=1)  # pandas
    train, test = (train - mu) / s, (test - mu) / s
    keep = [i for i, feature in enumerate(train.T) if [v for _, v in sorted(Counter(feature).items())][0] <= 5]
    train, test = train[:, keep], test[:, keep]
    validate = int(train.shape[0] * 0.1)
    return train[0:-validate], train[-validate:], test


def miniboone_raw():
    """The raw text's signal events, before its rows and columns are chosen."""
    data = made_up(260, 7, 5)
    data[:, 3] = np.floor(3 * data[:, 3])
    data[::50, 0] = -999
    return data


def miniboone_from_raw():
    data = miniboone_raw()[:200]
    data = data[~(data[:, 0] < -100)]
    drop = [i for i, feature in enumerate(data.T) if [v for _, v in sorted(Counter(feature).items())][0] > 5]
    return normalised(*tenths(np.delete(data, drop, axis=1)))


def described(parts):
    return {
        "rows": [len(part) for part in parts],
        "width": parts[0].shape[1],
        "first": [part[0].tolist() for part in parts],
        "last": [part[-1].tolist() for part in parts],
        "sums": [float(np.sum(part * part)) for part in parts],
    }


def main():
    print(json.dumps({
        "power": described(power()),
        "gas": described(gas()),
        "gasOfficial": described(gas_official()[1]),
        "gasFile": base64.b64encode(gas_official()[0]).decode(),
        "bsds300File": base64.b64encode(bsds300_official()).decode(),
        "hepmass": described(hepmass()),
        "miniboone": described(miniboone_from_raw()),
        "minibooneExcerpt": described(normalised(*tenths(np.load(sys.argv[1])))),
        "shuffled": (lambda r: [(lambda a: (r.shuffle(a), a[:, 0].tolist())[1])(np.arange(40).reshape(20, 2)), r.rand(3).tolist()])(
            np.random.RandomState(42)),
    }, indent=1))


if __name__ == "__main__":
    main()
