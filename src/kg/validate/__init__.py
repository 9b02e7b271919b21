"""Validation: SHACL shapes over the dataset, over files in its context, and over what is sent to the service.

| module | what |
|---|---|
| `run` | whole datasets and files, for `kg validate` |
| `pool` | uploads and changes, for the service; what it does is done by `worker` in processes of their own |
| `validator` | one candidate after the other, in memory |
| `formats` | a report as text, JSON, a SHACL report graph, SARIF |
"""
