"""An office's own policies: copied from a preset, changed, saved, given away, taken in.

They lie in ``policies`` of the configuration folder, a file a policy, each whole: a
file builds on no other, so that it says the same in every office. Nothing is written
that `policy_build` would refuse.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from redactor.entities import ENTITIES
from redactor.errors import NotWritableError, PolicyError
from redactor.files import disk_reason
from redactor.masking.operators import DEFAULT_OPERATORS, OPERATORS
from redactor.masking.policy import (
    Policy,
    Rule,
    Unattended,
    digest_of,
    load_policy,
    policy_files,
    policy_names,
)
from redactor.masking.policy_build import build, clauses
from redactor.model import Action, Role
from redactor.resources import config_dir

__all__ = ["copy_of", "dump", "export_policy", "import_policy", "operators_for"]
__all__ += ["keys_of", "remove_policy", "save_policy"]

_FITTING: Mapping[str, tuple[str, ...]] = {
    "PERSON": ("name",),
    "CN_ID_CARD": tuple(name for name in OPERATORS if name.startswith("id_")),
    "CN_MOBILE": ("mobile",),
    "CN_LANDLINE": ("landline",),
    "CN_BANK_CARD": ("account_bank", "account_tail4"),
    "CN_BANK_ACCOUNT": ("account_bank", "account_tail4"),
    "EMAIL_ADDRESS": ("email",),
    "CN_PLATE": ("plate",),
    "CN_ADDRESS": tuple(name for name in OPERATORS if name.startswith("address_")),
    "BIRTH_DATE": ("birth_month", "birth_year", "birth_decade"),
    "MINOR_SCHOOL": ("school",),
    "HEALTH": ("condition",),
}


def operators_for(entity: str) -> tuple[str, ...]:
    """Return the masks that suit an entity, its usual one first."""
    usual = DEFAULT_OPERATORS.get(entity, "full")
    fitting = _FITTING.get(entity, ("first",))
    return tuple(dict.fromkeys((usual, *fitting, "full")))


def copy_of(policy: Policy, title: str) -> Policy:
    """Return a policy of the office's own that says the same, under a free name."""
    return replace(policy, name=_free_name(), title=title, version=1, builtin=False)


def _free_name() -> str:
    names, number = set(policy_names()), 1
    while f"own-{number}" in names:
        number += 1
    return f"own-{number}"


def dump(policy: Policy) -> str:
    """Return a policy as the text of a file that builds on no other."""
    return "\n".join((*_head(policy), "rules:", *_rules(policy), ""))


def _head(policy: Policy) -> Iterator[str]:
    yield f"title: {_quoted(policy.title)}"
    yield f"version: {policy.version}"
    if policy.description:
        yield f"description: {_quoted(policy.description)}"
    yield f"ask_below: {policy.ask_below.name.lower()}"
    yield f"floor: {policy.floor}"
    names = policy.pseudonyms
    yield f"pseudonyms: {{style: {names.style}, tokens: {names.tokens}}}"
    if policy.options:
        options = (f"{key}: {value}" for key, value in policy.options.items())
        yield f"options: {{{', '.join(options)}}}"
    for key, words in (("titles", policy.titles), ("contents", policy.contents)):
        if words:
            yield f"{key}: {_quoted(' '.join(words))}"
    own = {
        rule.clause_id: rule.clause
        for rule in policy.rules.values()
        if rule.clause_id and rule.clause_id not in clauses()
    }
    if own:
        yield "clauses:"
        for key, title in own.items():
            yield f"  {key}: {{title: {_quoted(title)}}}"


def _rules(policy: Policy) -> Iterator[str]:
    for (entity, role), rule in sorted(policy.rules.items()):
        key = f"{entity}/{role.value}" if role else entity
        yield f"  {_quoted(key)}: {{{', '.join(_parts(rule))}}}"


def _parts(rule: Rule) -> Iterator[str]:
    if rule.action is Action.ASK and rule.treatment is not None:
        yield f"do: ask, then: {rule.treatment.value}"
    else:
        yield f"do: {rule.treatment.value if rule.treatment else 'keep'}"
    if rule.operator:
        yield f"operator: {rule.operator}"
    if rule.clause_id:
        yield f"clause: {rule.clause_id}"
    if rule.note:
        yield f"note: {_quoted(rule.note)}"
    if rule.unattended is not Unattended.TREAT:
        yield f"unattended: {rule.unattended.value}"


def _quoted(text: str) -> str:
    # a JSON string is a double-quoted scalar of YAML
    return json.dumps(text, ensure_ascii=False)


def save_policy(policy: Policy) -> Policy:
    """Write an own policy; one that was there before gets the next version.

    Returns:
        The policy as it was read back.

    Raises:
        PolicyError: It is not sound, or its name is that of a preset.
        NotWritableError: The folder cannot be written.
    """
    folder = config_dir() / "policies"
    path = folder / f"{policy.name}.yaml"
    known = policy_files().get(policy.name)
    if known is not None and known != path:
        raise PolicyError(file=path.name, line=0, reason="内置文种不能改动，请另存")
    if known is not None:
        before = load_policy(policy.name)
        changed = digest_of(replace(policy, version=before.version)) != before.digest
        policy = replace(policy, version=before.version + changed)
    return _written(path, dump(policy))


def _written(path: Path, text: str) -> Policy:
    """Write a file whole once it has been read back as a sound policy."""
    temporary = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        build(temporary, policy_files())
        temporary.replace(path)
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error
    except PolicyError as error:
        raise PolicyError(**{**error.context, "file": path.name}) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return load_policy(path.stem)


def export_policy(policy: Policy, target: Path) -> None:
    """Write a policy as one file for another office.

    Raises:
        NotWritableError: The file cannot be written.
    """
    try:
        target.write_text(dump(policy), encoding="utf-8")
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def import_policy(source: Path) -> Policy:
    """Take in a file as a policy of the office's own, under a free name.

    Raises:
        PolicyError: The file is wrong (context: file, line, reason with the rule's
            number) or says no more than a policy that is there already.
        NotWritableError: The folder cannot be written.
    """
    policy = build(source, policy_files())
    for name in policy_names():
        known = load_policy(name)
        same = replace(policy, name=name)
        if digest_of(same) == known.digest and known.title == policy.title:
            reason = f"与已有的文种「{known.title}」完全相同"
            raise PolicyError(file=source.name, line=0, reason=reason)
    return save_policy(replace(policy, name=_free_name(), builtin=False))


def remove_policy(name: str) -> None:
    """Take an own policy away.

    Raises:
        PolicyError: It is a preset, or is not there.
        NotWritableError: The folder cannot be written.
    """
    path = config_dir() / "policies" / f"{name}.yaml"
    if policy_files().get(name) != path:
        raise PolicyError(file=path.name, line=0, reason="内置文种不能删除")
    try:
        path.unlink()
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def keys_of(policy: Policy) -> tuple[tuple[str, Role], ...]:
    """Return what an editor lists: every entity, and the roles that rules name."""
    order = {name: number for number, name in enumerate(ENTITIES)}
    plain = {(name, Role.NONE) for name in ENTITIES}
    keys = plain | {key for key in policy.rules if key[0] != "*"}
    ranked = sorted(keys, key=lambda k: (order.get(k[0], len(order)), k[0], k[1]))
    return (*ranked, ("*", Role.NONE))
