"""Which hosts a SERVICE clause may reach (SPARQL 1.1 Federated Query, https://www.w3.org/TR/sparql11-federated-query/).

The list decides over the network, so nothing here depends on reading a query as its engine does. A SERVICE clause is
the word, perhaps SILENT, an endpoint and a brace, with white space and comments between them. Wherever a text has
these, be it in a string or a comment, it counts as a clause, and its endpoint must be on the list. It must be an IRI
written in full: what a prefix means depends on the engine's reading.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from kg.errors import UsageError
from kg.messages import Message

_GAP: Final = r"(?>[ \t\r\n]+|\#[^\r\n]*)*+"
_CLAUSE: Final = re.compile(
    rf"service{_GAP}(?:silent{_GAP})?(?P<endpoint><[^<>{{}}]*>|[^ \t\r\n<>{{}}]+?){_GAP}\{{", re.I
)
# No user information, percent sign, letter outside ASCII or escape: what is left has one reading only.
_ENDPOINT: Final = re.compile(
    r"<(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#][^\x00-\x20<>\\]*)?>",
    re.I,
)
_ENTRY: Final = re.compile(
    r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?", re.I
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NOT_IN_FULL: Final = Message(
    "SERVICE needs an endpoint in full, such as <https://example.org/sparql>: no variable, prefixed name, user name "
    "or escape"
)
_PORTS: Final = {"http": "80", "https": "443"}


class EndpointRefusedError(Exception):
    """A SERVICE clause may not be evaluated; `start` is its place in the text, None where escapes hide it."""

    def __init__(self, message: Message, start: int | None) -> None:
        self.message, self.start = message, start
        super().__init__(message)


def read_hosts(listed: str) -> frozenset[str]:
    """The hosts of `KSC_SERVICE_HOSTS`, each as `host:port`, or as `host` for the ports that the schemes have.

    Raises UsageError for an entry that is neither.
    """
    hosts = set()
    for entry in filter(None, (part.strip() for part in listed.split(","))):
        match = _ENTRY.fullmatch(entry)
        if not match:
            raise UsageError(
                f"KSC_SERVICE_HOSTS: {entry!r} is not a host; write example.org or example.org:3030 "
                "(a name in ASCII, or an IP address with IPv6 in brackets), with commas between hosts"
            )
        hosts.add(_key(match["host"], match["port"]))
    return frozenset(hosts)


def check(text: str, hosts: frozenset[str]) -> bool:
    """Whether the query has a SERVICE clause. Raises EndpointRefusedError unless all reach hosts of the list only."""
    found = False
    for match in _CLAUSE.finditer(text):
        found = True
        _check_endpoint(match["endpoint"], hosts, match.start())
    # An engine may read escapes before it looks for words (SPARQL 1.1 Query, section 19.2).
    unescaped = _CODEPOINT.sub(_character, text)
    if unescaped != text:
        for match in _CLAUSE.finditer(unescaped):
            found = True
            _check_endpoint(match["endpoint"], hosts, None)
    return found


def _check_endpoint(endpoint: str, hosts: frozenset[str], start: int | None) -> None:
    if not hosts:
        raise EndpointRefusedError(Message("SERVICE is not allowed: a query may not reach other hosts"), start)
    match = _ENDPOINT.fullmatch(endpoint)
    if not match:
        raise EndpointRefusedError(_NOT_IN_FULL, start)
    host, port = match["host"], match["port"] or _PORTS[match["scheme"].lower()]
    standard = port == _PORTS[match["scheme"].lower()]
    if _key(host, port) not in hosts and not (standard and _key(host, None) in hosts):
        message = Message("SERVICE may not reach {host}: it is not on this service's list", host=f"{host}:{port}")
        raise EndpointRefusedError(message, start)


def _key(host: str, port: str | None) -> str:
    name = host.lower()
    if name.startswith("["):
        try:
            name = f"[{ipaddress.IPv6Address(name[1:-1]).compressed}]"
        except ValueError:
            name = "[]"  # no address: matches nothing that can be asked
    return f"{name}:{int(port)}" if port else name


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
