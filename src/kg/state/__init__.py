"""Accepted writes: kept in a folder so that none is lost, and laid over the shipped graphs.

`State.open(folder)` locks and reads the folder, `overlay` gives the dataset with what was written, `commit` keeps a
change for good before it returns. docs/decisions/0005-writes.md says why it is so.
"""

from kg.state.folder import State
from kg.state.manifest import Entry

__all__ = ["Entry", "State"]
