"""Byte pairs by the plain algorithm, recounted at every step, and n-gram models by their formulas: writes text.json.

Byte pairs: Sennrich et al. 2016, within pieces, ties to the smaller numbers. Kneser-Ney: Chen & Goodman 1998 (TR-10-98), §3 and
eq. 26, interpolated down to the uniform distribution over 256 bytes; Witten-Bell: their eq. 15 and 16. Run: python3 tests/golden/text.py
"""

import collections
import json
import pathlib
import re

SAMPLE = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,\n"
    "it was the epoch of belief, it was the epoch of incredulity:   in 1775,\n\n\"two\" cities - Zürich, Łódź!\n"
).encode()

PIECE = re.compile(rb" ?[A-Za-z\x80-\xff]+| ?[0-9]+| ?[^\sA-Za-z0-9\x80-\xff]+|\s+(?=\S)|\s+")


def pieces(text):
    """Runs of one kind with one space before; blanks leave the last space of a run to what follows (no run here is over 64 bytes)."""
    found, place = [], 0
    while place < len(text):
        piece = PIECE.match(text, place).group()
        if piece.isspace() and len(piece) > 1 and piece.endswith(b" ") and place + len(piece) < len(text):
            piece = piece[:-1]
        found.append(piece)
        place += len(piece)
    return found


def apply(tokens, pair, number):
    out, i = [], 0
    while i < len(tokens):
        if tuple(tokens[i : i + 2]) == pair:
            out.append(number)
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


def merges(text, count):
    parts = [list(piece) for piece in pieces(text)]
    learned = []
    while len(learned) < count:
        pairs = collections.Counter(pair for part in parts for pair in zip(part, part[1:]))
        if not pairs or max(pairs.values()) < 2:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        parts = [apply(part, best, 256 + len(learned)) for part in parts]
        learned.append(best)
    return learned, [token for part in parts for token in part]


class NGrams:
    """Counts of all orders in dictionaries, probabilities by recursion."""

    def __init__(self, texts, order, kneser_ney):
        self.order, self.kneser_ney = order, kneser_ney
        raw = [collections.Counter() for _ in range(order + 1)]
        for text in texts:
            for k in range(1, order + 1):
                raw[k].update(text[i : i + k] for i in range(len(text) - k + 1))
        self.counts = [None] * (order + 1)
        for k in range(1, order + 1):
            if kneser_ney and k < order:
                self.counts[k] = collections.Counter(gram[1:] for gram in raw[k + 1])
            else:
                self.counts[k] = raw[k]
        self.discounts = [None] + [self.discount(self.counts[k]) for k in range(1, order + 1)]
        self.follow = collections.defaultdict(list)
        for k in range(1, order + 1):
            for gram, count in self.counts[k].items():
                self.follow[gram[:-1]].append(count)

    def discount(self, counts):
        n = [sum(1 for c in counts.values() if c == i) for i in range(5)]
        if min(n[1:]) == 0:
            return [0, 0.5, 1, 1.5]
        y = n[1] / (n[1] + 2 * n[2])
        found = [0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]]
        return found if all(0 <= found[i] <= i for i in range(4)) else [0, 0.5, 1, 1.5]

    def probability(self, context, byte):
        context = context[max(0, len(context) - self.order + 1) :]
        lower = self.probability(context[1:], byte) if context else 1 / 256
        following = self.follow.get(context, [])
        if not following:
            return lower
        total = sum(following)
        k = len(context) + 1
        count = self.counts[k].get(context + bytes([byte]), 0)
        if not self.kneser_ney:
            return (count + len(following) * lower) / (total + len(following))
        d = self.discounts[k]
        gamma = sum(d[min(c, 3)] for c in following) / total
        return max(count - d[min(count, 3)], 0) / total + gamma * lower


sample = SAMPLE.decode()
learned, tokens = merges(SAMPLE, 40)
corpus = [bytes(sample[:150], "utf-8"), bytes(sample[150:], "utf-8")]
held_out = "it was the age of cities; times of wisdom 17".encode()
models = []
for order in range(1, 9):
    for kneser_ney in [True, False]:
        model = NGrams(corpus, order, kneser_ney)
        values = [model.probability(held_out[:i], held_out[i]) for i in range(len(held_out))]
        models.append({"order": order, "isKneserNey": kneser_ney, "probabilities": values})
answer = {
    "sample": sample,
    "pieces": [len(piece) for piece in pieces(SAMPLE)],
    "merges": learned,
    "tokens": tokens,
    "corpus": [text.decode() for text in corpus],
    "heldOut": held_out.decode(),
    "models": models,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(answer) + "\n")
