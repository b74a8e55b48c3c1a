"""The PyTorch side of `matmul`: the product of two square matrices, through OpenBLAS.

"One core" is measured where neither PyTorch nor OpenBLAS has a second thread. The result is written to an existing tensor or to
a new one; the faster is reported.
"""

import os

import torch

from baseline import fastest, options, report


def main():
    given = options()
    measures, ways = {}, {}
    alone = given.threads == 1 and os.environ.get("OPENBLAS_NUM_THREADS") == "1"
    for size in (512, 1024, 2048, 4096):
        for on in ("one core", "all cores"):
            name = f"{size} × {size}, {on}"
            if given.only not in name or (on == "one core" and not alone):
                continue
            extent = size // 32 if given.small else size
            a, b, c = (torch.rand(extent, extent) * 2 - 1 for _ in range(3))
            with torch.inference_mode():
                taken, ways[name] = fastest(
                    {"into": lambda: lambda: torch.mm(a, b, out=c), "new": lambda: lambda: torch.mm(a, b)},
                    given.seconds,
                )
            measures[name] = taken * 1e3
    report(measures, way=ways)


if __name__ == "__main__":
    main()
