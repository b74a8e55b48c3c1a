"""The fundamental frequency of frames by YIN (de Cheveigné and Kawahara 2002, steps 1 to 5), vectorised with NumPy: writes pitch.json.

Run with a Python that has NumPy: python3 tests/golden/pitch.py
"""

import json
import pathlib

import numpy as np

LOWEST, HIGHEST, WINDOW, THRESHOLD = 60, 1200, 0.025, 0.1


def yin(frame, rate):
    window, longest = int(rate * WINDOW), int(rate / LOWEST)
    lags = np.arange(longest + 2)
    shifted = np.lib.stride_tricks.sliding_window_view(frame, window)[: longest + 2]
    d = ((shifted - frame[:window]) ** 2).sum(1)
    normalised = np.concatenate([[1], d[1:] * lags[1:] / np.maximum(np.cumsum(d[1:]), 1e-300)])
    range_ = np.arange(int(rate / HIGHEST), longest + 1)
    inner = normalised[range_]
    minima = (inner <= normalised[range_ - 1]) & (inner < normalised[range_ + 1]) & (inner < THRESHOLD)
    lag = range_[np.argmax(minima)] if minima.any() else range_[np.argmin(inner)]
    a, b, c = normalised[lag - 1 : lag + 2]
    bend = a - 2 * b + c
    offset = np.clip((a - c) / (2 * bend), -1, 1) if bend > 0 else 0
    return rate / (lag + offset), float(np.clip(b, 0, 1))


def frames():
    for rate, f0, kind in [(8000, 110, "sine"), (8000, 440.5, "hum"), (16000, 233.1, "hum"), (8000, 700, "noisy"), (8000, 0, "noise")]:
        length = int(rate * WINDOW) + int(rate / LOWEST) + 1
        t = np.arange(length) / rate
        noise = np.sin(0.7390851 * np.arange(1, length + 1) ** 2)
        harmonics = {"sine": [1], "hum": [1, 0.5, 0.33], "noisy": [1, 0.2], "noise": []}[kind]
        frame = sum((h * np.sin(2 * np.pi * f0 * (k + 1) * t + k) for k, h in enumerate(harmonics)), 0 * t)
        frame = (0.4 * frame + {"noisy": 0.05, "noise": 0.4}.get(kind, 0) * noise).astype(np.float32)
        frequency, aperiodicity = yin(frame.astype(np.float64), rate)
        yield {"rate": rate, "samples": frame.tolist(), "frequency": frequency, "aperiodicity": aperiodicity}


pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(list(frames())) + "\n")
