"""Entities: every one has a category, every category a Chinese name."""

from redactor.entities import ENTITIES, Category, entity


def test_every_category_has_a_label_and_an_entity() -> None:
    used = {kind.category for kind in ENTITIES.values()}
    assert used == set(Category)
    assert all(category.label for category in Category)


def test_an_own_entity_falls_into_other() -> None:
    assert entity("OFFICE_OWN").category is Category.OTHER
    assert entity("CN_ID_CARD").title == "身份证号"
