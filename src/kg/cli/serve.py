"""`kg serve`: the service. Every setting is an option of the same name."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import app
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_GRACE_S = 5  # for answers that are being sent when the service is told to stop


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[str | None, typer.Option(help="port to listen on; 0 picks a free one")] = None,
    workers: Annotated[str | None, typer.Option(help="query worker processes")] = None,
    timeout_s: Annotated[str | None, typer.Option(help="seconds that a query may run")] = None,
    memory_mb: Annotated[str | None, typer.Option(help="memory that one worker may use, in MiB")] = None,
    queue: Annotated[str | None, typer.Option(help="queries that may wait for a worker")] = None,
    engine_url: Annotated[str | None, typer.Option(help="query address of a SPARQL server to ask instead")] = None,
    service_hosts: Annotated[str | None, typer.Option(help="hosts that SERVICE may reach, with commas")] = None,
    base_url: Annotated[str | None, typer.Option(help="the service's public address, for links")] = None,
    cache_mb: Annotated[str | None, typer.Option(help="memory for answers that may be asked for again, in MiB")] = None,
    access_log: Annotated[str | None, typer.Option(help="1: a line of JSON on stderr for each request")] = None,
    max_body_mb: Annotated[str | None, typer.Option(help="largest request body, in MiB")] = None,
    token: Annotated[str | None, typer.Option(help="bearer token of those who may write")] = None,
    state: Annotated[str | None, typer.Option(help="folder that keeps accepted writes")] = None,
    root: Annotated[str | None, typer.Option(help="folder that holds data/, ontology/, shapes/ and queries/")] = None,
) -> None:
    """Serve the knowledge graph over HTTP. Options default to the KSC_… environment variables."""
    settings = Settings.read(os.environ, **locals())
    import uvloop  # here and below, so that other commands start without it

    with (
        _listen(settings.host, settings.port) as listener,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(_serve(settings, listener))


async def _serve(settings: Settings, listener: socket.socket) -> None:
    """Serve until a signal."""
    from api.app import create_app
    from api.running import running
    from api.server.front import Front

    async with running(settings) as service:
        gc.freeze()  # what was read at the start stays: looking through it would stop the service for 0.1 s at times
        address = f"[{settings.host}]" if ":" in settings.host else settings.host
        ready = f"KSC, revision {service.engine.revision}: http://{address}:{listener.getsockname()[1]}/"
        await _run(Front(create_app(service), service, sys.stderr), listener, ready)


async def _run(application: ASGIApp, listener: socket.socket, ready: str) -> None:
    """Run the application until a signal; says `ready` once it answers, and stops in good order."""
    import uvicorn

    from api.server.shortcut import ShortcutProtocol

    class Server(uvicorn.Server):
        """Uvicorn that ends a stop by signal with success: it would raise the signal again when all is done."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Begin to answer."""
            await super().startup(sockets)
            print(ready, flush=True)

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """Stop; by a second Ctrl-C without waiting."""
            if self.should_exit and sig == signal.SIGINT:
                self.force_exit = True
            self.should_exit = True

    config = uvicorn.Config(
        application,
        http=ShortcutProtocol,
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    await Server(config).serve([listener])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
        # Connections inherit it. asyncio sets it only on sockets that name their protocol; answers then wait 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        errno = getattr(error, "errno", None)
        reason = os.strerror(errno) if errno and errno > 0 else str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; choose another with --port") from None
