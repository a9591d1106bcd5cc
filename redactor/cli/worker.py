"""``yinmo worker``: lend this machine to a cluster."""

import argparse

from redactor.cli.console import read_settings, say
from redactor.cluster import run_worker
from redactor.errors import ExitCode

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Work for a scheduler until stopped; being stopped is the usual end.

    Raises:
        ClusterError: Dask is not installed, or nobody answers.
    """
    say(f"正在为 {arguments.address} 工作，按 Ctrl+C 结束。")
    try:
        run_worker(arguments.address, arguments.jobs or read_settings().workers)
    except KeyboardInterrupt:
        say("已停止。")
    return ExitCode.OK
