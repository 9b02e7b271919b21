"""A load client for HTTP/1.1: processes with plain sockets, keep-alive, one request in flight on each connection.

It does little per request, so that the server is what is measured: it looks for the end of an answer and for its
status, and reads nothing else.
"""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_READ: Final = 1 << 18
Requests = Callable[[int], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run measured: answers per second, and the median and 99th percentile of their times in milliseconds."""

    rate: float
    median_ms: float
    p99_ms: float
    failed: int


class _Connection:
    """One connection and the answer that it waits for."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._received = bytearray()
        self._head_end = -1
        self._total = -1  # bytes to come in all; -1: the transfer is chunked

    def send(self, request: bytes) -> None:
        """Begin an exchange."""
        self._received.clear()
        self._head_end = -1
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> int | None:
        """The status, once the answer is complete. Raises ConnectionError when the server closes before that."""
        data = self.socket.recv(_READ)
        if not data:
            raise ConnectionError("the server closed the connection")
        self._received += data
        if self._head_end < 0:
            self._head_end = self._received.find(b"\r\n\r\n") + 4
            if self._head_end < 4:
                self._head_end = -1
                return None
            head = bytes(self._received[: self._head_end]).lower()
            _, found, length = head.partition(b"\r\ncontent-length:")
            self._total = self._head_end + int(length.split(b"\r\n", 1)[0]) if found else -1
        done = len(self._received) >= self._total if self._total >= 0 else self._received.endswith(b"0\r\n\r\n")
        return int(self._received[9:12]) if done else None


def measure(address: tuple[str, int], requests: Requests, *, clients: int, seconds: float, processes: int) -> Result:
    """Ask for `seconds` over `clients` connections; `requests(n)` gives the requests of the n-th client process."""
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[tuple[list[float], int]] = context.Queue()
    share = [clients // processes + (n < clients % processes) for n in range(processes)]
    workers = [
        context.Process(target=_ask, args=(address, requests(n), count, seconds, queue))
        for n, count in enumerate(share)
        if count
    ]
    for worker in workers:
        worker.start()
    found = [queue.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    times = sorted(entry for part, _ in found for entry in part)
    if not times:
        raise RuntimeError("no answer at all")
    return Result(
        len(times) / seconds,
        1000 * statistics.median(times),
        1000 * times[int(0.99 * (len(times) - 1))],
        sum(failed for _, failed in found),
    )


def _ask(
    address: tuple[str, int],
    requests: Iterator[bytes],
    count: int,
    seconds: float,
    queue: multiprocessing.Queue[tuple[list[float], int]],
) -> None:
    times: list[float] = []
    failed = 0
    selector = selectors.DefaultSelector()
    connections = [_Connection(address) for _ in range(count)]
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(next(requests))
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, _ in selector.select(0.5):
            connection = key.data
            status = connection.read()
            if status is None:
                continue
            times.append(time.perf_counter() - connection.sent)
            failed += status != 200
            connection.send(next(requests))
    for connection in connections:
        connection.socket.close()
    queue.put((times, failed))
