"""What a kind of problem is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import BASE

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, the end of its type IRI, its title, and what it means and what can be done."""

    status: int
    slug: str
    title: Text
    description: Text

    @property
    def type(self) -> str:
        """The type IRI; a problem that is just its status has none of its own (RFC 9457, section 4.2.1)."""
        return f"{BASE}problem/{self.slug}" if self.slug else "about:blank"

    @classmethod
    def of(cls, status: int, slug: str, title: tuple[str, str], description: tuple[str, str]) -> Kind:
        """A kind from its texts in English and Korean."""
        texts = (dict(zip(("en", "ko"), pair, strict=True)) for pair in (title, description))
        return cls(status, slug, *texts)
