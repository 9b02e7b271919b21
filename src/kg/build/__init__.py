"""From records to Turtle: `build(folder)` reads records/ and gives the text of every generated file."""

from kg.build.run import Output, build, check, write

__all__ = ["Output", "build", "check", "write"]
