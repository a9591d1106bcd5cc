"""``yinmo scan``: what personal information stands where; nothing is written."""

import argparse
import json
from pathlib import Path

from redactor import batch
from redactor.cli.console import progress, read_context, sources_of
from redactor.cli.rows import finding_rows, scan_row
from redactor.entities import entity
from redactor.errors import ExitCode, RedactorError
from redactor.messages import sentence
from redactor.results import ScanRequest, ScanResult

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Scan files and print what was found; 1 when one could not be read."""
    settings, passwords = read_context(arguments)
    requests = [
        ScanRequest(source.path, settings, passwords, arguments.policy)
        for source in sources_of(arguments)
    ]
    results = batch.scan_many(requests, arguments.jobs or settings.workers)
    code = ExitCode.OK
    for index, result in progress(results, len(requests), quiet=arguments.quiet):
        path = requests[index].path
        if isinstance(result, RedactorError):
            code = ExitCode.NOT_ALL_RELEASED
            _print_error(path, result, as_json=arguments.json)
        elif arguments.json:
            row = scan_row(result, show_text=arguments.show_text)
            print(json.dumps(row, ensure_ascii=False), flush=True)
        else:
            _print(result, show_text=arguments.show_text)
    return code


def _print_error(path: Path, error: RedactorError, *, as_json: bool) -> None:
    if as_json:
        row = {"input": str(path), "status": "refused", "code": error.code}
        print(json.dumps(row, ensure_ascii=False), flush=True)
    else:
        print(sentence(error.code, path.name, **error.context))


def _print(result: ScanResult, *, show_text: bool) -> None:
    counts = sorted(result.counts().items())
    listed = "，".join(f"{entity(name).title} {count}" for name, count in counts)
    print(f"{result.path}：{listed or '未发现，请人工核对'}")
    for hazard in result.hazards:
        print(f"  注意：{sentence(f'hazard_{hazard.kind}', count=hazard.count)}")
    if show_text:
        for row in finding_rows(result, show_text=True):
            page = f"第 {row['page']} 页 " if row["page"] else ""
            print(f"  {page}{entity(row['entity']).title}\t{row['text']}")
