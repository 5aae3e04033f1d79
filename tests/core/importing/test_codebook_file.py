"""The codebook file and the shipped codebook."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.codebook import Codebook
from core.domain.coding import Layer
from core.domain.errors import BadInput
from core.importing.codebook_file import load_codebook, parse_codebook
from core.text.places import resource

SMALL: dict[str, Any] = {
    "id": "codebook/1",
    "name": "Small",
    "version": 1,
    "schemes": [{"id": "own", "name": "Own", "version": "1", "source": "here", "licence": "MIT"}],
    "layers": [
        {
            "layer": "event",
            "label": "Events",
            "scheme": "own",
            "fragments_label": "Trigger",
            "categories": [
                {"code": "MEET", "label": "Meet", "key": "1"},
                {"code": "FIGHT", "label": "Fight", "parent": "MEET", "key": "2"},
            ],
            "slots": [{"name": "source", "label": "Source"}],
            "variables": [
                {
                    "name": "mode",
                    "label": "Mode",
                    "default": "phone",
                    "only_for": ["MEET"],
                    "values": [
                        {"code": "phone", "label": "Phone", "parent": "MEET"},
                        {"code": "phone", "label": "Phone", "parent": "FIGHT"},
                    ],
                }
            ],
        }
    ],
}


def refusal(change: Callable[[dict[str, Any]], object]) -> BadInput:
    raw = copy.deepcopy(SMALL)
    change(raw)
    with pytest.raises(BadInput) as caught:
        parse_codebook(json.dumps(raw).encode(), "small.json")
    return caught.value


def event(raw: dict[str, Any]) -> dict[str, Any]:
    layer: dict[str, Any] = raw["layers"][0]
    return layer


def test_a_sound_codebook_is_read_with_or_without_a_byte_order_mark() -> None:
    data = json.dumps(SMALL).encode()
    assert parse_codebook(data, "x") == parse_codebook(b"\xef\xbb\xbf" + data, "x")
    assert parse_codebook(data, "x").layer(Layer.EVENT).variables[0].values[1].parent == "FIGHT"


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (lambda raw: raw.update(version=0), "version", "1 or more"),
        (lambda raw: raw.update(version=2), "id", "codebook/2"),
        (lambda raw: raw.update(version="one"), "version", "Expected `int`"),
        (lambda raw: raw.pop("name"), "as a whole", "name"),
        (lambda raw: raw.update(layers=[]), "layers", "no layer"),
        (
            lambda raw: raw["layers"].append(copy.deepcopy(event(raw))),
            "layers[1].layer",
            "taken by layers[0]",
        ),
        (lambda raw: event(raw).update(layer="mood"), "layers[0].layer", "mood"),
        (lambda raw: event(raw).update(scheme="cap"), "layers[0].scheme", "cap"),
        (lambda raw: event(raw).update(categories=[]), "layers[0].categories", "no category"),
        (lambda raw: event(raw)["categories"][1].update(code="MEET"), "layers[0].categories[1].code", "MEET"),
        (lambda raw: event(raw)["categories"][1].update(code=""), "layers[0].categories[1].code", "empty"),
        (lambda raw: event(raw)["categories"][1].update(parent="X"), "layers[0].categories[1].parent", "“X”"),
        (
            lambda raw: event(raw)["categories"][0].update(parent="FIGHT"),
            "layers[0].categories[0].parent",
            "above itself",
        ),
        (lambda raw: event(raw)["categories"][1].update(key="1"), "layers[0].categories[1].key", "MEET"),
        (lambda raw: event(raw)["categories"][1].update(key="F1"), "layers[0].categories[1].key", "single"),
        (
            lambda raw: event(raw)["categories"][0].update(defnition="x"),
            "layers[0].categories[0].defnition",
            "definition",
        ),
        (lambda raw: event(raw)["slots"][0].update(takes="money"), "layers[0].slots[0].takes", "money"),
        (
            lambda raw: event(raw)["slots"].append({"name": "source", "label": "S"}),
            "layers[0].slots[1].name",
            "taken",
        ),
        (
            lambda raw: event(raw)["variables"][0].update(only_for=["MEET", "TALK"]),
            "layers[0].variables[0].only_for[1]",
            "TALK",
        ),
        (
            lambda raw: event(raw)["variables"][0].update(level="ratio"),
            "layers[0].variables[0].level",
            "ratio",
        ),
        (
            lambda raw: event(raw)["variables"][0].update(default="fax"),
            "layers[0].variables[0].default",
            "fax",
        ),
        (
            lambda raw: event(raw)["variables"][0]["values"][1].update(parent="MEET"),
            "layers[0].variables[0].values[1].code",
            "twice",
        ),
        (
            lambda raw: event(raw)["variables"][0]["values"][1].update(parent="TALK"),
            "layers[0].variables[0].values[1].parent",
            "TALK",
        ),
        (
            lambda raw: event(raw)["variables"][0]["values"][1].update(code="a,b"),
            "layers[0].variables[0].values[1].code",
            "comma",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_do(
    change: Callable[[dict[str, Any]], object], place: str, said: str
) -> None:
    error = refusal(change)
    assert error.code == "codebook"
    assert error.where == f"small.json, {place}"
    assert said in error.text


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{", b'{"id": "codebook/1",}'])
def test_a_file_that_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        parse_codebook(data, "broken.json")
    assert caught.value.code == "codebook-json"


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load_codebook(tmp_path / "none.json")
    assert "none.json" in caught.value.where


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return load_codebook()


def test_the_shipped_codebook_has_every_layer_with_its_scheme_and_licence(shipped: Codebook) -> None:
    assert [layer.layer for layer in shipped.layers] == list(Layer)
    assert all(scheme.licence and scheme.source for scheme in shipped.schemes)
    assert {s.id for s in shipped.schemes if s.cite} == {"cap", "plover"}


def test_entity_types_are_picked_by_the_keys_one_to_seven(shipped: Codebook) -> None:
    keys = [(c.code, c.key) for c in shipped.layer(Layer.MENTION).categories]
    assert keys == list(zip(["PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT"], "1234567", strict=True))


def test_types_and_events_are_explained_by_rule_and_example(shipped: Codebook) -> None:
    for layer in (Layer.MENTION, Layer.STATEMENT, Layer.EVENT):
        for category in shipped.layer(layer).categories:
            assert category.definition
            assert category.include
            assert category.exclude
            assert category.examples


def test_every_topic_says_what_it_is_about_and_lies_under_a_heading(shipped: Codebook) -> None:
    topics = shipped.layer(Layer.TOPIC).categories
    assert all(topic.definition for topic in topics)
    majors = [t for t in topics if not t.parent]
    assert len(majors) == 22
    assert [t.code for t in majors if not t.selectable] == ["context"]
    found = shipped.category(Layer.TOPIC, "cap:1921")
    assert found is not None
    assert found.parent == "cap:19"


def test_the_shipped_topics_are_those_of_the_source_list(shipped: Codebook) -> None:
    source = Path(__file__).parents[4] / "shared" / "codebooks" / "cap_topics.json"
    if not source.exists():
        pytest.skip("../shared is not here")
    majors = json.loads(source.read_text("utf-8"))["majors"]
    wanted = {f"cap:{m['code']}" for m in majors} | {
        f"cap:{s['code']}" for m in majors for s in m["subtopics"]
    }
    assert wanted == {c.code for c in shipped.layer(Layer.TOPIC).categories if c.code.startswith("cap:")}


def test_events_have_their_quad_class_and_only_their_own_modes(shipped: Codebook) -> None:
    events = shipped.layer(Layer.EVENT)
    assert len(events.categories) == 16
    quads = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
    assert {c.group for c in events.categories} == quads
    mode = next(v for v in events.variables if v.name == "mode")
    assert {v.parent for v in mode.values} == set(mode.only_for)
    assert {v.code for v in mode.values if v.parent == "CONSULT"} == {
        "visit",
        "third-party",
        "multilateral",
        "phone",
    }


def test_slots_and_variables_are_those_the_desk_and_the_machine_speak_of(shipped: Codebook) -> None:
    statement, event = shipped.layer(Layer.STATEMENT), shipped.layer(Layer.EVENT)
    assert [(s.name, s.required) for s in statement.slots] == [
        ("speaker", True),
        ("cue", False),
        ("addressee", False),
    ]
    assert [v.name for v in statement.variables] == ["directness", "stance", "anonymous"]
    assert [v.label for v in statement.variables[0].values] == ["Quote", "Partial quote", "Paraphrase"]
    assert [(s.name, s.takes, s.many) for s in event.slots] == [
        ("source", "actor", True),
        ("target", "actor", True),
        ("place", "place", False),
        ("date", "date", False),
    ]
    assert [v.name for v in event.variables] == ["mode", "realis", "date", "date_precision", "context"]


def test_the_machines_word_lists_speak_of_no_code_the_codebook_lacks(shipped: Codebook) -> None:
    triggers = resource("lexicons", "event_triggers.json").read_text("utf-8")
    mode = next(v for v in shipped.layer(Layer.EVENT).variables if v.name == "mode")
    assert set(re.findall(r'"([A-Z]+/[a-z-]+)"', triggers)) <= {f"{v.parent}/{v.code}" for v in mode.values}
    words = json.loads(resource("lexicons", "topic_words.json").read_text("utf-8"))
    topics = {f"cap:{code}" for code in words["cap"]} | {f"context:{code}" for code in words["contexts"]}
    assert topics <= {c.code for c in shipped.layer(Layer.TOPIC).categories}


def test_the_shipped_file_holds_nothing_the_reader_would_drop(shipped: Codebook) -> None:
    raw = json.loads(resource("codebooks", "default.json").read_text("utf-8"))
    assert [len(layer["categories"]) for layer in raw["layers"]] == [
        len(la.categories) for la in shipped.layers
    ]
