"""Layers: what a viewer hides goes and is told, what it shows stays."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redactor.formats.pdf.layers import Layers
from tests.build import pdf as build
from tests.redactor.formats.pdf.support import page_texts, treat

ON, OFF, MISSING = "on", "off", "missing"


def _groups(pdf):
    """Give a file one layer that is on and one that is off."""
    on, off = (
        pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        for name in (ON, OFF)
    )
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([on, off]), D=Dictionary(ON=Array([on]), OFF=Array([off]))
    )
    return {ON: on, OFF: off, MISSING: None}


def _members(groups, names):
    return Array([groups[name] for name in names])


def _expression(groups, tree):
    if isinstance(tree, str):
        return groups[tree]
    return Array(
        [Name("/" + tree[0]), *(_expression(groups, part) for part in tree[1])]
    )


# ISO 32000-2, table 97
POLICIES = [
    (None, [ON, OFF], True),
    (None, [OFF], False),
    (None, [], True),
    (None, [MISSING], True),
    ("AnyOn", [ON, OFF], True),
    ("AnyOn", [OFF, OFF], False),
    ("AnyOn", [MISSING, OFF], False),
    ("AllOn", [ON, ON], True),
    ("AllOn", [ON, OFF], False),
    ("AllOn", [MISSING, ON], True),
    ("AnyOff", [ON, OFF], True),
    ("AnyOff", [ON, ON], False),
    ("AllOff", [OFF, OFF], True),
    ("AllOff", [ON, OFF], False),
    ("AllOff", [ON], False),
    ("AllOff", [], True),
    ("Unknown", [OFF, ON], True),
]

EXPRESSIONS = [
    (("Not", [ON]), False),
    (("Not", [OFF]), True),
    (("And", [ON, OFF]), False),
    (("And", [ON, ON]), True),
    (("Or", [OFF, OFF]), False),
    (("Or", [OFF, ON]), True),
    (("Or", [("Not", [ON]), ("And", [ON, ("Not", [OFF])])]), True),
    (("And", [ON, ("Or", [OFF, ("Not", [ON])])]), False),
    (("Not", [("And", [ON, ("Or", [OFF, ON])])]), False),
    (("And", []), True),
]


@pytest.mark.parametrize(("policy", "names", "shown"), POLICIES)
def test_membership_policy(policy, names, shown):
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        content = Dictionary(Type=Name.OCMD, OCGs=_members(groups, names))
        if policy:
            content.P = Name("/" + policy)
        assert Layers(pdf).visible(content) is shown


@pytest.mark.parametrize(("tree", "shown"), EXPRESSIONS)
def test_visibility_expression(tree, shown):
    """An expression counts, the policy beside it does not."""
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        content = Dictionary(Type=Name.OCMD, VE=_expression(groups, tree))
        content.OCGs, content.P = groups[OFF if shown else ON], Name.AllOn
        assert Layers(pdf).visible(content) is shown


def test_single_group_instead_of_an_array():
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        layers = Layers(pdf)
        for name, shown in ((ON, True), (OFF, False)):
            content = Dictionary(Type=Name.OCMD, OCGs=groups[name])
            assert layers.visible(content) is shown


def test_base_state_off_hides_what_is_not_turned_on():
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        pdf.Root.OCProperties.D = Dictionary(BaseState=Name.OFF, ON=Array([groups[ON]]))
        layers = Layers(pdf)
        assert layers.visible(groups[ON])
        assert not layers.visible(groups[OFF])


@pytest.mark.parametrize(
    ("group", "config", "shown"),
    [
        (Name.Design, None, True),
        (Array([Name.Design, Name.View]), None, False),
        (Name.Design, Array([Name.Design]), False),
        (Name.Design, Name.All, False),
    ],
)
def test_intents_that_a_viewer_does_not_heed(group, config, shown):
    """A group of another intent than the configuration's has no say (8.11.2.3)."""
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        groups[OFF].Intent = group
        if config is not None:
            pdf.Root.OCProperties.D.Intent = config
        assert Layers(pdf).visible(groups[OFF]) is shown


def test_view_usage_that_applies_itself():
    with pikepdf.new() as pdf:
        groups = _groups(pdf)
        groups[ON].Usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
        assert Layers(pdf).visible(groups[ON])
        pdf.Root.OCProperties.D.AS = Array(
            [Dictionary(Event=Name.View, OCGs=Array([groups[ON]]))]
        )
        assert not Layers(pdf).visible(groups[ON])


def test_expression_in_a_circle_ends():
    with pikepdf.new() as pdf:
        _groups(pdf)
        circle = pdf.make_indirect(Array([Name.Not]))
        circle.append(circle)
        content = Dictionary(Type=Name.OCMD, VE=circle)
        assert Layers(pdf).visible(content) in (True, False)


def _content(pdf, groups, *, shown):
    """A membership dictionary over a layer that is on: no layer of the file is off."""
    del pdf.Root.OCProperties.D["/OFF"]
    policy = Name.AllOn if shown else Name.AllOff
    return pdf.make_indirect(
        Dictionary(Type=Name.OCMD, OCGs=Array([groups[ON]]), P=policy)
    )


def _by_properties(pdf, page, content):
    page.obj.Resources.Properties = Dictionary(MC0=content)
    page.contents_add(
        b"/OC /MC0 BDC BT /H 12 Tf 100 500 Td (LAYERED) Tj ET "
        b"1 0 0 rg 100 520 50 50 re f EMC "
        b"BT /H 12 Tf 100 480 Td (PLAIN) Tj ET"
    )


def _form(pdf, page, content, *, resources):
    form = pdf.make_stream(
        b"BT /H 12 Tf 100 500 Td (LAYERED) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 600, 900],
    )
    if resources:
        form.Resources = Dictionary(Font=page.obj.Resources.Font)
    page.obj.Resources.XObject = Dictionary(Fm0=form)
    page.contents_add(b"/Fm0 Do BT /H 12 Tf 100 480 Td (PLAIN) Tj ET")
    return form


def _by_form(pdf, page, content):
    _form(pdf, page, content, resources=True).OC = content


def _inside_form(pdf, page, content):
    """The form has no resources of its own: its names are the page's."""
    form = _form(pdf, page, content, resources=False)
    form.write(b"/OC /MC0 BDC " + form.read_bytes() + b" EMC")
    page.obj.Resources.Properties = Dictionary(MC0=content)


def _by_annotation(pdf, page, content):
    appearance = pdf.make_stream(
        b"BT /H 12 Tf 5 5 Td (LAYERED) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 200, 20],
        Resources=Dictionary(Font=page.obj.Resources.Font),
    )
    page.obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.FreeText,
                Rect=[100, 500, 300, 520],
                AP=Dictionary(N=appearance),
                OC=content,
                F=4,
            )
        ]
    )
    page.contents_add(b"BT /H 12 Tf 100 480 Td (PLAIN) Tj ET")


def _file(place, *, shown):
    data = build.save(build.blank())
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(H=font))
        place(pdf, page, _content(pdf, _groups(pdf), shown=shown))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


PLACES = [_by_properties, _by_form, _inside_form, _by_annotation]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__[1:])
@pytest.mark.parametrize("shown", [True, False], ids=["shown", "hidden"])
def test_membership_hides_though_no_layer_is_off(tmp_path, place, shown):
    """Reader, copy and report agree; the copy has no layers, so nothing reappears."""
    treated = treat(tmp_path, _file(place, shown=shown))
    read = "".join(unit.text for unit in treated.units)
    text = "".join(page_texts(treated.data))
    assert "PLAIN" in text
    assert ("LAYERED" in text) == ("LAYERED" in read) == shown
    told = {removal.kind for removal in treated.removals}
    assert ("layer" in told) == (not shown and place is not _by_annotation)
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        assert "/OCProperties" not in pdf.Root
        assert not any("/OC" in o for o in pdf.objects if isinstance(o, Dictionary))


def test_hidden_drawing_goes_with_its_layer(tmp_path):
    treated = treat(tmp_path, _file(_by_properties, shown=False))
    with pymupdf.open(stream=treated.data, filetype="pdf") as doc:
        assert doc[0].get_drawings() == []
