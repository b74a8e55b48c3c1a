"""The common part of all baselines: options, medians after a warm-up, and one line of JSON as output.

A baseline runs in the interpreter that has PyTorch, or the library that it measures. The caller sets variables such as
OPENBLAS_NUM_THREADS; a comparison tries several settings.
Where PyTorch offers more than one way to write the same arithmetic, the script times each and reports the fastest.
"""

import argparse
import json
import os
import resource
import time

try:
    import torch
except ImportError:  # Some baselines use other libraries.
    torch = None


def options(more=None):
    """The command line; sets the threads and seed of PyTorch, if there is one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--only", default="", help="parts whose name contains this")
    parser.add_argument("--small", action="store_true", help="tiny shapes, to check that the script runs")
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
    """The shortest median of several implementations, and the name of the fastest. They are created one after another."""
    best = None
    for name, make in ways.items():
        action = make()
        taken = timed(action, seconds / len(ways))
        if best is None or taken < best[0]:
            best = (taken, name)
    return best


def memory(parser):
    """The option that measures memory instead of time."""
    parser.add_argument("--memory", action="store_true", help="peak memory instead of time")


def peak(make):
    """The largest resident set (ru_maxrss) over six steps, and by how much that is more than before, in MB (10^6)."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    step = make()
    for _ in range(6):
        step()
    process = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"process": process * 1024 / 1e6, "steps": (process - before) * 1024 / 1e6}


def report(measures, **more):
    """Prints one line: values by name, and the library's version."""
    print(
        json.dumps(
            {
                "library": f"PyTorch {torch.__version__}" if torch else "",
                "threads": torch.get_num_threads() if torch else None,
                "openblas_threads": os.environ.get("OPENBLAS_NUM_THREADS", "unset"),
                "measures": measures,
                **more,
            }
        )
    )


def training_of_images(training):
    """The time of a training step in the fastest memory format and form of Adam, or its memory in the leanest (channels last, plain)."""
    given = options(memory)
    if given.memory:
        report(peak(lambda: training(given.small, torch.channels_last, foreach=False)))
        return

    forms = {"contiguous": torch.contiguous_format, "channels last": torch.channels_last}
    ways = {
        f"{name}, {'foreach' if foreach else 'plain'} Adam": lambda form=form, foreach=foreach: training(
            given.small, form, foreach
        )
        for name, form in forms.items()
        for foreach in (False, True)
    }
    step, way = fastest(ways, given.seconds)
    report({"training step": step * 1e3}, way=way)
