"""Hostile and wrong uploads are refused at once, with a place and a reason, and nothing is fetched for them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import FindingsError, UsageError
from kg.names import Names
from kg.validate.guard import UPLOAD, read_json, read_rdf
from kg.validate.inputs import Reader, read_context

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = read_context(ROOT)
READER = Reader(lambda: Names([]), CONTEXT)
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:u#"'
BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 30)) + "]>"


@pytest.fixture
def silent_host() -> Iterator[str]:
    """A host that must not be asked for anything; its test fails when it is."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                asked.append(1)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        time.sleep(0.15)
        stop.set()
        thread.join()
    assert asked == []


def refused(name: str, content: bytes | str) -> str:
    with pytest.raises(FindingsError) as caught:
        READER.read(name, content.encode() if isinstance(content, str) else content)
    text = str(caught.value)
    assert text.startswith(name) and len(text) < 1000
    return text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.ttl", b"#" * (UPLOAD.bytes + 1), "larger than 1024 KiB"),
        ("x.ttl", b"<urn:a> <urn:b> 1 .\n<urn:a> nope", "x.ttl:2:"),
        ("x.ttl", b'\n<urn:a> <urn:b> "\xff" .', "x.ttl:2: bytes that are not UTF-8"),
        ("x.rdf", "<?xml version='1.0'?>".encode("utf-16"), "not UTF-8"),
        ("x.ttl", "".join(f"<urn:a> <urn:b> {n} .\n" for n in range(20_001)), "more than 20000 statements"),
        ("x.ttl", f'<urn:a> <urn:b> "1e999999999"^^<{XSD}decimal> .', "an exponent"),
        ("x.ttl", f'<urn:a> <urn:b> "{"9" * 70_000}"^^<{XSD}integer> .', "a value of 70000 characters"),
        (
            "x.ttl",
            f'<urn:a> <urn:b> "{"<p>" * 9}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> .',
            "the datatype",
        ),
        ("x.ttl", f'<urn:a> <urn:b> "{"x" * 20_001}" .', "a text of 20001 characters"),
        ("x.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "about a statement"),
        (
            "x.ttl",
            "<urn:a> <urn:b> " + "[<urn:b> " * 50_000 + "1" + "]" * 50_000 + " .",
            "brackets nested deeper than 64",
        ),
        ("x.nt", "<urn:a> <urn:b> 1 .", "x.nt:1:"),
        ("x.jsonld", '{"@id": "urn:a", "@graph": [{"@id": "urn:b", "urn:c": 1}]}', "named graphs"),
        ("x.jsonld", "{nope", "x.jsonld:1:2"),
        ("x.jsonld", "[" * 100_000, "nested too deep"),
        ("x.jsonld", "[" * 100 + "]" * 100, "nested deeper"),
        ("x.jsonld", '{"urn:b": ' + "9" * 5000 + "}", "a number that is too long"),
        ("x.rdf", f"{BOMB}<rdf:RDF {RDF}>&e29;</rdf:RDF>", "a document type declaration"),
        ("x.rdf", f"\n<!doctype x []><rdf:RDF {RDF}/>", "x.rdf:2: a document type declaration"),
        ("x.rdf", '<?xml version="1.0" encoding="UTF-7"?><x/>', "the encoding UTF-7"),
        ("x.ttl", '<urn:a> <urn:b> "[" , ' + "[ <urn:b> " * 90_000, "brackets nested deeper than 64"),
        ("x.rdf", f"<rdf:RDF {RDF}>" + "<u:a><u:b>" * 30_000, "elements nested deeper than 64"),
        ("x.csv", b"#" * (UPLOAD.bytes + 1), "larger than"),
        ("x.json", "[1]", "record 1: a record is a JSON object"),
        ("x.json", "[]", "no"),
        ("x.csv", "row,lines\n", "column country is missing"),
    ],
)
def test_hostile_input_is_refused_in_no_time(name: str, content: bytes | str, reason: str) -> None:
    assert reason in refused(name, content)


def test_no_context_or_entity_is_fetched(silent_host: str) -> None:
    nested = {"@context": [{"a": "urn:a"}, f"{silent_host}c.jsonld"], "a": 1}
    scoped = {"@context": {"a": {"@id": "urn:a", "@context": f"{silent_host}c.jsonld"}}, "a": {"b": 1}}
    imported = {"@context": {"@version": 1.1, "@import": f"{silent_host}c.jsonld"}, "urn:a": 1}
    for document in (
        {"@context": f"{silent_host}c.jsonld"},
        {"@context": "file:///etc/passwd"},
        nested,
        scoped,
        imported,
    ):
        assert "the context" in refused("x.jsonld", json.dumps(document))
    external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{silent_host}">]><rdf:RDF {RDF}>&e;</rdf:RDF>'
    assert "document type" in refused("x.rdf", external)
    imports = f"<urn:o> <http://www.w3.org/2002/07/owl#imports> <{silent_host}> ."
    assert len(READER.read("x.ttl", imports.encode()).triples) == 1


def test_our_context_goes_by_its_name() -> None:
    for name in ("context.jsonld", "https://w3id.org/ksc/context.jsonld"):
        record = {"@context": name, "id": "https://w3id.org/ksc/id/agreement/x", "has_korean_party": "organisation/lh"}
        (triple,) = read_rdf(json.dumps(record).encode(), ox.RdfFormat.JSON_LD, "x", CONTEXT)
        assert str(triple.object) == "<https://w3id.org/ksc/id/organisation/lh>"


def test_right_input_in_every_form_says_the_same() -> None:
    expected = READER.read("x.ttl", b'<urn:u#s> <urn:u#p> "t"@ko .').triples
    rdf = f'<rdf:RDF {RDF}><rdf:Description rdf:about="urn:u#s"><u:p xml:lang="ko">t</u:p></rdf:Description></rdf:RDF>'
    jsonld = '{"@id": "urn:u#s", "urn:u#p": {"@value": "t", "@language": "ko"}}'
    for name, text in (("x.nt", '<urn:u#s> <urn:u#p> "t"@ko .'), ("X.RDF", rdf), ("x.jsonld", jsonld)):
        assert READER.read(name, text.encode()).triples == expected


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"one of \.ttl, \.nt, \.jsonld, \.rdf, \.csv, \.json"):
        READER.read("x.xlsx", b"")


def test_json_is_read_as_it_is() -> None:
    assert read_json(b'{"a": [1, "b"]}', "x") == {"a": [1, "b"]}


def test_brackets_that_are_not_nested_are_taken() -> None:
    flat = "<urn:a> <urn:b> " + " , ".join('[ <urn:c> "[(" , <urn:[> ]' for _ in range(2000)) + " . # ((("
    text = flat.replace("<urn:[>", '"""[ " ["""')
    assert len(READER.read("x.ttl", text.encode()).triples) == 6000
