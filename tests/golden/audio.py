"""Sound as SciPy and Python's own wave module read and write it, and μ-law and resampling by their formulas: writes audio.json.

Run with a Python that has NumPy and SciPy: python3 tests/golden/audio.py
"""

import base64
import io
import json
import math
import pathlib
import struct
import wave

import numpy as np
from scipy.io import wavfile


def text(data):
    return base64.b64encode(data).decode()


def scaled(values):
    if values.dtype.kind == "f":
        return values.astype(np.float64)
    bits = 8 * values.dtype.itemsize
    offset = 128 if values.dtype == np.uint8 else 0
    return (values.astype(np.float64) - offset) / 2.0 ** (bits - 1)


def case(data):
    rate, values = wavfile.read(io.BytesIO(data))
    values = scaled(values)
    channels = 1 if values.ndim == 1 else values.shape[1]
    mean = values if channels == 1 else values.mean(1)
    return {"file": text(data), "rate": rate, "channels": channels, "samples": mean.tolist()}


def by_scipy(values, rate=8000):
    stream = io.BytesIO()
    wavfile.write(stream, rate, values)
    return stream.getvalue()


def by_wave(raw, width, channels=1, rate=16000):
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)
    return stream.getvalue()


def extensible(raw, bits, channels, tag):
    identifier = struct.pack("<H", tag) + bytes.fromhex("000000001000800000aa00389b71")
    frame = channels * bits // 8
    format = struct.pack("<HHIIHHHHI", 0xFFFE, channels, 44100, 44100 * frame, frame, bits, 22, bits, 0) + identifier
    odd = b"LIST" + struct.pack("<I", 5) + b"odd!!" + b"\0"
    body = b"WAVE" + odd + b"fmt " + struct.pack("<I", len(format)) + format + odd
    body += b"data" + struct.pack("<I", len(raw)) + raw
    return b"RIFF" + struct.pack("<I", len(body)) + body


ramp = np.linspace(-1, 1, 11)
i16 = np.array([0, 1, -1, 32767, -32768, 1234, -4321], np.int16)
i24 = [0, 1, -1, 8388607, -8388608, 123456]
raw24 = b"".join(struct.pack("<i", x)[:3] for x in i24)
files = {
    "8 bits": case(by_scipy(np.array([0, 1, 127, 128, 129, 255], np.uint8))),
    "16 bits": case(by_scipy(i16)),
    "16 bits, two channels": case(by_scipy(np.stack([i16, i16[::-1]], 1))),
    "32 bits": case(by_scipy(np.array([0, 1, -1, 2**31 - 1, -(2**31), 77], np.int32))),
    "floats of 32 bits": case(by_scipy(ramp.astype(np.float32))),
    "floats of 64 bits": case(by_scipy(ramp)),
    "8 bits by wave": case(by_wave(bytes([0, 128, 255]), 1)),
    "24 bits by wave": case(by_wave(raw24, 3)),
    "24 bits, three channels, extensible": case(extensible(raw24, 24, 3, 1)),
    "floats, extensible": case(extensible(ramp.astype("<f4").tobytes(), 32, 1, 3)),
}

mu = 255
x = np.concatenate([np.linspace(-1, 1, 41), [0.003, -0.003, 1e-5, -1e-5]]).astype(np.float32)
f = np.sign(x) * np.log1p(mu * np.abs(x.astype(np.float64))) / np.log1p(mu)
levels = np.floor((f + 1) / 2 * mu + 0.5).astype(int)
y = 2 * np.arange(256) / mu - 1
middles = np.sign(y) * ((1 + mu) ** np.abs(y) - 1) / mu


def resampled(samples, old, new):
    """The definition in Resampling's summary, sample by sample."""
    cutoff = 0.95 * min(1, new / old)
    out = []
    for n in range(math.ceil(len(samples) * new / old)):
        t = n * old / new
        u = cutoff * (np.arange(math.floor(t) - 2000, math.floor(t) + 2000) - t)
        w = np.where(np.abs(u) < 32, np.sinc(u) * np.cos(np.pi * u / 64) ** 2, 0)
        inside = np.arange(math.floor(t) - 2000, math.floor(t) + 2000)
        values = np.where((inside >= 0) & (inside < len(samples)), samples[np.clip(inside, 0, len(samples) - 1)], 0)
        out.append(float((w * values).sum() / w.sum()))
    return out


noise = np.sin(0.7390851 * np.arange(1, 61) ** 2)
answer = {
    "files": files,
    "written": text(by_wave(i16.tobytes(), 2)),
    "muLaw": {"samples": x.tolist(), "levels": levels.tolist(), "middles": middles.tolist()},
    "resampled": [
        {"from": a, "to": b, "samples": resampled(noise, a, b)} for a, b in [(48000, 16000), (16000, 44100), (8000, 8001)]
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(answer) + "\n")
