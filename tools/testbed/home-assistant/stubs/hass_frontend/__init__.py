"""Stub of the package with the web pages (117 MB): the API needs only that `where()` names a folder."""

from pathlib import Path


def where() -> Path:
    return Path(__file__).parent
