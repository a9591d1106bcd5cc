"""From a policy's YAML file to a `Policy`: every item is checked, none is guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from redactor.errors import PolicyError
from redactor.masking.operators import DEFAULT_OPERATORS, OPERATORS
from redactor.masking.policy import (
    Clause,
    Policy,
    Pseudonyms,
    Rule,
    Unattended,
    digest_of,
    known_entity,
)
from redactor.masking.policy_file import Entry, Table, read_table
from redactor.model import Action, Role, Tier, Treatment
from redactor.resources import data_dir

__all__ = ["build", "clauses"]

_KEYS = frozenset(
    {
        "title",
        "version",
        "description",
        "extends",
        "ask_below",
        "floor",
        "pseudonyms",
        "options",
        "titles",
        "contents",
        "clauses",
        "rules",
    }
)
_RULE_KEYS = frozenset({"do", "then", "operator", "clause", "note", "unattended"})
_TIERS = {"review": Tier.REVIEW, "likely": Tier.LIKELY, "sure": Tier.SURE}
_OPTIONS = {
    "pictures": ("withhold", "keep"),
    "comments": ("drop",),
    "revisions": ("accept",),
    "second_person": ("optional", "required"),
}
_STYLES = ("some", "numbered", "keyed")
_DEEPEST = 4


@cache
def clauses() -> Mapping[str, Clause]:
    """Return the clauses that may be cited, by id.

    Raises:
        PolicyError: The file of clauses is wrong.
    """
    top = read_table(data_dir("patterns") / "clauses.yaml")
    return {key: _clause(key, entry) for key, entry in top.table().items()}


def _clause(key: str, entry: Entry) -> Clause:
    table = entry.table(frozenset({"title", "basis"}))
    title, basis = table.get("title"), table.get("basis")
    if title is None:
        entry.fail("缺少 title")
    word = basis.one_of(("text", "page", "own")) if basis else "own"
    return Clause(key, title.text(), word)


def build(path: Path, files: Mapping[str, Path], *, depth: int = 0) -> Policy:
    """Read one policy and what it builds on.

    Args:
        path: The file; its stem is the policy's name.
        files: All policies by name, for ``extends``.
        depth: How many files led here.

    Raises:
        PolicyError: The file is wrong (context: file, line, reason).
    """
    entry = read_table(path)
    top = entry.table(_KEYS)
    base = None
    extends = top.get("extends")
    if extends:
        base = _base(extends, path, files, depth)
    title, version, rules = top.get("title"), top.get("version"), top.get("rules")
    if title is None or version is None:
        entry.fail("缺少 title 或 version")
    known = dict(clauses())
    own = top.get("clauses")
    if own:
        known.update((k, _clause(k, e)) for k, e in own.table().items())
    table = dict(base.rules) if base else {}
    if rules:
        table.update(_numbered(rules.table(), known))
    if ("*", Role.NONE) not in table:
        entry.fail('rules 中缺少「"*"」（其余各类）')
    policy = Policy(
        name=path.stem,
        title=title.text(),
        version=version.number(),
        digest="",
        rules=table,
        builtin=path.parent == data_dir("patterns") / "policies",
    )
    policy = _settings(policy, base, entry)
    return replace(policy, digest=digest_of(policy))


def _base(extends: Entry, path: Path, files: Mapping[str, Path], depth: int) -> Policy:
    name = extends.text()
    source = files.get(name)
    if source == path:  # an office's own general.yaml builds on the built-in one
        source = data_dir("patterns") / "policies" / f"{name}.yaml"
    if source is None or source == path or depth >= _DEEPEST or not source.exists():
        extends.fail(f"extends 所指的策略不存在或循环：{name}")
    return build(source, files, depth=depth + 1)


def _settings(policy: Policy, base: Policy | None, entry: Entry) -> Policy:
    """Return the policy with its switches: its own, else its base's, else defaults."""
    top = entry.table()
    source = base or policy
    ask, floor = top.get("ask_below"), top.get("floor")
    description, titles = top.get("description"), top.get("titles")
    words = tuple(titles.text().split()) if titles else ()
    contents = top.get("contents")
    return replace(
        policy,
        description=description.text() if description else source.description,
        ask_below=_TIERS[ask.one_of(tuple(_TIERS))] if ask else source.ask_below,
        floor=floor.number() if floor else source.floor,
        pseudonyms=_pseudonyms(top.get("pseudonyms"), source.pseudonyms),
        options={**source.options, **_options(top.get("options"))},
        titles=words,
        contents=tuple(contents.text().split()) if contents else (),
    )


def _pseudonyms(entry: Entry | None, base: Pseudonyms) -> Pseudonyms:
    if entry is None:
        return base
    table = entry.table(frozenset({"style", "tokens"}))
    style, tokens = table.get("style"), table.get("tokens")
    count = tokens.number() if tokens else base.tokens
    if tokens and not 4 <= count <= 16:
        tokens.fail("tokens 应在 4 与 16 之间")
    return Pseudonyms(style.one_of(_STYLES) if style else base.style, count)


def _options(entry: Entry | None) -> dict[str, str | bool | int]:
    if entry is None:
        return {}
    table = entry.table(frozenset(_OPTIONS))
    return {key: e.one_of(_OPTIONS[key]) for key, e in table.items()}


def _numbered(
    rules: Table, known: Mapping[str, Clause]
) -> Iterator[tuple[tuple[str, Role], Rule]]:
    """Yield the rules; an error names the rule by its number and key."""
    for number, (key, entry) in enumerate(rules.items(), 1):
        try:
            yield _rule(key, entry, known)
        except PolicyError as error:
            reason = f"第 {number} 条 {key}：{error.context['reason']}"
            raise PolicyError(**{**error.context, "reason": reason}) from error


def _rule(
    key: str, entry: Entry, known: Mapping[str, Clause]
) -> tuple[tuple[str, Role], Rule]:
    name, _, role_word = key.partition("/")
    if not known_entity(name) and not (name.isascii() and name.isupper()):
        entry.fail(f"不认识的类别：{name}")
    try:
        role = Role(role_word)
    except ValueError:
        entry.fail(f"不认识的身份：{role_word}")
    table = entry.table(_RULE_KEYS)
    do = table.get("do")
    if do is None:
        entry.fail("缺少 do")
    action, treatment = _do(do, table.get("then"))
    operator = table.get("operator")
    if operator and operator.text() not in OPERATORS:
        operator.fail(f"不认识的方式：{operator.text()}")
    clause, note = table.get("clause"), table.get("note")
    if clause and clause.text() not in known:
        clause.fail(f"不认识的依据：{clause.text()}")
    stop = table.get("unattended")
    words = tuple(word.value for word in Unattended)
    return (name, role), Rule(
        action=action,
        treatment=treatment,
        operator=operator.text() if operator else DEFAULT_OPERATORS.get(name, "full"),
        clause=known[clause.text()].title if clause else "",
        clause_id=clause.text() if clause else "",
        note=note.text() if note else "",
        unattended=Unattended(stop.one_of(words)) if stop else Unattended.TREAT,
    )


def _do(do: Entry, then: Entry | None) -> tuple[Action, Treatment | None]:
    treatments = tuple(treatment.value for treatment in Treatment)
    word = do.one_of((*treatments, "keep", "ask"))
    if word == "keep":
        return Action.KEEP, None
    if word == "ask":
        if then is None:
            do.fail("do: ask 还要写明 then（无人复核时的处理）")
        return Action.ASK, Treatment(then.one_of(treatments))
    if then is not None:
        then.fail("then 只与 do: ask 同用")
    return Action.TREAT, Treatment(word)
