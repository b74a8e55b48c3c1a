"""Finite scalar quantisation (Mentzer et al. 2024, arXiv:2309.15505, section 3.1) of given latents by PyTorch, for ScalarCodecTests.

python3 tests/golden/scalar_codes.py > tests/golden/scalar_codes.json
"""

import json

import torch

LEVELS = (2, 5, 16)


def main():
    result = []
    for levels in LEVELS:
        z = torch.linspace(-4.1, 4.3, 23, dtype=torch.float64, requires_grad=True)
        bounded = torch.tanh(z / 2)
        # The nearest of levels whose middles part (-1, 1) evenly: rounding of the scaled value, with a straight-through gradient.
        scaled = (bounded + 1) * levels / 2 - 0.5
        numbers = scaled.detach().round().clamp(0, levels - 1)
        middles = (numbers + 0.5) * 2 / levels - 1
        values = bounded + (middles - bounded).detach()
        (values * torch.arange(1, len(z) + 1)).sum().backward()
        result.append(
            {
                "levels": levels,
                "latents": z.tolist(),
                "numbers": numbers.tolist(),
                "values": values.tolist(),
                "slopes": z.grad.tolist(),
            }
        )
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
