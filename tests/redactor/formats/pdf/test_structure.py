"""Tags, labels and preferences: kept as far as they hold no text of their own."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.build import pdf as build
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import page_texts, traces, treat

SECRET = id_number(41)


def _tagged(*, attack=False):
    """Return a file whose page has a heading, a paragraph and a table of one row."""
    data = build.save(build.blank())

    def change(pdf):
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(H=font))
        texts = ("Heading", f"No {SECRET} stays", "left", "right")
        kinds = ("MyHeading", "P", "TD", "TD")
        shows = [
            f"/{kind} <</MCID {n}>> BDC BT /H 12 Tf 72 {700 - 30 * n} Td ({text}) Tj ET"
            " EMC"
            for n, (kind, text) in enumerate(zip(kinds, texts, strict=True))
        ]
        page.contents_add("\n".join(shows).encode())
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.RoleMap = Dictionary(MyHeading=Name.H1, Odd=Name("/" + SECRET))

        def element(kind, *kids, parent=root, **more):
            made = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, **more)
            )
            made.K = Array(kids)
            return made

        heading = element("MyHeading", 0, Pg=page.obj)
        mark = Dictionary(Type=Name.MCR, Pg=page.obj, MCID=1)
        paragraph = element("P", mark)
        wide = Dictionary(O=Name.Table, ColSpan=2, Summary=String(SECRET))
        cells = [element("TD", 2, Pg=page.obj, A=wide), element("TD", 3, Pg=page.obj)]
        table = element("Table", element("TR", *cells))
        gone = element("Figure", 77, Pg=page.obj)
        parts = [heading, paragraph, table, gone]
        if attack:
            heading.Alt = heading.ActualText = heading.T = String(SECRET)
            heading.ID = heading.E = String(SECRET)
            paragraph.S = Name("/" + SECRET)
            paragraph.C = Name("/" + SECRET)
            table.K.append(table)
            table.AF = Dictionary(F=String(SECRET))
            root.ClassMap = Dictionary({"/" + SECRET: Dictionary(X=String(SECRET))})
            root.IDTree = Dictionary(Names=Array([String(SECRET), heading]))
        root.K = Array([element("Document", *parts)])
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True, Odd=String(SECRET))
        pdf.Root.Lang = String("zh-CN")

    return build.with_pikepdf(data, change)


def _tree(node):
    """Return kinds and marks of a structure tree as nested tuples."""
    kids = []
    for kid in node.K:
        if isinstance(kid, int):
            kids.append(kid)
        elif "/MCID" in kid:
            kids.append(int(kid.MCID))
        else:
            kids.append(_tree(kid))
    return (str(node.get("/S", "")), *kids)


TREE = (
    "",
    ("/Document", ("/H1", 0), ("/P", 1), ("/Table", ("/TR", ("/TD", 2), ("/TD", 3)))),
)


@pytest.mark.parametrize("hit", [True, False], ids=["hit-page", "untouched-page"])
def test_tags_stay(tmp_path, hit):
    """Standard kinds, their order and their marks are as before."""
    treated = treat(tmp_path, _tagged(), *([SECRET] if hit else []))
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert _tree(root) == TREE
        assert pdf.Root.MarkInfo == Dictionary(Marked=True)
        assert str(pdf.Root.Lang) == "zh-CN"
        page = pdf.pages[0].obj
        numbers = dict(zip(*[iter(root.ParentTree.Nums)] * 2, strict=True))
        kinds = [str(parent.S) for parent in numbers[page.StructParents]]
        assert kinds == ["/H1", "/P", "/TD", "/TD"]
        cell = numbers[page.StructParents][2]
        assert Dictionary(O=Name.Table, ColSpan=2) == cell.A
        marks = pdf.pages[0]
        marks.contents_coalesce()
        assert marks.obj.Contents.read_bytes().count(b"MCID") == 4


def test_texts_of_the_tree_go(tmp_path):
    treated = treat(tmp_path, _tagged(attack=True), SECRET)
    assert traces(treated.data, SECRET) == []
    kinds = {r.kind: r.count for r in treated.report.removals}
    assert kinds["actual_text"] == 3
    assert kinds["structure"] >= 4
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        tree = _tree(pdf.Root.StructTreeRoot)
        assert tree[1][2] == ("/NonStruct", 1)
        assert set(pdf.Root.StructTreeRoot.keys()) == {
            "/Type", "/K", "/ParentTree", "/ParentTreeNextKey",
        }  # fmt: skip


def test_page_that_becomes_a_picture_leaves_the_tree(tmp_path):
    treated = treat(tmp_path, _tagged(), SECRET, rasterize=frozenset({0}))
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
    assert "structure" in {r.kind for r in treated.report.removals}


@pytest.mark.parametrize(
    ("prefix", "kept"),
    [("附录", True), ("A-", True), ("第", True), ("ivan", False), ("", True),
     ("欧阳某甲", False), (SECRET, False), ("Wang Wei", False)],
)  # fmt: skip
def test_prefixes_of_page_labels(tmp_path, prefix, kept):
    def change(pdf):
        row = Dictionary(S=Name.r, St=3, P=String(prefix), Odd=String(SECRET))
        kid = Dictionary(Nums=Array([0, row]), Limits=Array([0, 0]))
        pdf.Root.PageLabels = Dictionary(Kids=Array([pdf.make_indirect(kid)]))

    treated = treat(tmp_path, build.with_pikepdf(build.prose(["正文"]), change))
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        start, label = pdf.Root.PageLabels.Nums
        expected = Dictionary(S=Name.r, St=3)
        if kept:
            expected.P = String(prefix)
        assert (start, label) == (0, expected)
    assert ("page_label" in {r.kind for r in treated.report.removals}) is not kept


def test_preferences_keep_switches_only(tmp_path):
    def change(pdf):
        pdf.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True,
            FitWindow=True,
            Direction=Name.R2L,
            PrintScaling=Name("/" + SECRET),
            Odd=String(SECRET),
        )

    treated = treat(tmp_path, build.with_pikepdf(build.prose(["正文"]), change))
    assert traces(treated.data, SECRET) == []
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        assert pdf.Root.ViewerPreferences == Dictionary(
            FitWindow=True, Direction=Name.R2L
        )


def test_named_targets_become_plain_ones(tmp_path):
    """A link by name still leads to its page; the name, which is free text, goes."""

    def change(pdf):
        first, second = (page.obj for page in pdf.pages)
        target = Array([second, Name.XYZ, 10, 700, 0])
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Names=Array([String(SECRET), Dictionary(D=target)]))
        )
        first.Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([10, 10, 50, 50]),
                    Dest=String(SECRET),
                )
            ]
        )

    doc = build.blank(2)
    build.put(doc[0], 72, 72, "正文")
    treated = treat(tmp_path, build.with_pikepdf(build.save(doc), change))
    assert traces(treated.data, SECRET) == []
    assert page_texts(treated.data) == ["正文", ""]
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        (link,) = pdf.pages[0].obj.Annots
        assert link.Dest[0].objgen == pdf.pages[1].obj.objgen
    assert {r.kind: r.count for r in treated.report.removals}["destination"] == 1
