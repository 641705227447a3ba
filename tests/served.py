"""A server of ankigen in a process of its own, as its user starts it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.command import ROOT


@dataclass
class Running:
    """Where it serves, and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def ask(
        self,
        path: str = "",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        whole_path: str = "",
    ) -> tuple[int, Mapping[str, str], bytes]:
        """A request as any program can send it: the status, the headers and the body of the
        answer.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, whole_path or self.path + path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Running]:
    """`ankigen ARGUMENTS` in a folder, from its address on until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ankigen", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert process.stdout is not None and process.stderr is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), process.stderr.read()
        yield Running(url, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
