"""The presets: complete, citable, and what each says of every entity."""

import pickle
from pathlib import Path

import pytest

from redactor.entities import ENTITIES
from redactor.errors import PolicyError
from redactor.masking import policy as policy_module
from redactor.masking.operators import OPERATORS
from redactor.masking.policy import load_policy, policy_files, policy_names
from redactor.masking.policy_build import clauses
from redactor.model import Action, Hazard, Role, Tier, Treatment

PRESETS = (
    "general",
    "relief",
    "student",
    "penalty",
    "judgment",
    "disclosure",
    "appointment",
    "cover_all",
)


@pytest.fixture(autouse=True)
def _no_own_policies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(policy_module, "config_dir", lambda: tmp_path)


def test_names() -> None:
    assert policy_names() == PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_sound(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert policy.builtin
    assert len(policy.digest) == 64
    assert policy.floor >= 1000
    assert policy.options["pictures"] == "withhold"
    for rule in policy.rules.values():
        assert (rule.treatment is None) == (rule.action is Action.KEEP)
        assert rule.operator in OPERATORS
        if rule.clause_id:
            assert clauses()[rule.clause_id].title == rule.clause
    assert pickle.loads(pickle.dumps(policy)) == policy


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("entity", [*sorted(ENTITIES), "OFFICE_OWN_CODE"])
def test_every_entity_has_a_rule(name: str, entity: str) -> None:
    policy = load_policy(name)
    for role in Role:
        rule = policy.rule(entity, role)
        treatment = policy.treatment_of(entity, role)
        assert isinstance(treatment, Treatment)
        assert rule.treatment in (None, treatment)


D, M, C, K, R = "DMCKR"
# The table of defaults: entity and role, then one letter a preset in their order
# (D delete, M de-identify, C cover, K keep, R ask the reviewer).
TABLE = {
    ("CN_ID_CARD", ""): "DDDDDCDC",
    ("CN_MOBILE", ""): "MDDDDCDC",
    ("CN_LANDLINE", ""): "MDDDDCDC",
    ("CN_LANDLINE", "office"): "KKKKKKKC",
    ("CN_BANK_CARD", ""): "DDDDDCDC",
    ("CN_BANK_ACCOUNT", ""): "DDDDDCDC",
    ("CN_ADDRESS", ""): "MMDDMCDC",
    ("CN_ADDRESS", "office"): "KKKKKKKC",
    ("PERSON", ""): "MKKRRCKC",
    ("PERSON", "official"): "KKKKKKKC",
    ("PERSON", "minor"): "MRKRMCRC",
    ("PERSON", "child"): "MRRRMCRC",
    ("CN_ADDRESS", "minor"): "DDDDDCDC",
    ("CN_ADDRESS", "child"): "DDDDDCDC",
    ("PERSON", "guardian"): "MMDMMCDC",
    ("BIRTH_DATE", ""): "DDDDRCMC",
    ("MINOR_SCHOOL", ""): "DDKDDCDC",
    ("HEALTH", ""): "DDDDDCDC",
    ("CN_PLATE", ""): "DDDDDCDC",
    ("CN_PASSPORT", ""): "DDDDDCDC",
    ("CN_SOCIAL_SECURITY", ""): "DDDDDCDC",
    ("CN_REAL_ESTATE", ""): "DDDDDCDC",
    ("EMAIL_ADDRESS", ""): "MDDDDCDC",
    ("WECHAT", ""): "MDDDDCDC",
    ("QQ", ""): "MDDDDCDC",
    ("EMAIL_ADDRESS", "office"): "KKKKKKKC",
    ("CN_HKMT_PERMIT", ""): "DDDDDCDC",
    ("CN_MILITARY_ID", ""): "DDDDDCDC",
    ("CN_DISABILITY_CARD", ""): "DDDDDCDC",
    ("CN_STUDENT_ID", ""): "DDDDDCDC",
    ("CN_HOUSEHOLD_BOOK", ""): "DDDDDCDC",
    ("CN_MEDICAL_RECORD", ""): "DDDDDCDC",
    ("CN_DRIVING_LICENCE", ""): "DDDDDCDC",
    ("CN_CERTIFICATE", ""): "DDDDDCDC",
    ("ALIPAY", ""): "DDDDDCDC",
    ("IP_ADDRESS", ""): "DDDDDCDC",
    ("DEVICE_ID", ""): "DDDDDCDC",
    ("CUSTOM", ""): "DDDDDCDC",
    ("PORTRAIT", ""): "CCCCCCCC",
    ("CARD_IMAGE", ""): "CCCCCCCC",
}


def test_the_table_holds_every_entity() -> None:
    assert {entity for entity, _ in TABLE} == set(ENTITIES)


@pytest.mark.parametrize(("entity", "role"), TABLE)
def test_default_treatments(entity: str, role: str) -> None:
    letters = ""
    for name in PRESETS:
        rule = load_policy(name).rule(entity, Role(role))
        if rule.action is Action.KEEP:
            letters += K
        elif rule.action is Action.ASK:
            letters += R
        else:
            assert rule.treatment is not None
            letters += {"delete": D, "deidentify": M, "cover": C}[rule.treatment]
    assert letters == TABLE[entity, role]


def test_penalties_of_minors_stop_the_file() -> None:
    rule = load_policy("penalty").rule("PERSON", Role.MINOR)
    assert rule.unattended == "stop"
    assert "第五条" in rule.clause


def test_no_unconfirmed_clause_can_be_cited() -> None:
    assert {clause.basis for clause in clauses().values()} == {"text", "page"}
    titles = " ".join(clause.title for clause in clauses().values())
    for never_read in ("37964", "43697", "财办", "民发", "第十一条"):
        assert never_read not in titles


def test_pictures_pass_only_if_the_policy_says_so(tmp_path: Path) -> None:
    picture, font = Hazard("picture"), Hazard("unreadable_font")
    assert not load_policy("general").lets_pass(picture)
    path = tmp_path / "own.yaml"
    path.write_text(
        "title: 自定\nversion: 1\nextends: general\noptions: {pictures: keep}\n",
        encoding="utf-8",
    )
    own = load_policy(path)
    assert own.lets_pass(picture)
    assert not own.lets_pass(font)
    assert not own.builtin


def test_an_office_policy_wins_by_name_and_may_build_on_it(tmp_path: Path) -> None:
    before = load_policy("general")
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "general.yaml").write_text(
        "title: 本局公文\nversion: 7\nextends: general\nask_below: sure\n"
        "rules:\n  CN_MOBILE: {do: cover}\n",
        encoding="utf-8",
    )
    (folder / "village.yaml").write_text(
        "title: 村务公开\nversion: 1\nextends: general\n", encoding="utf-8"
    )
    own = load_policy("general")
    assert own.title == "本局公文"
    assert own.rule("CN_MOBILE").treatment is Treatment.COVER
    assert own.rule("CN_ID_CARD") == before.rule("CN_ID_CARD")
    assert own.ask_below is Tier.SURE
    assert own.digest != before.digest
    assert not own.builtin
    # the other presets build on the office's own rules as well
    assert load_policy("village").rule("CN_MOBILE").treatment is Treatment.COVER
    assert policy_names() == (*PRESETS, "village")
    assert policy_files()["general"].parent == folder


def test_a_treatment_is_known_even_where_the_rule_keeps() -> None:
    policy = load_policy("relief")
    assert policy.rule("PERSON").action is Action.KEEP
    assert policy.treatment_of("PERSON") is Treatment.COVER
    general = load_policy("general")
    assert general.treatment_of("PERSON", Role.OFFICIAL) is Treatment.DEIDENTIFY


def test_unknown_name() -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy("no-such-policy")
    assert caught.value.context["reason"] == "没有这个策略"


def test_digest_tells_meaning_not_layout(tmp_path: Path) -> None:
    one, two, three = (tmp_path / d / "p.yaml" for d in "abc")
    for path, text in (
        (one, "title: 甲\nversion: 1\nrules: {'*': {do: delete}}\n"),
        (two, "# note\nversion: 1\ntitle: 乙\nrules:\n  '*': {do: delete}\n"),
        (three, "title: 甲\nversion: 1\nrules: {'*': {do: cover}}\n"),
    ):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    assert load_policy(one).digest == load_policy(two).digest
    assert load_policy(one).digest != load_policy(three).digest
