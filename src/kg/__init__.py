"""KSC: a knowledge graph of Korea's smart-city cooperation, and the `kg` command that builds, checks and serves it."""

__version__ = "1.0.0"
