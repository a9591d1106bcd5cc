"""The check of a written copy by other eyes than the writer's.

Threat model: the writer is wrong in any way, or the source holds what the writer
never heard of. Every channel looks in its own way and ends in a `Check`; a channel
that could not look is a failed check with the code ``not_run``. What this does not do:
find a value that is neither among the secrets nor seen by detection.

Codes: ``residue`` (a removed value is there), ``partial_residue`` (a telling run of
it), ``redetected`` (a number that detection finds in the copy), ``new_finding`` (a name
or address that it finds), ``collateral`` (innocent content lost or moved),
``forbidden`` (a part or key that copies never have), ``malformed``, ``font_memory``,
``ink`` (old pixels in a treated region), ``unread`` (text in a picture that cannot be
read and was not there before), ``not_run``.
"""

from collections.abc import Sequence

from redactor.model import Check, VerificationReport
from redactor.ocr.model import PictureReader
from redactor.verification.channels import run_channel
from redactor.verification.redetect import Redetection
from redactor.verification.request import (
    NewFinding,
    Redetect,
    VerificationOutcome,
    VerifyRequest,
)

__all__ = [
    "NewFinding",
    "Redetect",
    "VerificationOutcome",
    "VerifyRequest",
    "verify",
]


def verify(
    request: VerifyRequest,
    redetect: Redetect,
    reader: PictureReader | None = None,
) -> VerificationOutcome:
    """Check a written copy. May block for long; reads both files, writes none.

    Args:
        request: What is checked.
        redetect: Detection, run again on the copy's text.
        reader: Reads pictures; needed where the request says that some were read.

    Raises:
        DetectionError: Detection itself failed.
    """
    checks, texts = _channels(request, reader)
    redetection = Redetection(request, redetect)
    traces = list(redetection.traces(texts))
    checks = (*checks, *run_channel("redetection", lambda: traces))
    return VerificationOutcome(
        VerificationReport(checks), tuple(redetection.new.values())
    )


def _channels(
    request: VerifyRequest, reader: PictureReader | None
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    if request.format_name == "pdf":
        from redactor.verification.pdf.check import check_pdf

        return check_pdf(request, reader)
    if request.format_name == "docx":
        from redactor.verification.docx.check import check_docx

        return check_docx(request, reader)
    if request.format_name in ("bmp", "jpg", "png", "tif", "webp"):
        from redactor.verification.image.check import check_image

        return check_image(request, reader)
    return (Check("format", False, "not_run"),), ()
