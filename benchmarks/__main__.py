"""All measurements: ``python -m benchmarks [--quick] [SECTION ...]``, or `make bench`.

Sections: path (whole path by stages), detection, growth, window, review (step two).
"""

import argparse
import importlib
import logging
import platform
import time

from benchmarks.measure import Options

SECTIONS = {
    "path": "benchmarks.whole_path",
    "detection": "benchmarks.search_speed",
    "growth": "benchmarks.growth",
    "window": "benchmarks.window",
    "review": "benchmarks.review_window",
}


def main() -> None:
    """Run the sections that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=str([*SECTIONS]))
    parser.add_argument("--quick", action="store_true", help="small, one round")
    arguments = parser.parse_args()
    unknown = set(arguments.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    logging.basicConfig(level=logging.WARNING)
    print(f"Python {platform.python_version()} on {platform.machine()}")
    for name in arguments.sections or SECTIONS:
        started = time.perf_counter()
        importlib.import_module(SECTIONS[name]).run(Options(arguments.quick))
        print(f"  [{name}: {time.perf_counter() - started:.0f} s]", flush=True)


if __name__ == "__main__":
    main()
