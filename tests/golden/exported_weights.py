"""Loads what `likeness export` wrote into PyTorch modules of the reference implementations, and compares their outputs.

The modules are written after GenerativeZoo's and PyTorch-VAE's Vanilla VAE, pi_generator's masked transformer and Hugging Face's GPT-2, whose
names the state dicts have; every state dict is loaded strictly. Checked with PyTorch 1.13.0 of Debian 12, from the root of the repository:
    likeness import ../shared/data/weights/VanillaVAE_fashionmnist.pt --out runs/vae
    likeness export runs/vae --out vae.pt
    likeness import ../shared/data/weights/pi-masked-transformer.pth --out runs/masked
    likeness export runs/masked --out masked.pth
    likeness import ../shared/data/weights/gpt2-tiny --out runs/gpt2
    likeness export runs/gpt2 --out gpt2
    /usr/bin/python3 tests/golden/exported_weights.py ../shared/data/weights vae.pt masked.pth gpt2
It prints the largest difference from the values beside the original files, and fails where one exceeds 1e-5.
"""

import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

TOLERANCE = 1e-5


class VanillaVae(nn.Module):
    def __init__(self, channels, dims, latent, side):
        super().__init__()

        def block(layer, width):
            return nn.Sequential(layer, nn.BatchNorm2d(width), nn.LeakyReLU())

        sizes = [channels, *dims]
        self.narrow = (dims[-1], side >> len(dims), side >> len(dims))
        width = self.narrow[0] * self.narrow[1] * self.narrow[2]
        self.encoder = nn.Sequential(
            *(block(nn.Conv2d(a, b, 3, 2, 1), b) for a, b in zip(sizes, sizes[1:]))
        )
        self.fc_mu = nn.Linear(width, latent)
        self.fc_logvar = nn.Linear(width, latent)
        self.decoder_input = nn.Linear(latent, width)
        back = dims[::-1]
        self.decoder = nn.Sequential(
            *(block(nn.ConvTranspose2d(a, b, 3, 2, 1, 1), b) for a, b in zip(back, back[1:]))
        )
        last = nn.ConvTranspose2d(back[-1], back[-1], 3, 2, 1, 1)
        self.final_layer = nn.Sequential(
            last, nn.BatchNorm2d(back[-1]), nn.LeakyReLU(), nn.Conv2d(back[-1], channels, 3, padding=1), nn.Tanh()
        )

    def encode(self, x):
        x = self.encoder(x).flatten(1)
        return self.fc_mu(x), self.fc_logvar(x)

    def decode(self, z):
        return self.final_layer(self.decoder(self.decoder_input(z).view(-1, *self.narrow)))


class MaskedTransformer(nn.Module):
    def __init__(self, columns=5, width=128, heads=4, layers=4):
        super().__init__()
        self.pos_encoding = nn.Parameter(torch.zeros(1, columns, width))
        self.input_embed = nn.Linear(columns, width)
        layer = nn.TransformerEncoderLayer(width, heads, batch_first=True)
        self.transformer_encoder = nn.TransformerEncoder(layer, layers)
        self.fc_out = nn.ModuleList(
            nn.Linear(width, 1) if i < 2 else nn.Sequential(nn.Linear(width, 1), nn.Sigmoid()) for i in range(columns)
        )

    def forward(self, rows):
        columns = rows.shape[1]
        x = self.input_embed(rows.unsqueeze(1).repeat(1, columns, 1)) + self.pos_encoding
        mask = torch.triu(torch.full((columns, columns), float("-inf")), diagonal=1)
        x = self.transformer_encoder(x, mask=mask)
        return torch.cat([head(x[:, i]) for i, head in enumerate(self.fc_out)], dim=1)


def safetensors(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    for name, entry in header.items():
        if name != "__metadata__":
            assert entry["dtype"] == "F32", entry
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            values = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
            yield name, values.reshape(entry["shape"])


def gpt2_logits(weights, heads, tokens):
    def get(name):
        return weights["transformer." + name]

    def conv1d(x, name):
        return x @ get(name + ".weight") + get(name + ".bias")

    def norm(x, name):
        return F.layer_norm(x, x.shape[-1:], get(name + ".weight"), get(name + ".bias"), 1e-5)

    count = len(tokens)
    x = get("wte.weight")[tokens] + get("wpe.weight")[:count]
    width = x.shape[-1]
    hidden = torch.triu(torch.ones(count, count, dtype=torch.bool), diagonal=1)
    layers = 0
    while f"transformer.h.{layers}.ln_1.weight" in weights:
        h = f"h.{layers}."
        q, k, v = (
            part.view(count, heads, width // heads).transpose(0, 1)
            for part in conv1d(norm(x, h + "ln_1"), h + "attn.c_attn").split(width, -1)
        )
        scores = (q @ k.transpose(1, 2) / (width // heads) ** 0.5).masked_fill(hidden, float("-inf"))
        x = x + conv1d((scores.softmax(-1) @ v).transpose(0, 1).reshape(count, width), h + "attn.c_proj")
        inner = conv1d(norm(x, h + "ln_2"), h + "mlp.c_fc")
        inner = 0.5 * inner * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (inner + 0.044715 * inner**3)))
        x = x + conv1d(inner, h + "mlp.c_proj")
        layers += 1
    return norm(x, "ln_f") @ get("wte.weight").T


def compare(name, found, expected):
    difference = (found.flatten() - torch.tensor(expected).flatten()).abs().max().item()
    print(f"{name}: largest difference {difference:.1e}")
    return difference < TOLERANCE


def main(folder, vae_file, masked_file, gpt2_folder):
    folder, gpt2_folder = Path(folder), Path(gpt2_folder)
    good = []
    with torch.no_grad():
        values = json.loads((folder / "VanillaVAE_fashionmnist.json").read_text())
        vae = VanillaVae(1, values["hidden_dims"], values["latent_dim"], values["size"]).eval()
        vae.load_state_dict(torch.load(vae_file))
        mu, logvar = vae.encode(torch.tensor(values["images"]).view(-1, 1, values["size"], values["size"]))
        good.append(compare("VAE, mu", mu, values["mu"]))
        good.append(compare("VAE, logvar", logvar, values["logvar"]))
        good.append(compare("VAE, decoded", vae.decode(torch.tensor(values["codes"])), values["decoded"]))

        values = json.loads((folder / "pi-masked-transformer.json").read_text())
        masked = MaskedTransformer().eval()
        masked.load_state_dict(torch.load(masked_file))
        good.append(compare("masked transformer", masked(torch.tensor(values["input"])), values["output"]))

        values = json.loads((folder / "gpt2-tiny" / "golden.json").read_text())
        heads = json.loads((gpt2_folder / "config.json").read_text())["n_head"]
        logits = gpt2_logits(dict(safetensors(gpt2_folder / "model.safetensors")), heads, values["prompt"])
        good.append(compare("GPT-2, logits", logits[-1], values["logits of the last position"]))
        for file in ("vocab.json", "tokenizer.json"):
            theirs = json.loads((folder / "gpt2-tiny" / file).read_text())
            ours = json.loads((gpt2_folder / file).read_text())
            part = (lambda json: json["model"]["vocab"]) if file == "tokenizer.json" else (lambda json: json)
            good.append(part(theirs) == part(ours))
        same = (folder / "gpt2-tiny" / "merges.txt").read_text() == (gpt2_folder / "merges.txt").read_text()
        good.append(same)
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
