"""`kg serve`: the service. Every setting is an option of the same name."""

from __future__ import annotations

import os
import socket
from typing import Annotated, Any

import typer
import uvicorn

from kg.cli import app
from kg.errors import UsageError
from kg.settings import Settings


class _Server(uvicorn.Server):
    """Uvicorn with the query engine's life tied to its own.

    The engine is started here and not in an ASGI lifespan, where uvicorn would print a traceback for a failure.
    """

    def __init__(self, config: uvicorn.Config, service: Any, url: str) -> None:
        super().__init__(config)
        self._service, self._url = service, url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the workers, then listen."""
        await self._service.engine.start()
        await super().startup(sockets)
        print(f"KSC, revision {self._service.engine.revision}: {self._url}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let running requests end, then stop the workers."""
        await super().shutdown(sockets)
        await self._service.engine.stop()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[str | None, typer.Option(help="port to listen on; 0 picks a free one")] = None,
    workers: Annotated[str | None, typer.Option(help="query worker processes")] = None,
    timeout_s: Annotated[str | None, typer.Option(help="seconds that a query may run")] = None,
    memory_mb: Annotated[str | None, typer.Option(help="memory that one worker may use, in MiB")] = None,
    queue: Annotated[str | None, typer.Option(help="queries that may wait for a worker")] = None,
    base_url: Annotated[str | None, typer.Option(help="the service's public address, for links")] = None,
    max_body_mb: Annotated[str | None, typer.Option(help="largest request body, in MiB")] = None,
    root: Annotated[str | None, typer.Option(help="folder that holds data/, ontology/, shapes/ and queries/")] = None,
) -> None:
    """Serve the knowledge graph over HTTP. Options default to the KSC_… environment variables."""
    settings = Settings.read(os.environ, **locals())
    from api.app import create_app  # here, so that other commands start without the web framework
    from api.service import Service

    service = Service.read(settings)
    listener = _listen(settings.host, settings.port)
    address = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{address}:{listener.getsockname()[1]}/"
    config = uvicorn.Config(
        create_app(service),
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    with listener:
        _Server(config, service, url).run([listener])


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
