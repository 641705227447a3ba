"""`ankigen preview`: the page follows the notes, and answers nobody but itself."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages import opened
from tests.served import Running, running

pytestmark = pytest.mark.browser

SECRET = "the answer is not for everybody"
NOTES = f"""\
Osmosis
Water moves through a membrane from the weaker to the stronger solution.

Markup
<script>window.hacked = 1</script> and <img src=x onerror="window.hacked = 2"> stay text.

Secret
It says that {SECRET}.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deck")
    (folder / "ankigen.toml").write_text('[deck]\nname = "Notes"\nid = 8589934592\n')
    (folder / "source").mkdir()
    (folder / "source/notes.txt").write_text(NOTES)
    (folder.parent / "outside.txt").write_text("not to be served")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with running(folder, "preview", "--no-open") as served:
        yield served


def test_it_answers_its_own_page(server: Running) -> None:
    status, headers, body = server.ask()
    assert status == 200 and SECRET.encode() in body
    policy = headers["content-security-policy"]
    assert (
        "default-src 'none'" in policy
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
    )
    assert headers["referrer-policy"] == "no-referrer" and headers["cache-control"] == "no-store"
    assert b"<script>window.hacked" not in body


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 404),
        ("/wrong-token/", {}, 404),
        ("/wrong-token/deck?after=0", {}, 404),
        ("", {"Host": "evil.example"}, 421),
        ("", {"Host": "127.0.0.1"}, 421),
        ("", {"Host": "127.0.0.1.evil.example:80"}, 421),
        ("deck?after=0", {"Origin": "https://evil.example"}, 403),
        ("deck?after=0", {"Origin": "null"}, 403),
        ("deck?after=0", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("", {"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_others_are_refused(
    server: Running, path: str, headers: dict[str, str], status: int
) -> None:
    whole = path if path.startswith("/") else ""
    got, _, body = server.ask(path, headers=headers, whole_path=whole)
    assert got == status and not body


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "%2e%2e/outside.txt",
        "..%2foutside.txt",
        "media/../../outside.txt",
        "ankigen.toml",
        "source/notes.txt",
        "/etc/passwd",
        "%00",
    ],
)
def test_no_file_is_served(server: Running, path: str) -> None:
    status, _, body = server.ask(path)
    assert status == 404 and b"not to be served" not in body and b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(server: Running, method: str) -> None:
    origin = {"Origin": f"http://127.0.0.1:{server.port}", "Content-Type": "application/json"}
    assert server.ask("deck", method, origin, b"{}")[0] in (403, 404, 405)


def test_it_listens_on_this_machine_alone(server: Running) -> None:
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError), socket.create_connection((own, server.port), 2):
        pass


def test_a_change_is_shown_without_a_reload_and_the_place_is_kept(
    chromium: Any, server: Running, folder: Path
) -> None:
    with opened(chromium, server.url) as seen:
        page = seen.page
        page.fill("#search", "osmosis")
        page.locator(".turn").first.click()
        assert "weaker" in page.locator(".tile .card").first.inner_text()
        (folder / "source/notes.txt").write_text(NOTES.replace("weaker", "thinner"))
        page.locator(".tile .card", has_text="thinner").wait_for()
        assert page.locator(".tile").count() == 1 and page.input_value("#search") == "osmosis"
        (folder / "source/notes.txt").write_text("\n")
        page.locator("#live.wrong").wait_for()
        (folder / "source/notes.txt").write_text(NOTES)
        page.locator(".tile .card", has_text="weaker").wait_for()
        page.wait_for_function("!document.getElementById('live').textContent")
        assert page.evaluate("window.hacked") is None
        assert not seen.trouble


def test_another_site_in_the_same_browser_reads_nothing(
    chromium: Any, server: Running, tmp_path: Path
) -> None:
    (tmp_path / "evil.html").write_text(
        f"<script>fetch('{server.url}deck?after=0').then(r => r.text()).then(t => "
        f"document.title = t, "
        "() => document.title = 'refused')</script>"
    )
    page = chromium.new_page()
    page.goto((tmp_path / "evil.html").as_uri())
    page.wait_for_function("document.title")
    assert page.title() == "refused"
    page.close()


def test_ctrl_c_ends_it_cleanly_while_a_page_waits(folder: Path, chromium: Any) -> None:
    with running(folder, "preview", "--no-open") as served, opened(chromium, served.url) as seen:
        seen.page.locator(".tile").first.wait_for()
        version = json.loads(served.ask("deck?after=0")[2])["version"]
        assert version >= 1
        assert served.interrupt() == 0
        assert served.process.stderr is not None and served.process.stderr.read() == ""
        seen.page.locator("#live.wrong", has_text="ended").wait_for()


def test_a_port_that_is_taken_is_said(folder: Path, server: Running) -> None:
    with (
        pytest.raises(AssertionError, match="name another"),
        running(folder, "preview", "--no-open", "--port", str(server.port)),
    ):
        pass
