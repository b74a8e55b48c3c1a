"""Log-densities of Cauchy distributions at single values, and of the masses that they have in the cells of a grid, spread over the cells.

Needs Debian's python3-numpy and python3-scipy. Made with NumPy 1.24.2, SciPy 1.10.1:
    /usr/bin/python3 tests/golden/row_prior.py > tests/golden/row_prior.json
"""

import json

import numpy as np
from scipy.integrate import quad
from scipy.stats import cauchy


def cell(value, origin, step, centre, scale):
    # In units of the scale, from the middle of the cell: the distribution function cancels far out.
    middle = (origin + step * round((value - origin) / step) - centre) / scale
    half = step / 2 / scale
    cuts = sorted({-half, half, *(x for x in -middle + np.array([-100, -10, -1, 0, 1, 10, 100]) if abs(x) < half)})
    mass = sum(quad(lambda u: cauchy.pdf(middle + u), a, b, epsabs=0, epsrel=1e-12)[0] for a, b in zip(cuts, cuts[1:]))
    return float(np.log(mass / step))


def main():
    values = [-1e6, -30.5, -1.25, 0.0, 0.3, 0.75, 2.0, 17.5, 1e4]
    columns = []
    for centre, scale in [(0.0, 1.0), (0.7, 0.02), (-12.0, 350.0)]:
        for grid in [None, (0.0, 0.25), (-3.0, 1 / 3), (0.5, 40.0)]:
            log = [
                float(cauchy.logpdf(v, centre, scale) if grid is None else cell(v, *grid, centre, scale))
                for v in values
            ]
            columns.append(
                {
                    "centre": centre,
                    "scale": scale,
                    "origin": None if grid is None else grid[0],
                    "step": None if grid is None else grid[1],
                    "log": log,
                }
            )
    print(json.dumps({"values": values, "columns": columns}))


main()
