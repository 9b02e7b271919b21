"""Validation: SHACL shapes over the dataset, or over files in the dataset's context.

`validate_dataset(root)` and `validate_files(paths, root)` give a Report; `kg.validate.formats` writes one.
"""

from kg.validate.findings import Report, ShapeFinding
from kg.validate.run import validate_dataset, validate_files
from kg.validate.shapes import Shapes
from kg.validate.validator import Validator

__all__ = ["Report", "ShapeFinding", "Shapes", "Validator", "validate_dataset", "validate_files"]
