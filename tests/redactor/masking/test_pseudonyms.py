"""One person one name, different people told apart, nothing but the surname shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook, head_of
from redactor.text.normalize import bare

SOME = Pseudonyms()
NUMBERED = Pseudonyms("numbered")
KEYED = Pseudonyms("keyed", 6)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("张三", "张"),
        ("张伟民", "张"),
        ("张 伟 民", "张"),
        ("欧阳修", "欧阳"),
        ("欧阳 修文", "欧阳"),
        ("欧阳", "欧"),
        ("司马相如", "司马"),
        ("张王小明", "张"),
        ("买买提·艾合买提", "买"),
        ("买买提．艾合买提", "买"),
        ("阿卜杜热合曼", "阿"),
        ("单于·某某", "单"),
        ("John Smith", "J"),
        ("john", "J"),
        ("张", ""),
        ("·", ""),
    ],
)
def test_head(name: str, head: str) -> None:
    assert head_of(name) == head


def test_one_of_a_family_needs_no_number() -> None:
    book = NameBook(["张伟民", "欧阳修文", "张 伟民"], SOME)
    assert book.mask("张伟民") == "张某"
    assert book.mask("张　伟　民") == "张某"
    assert book.mask("欧阳修文") == "欧阳某"


def test_colliding_names_are_numbered_in_order() -> None:
    book = NameBook(["张伟民", "李四", "张三", "张伟民"], SOME)
    assert [book.mask(n) for n in ("张伟民", "张三", "李四")] == [
        "张某甲",
        "张某乙",
        "李某",
    ]


def test_more_than_ten_of_a_family() -> None:
    names = [f"王{chr(0x4E10 + i)}" for i in range(12)]
    masks = [NameBook(names, SOME).mask(name) for name in names]
    assert masks[:2] == ["王某甲", "王某乙"]
    assert masks[9:] == ["王某癸", "王某11", "王某12"]
    assert len(set(masks)) == 12


def test_numbered_style() -> None:
    assert NameBook(["张三"], NUMBERED).mask("张三") == "张某甲"


def test_a_name_of_one_character_shows_nothing() -> None:
    assert NameBook(["张"], SOME).mask("张") == "某"


def test_keyed_names_are_stable_over_documents_and_keys_differ() -> None:
    one = NameBook(["张三", "李四"], KEYED, b"office")
    two = NameBook(["王五", "张三"], KEYED, b"office")
    other = NameBook(["张三"], KEYED, b"elsewhere")
    assert one.mask("张三") == two.mask("张 三")
    assert one.mask("张三") != other.mask("张三")
    assert one.mask("张三").startswith("张某")
    assert len(one.mask("张三")) == 8


def test_keyed_names_need_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        NameBook(["张三"], KEYED)


def test_no_name_in_the_repr() -> None:
    assert "张三" not in repr(NameBook(["张三"], SOME))


HAN = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=6
).filter(lambda n: "某" not in n)


@given(names=st.lists(HAN, max_size=30))
def test_masks_are_one_to_one_and_show_the_head_only(names: list[str]) -> None:
    book = NameBook(names, SOME)
    masks = {bare(name): book.mask(name) for name in names}
    assert len(set(masks.values())) == len(masks)
    for name, mask in masks.items():
        assert name not in mask
        assert mask.startswith(f"{head_of(name)}某")
