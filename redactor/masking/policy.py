"""Policies: which treatment each entity gets, by kind of document, and on what clause.

A policy is data (``patterns/policies/*.yaml``). An office's own files in ``policies``
of the configuration folder are laid over the built-in ones by name. A policy may build
on another one (``extends``) and say only what differs.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from redactor.entities import ENTITIES
from redactor.errors import PolicyError
from redactor.model import Action, Finding, Hazard, Role, Tier, Treatment
from redactor.resources import config_dir, data_dir

__all__ = ["Clause", "Policy", "Pseudonyms", "Rule", "Unattended", "load_policy"]
__all__ += ["policy_files", "policy_names"]


class Unattended(StrEnum):
    """What happens to a finding that nobody can be asked about."""

    TREAT = "treat"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Clause:
    """A legal basis: id, Chinese title, and whether its text or a page was read."""

    id: str
    title: str
    basis: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a policy says of one entity in one role.

    Attributes:
        action: TREAT, KEEP or ASK.
        treatment: The treatment that a person is offered, and that ASK gets when
            nobody is there; None for KEEP.
        operator: Name of the mask when the treatment is DEIDENTIFY.
        clause: Chinese title of the clause, empty if none may be cited.
        clause_id: Its id, for the ledger.
        note: Chinese hint for the reviewer.
        unattended: STOP withholds the whole file when nobody can be asked.
    """

    action: Action
    treatment: Treatment | None
    operator: str = ""
    clause: str = ""
    clause_id: str = ""
    note: str = ""
    unattended: Unattended = Unattended.TREAT


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """How names become 张某.

    Attributes:
        style: ``some`` (张某, only colliding names numbered 甲 乙), ``numbered``
            (always numbered) or ``keyed`` (a token keyed by the office's secret, the
            same in every file of a batch).
        tokens: Base-32 digits of a keyed token; 6 tell 1,400 people of one surname
            apart in 999 batches of 1,000.
    """

    style: str = "some"
    tokens: int = 6


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule book for one kind of document.

    Attributes:
        digest: SHA-256 of all that the policy says (not of the file's layout).
        rules: By entity and role; ``("*", NONE)`` is the rule for all others.
        ask_below: Findings under this tier are put to a person first.
        floor: Fewest candidates that a partly masked number may leave.
        options: Switches for the writer: ``pictures`` (withhold or keep), ``comments``
            (drop), ``revisions`` (accept); and for the office: ``second_person``
            (optional or required).
        titles: Words in a title that propose this policy for a document.
        contents: Words of the text that propose it where no title does.
        builtin: False for an office's own file.
    """

    name: str
    title: str
    version: int
    digest: str
    rules: Mapping[tuple[str, Role], Rule]
    description: str = ""
    ask_below: Tier = Tier.LIKELY
    floor: int = 1000
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    options: Mapping[str, str | bool | int] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    builtin: bool = True

    def rule(self, entity: str, role: Role = Role.NONE) -> Rule:
        """Return the rule for an entity in a role: the nearest one there is.

        A child is a minor wherever no rule speaks of children.
        """
        roles = (role, Role.MINOR) if role is Role.CHILD else (role,)
        own = [(entity, one) for one in (*roles, Role.NONE)]
        for key in (*own, *(("*", one) for one in roles)):
            if key in self.rules:
                return self.rules[key]
        return self.rules[("*", Role.NONE)]

    def rule_for(self, finding: Finding) -> Rule:
        """Return the rule for a finding."""
        return self.rule(finding.entity, finding.role)

    def treatment_of(self, entity: str, role: Role = Role.NONE) -> Treatment:
        """Return the treatment of a value that must go, even if its rule is KEEP."""
        treatment = self.rule(entity, role).treatment or self.rule(entity).treatment
        return treatment or Treatment.COVER

    @property
    def needs_two(self) -> bool:
        """Tell whether a second person must sign before a copy is released."""
        return self.options.get("second_person") == "required"

    def with_shared_names(self) -> "Policy":
        """Return this policy with one pseudonym a person in all files."""
        return replace(self, pseudonyms=replace(self.pseudonyms, style="keyed"))

    def lets_pass(self, hazard: Hazard) -> bool:
        """Tell whether this kind of unread place does not withhold a file."""
        return hazard.kind == "picture" and self.options.get("pictures") == "keep"


def load_policy(name_or_path: str | Path) -> Policy:
    """Return a policy by name, or from a file.

    Args:
        name_or_path: A name of `policy_names`, or the path of a YAML file.

    Raises:
        PolicyError: Unknown name, or a wrong file (context: file, line, reason).
    """
    from redactor.masking.policy_build import build

    files = policy_files()
    key = str(name_or_path)
    if key in files:
        return build(files[key], files)
    path = Path(name_or_path)
    if path.suffix.lower() in (".yaml", ".yml"):
        return build(path, files)
    raise PolicyError(file=path.name, line=0, reason="没有这个策略")


def policy_names() -> tuple[str, ...]:
    """Return the names of all policies: built-in ones first, in their fixed order."""
    files = policy_files()
    order = [name for name in _ORDER if name in files]
    return (*order, *sorted(set(files) - set(order)))


_ORDER = (
    "general",
    "relief",
    "student",
    "penalty",
    "judgment",
    "disclosure",
    "appointment",
    "cover_all",
)


def policy_files() -> dict[str, Path]:
    """Return the file of each policy by name; an office's own file wins."""
    found: dict[str, Path] = {}
    for folder in (data_dir("patterns") / "policies", config_dir() / "policies"):
        if folder.is_dir():
            found.update((path.stem, path) for path in sorted(folder.glob("*.yaml")))
    return found


def digest_of(policy: Policy) -> str:
    """Return the SHA-256 of what a policy says, hexadecimal."""
    rules = [
        [
            *(entity, role.value, rule.action.value, rule.treatment or ""),
            *(rule.operator, rule.clause_id, rule.clause, rule.unattended.value),
        ]
        for (entity, role), rule in sorted(policy.rules.items())
    ]
    content = [
        policy.name,
        policy.version,
        rules,
        int(policy.ask_below),
        policy.floor,
        [policy.pseudonyms.style, policy.pseudonyms.tokens],
        sorted(policy.options.items()),
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def known_entity(name: str) -> bool:
    """Tell whether a rule may name this entity: built-in, ``*``, or an own one."""
    return name in ENTITIES or name == "*"
