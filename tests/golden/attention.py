"""Scaled dot-product attention by PyTorch, result and gradients: writes attention.json.

Numbers are sin(0.37 i + shift), which the test repeats. Run with a Python that has PyTorch: python3 tests/golden/attention.py
"""

import json
import pathlib

import torch


def numbers(shape, shift):
    count = int(torch.tensor(shape).prod())
    return torch.sin(0.37 * torch.arange(count, dtype=torch.float64) + shift).reshape(shape).requires_grad_()


def attention(batch, queries, sources, heads, width, causal):
    q, k, v = (numbers([batch, n, width], i) for i, n in enumerate([queries, sources, sources]))

    def split(x):
        return x.reshape(batch, -1, heads, width // heads).transpose(1, 2)

    scores = split(q) @ split(k).transpose(-1, -2) / (width // heads) ** 0.5
    if causal:
        hidden = torch.ones(queries, sources, dtype=torch.bool).triu(sources - queries + 1)
        scores = scores.masked_fill(hidden, float("-inf"))
    result = (torch.softmax(scores, -1) @ split(v)).transpose(1, 2).reshape(batch, queries, width)
    (result * numbers(result.shape, 5).detach()).sum().backward()
    values = {"result": result, "queries": q.grad, "keys": k.grad, "values": v.grad}
    shape = {"batch": batch, "queries": queries, "sources": sources, "heads": heads, "width": width, "isCausal": causal}
    return {"shape": shape, **{name: [float(f"{x:.9g}") for x in t.flatten()] for name, t in values.items()}}


cases = [
    attention(2, 5, 7, 2, 6, True),
    attention(2, 5, 7, 2, 6, False),
    attention(17, 3, 3, 1, 2, True),
    attention(1, 3, 33, 1, 32, True),
    attention(16, 2, 2, 1, 16, False),
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
