"""What every peer does alike: reads its options, takes medians after a warm-up, prints one line of JSON.

A peer is run with the interpreter that has PyTorch, or the library that it is about. OPENBLAS_NUM_THREADS and its like are the caller's to set; the race tries several.
Where PyTorch offers more than one way to write the same arithmetic, the script times each and reports the fastest.
"""

import argparse
import json
import os
import time

try:
    import torch
except ImportError:  # Some peers are other libraries.
    torch = None


def options(more=None):
    """The command line; sets the threads and seed of PyTorch, if there is one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--only", default="", help="parts whose name holds this")
    parser.add_argument("--small", action="store_true", help="tiny shapes, to see that the script runs")
    if more:
        more(parser)
    given = parser.parse_args()
    if torch:
        torch.set_num_threads(given.threads)
        torch.manual_seed(0)
    return given


def timed(action, seconds):
    """Median seconds of an action, after a warm-up."""
    warm = time.perf_counter() + seconds / 4
    action()
    while time.perf_counter() < warm:
        action()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    times.sort()
    return times[len(times) // 2]


def fastest(ways, seconds):
    """The shortest median of several ways of doing the same, and the name of that way. Ways are made one after the other."""
    best = None
    for name, make in ways.items():
        action = make()
        taken = timed(action, seconds / len(ways))
        if best is None or taken < best[0]:
            best = (taken, name)
    return best


def report(measures, **more):
    """One line: numbers by name, and what they were measured with."""
    print(
        json.dumps(
            {
                "peer": f"PyTorch {torch.__version__}" if torch else "",
                "threads": torch.get_num_threads() if torch else None,
                "openblas_threads": os.environ.get("OPENBLAS_NUM_THREADS", "unset"),
                "measures": measures,
                **more,
            }
        )
    )
