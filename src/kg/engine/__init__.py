"""The query engine: one interface (`base`), and the pool of worker processes that implements it (`embedded`).

This file imports nothing: a worker process imports the package, and must start fast.
"""
