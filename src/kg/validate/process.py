"""One validation worker process, seen from the parent."""

from __future__ import annotations

import signal

from kg.engine.process import WorkerProcess
from kg.errors import ValidationError, ValidationFailed, ValidationMemory
from kg.messages import Message


class ValidationProcess(WorkerProcess):
    """A running `python -m kg.validate.worker`."""

    module = "kg.validate.worker"
    work = "validation"

    async def why_it_died(self, memory_mb: int) -> ValidationError:
        """Why the worker ended in the middle of a validation."""
        code = await self._process.wait()
        if code in (-signal.SIGABRT, -signal.SIGSEGV):
            return ValidationMemory(Message("the validation needed more than {size} MiB of memory", size=memory_mb))
        return ValidationFailed(Message("the validation's worker died"))
