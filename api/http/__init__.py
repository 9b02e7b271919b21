"""What the routes know of HTTP: reading requests, choosing formats, entity tags, problems, streamed answers."""
