"""The validation pool: killable workers that follow the live dataset and open nothing."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kg.dataset import Dataset, Graph
from kg.errors import EngineBusy, EngineError, InputError, ValidationFailed, ValidationMemory, ValidationTimeout
from kg.names import Names
from kg.namespaces import ID, KSC
from kg.resources import ROOT
from kg.tables import format_table
from kg.validate.formats import FORMATS
from kg.validate.live import names_of
from kg.validate.pool import INFERRED, ValidationPool
from kg.validate.records import COLUMNS, EXAMPLE
from kg.validate.validator import Validator
from tests.waiting import until

RECORD = {**EXAMPLE, "row": "1", "slug": "2031-01-invented-sabah-mou", "signed": "'31.01", "event": ""}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
AGENCY = (
    f"<{ID}organisation/invented> <{TYPE}> <{KSC}Agency> .",
    f"<{ID}organisation/invented> <{TYPE}> <{KSC}PublicInstitution> .",
    f'<{ID}organisation/invented> <{LABEL}> "Invented Agency"@en .',
    f'<{ID}organisation/invented> <{LABEL}> "지어낸공사"@ko .',
    f"<{ID}organisation/invented> <{KSC}ofCountry> <{ID}country/republic-of-korea> .",
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return Dataset.read(ROOT)


def run(work: Callable[[ValidationPool], Awaitable[None]], dataset: Dataset, **options: float) -> None:
    """Do something with a pool of one worker."""
    settings = {"workers": 1, "timeout_s": 20.0, "memory_mb": 1024, "queue": 1, **options}

    async def main() -> None:
        pool = ValidationPool(ROOT, dataset, **settings)  # type: ignore[arg-type]
        await pool.start()
        try:
            await work(pool)
        finally:
            await pool.stop()

    asyncio.run(main())


def with_graph(dataset: Dataset, *lines: str) -> Dataset:
    return dataset.with_graphs({"urn:new": Graph.of([line.encode() for line in lines])})


def pid_of(pool: ValidationPool) -> int:
    (worker,) = pool._workers
    return worker._process.pid


def test_what_is_written_is_known_to_the_next_record(dataset: Dataset) -> None:
    table = format_table(COLUMNS, [{**RECORD, "korean_party": "지어낸공사"}]).encode()

    async def work(pool: ValidationPool) -> None:
        before = json.loads((await pool.validate([("x.csv", table)], "json", "en")).text)
        assert "is not a known organisation" in before["findings"][0]["message"]
        after = with_graph(dataset, *AGENCY)
        await pool.adopt(after)
        verdict = await pool.validate([("x.csv", table)], "json", "en")
        assert verdict.conforms, verdict.text.decode()
        await pool.adopt(dataset)
        assert not (await pool.validate([("x.csv", table)], "json", "en")).conforms

    run(work, dataset)


def test_a_change_is_judged_with_what_follows_from_it(dataset: Dataset) -> None:
    async def work(pool: ValidationPool) -> None:
        same = await pool.judge(dataset, "text", "en")
        assert same.verdict.conforms and same.verdict.focus_nodes == 0
        assert set(same.inferred) == set(dataset.graphs[INFERRED].lines)
        nothing_known = await pool.judge(
            with_graph(dataset, '<urn:a> <urn:b> "c" .', "_:a <urn:b> _:c ."), "text", "en"
        )
        assert nothing_known.verdict.conforms
        right = await pool.judge(with_graph(dataset, *AGENCY), "text", "en")
        assert right.verdict.conforms and right.verdict.focus_nodes > 0
        assert set(right.inferred) > set(same.inferred)
        wrong = await pool.judge(with_graph(dataset, *AGENCY[:2]), "text", "ko")
        assert not wrong.verdict.conforms and wrong.inferred == ()
        assert "위반" in wrong.verdict.text.decode()

    run(work, dataset)


def test_taking_away_what_others_need_does_not_conform(dataset: Dataset) -> None:
    lh = f"<{ID}organisation/lh> <{TYPE}>".encode()
    graphs = {
        name: Graph.of([line for line in graph.lines if not line.startswith(lh)])
        for name, graph in dataset.graphs.items()
        if any(line.startswith(lh) for line in graph.lines)
    }

    async def work(pool: ValidationPool) -> None:
        judgement = await pool.judge(dataset.with_graphs(graphs), "text", "en")
        assert not judgement.verdict.conforms and judgement.verdict.focus_nodes > 1
        # Judging changed nothing.
        assert (await pool.judge(dataset, "text", "en")).verdict.conforms

    run(work, dataset)


def test_contradictions_and_same_as_do_not_conform(dataset: Dataset) -> None:
    async def work(pool: ValidationPool) -> None:
        same = f"<{ID}organisation/lh> <http://www.w3.org/2002/07/owl#sameAs> <urn:x> ."
        judgement = await pool.judge(with_graph(dataset, same), "text", "en")
        assert not judgement.verdict.conforms and "sameAs" in judgement.verdict.text.decode()

    run(work, dataset)


def test_reading_gives_statements_or_says_why_not(dataset: Dataset) -> None:
    async def work(pool: ValidationPool) -> None:
        assert await pool.read("x.ttl", b"<a> <urn:b> 1.0 .", "http://x/", 100) == [
            b'<http://x/a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
        ]
        for name, content, problem in (
            ("x.ttl", b"<a> <urn:b>", "syntax"),
            ("x.ttl", b"#" * 101, "size"),
            ("x.rdf", b"<!DOCTYPE x>", "unfit"),
        ):
            with pytest.raises(InputError) as refused:
                await pool.read(name, content, "http://x/", 100)
            assert refused.value.problem == problem

    run(work, dataset)


def test_a_worker_that_hangs_is_stopped_and_replaced(dataset: Dataset) -> None:
    async def work(pool: ValidationPool) -> None:
        os.kill(pid_of(pool), signal.SIGSTOP)
        pool.timeout_s = 0.5
        with pytest.raises(ValidationTimeout):
            await pool.judge(dataset, "text", "en")
        pool.timeout_s = 20.0
        assert (await pool.judge(dataset, "text", "en")).verdict.conforms

    run(work, dataset)


@pytest.mark.parametrize(("sign", "error"), [(signal.SIGKILL, ValidationFailed), (signal.SIGABRT, ValidationMemory)])
def test_a_worker_that_dies_is_replaced(dataset: Dataset, sign: signal.Signals, error: type[Exception]) -> None:
    async def work(pool: ValidationPool) -> None:
        await pool.adopt(with_graph(dataset, *AGENCY))
        process = pid_of(pool)
        os.kill(process, signal.SIGSTOP)
        waiting = asyncio.create_task(pool.judge(dataset, "text", "en"))
        await until(pool._idle.empty, "a worker that is taken")
        os.kill(process, sign)
        os.kill(process, signal.SIGCONT)
        with pytest.raises(error):
            await waiting
        # The new one has what was adopted.
        assert (await pool.judge(with_graph(dataset, *AGENCY), "text", "en")).verdict.focus_nodes == 0

    run(work, dataset)


def test_too_many_at_once_are_told_to_come_back(dataset: Dataset) -> None:
    async def work(pool: ValidationPool) -> None:
        os.kill(pid_of(pool), signal.SIGSTOP)
        waiting = [asyncio.create_task(pool.judge(dataset, "text", "en")) for _ in range(2)]
        await until(lambda: pool._waiting, "a request that waits")
        with pytest.raises(EngineBusy) as busy:
            await pool.judge(dataset, "text", "en")
        assert busy.value.retry_after > 0
        os.kill(pid_of(pool), signal.SIGCONT)
        assert all(judgement.verdict.conforms for judgement in await asyncio.gather(*waiting))

    run(work, dataset)


def test_a_worker_that_cannot_start_says_so_and_starts_once_it_can(dataset: Dataset, tmp_path: Path) -> None:
    async def main() -> None:
        pool = ValidationPool(tmp_path, dataset, workers=1, timeout_s=20, memory_mb=1024)
        with pytest.raises(EngineError, match="validation worker did not start"):
            await pool.start()
        with pytest.raises(EngineError, match="validation worker did not start"):
            await pool.judge(dataset, "text", "en")
        for folder in ("shapes", "ontology", "records"):
            (tmp_path / folder).symlink_to(ROOT / folder)
        both = await asyncio.gather(*(pool.judge(dataset, "text", "en") for _ in range(2)))
        assert all(judgement.verdict.conforms for judgement in both) and len(pool._workers) == 1
        await pool.stop()
        with pytest.raises(EngineError, match="not running"):
            await pool.judge(dataset, "text", "en")

    asyncio.run(main())


def test_the_live_graph_knows_the_names_of_the_reference_records(validator: Validator) -> None:
    live, known = names_of(validator.context), Names.load(ROOT / "records" / "reference")
    kinds = ("organisation", "country", "province", "city", "district", "event", "occasion", "field", "agreement-type")
    for entity in known.entities.values():
        if entity.kind in kinds:
            again = live.entities[entity.id]
            assert set(again.names) == set(entity.names)
            assert (again.name_ko, again.name_en) == (entity.name_ko, entity.name_en)
            if entity.kind != "event":
                assert live.country_of(entity.id) == known.country_of(entity.id), entity.id


def test_every_form_is_read_and_written_without_opening_anything(dataset: Dataset) -> None:
    """A worker that would have to load a module by then dies: it has no descriptor left to read it with."""
    uploads = {
        ".ttl": f"<agreement/x> a <{KSC}Agreement> ; <{KSC}hasKoreanParty> [] .",
        ".nt": f"<{ID}agreement/x> <{TYPE}> <{KSC}Agreement> .",
        ".jsonld": json.dumps({"@context": "context.jsonld", "id": "agreement/x", "type": "ksc:Agreement"}),
        ".rdf": f'<k:Agreement xmlns:k="{KSC}"/>',
        ".csv": format_table(COLUMNS, [{**RECORD, "type": "MOX"}]),
        ".json": json.dumps([{**RECORD, "signed": "'31.13"}]),
    }

    async def work(pool: ValidationPool) -> None:
        for ending, text in uploads.items():
            for form in FORMATS:
                verdict = await pool.validate([(f"x{ending}", text.encode())], form, "ko")
                assert not verdict.conforms and verdict.text
        with pytest.raises(InputError):
            await pool.validate([("x.rdf", b"<a/><b/>")], "json", "en")

    run(work, dataset)
