"""Every hiding place: the secret goes, its neighbours stay, the copy opens."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from tests.redactor.formats.docx import places, places_cut
from tests.redactor.formats.docx.helpers import (
    MOBILE,
    NAME,
    SECRET,
    found_in,
    shown,
    treat,
)
from tests.redactor.formats.docx.places import AFTER, BEFORE

VISIBLE = {**places.VISIBLE, **places_cut.VISIBLE}
HIDDEN = {**places.HIDDEN, **places_cut.HIDDEN}
ALL = {**VISIBLE, **HIDDEN}


@pytest.mark.parametrize("place", ALL)
def test_nothing_is_left(place: str, tmp_path: Path) -> None:
    source = ALL[place]().save(tmp_path / "a.docx")
    originals = [s for s in (SECRET, MOBILE, NAME) if found_in(source, s)]
    assert originals
    treated = treat(source)
    assert {
        s: found_in(treated.path, s) for s in originals if found_in(treated.path, s)
    } == {}
    text = shown(treated.path)
    assert BEFORE in text
    assert AFTER in text


@pytest.mark.parametrize("place", VISIBLE)
def test_visible_places_show_the_mask(place: str, tmp_path: Path) -> None:
    treated = treat(VISIBLE[place]().save(tmp_path / "a.docx"))
    with zipfile.ZipFile(treated.path) as package:
        xml = "".join(
            package.read(n).decode() for n in package.namelist() if n.endswith(".xml")
        )
    assert "█" in xml


@pytest.mark.parametrize("place", ALL)
def test_the_copy_is_sound(place: str, tmp_path: Path) -> None:
    """It opens, every part is well-formed and typed, no relationship dangles."""
    treated = treat(ALL[place]().save(tmp_path / "a.docx"))
    Document(str(treated.path))
    with zipfile.ZipFile(treated.path) as package:
        names = package.namelist()
        types = etree.fromstring(package.read("[Content_Types].xml"))
        suffixes = {e.get("Extension") for e in types}
        for name in names:
            assert name.rpartition(".")[2] in suffixes
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                for relation in etree.fromstring(package.read(name)):
                    target = (relation.get("Target") or "").lstrip("/")
                    if relation.get("TargetMode") != "External":
                        assert target in names
        assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in package.infolist())


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("vanished_runs", "hidden_text"),
        ("comments", "comment"),
        ("revisions", "revision"),
        ("core_and_custom_properties", "metadata"),
        ("core_and_custom_properties", "custom_property"),
        ("core_and_custom_properties", "thumbnail"),
        ("settings", "doc_var"),
        ("settings", "mail_merge"),
        ("settings", "external_target"),
        ("settings", "protection"),
        ("links", "external_target"),
        ("field_codes", "field"),
        ("names", "bookmark"),
        ("permissions_and_signatures", "permission"),
        ("permissions_and_signatures", "signature"),
        ("foreign_parts", "custom_xml"),
        ("foreign_parts", "glossary"),
        ("foreign_parts", "printer_settings"),
        ("foreign_parts", "embedded_object"),
        ("foreign_parts", "activex"),
        ("foreign_parts", "unknown_part"),
        ("foreign_parts", "orphan_part"),
        ("foreign_markup", "unknown_namespace"),
        ("comments_in_xml", "xml_comment"),
        ("text_between_elements", "stray_text"),
        ("alternative_chunks", "alt_chunk_source"),
        ("unreadable_chunks", "alt_chunk"),
        ("inline_control", "data_binding"),
        ("macro_enabled", "macro"),
        ("chart", "workbook"),
        ("parts_beside_comments", "comment"),
        ("embedded_font", "embedded_font"),
        ("sub_documents", "sub_document"),
        ("bound_control", "data_binding"),
        ("bound_control", "custom_xml"),
    ],
)
def test_what_goes_is_told(place: str, kind: str, tmp_path: Path) -> None:
    treated = treat(ALL[place]().save(tmp_path / "a.docx"))
    assert kind in treated.kinds


@pytest.mark.parametrize(
    ("place", "secret"),
    [
        ("vanished_runs", SECRET),
        ("comments", SECRET),
        ("comments", NAME),
        ("deleted_text_and_rows", SECRET),
        ("core_and_custom_properties", SECRET),
        ("core_and_custom_properties", MOBILE),
        ("settings", SECRET),
        ("links", SECRET),
        ("links", MOBILE),
        ("field_codes", MOBILE),
        ("names", NAME),
        ("comments_in_xml", SECRET),
        ("text_between_elements", SECRET),
        ("alternative_chunks", SECRET),
        ("bound_control", SECRET),
    ],
    ids=lambda value: value if value in ALL else "secret",
)
def test_findings_in_dropped_text_are_listed(
    place: str, secret: str, tmp_path: Path
) -> None:
    treated = treat(ALL[place]().save(tmp_path / "a.docx"), secret)
    assert treated.edits


@pytest.mark.parametrize(
    ("place", "kind", "count"),
    [
        ("unreadable_chunks", "alt_chunk", 2),
        ("sub_documents", "sub_document", 2),
        ("new_charts", "chart", 1),
    ],
)
def test_lost_text_blocks_the_file(
    place: str, kind: str, count: int, tmp_path: Path
) -> None:
    treated = treat(HIDDEN[place]().save(tmp_path / "a.docx"))
    assert [(h.kind, h.count, h.blocking) for h in treated.hazards] == [
        (kind, count, True)
    ]
