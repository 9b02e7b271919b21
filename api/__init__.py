"""The HTTP service: a FastAPI application over a query engine."""
