"""The window of the real Anki desktop, without a screen: opened, waited for, clicked in.

For a process of its own (`apart`): Qt takes over the one that it runs in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Seconds that Anki may take for what is waited for.
PATIENCE = 120.0
_ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "LANG": "C.UTF-8",
    "ANKIGEN_DESKTOP": "1",
}


@dataclass
class AnkiWindow:
    """A running Anki with an empty profile: `main` is its main window."""

    app: Any
    main: Any

    def pump(self, seconds: float) -> None:
        """Lets Anki work for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def wait(self, until: Callable[[], object], what: str) -> Any:
        """Lets Anki work until something is true, and gives that. Raises AssertionError if it
        never is.
        """
        end = time.monotonic() + PATIENCE
        while not (found := until()):
            assert time.monotonic() < end, f"Anki: {what}, not within {PATIENCE:.0f} s"
            self.pump(0.02)
        return found

    def run_script(self, web: Any, script: str) -> Any:
        """What a JavaScript expression gives in one of Anki's web views; None if it raises."""
        answers: list[Any] = []
        web.page().runJavaScript(script, answers.append)
        self.wait(lambda: answers, "a script has an answer")
        return answers[0]

    def wait_for(self, web: Any, script: str, what: str) -> Any:
        """Waits until a JavaScript expression is true."""
        return self.wait(lambda: self.run_script(web, script), what)

    def run_command(self, folder: Path, *arguments: str, at: int = 0) -> str:
        """Runs `ankigen` in a project while Anki works on; what it prints. `at` = the time of the
        build.
        """
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if at:
            environment["SOURCE_DATE_EPOCH"] = str(at)
        with tempfile.TemporaryFile() as out:
            running = subprocess.Popen(
                [sys.executable, "-m", "ankigen", *arguments],
                cwd=folder,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            self.wait(lambda: running.poll() is not None, f"ankigen {arguments[0]} has ended")
            out.seek(0)
            printed = out.read().decode()
        assert running.returncode in (0, 1), printed
        return printed


def opened(base: Path) -> AnkiWindow:
    """Anki with a new profile in a folder."""
    import aqt
    from aqt.profiles import ProfileManager, VideoDriver

    profiles = ProfileManager(base.resolve())
    profiles.setupMeta()
    profiles.meta.update(
        firstRun=False, updates=False, check_for_updates=False, defaultLang="en_US"
    )
    profiles.create("Learner")
    profiles.load("Learner")
    assert profiles.profile is not None
    profiles.profile.update(autoSync=False, syncMedia=False)
    profiles.set_video_driver(VideoDriver.Software)
    profiles.save()
    app = aqt._run(["anki", "-b", str(base), "-p", "Learner"], exec=False)
    assert app is not None
    window = AnkiWindow(app, aqt.mw)
    window.wait(lambda: aqt.mw is not None and aqt.mw.col is not None, "a collection is open")
    window.wait(lambda: aqt.mw.state == "deckBrowser", "the decks are shown")
    return window


def close() -> None:
    """Ends the process: Qt without a screen is slow to close, and there is nothing to keep."""
    sys.stdout.flush()
    os._exit(0)


def apart(module: str, *arguments: str) -> None:
    """Runs a module in a process of its own, without a screen. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **_ENVIRONMENT},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # Qt has much to say where there is no screen
    )


def quoted(text: str) -> str:
    """A text as JavaScript writes it."""
    return json.dumps(text)
