"""The validator's page: a form, a file or a text to check, and each finding beside what it is about."""
