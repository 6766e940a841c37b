"""Prints the packages that Home Assistant's default integrations and the named ones ask for in their manifests."""

import json
import pathlib
import sys

import homeassistant
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
from homeassistant.setup import BASE_PLATFORMS

# The web pages are 117 MB; the others have no wheels and serve voice and pictures only. Folder stubs/ stands in for them.
STUBBED = {"home-assistant-frontend", "pymicro-vad", "pyspeex-noise", "PyTurboJPEG"}


def manifest(domain: str) -> dict:
    components = pathlib.Path(homeassistant.__file__).parent / "components"
    return json.loads((components / domain / "manifest.json").read_text())


def main() -> None:
    waiting = [*DEFAULT_INTEGRATIONS, *CORE_INTEGRATIONS, *BASE_PLATFORMS, *sys.argv[1:]]
    known: set[str] = set()
    packages: set[str] = set()
    while waiting:
        domain = waiting.pop()
        if domain in known:
            continue
        known.add(domain)
        found = manifest(domain)
        waiting += found.get("dependencies", [])
        packages.update(found.get("requirements", []))
    print("\n".join(sorted(p for p in packages if p.split("==")[0] not in STUBBED)))


main()
