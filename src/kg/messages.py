"""What people are told, in both languages: English stands where it is said, its Korean in `kg.korean`.

As in gettext the English template is the key, so that code reads as what it says, and a translation is added in one
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Self, TypeVar

from kg.korean import KOREAN

T = TypeVar("T")


class Message(str):
    """A text in English, made of a template and the values of its fields, that can be said in Korean as well.

    >>> Message("there is no dump {name}", name="ksc.zip")
    'there is no dump ksc.zip'
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the template's fields (`str.format`) with `values`, which may be messages themselves."""
        message = super().__new__(cls, template.format(**values))
        message.template, message.values = template, values
        return message

    def korean(self) -> str:
        """The same in Korean; what has no translation stays English."""
        values = {name: in_language(value, "ko") for name, value in self.values.items()}
        return KOREAN.get(self.template, self.template).format(**values)


class Name(Message):
    """What something of the data is called, in both languages."""

    def __new__(cls, english: str, korean: str) -> Self:
        """Neither is empty."""
        name = str.__new__(cls, english)
        name.template, name.values = "", {"en": english, "ko": korean}
        return name

    def korean(self) -> str:
        """The Korean name."""
        return str(self.values["ko"])


def in_language(value: T, lang: str) -> T | str:
    """The value; a message in Korean where that is asked for."""
    return value.korean() if lang == "ko" and isinstance(value, Message) else value


def pack(text: str) -> str | dict[str, Any]:
    """A text as JSON that keeps what a message is made of."""
    if isinstance(text, Name):
        return {"name": dict(text.values)}
    if not isinstance(text, Message):
        return text
    values = {name: pack(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"template": text.template, "values": values}


def unpack(packed: str | dict[str, Any]) -> str:
    """The text that `pack` packed."""
    if isinstance(packed, str):
        return packed
    if "name" in packed:
        return Name(packed["name"]["en"], packed["name"]["ko"])
    values = {name: unpack(value) if isinstance(value, dict) else value for name, value in packed["values"].items()}
    return Message(packed["template"], **values)


def alternatives(names: Iterable[str]) -> str:
    """One of these, which are at least one: `a or b or c`."""
    return reduce(lambda first, second: Message("{first} or {second}", first=first, second=second), names)


def did_you_mean(names: Iterable[str]) -> Message:
    """The question whether one of these was meant."""
    return Message("did you mean {names}?", names=alternatives(names))
