"""Guidance, dropped conditions and fidelity of edits as of InstructPix2Pix (arXiv:2211.09800, §3.2.1 and eq. 3), in NumPy. Writes edits.json."""
import json
import pathlib

import numpy as np

WORDS = 3
IMAGE_SCALE, TEXT_SCALE = 1.5, 7.5
rng = np.random.default_rng(9)
x, before = (rng.uniform(-1, 1, (4, 12)) for _ in range(2))
word = np.array([0, 1, 2, 1])


def network(noisy, asked, picture):
    return np.tanh(noisy + 0.2 * (asked[:, None] + 1) + 0.5 * picture)


none, nothing = np.full(4, WORDS), np.zeros_like(before)
neither = network(x, none, nothing)
picture = network(x, none, before)
both = network(x, word, before)
guided = neither + IMAGE_SCALE * (picture - neither) + TEXT_SCALE * (both - picture)

u = np.array([0.01, 0.07, 0.12, 0.5])  # the word, both, the picture, and nothing are dropped
shown = np.array([1, 0, 0, 1])[:, None]
dropped = np.hstack([np.where(u < 0.1, WORDS, word)[:, None], before * shown])

old, target, edited = (rng.integers(0, 256, (2, 3, 4, 4)) for _ in range(3))
kept = rng.random((2, 1, 4, 4)) < 0.5
target = np.where(kept, old, target)
kept = np.broadcast_to((old == target).all(1, keepdims=True), old.shape)


def psnr(a):
    return float((10 * np.log10(255**2 / ((a - target) ** 2).reshape(2, -1).mean(1))).mean())


error, unchanged = np.abs(edited - target), np.abs(old - target)
fidelity = [psnr(edited), psnr(old), error[~kept].mean(), unchanged[~kept].mean(), error[kept].mean()]
values = dict(
    x=x, before=before, word=word, guided=guided, u=u, dropped=dropped, old=old, target=target, edited=edited,
    fidelity=np.array(fidelity),
)
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps({name: array.ravel().tolist() for name, array in values.items()}) + "\n")
