"""The remote engine: any SPARQL 1.1 query server, asked over HTTP.

| module | what |
|---|---|
| `engine` | the engine: what is checked before a query is sent, how many run at once |
| `server` | one HTTP request, and what its failures mean |
| `answer` | the answer: read to its end, written in the format that was asked for |
| `holdings` | whether the server holds our dataset, asked once at the start |
"""

from kg.engine.remote.engine import RemoteEngine

__all__ = ["RemoteEngine"]
