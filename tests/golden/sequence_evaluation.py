"""What the evaluation of texts and clips rests on, by SciPy and by brute force: writes sequence_evaluation.json.

Run with a Python that has NumPy and SciPy: python3 tests/golden/sequence_evaluation.py
"""

import collections
import json
import math
import pathlib
from fractions import Fraction

import numpy as np
from scipy import fft, signal, stats

random = np.random.default_rng(20)


def tests():
    """Fisher's exact test by SciPy; exceedances by its negative hypergeometric distribution."""
    found = []
    for generated, test, hits, test_hits in [(100, 40, 5, 0), (100, 40, 50, 1), (30, 300, 3, 2), (500, 500, 0, 4), (8, 8, 8, 0)]:
        table = [[hits, generated - hits], [test_hits, test - test_hits]]
        p = stats.fisher_exact(table, alternative="greater").pvalue
        found.append(dict(generated=generated, test=test, hits=hits, testHits=test_hits, fisher=p))
    exceed = []
    for generated, test, above, k in [(120, 120, 98, 1), (120, 120, 3, 1), (50, 200, 7, 2), (256, 40, 256, 1), (10, 10, 0, 1), (10, 10, 4, 3)]:
        # Values above the k-th largest test value: failures before the k-th success in draws without replacement.
        # SciPy's sf loses what is far below 1, so the terms are summed as fractions and compared with it.
        ways = lambda j: math.comb(j + k - 1, j) * math.comb(test + generated - k - j, generated - j)
        p = sum(Fraction(ways(j), math.comb(test + generated, generated)) for j in range(above, generated + 1))
        assert abs(float(p) - stats.nhypergeom.sf(above - 1, test + generated, generated, k)) < 1e-9
        exceed.append(dict(generated=generated, test=test, above=above, k=k, p=float(p)))
    return found, exceed


def spectra():
    rate, length, bands = 8000, 64, 6
    frame = random.normal(size=length).astype(np.float32)
    window = signal.get_window("hann", length)
    power = np.abs(fft.rfft(frame.astype(np.float64) * window)) ** 2
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (mel(rate / 2) * np.arange(bands + 2) / (bands + 1) / 2595) - 1)
    frequencies = np.arange(length // 2 + 1) * rate / length
    energies = []
    for low, middle, high in zip(edges, edges[1:], edges[2:]):
        weights = np.interp(frequencies, [low, middle, high], [0, 1, 0])
        energies.append(float(weights @ power if weights.sum() > 0 else power[round(middle * length / rate)]))
    other = (0.3 * frame + 0.2 * random.normal(size=length)).astype(np.float32)
    a, b = frame.astype(np.float64), other.astype(np.float64)
    scale = a @ b / (b @ b)
    distance = np.linalg.norm(a - scale * b) / np.linalg.norm(a)
    return dict(
        rate=rate, frame=frame.tolist(), power=power.tolist(), energies=energies, other=other.tolist(), distance=float(distance)
    )


def matches(train, text):
    def longest(i):
        return max(next((n for n in range(len(text) - i + 1) if text[i : i + n + 1] not in train or i + n >= len(text)), 0), 0)

    return [longest(i) for i in range(len(text))]


def text_of(length, letters):
    return "".join(random.choice(list(letters), size=length))


def edit_distance(window, passage):
    """The least Levenshtein distance from the window to any part of the passage."""
    column = list(range(len(window) + 1))
    least = column[-1]
    for letter in passage:
        following = [0]
        for i, other in enumerate(window, 1):
            following.append(min(following[i - 1] + 1, column[i] + 1, column[i - 1] + (letter != other)))
        column = following
        least = min(least, column[-1])
    return least


def bits(windows, scored, order, alpha=5.0):
    """MacKay and Peto's recursion on dictionaries: bits of each scored window for each order."""
    grams, contexts = collections.Counter(), collections.Counter()
    for window in windows:
        for i in range(len(window)):
            for k in range(1, min(order, i + 1) + 1):
                grams[window[i - k + 1 : i + 1]] += 1
                contexts[window[i - k + 1 : i]] += 1

    def probability(context, letter):
        shorter = probability(context[1:], letter) if context else 1 / 256
        return (grams[context + letter] + alpha * shorter) / (contexts[context] + alpha)

    return [
        [
            -sum(math.log2(probability(window[max(0, i - k + 1) : i], window[i])) for i in range(len(window)))
            for k in range(1, order + 1)
        ]
        for window in scored
    ]


fisher, exceedances = tests()
train = text_of(120, "ab") + "the cat sat on the mat and the dog sat on the log" + text_of(80, "abc")
texts = [text_of(60, "ab"), "a cat sat on a mat; the dog sat on the log!", text_of(30, "abcd") + train[40:75] + "z"]
pairs = []
for letters in ["ab", "abcdefgh"]:
    window = text_of(64, letters)
    passage = list(window)
    for place in sorted(random.choice(64, size=6, replace=False), reverse=True):
        passage[place : place + 1] = [["", "x", window[place] + "y"][place % 3]]
    pairs += [[window, text_of(5, letters) + "".join(passage) + text_of(7, letters)], [window, text_of(80, letters)], [window, ""]]
first = ["the cat sat on the mat", "the dog sat on the log", "aaaa"]
second = ["a dog and a cat", "the end"]
scored = ["the cat and the dog", "zzz", "aaaaaaaaaa"]
golden = dict(
    fisher=fisher,
    exceedances=exceedances,
    audio=spectra(),
    matches=dict(train=train, texts=[dict(text=text, lengths=matches(train, text)) for text in texts]),
    edits=[dict(window=window, passage=passage, distance=edit_distance(window, passage)) for window, passage in pairs],
    grams=dict(
        first=first,
        second=second,
        scored=scored,
        byFirst=bits(first, scored, 6),
        bySecond=bits(second, scored, 6),
        byBoth=bits(first + second, scored, 6),
    ),
)
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
