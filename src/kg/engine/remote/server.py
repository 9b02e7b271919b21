"""A SPARQL server's query address: one HTTP request for each query (SPARQL 1.1 Protocol, section 2.1.2)."""

from __future__ import annotations

import logging
from typing import Final

import aiohttp
from yarl import URL

from kg.errors import (
    EngineBusy,
    EngineError,
    QueryError,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    UsageError,
)
from kg.messages import Message

_CONNECT_S: Final = 5.0
_RETRY_S: Final = 5
_MOST_QUOTED: Final = 200  # characters of what the server says about a failure
_MOST_READ: Final = 1 << 12
_LOG: Final = logging.getLogger("ksc")


class Server:
    """Asks the server at `url`; user name and password in it are sent as Basic authentication, and never shown."""

    def __init__(self, url: str) -> None:
        try:
            self._url = URL(url)
            usable = self._url.scheme in ("http", "https") and bool(self._url.host)
        except ValueError:
            usable = False
        if not usable:
            raise UsageError("KSC_ENGINE_URL is not the address of a SPARQL server, such as http://127.0.0.1:3030/ksc")
        self.shown = str(self._url.with_user(None))
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make ready to ask; nothing is sent yet."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),  # the engine counts
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "KSC", "Accept-Encoding": "identity"},
        )

    async def close(self) -> None:
        """Break off whatever still runs."""
        if self._session:
            await self._session.close()

    async def post(self, form: list[tuple[str, str]], accept: str) -> aiohttp.ClientResponse:
        """The response to a query; its body may still be on its way. Raises the QueryError of what went wrong.

        A connection that the server closed while nobody used it fails at once; asking again changes nothing there.
        """
        assert self._session
        for last in (False, True):
            try:
                response = await self._session.post(
                    self._url, data=form, headers={"Accept": accept}, allow_redirects=False
                )
                break
            except aiohttp.ClientResponseError:
                raise QueryFailed(Message("the remote engine's answer is not HTTP")) from None
            except (aiohttp.ClientConnectorError, TimeoutError) as error:
                _LOG.warning("the remote engine cannot be reached: %s", error)
                raise EngineError(Message("the remote engine cannot be reached")) from None
            except (aiohttp.ClientConnectionError, OSError):  # while the request was sent, or before an answer
                if last:
                    raise QueryFailed(Message("the remote engine closed the connection without an answer")) from None
        if response.status != 200:
            raise await _failure(response)
        return response


async def _failure(response: aiohttp.ClientResponse) -> QueryError:
    """What a status other than 200 means."""
    try:
        said = (await response.content.read(_MOST_READ)).decode("utf-8", "replace")
    except aiohttp.ClientError:
        said = ""
    finally:
        response.close()
    status = response.status
    reason = next((line.strip() for line in said.splitlines() if line.strip()), "")[:_MOST_QUOTED]
    _LOG.warning("the remote engine answered HTTP %d: %s", status, reason)
    if status == 400:
        return QuerySyntaxError(Message("the remote engine rejects the query: {reason}", reason=reason))
    # Fuseki says 503 for a query that ran too long.
    if status in (408, 504) or (status == 503 and "timed out" in said.lower()):
        return QueryTimeout(Message("the remote engine stopped the query at its own time limit"))
    if status in (429, 503):
        wait = response.headers.get("Retry-After", "")
        seconds = int(wait) if wait.isascii() and wait.isdigit() else _RETRY_S
        return EngineBusy(Message("the remote engine is busy; try again shortly"), seconds)
    if status < 500 and status not in (413, 414):
        return EngineError(Message("the remote engine does not take KSC's requests: HTTP {status}", status=status))
    return QueryFailed(Message("the remote engine failed: HTTP {status}", status=status))
