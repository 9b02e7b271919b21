"""What every request passes on its way to a route and back: connection, cache, figures, log, limits, packing."""
