"""Messages: every one has its Korean, with the same fields, and travels between processes whole."""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path

from kg.korean import KOREAN
from kg.messages import Message, did_you_mean, in_language, pack, unpack

ROOT = Path(__file__).parents[1]
# What shows its text to whoever asks over HTTP: the name, and the place of its text among the arguments.
SPEAKERS = {"HTTPException": 1, "ParameterError": 1}


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of these names in the code, with where it stands."""
    for path in sorted([*(ROOT / "api").rglob("*.py"), *(ROOT / "src" / "kg").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def said() -> dict[str, str]:
    """The templates of the code, each with a place that says it."""
    return {
        call.args[0].value: where
        for where, call in calls("Message")
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_message_has_its_korean() -> None:
    assert {template: where for template, where in said().items() if template not in KOREAN} == {}


def test_no_korean_is_left_of_a_message_that_nobody_says() -> None:
    assert KOREAN.keys() - said().keys() == set()


def test_both_languages_have_the_same_fields() -> None:
    assert {english for english, korean in KOREAN.items() if fields(english) != fields(korean)} == set()


def test_what_a_request_is_told_is_a_message() -> None:
    bare = [
        where
        for where, call in calls(*SPEAKERS)
        if isinstance(call.func, ast.Name)
        for text in call.args[SPEAKERS[call.func.id] :][:1]
        if isinstance(text, ast.JoinedStr | ast.Constant)
    ]
    assert bare == []


def test_a_message_is_its_english_and_knows_its_korean() -> None:
    message = Message("there is no query {name!r}", name="x")
    assert message == "there is no query 'x'"
    assert in_language(message, "en") is message
    assert in_language(message, "ko") == "'x' 질의는 없습니다"
    assert in_language("plain", "ko") == "plain"


def test_messages_in_messages_are_told_in_the_same_language() -> None:
    message = Message("{what}; {hint}", what=Message("the answer is a graph"), hint=did_you_mean(["a", "b"]))
    assert message == "the answer is a graph; did you mean a or b?"
    assert in_language(message, "ko") == "답이 그래프입니다. 혹시 a 또는 b 아닌가요?"


def test_a_message_goes_from_process_to_process_whole() -> None:
    message = Message("expected {names}", names=did_you_mean(["a", "b"]))
    again = unpack(json.loads(json.dumps(pack(message))))
    assert again == message
    assert in_language(again, "ko") == in_language(message, "ko")
    assert unpack(json.loads(json.dumps(pack("plain")))) == "plain"
