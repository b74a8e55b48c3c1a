"""Small files of torch.save with the tensors in them as PyTorch reads them back, and files that must be refused.

Made with PyTorch 1.13.0 of Debian 12:
    /usr/bin/python3 tests/golden/pth.py > tests/golden/pth.json
"""

import base64
import io
import json
import sys
from collections import OrderedDict

import torch


def saved(value, **options):
    stream = io.BytesIO()
    torch.save(value, stream, **options)
    return base64.b64encode(stream.getvalue()).decode()


def flat(value, name=""):
    if isinstance(value, torch.Tensor):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from flat(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for i, item in enumerate(value):
            yield from flat(item, f"{name}.{i}" if name else str(i))


def case(value):
    tensors = [
        {"name": name, "shape": list(tensor.shape), "values": tensor.detach().double().flatten().tolist()}
        for name, tensor in flat(value)
    ]
    return {"file": saved(value), "tensors": tensors}


def main():
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 7
    views = OrderedDict(
        whole=base,
        transposed=base.transpose(0, 2),
        sliced=base[1, 1:, ::2],
        expanded=torch.tensor([1.5, -2.5]).unsqueeze(1).expand(2, 3),
        one=base[1, 2, 3],
        none=base[:, :0],
    )
    types = {
        "double": torch.tensor([1 / 3, -1e300], dtype=torch.float64),
        "long": torch.tensor(2**53),
        "int": torch.tensor([-(2**31)], dtype=torch.int32),
        "short": torch.tensor([-300], dtype=torch.int16),
        "char": torch.tensor([-128], dtype=torch.int8),
        "byte": torch.tensor([255, 0], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "half": torch.tensor([0.1, 65504], dtype=torch.float16),
        "bfloat": torch.tensor([0.1, -3e38], dtype=torch.bfloat16),
    }
    nested = {
        "epoch": 3,
        "rate": 1e-3,
        "note": "π",
        "best": None,
        "done": True,
        "big": -(2**40),
        "model": net.state_dict(),
        "moments": [torch.ones(2), (torch.zeros(1), {7: torch.full((1, 1), 2.0)})],
        "parameter": torch.nn.Parameter(torch.tensor([4.0])),
    }
    many = {f"t{i}": torch.tensor([float(i)]) for i in range(60)}
    answer = {
        "read": {name: case(value) for name, value in locals().items() if name in ("views", "types", "nested", "many")},
        "refused": {
            "legacy": {"file": saved(net.state_dict(), _use_new_zipfile_serialization=False), "says": "1.6"},
            "module": {"file": saved(net), "says": "torch.nn.modules.container.Sequential"},
            "empty": {"file": saved({"epoch": 1}), "says": "no tensors"},
            "device": {"file": saved({"d": torch.device("cpu")}), "says": "torch.device"},
            "protocol": {"file": saved(net.state_dict(), pickle_protocol=4), "says": "protocol 2"},
        },
    }
    json.dump(answer, sys.stdout, indent=None, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
