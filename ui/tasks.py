"""The core's functions that run in workers."""

from redactor.peek import peek
from redactor.preview import describe, locate, policies, warm
from redactor.treated import page_chars, planned

__all__ = ["Tasks"]


class Tasks:
    """The core's functions that run in workers; tests put fakes here."""

    def __init__(self) -> None:
        from redactor.precheck import precheck
        from redactor.sources import find_sources
        from redactor.tasks import (
            clean_names,
            export_ledger,
            guarded_redact,
            scan,
            try_text,
        )

        self.scan = scan
        self.redact = guarded_redact
        self.precheck = precheck
        self.clean_names = clean_names
        self.try_text = try_text
        self.export_ledger = export_ledger
        self.find_sources = find_sources
        self.describe = describe
        self.peek = peek
        self.locate = locate
        self.policies = policies
        self.planned = planned
        self.page_chars = page_chars
        self.warm = warm
