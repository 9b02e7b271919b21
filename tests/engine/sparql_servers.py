"""SPARQL servers for the remote engine: Oxigraph's, Fuseki, and one that answers whatever a test wants."""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.conftest import missing

FUSEKI = "KSC_FUSEKI"  # names jena-fuseki-server.jar, which no package of Python brings (docs/deployment.md)
# The servers that tests ask: the one that the test dependencies bring, and Fuseki where whoever runs them has it.
SERVERS = ["oxigraph", *(["fuseki"] if os.environ.get(FUSEKI) else [])]
_START_S = 60.0


@contextmanager
def oxigraph(nquads: bytes) -> Iterator[str]:
    """The query address of Oxigraph's own server, which holds these quads."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        missing("Oxigraph's server is not installed: pip install oxigraph")
    port = _free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], port):
        _load(f"http://127.0.0.1:{port}/store", nquads)
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def fuseki(nquads: bytes) -> Iterator[str]:
    """The query address of Apache Jena Fuseki, which holds these quads."""
    port = _free_port()
    with TemporaryDirectory() as folder:
        command = ["java", "-jar", os.environ[FUSEKI], "--mem", "--localhost", "--port", str(port), "/ksc"]
        with _running(command, port, {"FUSEKI_BASE": folder}):
            _load(f"http://127.0.0.1:{port}/ksc", nquads)
            yield f"http://127.0.0.1:{port}/ksc"


@contextmanager
def answering(answer: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """The address of a server that reads a request, then does with the connection what `answer` does, and closes."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = b""
            while b"\r\n\r\n" not in request:
                request += self.receive()
            head, _, body = request.partition(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split()[0])
            while len(body) < length:
                body += self.receive()
            answer(self.request, body)

        def receive(self) -> bytes:
            data: bytes = self.request.recv(1 << 16)
            if not data:
                raise ConnectionResetError("the client closed the connection within its request")
            return data

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ, **(environment or {})}) as process:
        try:
            end = time.monotonic() + _START_S
            while not _listens(port):
                assert process.poll() is None and time.monotonic() < end, f"{command[0]} did not start"
                time.sleep(0.05)
            yield
        finally:
            process.kill()


def _listens(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
    except httpx.TransportError:
        return False
    return True


def _load(address: str, nquads: bytes) -> None:
    headers = {"Content-Type": "application/n-quads"}
    httpx.put(address, content=nquads, headers=headers, timeout=60).raise_for_status()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
