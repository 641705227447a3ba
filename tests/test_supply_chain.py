"""What SECURITY.md says of the packages that come along: their licences, their lowest versions."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator

from tests.command import ROOT
from tools.pin import lowest

#: How a package says that it is under the GPL or the AGPL, and under the LGPL.
_GPL = re.compile(r"(?<!L)GPL|GNU (?:Affero )?General Public", re.I)
_LGPL = re.compile(r"LGPL|GNU (?:Lesser|Library) General Public", re.I)
#: Installed by `ankigen[sync]` alone.
SYNC = "anki"


def pinned(group: str) -> Iterator[str]:
    for line in (ROOT / "requirements" / f"{group}.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            yield line.split("==")[0]


def licence(package: str) -> str:
    """What a package says of its licence, without the licence's whole text."""
    told = importlib.metadata.metadata(package)

    def values(name: str) -> list[str]:
        return [str(v).strip() for v in told.get_all(name) or ()]

    classifiers = [c for c in values("Classifier") if c.startswith("License ::")]
    whole = [text.split("\n")[0] for text in values("License")]
    return "; ".join(filter(None, (*values("License-Expression"), *whole, *classifiers)))


def needed() -> set[str]:
    """Every package that runs with ankigen or one of its extras, `sync` aside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    begun = [*project["dependencies"], *(r for e in extras["all"] for r in _of(e, extras))]
    found: set[str] = set()
    waiting = [_name(r) for r in begun]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for r in importlib.metadata.requires(name) or ():
            # what an extra or another system needs does not come along
            if "extra ==" not in r and "win32" not in r and "python_version <" not in r:
                waiting += [_name(r)] if _installed(_name(r)) else []
    return found


def _of(extra: str, extras: dict[str, list[str]]) -> list[str]:
    """The requirements behind `ankigen[a,b]`."""
    names = re.findall(r"\[([^\]]+)\]", extra)
    return [r for name in names for part in name.split(",") for r in extras[part]]


def _name(requirement: str) -> str:
    return re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _installed(name: str) -> bool:
    try:
        importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def test_no_package_that_runs_with_ankigen_is_under_the_gpl() -> None:
    found = {name: licence(name) for name in sorted(needed())}
    assert len(found) > 25
    assert [name for name, told in found.items() if not told] == []
    assert {name: told for name, told in found.items() if _GPL.search(told)} == {}
    # genanki needs it; it is installed beside ankigen, as its licence wants, and not part of it
    assert [name for name, told in found.items() if _LGPL.search(told)] == ["frozendict"]
    assert SYNC not in found and _GPL.search(licence(SYNC))


def test_what_runs_is_pinned() -> None:
    assert {name.lower().replace("_", "-") for name in pinned("runtime")} <= {
        name.lower().replace("_", "-") for name in pinned("test")
    }


def test_the_list_of_the_lowest_versions_is_that_of_the_ranges() -> None:
    assert (ROOT / "requirements" / "lowest.txt").read_text() == lowest()
