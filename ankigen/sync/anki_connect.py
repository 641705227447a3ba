"""The add-on AnkiConnect (its API, version 6), over HTTP on the same computer."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from ankigen.model import AnkigenError

API_VERSION = 6
#: Seconds; importing ten thousand notes takes Anki less.
TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """The add-on at an address. Every trouble is an AnkigenError of one line."""

    url: str = "http://127.0.0.1:8765"
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    def ask(self, action: str, **params: object) -> Any:
        """The result of one action."""
        return _result(action, self._post(self._request(action, params)), self.url, bool(self.key))

    def ask_all(self, actions: Sequence[tuple[str, Mapping[str, object]]]) -> list[Any]:
        """The results of several actions in one request, in their order."""
        if not actions:
            return []
        requests = [self._request(action, params) for action, params in actions]
        answers = self.ask("multi", actions=requests)
        if not isinstance(answers, list) or len(answers) != len(actions):
            raise _not_ankiconnect(self.url)
        return [
            _result(action, answer, self.url, bool(self.key))
            for (action, _), answer in zip(actions, answers, strict=True)
        ]

    def _request(self, action: str, params: Mapping[str, object]) -> dict[str, object]:
        request: dict[str, object] = {"action": action, "version": API_VERSION, "params": params}
        return request | ({"key": self.key} if self.key else {})

    def _post(self, request: Mapping[str, object]) -> Any:
        data = json.dumps(request).encode()
        headers = {"Content-Type": "application/json"}
        try:
            # Without the proxies of the environment: they do not lead to this computer.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            asked = urllib.request.Request(self.url, data, headers)
            with opener.open(asked, timeout=self.timeout) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            raise AnkigenError(
                f"{self.url}: answers {error.code} ({error.reason}), so it is not AnkiConnect or "
                "does not let us in; check push.url in ankigen.toml and the add-on's settings"
            ) from None
        except (urllib.error.URLError, ConnectionError, HTTPException, TimeoutError) as error:
            raise _no_answer(self.url, error) from None
        except ValueError:  # also an address that is none
            raise _not_ankiconnect(self.url) from None


def _no_answer(url: str, error: Exception) -> AnkigenError:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return AnkigenError(
            f"{url}: Anki did not answer in time; close its dialogs and push again "
            f"(nothing is doubled)"
        )
    if isinstance(reason, ConnectionRefusedError):
        return AnkigenError(
            f"{url}: nobody listens there; start Anki, and if it runs, install the "
            f"add-on AnkiConnect "
            "(Tools > Add-ons > Get Add-ons, code 2055492159) and start Anki again"
        )
    return AnkigenError(
        f"{url}: the connection to Anki broke off ({reason}); push again, nothing is doubled"
    )


def _not_ankiconnect(url: str) -> AnkigenError:
    return AnkigenError(
        f"{url}: what answers there is not AnkiConnect; check push.url in ankigen.toml"
    )


def _result(action: str, answer: Any, url: str, has_key: bool) -> Any:
    if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
        raise _not_ankiconnect(url)
    error = answer["error"]
    if error is None:
        return answer["result"]
    text = " ".join(str(error).split())
    if "api key" in text and has_key:
        raise AnkigenError(
            f"{url}: the key does not fit; compare ANKIGEN_ANKICONNECT_KEY with the apiKey of the "
            "add-on's settings"
        )
    if "api key" in text:
        raise AnkigenError(
            f"{url}: AnkiConnect wants its key; set ANKIGEN_ANKICONNECT_KEY to the apiKey of the "
            "add-on's settings"
        )
    if "collection is not available" in text:
        raise AnkigenError(f"{url}: no collection is open in Anki; choose a profile and push again")
    if "unsupported action" in text:
        raise AnkigenError(
            f"{url}: this AnkiConnect does not know {action}; update the add-on and push again"
        )
    raise AnkigenError(f"{url}: Anki could not do {action}: {text}")
