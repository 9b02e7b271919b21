"""Runs a SPARQL Update on a copy of the dataset, and says what it changed in each graph.

The default graph is the merge of the named ones, so an update cannot do with it what it likes:

* what is inserted into it and stands nowhere else is kept as the default graph's own statements;
* its own statements can be deleted; a statement that stands in a named graph must be deleted there (WriteAmbiguous);
* `CLEAR DEFAULT` and `DROP DEFAULT` take its own statements away; it is then the merge again.

Where the default graph was replaced (PUT to the Graph Store), it is no merge, and all of it is its own.
`CLEAR ALL`, `DROP NAMED` and the like reach the graphs that came by writes; those that are shipped go by name only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg import ntriples, sparql
from kg.dataset import SHAPES
from kg.errors import QueryRefused, WriteAmbiguous, WriteRefused
from kg.messages import Message
from kg.state.operations import Operation, operations

_DEFAULT: Final = ox.DefaultGraph()
Lines = set[bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """An update and what it is run with.

    `using` and `using_named` are the protocol's dataset (SPARQL 1.1 Protocol, section 2.2.3). `empty` names the graphs
    that have no statements, `shipped` those that ALL and NAMED leave alone. `own` holds the default graph's own
    statements; `replaced`: there are no others in it. `most` is how many bytes of statements may be added.
    """

    text: str
    base: str | None
    using: tuple[str, ...]
    using_named: tuple[str, ...]
    empty: tuple[str, ...]
    shipped: frozenset[str]
    own: frozenset[bytes]
    replaced: bool
    number: int
    most: int


@dataclass(frozen=True, slots=True)
class GraphChange:
    """The statements that one graph lost and gained."""

    removed: Lines
    added: Lines


@dataclass(frozen=True, slots=True)
class Result:
    """What an update changed: each named graph that differs, None for one that is gone, and the default graph."""

    named: Mapping[str, GraphChange | None]
    own: GraphChange
    replaced: bool


class _State:
    """The named graphs and the default graph at one moment."""

    def __init__(self, store: ox.Store) -> None:
        self.named = {graph.value: _lines(store, graph) for graph in _names(store)}
        self.default = _lines(store, _DEFAULT)

    def holder(self, line: bytes) -> str | None:
        """A graph of the merge that has the statement."""
        return next((name for name, lines in self.named.items() if name != SHAPES and line in lines), None)


def run(store: ox.Store, request: Request) -> Result:
    """Run an update on `store`, which holds the dataset.

    Raises SyntaxError, RuntimeError where a graph is not as the update needs it, QueryRefused and WriteError.
    """
    todo = list(operations(request.text))
    _check(request, todo)
    for name in request.empty:
        store.add_graph(ox.NamedNode(name))
    first = state = _State(store)
    own, replaced = set(request.own), request.replaced
    for operation in todo:
        if operation.wholesale:
            _clear(store, operation, request.shipped)
            if operation.wholesale != "NAMED":
                own, replaced = set(), False
        else:
            store.update(operation.using(_clauses(request)), base_iri=request.base)
        after = _State(store)
        if replaced:
            own = after.default
        else:
            own = _own(own, state, after) if not operation.wholesale else own
            _merge(store, after, own)
        state = after
    return _result(request, first, state, own, replaced)


def _check(request: Request, todo: Iterable[Operation]) -> None:
    """Raises SyntaxError for what does not parse, QueryRefused and WriteAmbiguous for what is not done here."""
    if service := sparql.outline(request.text).service:
        message = Message("SERVICE is not allowed: an update may not reach other hosts")
        raise QueryRefused(message, *sparql.place(request.text, service.start))
    for operation in todo:
        place = sparql.place(request.text, operation.start)
        if operation.verb == "LOAD":
            raise QueryRefused(Message("LOAD is not allowed: an update may not reach other hosts"), *place)
        if (request.using or request.using_named) and operation.has_dataset:
            message = Message(
                "an update with USING or WITH cannot have using-graph-uri or using-named-graph-uri as well"
            )
            raise WriteAmbiguous(message, *place)
        if (request.using or request.using_named) and operation.short:
            message = Message("DELETE WHERE has no place for using-graph-uri; write DELETE and a WHERE clause, in full")
            raise WriteAmbiguous(message, *place)
    with suppress(RuntimeError):  # it parses; that a graph is not there is said by the run itself
        ox.Store().update(request.text, base_iri=request.base)


def _clauses(request: Request) -> str:
    """The protocol's dataset as clauses."""
    default = [f"USING {ox.NamedNode(iri)}" for iri in request.using]
    return " ".join([*default, *(f"USING NAMED {ox.NamedNode(iri)}" for iri in request.using_named)])


def _clear(store: ox.Store, operation: Operation, shipped: frozenset[str]) -> None:
    """CLEAR or DROP of all graphs, or all named ones, but for those that are shipped."""
    if operation.wholesale == "DEFAULT":
        return
    for graph in _names(store):
        if graph.value not in shipped:
            (store.clear_graph if operation.verb == "CLEAR" else store.remove_graph)(graph)


def _own(own: Lines, before: _State, after: _State) -> Lines:
    """The default graph's own statements after an operation."""
    for line in before.default - after.default:
        if holder := after.holder(line):
            message = Message(
                "{statement} stands in the graph {graph}, which the default graph merges: delete it there",
                statement=line.decode()[:-2],
                graph=holder,
            )
            raise WriteAmbiguous(message)
    return (own & after.default) | (after.default - before.default)


def _merge(store: ox.Store, state: _State, own: Lines) -> None:
    """Make the default graph the merge of the named graphs and its own statements again."""
    merged = own.union(*(lines for name, lines in state.named.items() if name != SHAPES))
    for quad in _quads(state.default - merged):
        store.remove(quad)
    store.extend(_quads(merged - state.default))
    state.default = merged


def _result(request: Request, first: _State, last: _State, own: Lines, replaced: bool) -> Result:
    before = {**first.named, "": set(request.own)}
    after = {**last.named, "": own}
    changes = {name: _difference(before.get(name, set()), lines) for name, lines in after.items()}
    added = sum(len(line) for change in changes.values() for line in change.added)
    if added > request.most:
        raise WriteRefused(Message("an update may add {most} MiB of statements at most", most=request.most >> 20))
    rename = _Renaming(request.number, before.values())
    changes = {name: GraphChange(change.removed, rename(change.added)) for name, change in changes.items()}
    unnamed = changes.pop("")
    named: dict[str, GraphChange | None] = {
        name: change for name, change in changes.items() if change.removed or change.added or name not in first.named
    }
    named |= dict.fromkeys(first.named.keys() - last.named.keys())
    return Result(named, unnamed, replaced)


def _difference(before: Lines, after: Lines) -> GraphChange:
    return GraphChange(before - after, after - before)


class _Renaming:
    """Gives the blank nodes that an update made labels that no other change uses; others keep theirs."""

    def __init__(self, number: int, before: Iterable[Lines]) -> None:
        self._known = {label: label for lines in before for label in ntriples.blanks(lines)}
        self._prefix, self._made = b"_:w%db" % number, 0

    def __call__(self, lines: Lines) -> Lines:
        return set(ntriples.renamed(sorted(lines), self._label))

    def _label(self, label: bytes) -> bytes:
        if label not in self._known:
            self._known[label] = b"%b%d" % (self._prefix, self._made)
            self._made += 1
        return self._known[label]


def _lines(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Lines:
    return set(ntriples.write(quad.triple for quad in store.quads_for_pattern(None, None, None, graph)))


def _quads(lines: Iterable[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(b"\n".join([*lines, b""]), ox.RdfFormat.N_TRIPLES)


def _names(store: ox.Store) -> list[ox.NamedNode]:
    """The names of the graphs, which are IRIs: SPARQL can make no other."""
    return [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
