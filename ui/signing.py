"""Two persons: who signs as the second one, and what stands in the way."""

from redactor.review import same_person
from redactor.settings import Settings
from ui.entry import FileEntry, Stage
from ui.words import tr

__all__ = ["may_sign", "needs_signature", "objection", "sign_lines", "two_wanted"]


def two_wanted(entry: FileEntry) -> bool:
    """Tell whether the policy, a mark or a minor in the file asks for two people."""
    from redactor.masking.stops import TWO_PEOPLE

    asked = any(hazard.kind in TWO_PEOPLE for hazard in entry.hazards)
    return asked or (entry.policy is not None and entry.policy.needs_two)


def needs_signature(entry: FileEntry, settings: Settings) -> bool:
    """Tell whether a second person still has to sign before a copy may be written."""
    if not two_wanted(entry):
        return False
    return not entry.signed_by or bool(objection(entry.signed_by, entry, settings))


def may_sign(entry: FileEntry) -> bool:
    """Tell whether everything is decided and confirmed, so that one can sign."""
    return (
        entry.scan is not None
        and bool(entry.policy_digest)
        and entry.stage in (Stage.READY, Stage.WITHHELD)
        and not entry.waiting
        and not entry.open_hazards
        and not entry.signed_by
    )


def objection(name: str, entry: FileEntry, settings: Settings) -> str:
    """Return why this person cannot sign, as a sentence; empty if they can."""
    if not name.strip():
        return tr("请填写复核人姓名。")
    if not two_wanted(entry):
        return ""
    if not settings.clerk.strip():
        return tr("请先填写经办人姓名。")
    if same_person(name, settings.clerk):
        return tr("须由第二人复核，复核人不能与经办人相同。")
    return ""


def sign_lines(entry: FileEntry) -> list[tuple[bool, str]]:
    """Return what a report says of the signature: fine or not, and the sentence."""
    if entry.signed_by:
        return [(True, tr("复核人 {0} 已签字。").format(entry.signed_by))]
    if two_wanted(entry) and entry.scan is not None:
        if entry.review.signed is not None:
            return [(False, tr("签字之后又有改动，须由复核人重新签字。"))]
        return [(False, tr("须由第二人复核签字，签字之后才能导出。"))]
    return []
