"""Documents of linked data over HTTP: formats, profiles, entity tags, links; what is not there and what is gone.

Formats by Accept or by suffix (RFC 9110, section 12), profiles by Accept-Profile or `?profile=` (W3C, Content
Negotiation by Profile), entity tags and 304 (RFC 9110, sections 8.8.3 and 13.1.2), links (RFC 8288).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.html import pages
from api.http import problems
from api.http.negotiation import negotiate
from api.http.problem_kinds import of_status
from api.service import Service, service_of
from kg import __version__
from kg.description.dataset import LICENSE
from kg.messages import Message, did_you_mean
from kg.namespaces import BASE
from kg.publish import FORMATS, PROFILES, RdfFormat, write

TRIPLES: Final = ("ttl", "jsonld", "nt", "rdf")
DEFAULT_PROFILE: Final = "labelled"
_PROFILE: Final = f"{BASE}profile/"
_PROFILE_ENTRY: Final = re.compile(r"\s*<([^<>\s]*)>\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\s*")

Statements = Sequence[ox.Triple] | Sequence[ox.Quad]


@dataclass(frozen=True, slots=True)
class Document:
    """A document with a URL: `path` without suffix, what it is about, the formats it comes in beside HTML."""

    path: str
    about: str = ""
    formats: tuple[str, ...] = (*TRIPLES, "trig")
    profiles: bool = False
    html: bool = True

    def offers(self, html_first: bool) -> dict[str, RdfFormat | None]:
        """What can be had, by media type; None is HTML. The first is for clients that do not say."""
        rdf: dict[str, RdfFormat | None] = {FORMATS[name].media_type: FORMATS[name] for name in self.formats}
        html: dict[str, RdfFormat | None] = {"text/html": None} if self.html else {}
        return html | rdf if html_first else rdf | html


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, decided: `form` None is HTML; `headers` are those of the answer, its ETag among them."""

    form: RdfFormat | None
    profile: str
    headers: dict[str, str]


def no_encoded_slash(request: Request) -> None:
    """A dependency of routes: `%2F` is a character of a name, not a separator (RFC 3986, section 2.2); no name has it.

    The router has decoded the path, and can't tell. Raises HTTPException 404.
    """
    if b"%2f" in request.scope.get("raw_path", b"").lower():
        raise HTTPException(404, Message("no name here has a slash in it: %2F is not a separator"))


def split(name: str) -> tuple[str, str]:
    """The name and the suffix that fixes a format; the suffix is empty where there is none that we know."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and (suffix in FORMATS or suffix == "html") else (name, "")


def decide(request: Request, document: Document, suffix: str, *, html_first: bool = False, extra: str = "") -> Asked:
    """Settle format, profile and headers. Raises HTTPException 404 or 406 for a format that there is not.

    `extra` is what the answer depends on beside revision, path, format, profile and language.
    """
    offers = document.offers(html_first)
    if suffix:
        form = None if suffix == "html" else FORMATS[suffix]
        if (form.media_type if form else "text/html") not in offers:
            raise HTTPException(
                404,
                Message(
                    "there is no {suffix} of this; it can be had as {offers}", suffix=suffix, offers=", ".join(offers)
                ),
            )
    else:
        media_type = negotiate(", ".join(request.headers.getlist("accept")) or None, tuple(offers))
        if media_type is None:
            raise HTTPException(
                406, Message("this can be had as {offers}", offers=", ".join(offers)), {"Vary": _vary(document, "")}
            )
        form = offers[media_type]
    profile = _profile(request) if document.profiles and form else ""  # a page shows everything
    selection = pages.selection(request) if form is None else ""
    name = form.suffix if form else "html"
    tag = entity_tag(request, document.path, name, profile, selection, extra)
    query = f"?profile={profile}" if profile not in ("", DEFAULT_PROFILE) else ""
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",  # may be kept, must be asked after: the data change with a revision
        "Content-Location": f"{document.path}.{name}{query}",
        "Link": ", ".join(_links(document, form, profile)),
    }
    if vary := _vary(document, suffix):
        headers["Vary"] = vary
    if profile:
        headers["Content-Profile"] = f"<{_PROFILE}{profile}>"
    if form:
        headers["Content-Type"] = form.content_type
    return Asked(form, profile, headers)


async def respond(
    request: Request,
    asked: Asked,
    statements: Callable[[RdfFormat], Awaitable[Statements]],
    page: Callable[[], Awaitable[Response]] | None = None,
    render: Callable[[Statements, RdfFormat], Awaitable[bytes]] | None = None,
) -> Response:
    """The answer: not modified, or made now. `render` replaces `write` where it takes long."""
    if is_held(request, asked.headers["ETag"]):
        return not_modified(asked.headers)
    if asked.form is None:
        assert page is not None
        answer = await page()
        answer.headers.update(asked.headers)
        return answer
    found = await statements(asked.form)
    body = await render(found, asked.form) if render else write(found, asked.form)
    return Response(body, headers=asked.headers)


def entity_tag(request: Request, *asked: str) -> str:
    """A strong entity tag: the digest of the revision, the software and what was asked for."""
    parts = (service_of(request).engine.revision, __version__, *asked)
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'


def is_held(request: Request, tag: str) -> bool:
    """Whether the client says that it has this: If-None-Match compares weakly (RFC 9110, section 13.1.2)."""
    given = ", ".join(request.headers.getlist("if-none-match"))
    return given.strip() == "*" or tag in (entry.strip().removeprefix("W/") for entry in given.split(","))


def not_modified(headers: Mapping[str, str]) -> Response:
    """304 with the headers that tell which representation it is (RFC 9110, section 15.4.5)."""
    kept = ("ETag", "Vary", "Cache-Control", "Content-Location", "Link")
    return Response(status_code=304, headers={name: headers[name] for name in kept if name in headers})


async def missing(request: Request, path: str) -> Response:
    """The answer for an IRI of ours, given by what follows the base, that names nothing: 410 or 404."""
    service = service_of(request)
    identifier = path.removeprefix("id/")
    gone = service.publication.retired.get(identifier)
    if gone is not None:
        successor = f"/{_folder(gone.replaced_by)}{quote(gone.replaced_by)}" if gone.replaced_by else ""
        headers = {"Link": f'<{successor}>; rel="successor-version"'} if successor else {}
        detail = Message("{name} is gone since {since}", name=identifier, since=gone.since)
        if gone.note:
            detail = Message("{what}: {note}", what=detail, note=gone.note)
        return problems.respond(request, of_status(410), detail, headers, replaced_by=successor)
    near = await _nearest(service, path)
    shown = identifier if len(identifier) <= 200 else f"{identifier[:200]}…"
    detail = Message("this service knows no {name}", name=shown)
    if near:
        detail = Message("{what}; {hint}", what=detail, hint=did_you_mean(entry.removeprefix("id/") for entry in near))
    urls = [f"/{quote(entry, safe='/#')}" for entry in near]
    return problems.respond(request, of_status(404), detail, suggestions=urls or None)


async def _nearest(service: Service, path: str) -> list[str]:
    """The known IRIs that this may mean: by one of a thing's names, else by likeness."""
    folder, _, slug = path.rpartition("/")
    kind = folder.replace("/", ":", 1)
    named = service.index.find(kind, slug) if len(slug) <= 200 else []
    if named:
        return [entity.iri.removeprefix(BASE) for entity in named[:3]]
    return (await service.publication.known(service.engine)).nearest(path)


def _profile(request: Request) -> str:
    """The profile asked for: by `?profile=` (a token or IRI), by Accept-Profile, else the default one.

    Raises HTTPException 400 for one in the URL that there is not; the header is a wish, what is unknown there is
    passed over.
    """
    named = request.query_params.get("profile")
    if named is not None:
        token = named.removeprefix(_PROFILE)
        if token not in PROFILES:
            raise HTTPException(
                400,
                Message("there is no profile {name!r}; there are {known}", name=named[:100], known=", ".join(PROFILES)),
            )
        return token
    best, best_quality = DEFAULT_PROFILE, 0.0
    for entry in ",".join(request.headers.getlist("accept-profile")).split(","):
        match = _PROFILE_ENTRY.fullmatch(entry)
        token = match[1].removeprefix(_PROFILE) if match else ""
        quality = float(match[2] or 1) if match else 0.0
        if token in PROFILES and quality > best_quality:
            best, best_quality = token, quality
    return best


def _vary(document: Document, suffix: str) -> str:
    """The request headers that decide what is sent; a suffix leaves less to them."""
    names = ["Accept"] * (not suffix) + ["Accept-Encoding", "Accept-Language", "Cookie"] * (suffix in ("", "html"))
    return ", ".join([*names, *(["Accept-Profile"] if document.profiles else [])])


def _links(document: Document, form: RdfFormat | None, profile: str) -> list[str]:
    path = document.path
    # A page says itself which address is canonical, its language being part of that (RFC 6596 wants just one).
    links = [f'<{path}>; rel="canonical"'] if form else []
    links += [f'<{path}.{name}>; rel="alternate"; type="{FORMATS[name].media_type}"' for name in document.formats]
    if document.html:
        links.append(f'<{path}.html>; rel="alternate"; type="text/html"')
    if profile:
        links.append(f'<{_PROFILE}{profile}>; rel="profile"')
        links += [
            f'<{path}?profile={other}>; rel="alternate"; format="{_PROFILE}{other}"'
            for other in PROFILES
            if other != profile
        ]
    if document.about:
        links.append(f'<{document.about}>; rel="describes"')
    return [*links, '</.well-known/void>; rel="describedby"', f'<{LICENSE}>; rel="license"']


def _folder(identifier: str) -> str:
    return "" if identifier.startswith("scheme/") else "id/"


def context_of(document: Document) -> dict[str, Any]:
    """What every page about a document shows: where its other formats and profiles are."""
    return {
        "here": document.path,
        "formats": {name: FORMATS[name] for name in document.formats},
        "profiles": PROFILES if document.profiles else (),
    }
