"""A language model of the user's own, asked over HTTP in the form that OpenAI's chat completions have made common.

Off unless an address is given. This is the only file of the program that opens a connection.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import BadEndpoint

__all__ = ["Endpoint", "NoAnswer"]

_LARGEST_BYTES = 65_536


class NoAnswer(Exception):  # never leaves the coder; the reason is counted
    """The endpoint gave nothing that can be read; the message is the reason, for counting."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would send the text, and the key, to somebody whom the user has not named."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""
        return


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and how long to wait.

    Attributes:
        url: up to and without `/chat/completions`, as in `http://localhost:11434/v1`.
        key: sent as a bearer token where given; never kept or shown.
    """

    url: str
    model: str
    key: str = ""
    timeout_s: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadEndpoint("the address of a coder begins with http:// or https://")

    def ask(self, system: str, user: str) -> str:
        """The words of the answer.

        Raises: NoAnswer, with the reason.
        """
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        }
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        request = urllib.request.Request(  # noqa: S310  # the scheme is checked above
            self.url.rstrip("/") + "/chat/completions", json.dumps(body).encode(), headers
        )
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(request, timeout=self.timeout_s) as answer:
                raw = answer.read(_LARGEST_BYTES + 1)
        except urllib.error.HTTPError as error:
            raise NoAnswer(f"status {error.code}") from None
        except TimeoutError:
            raise NoAnswer("no answer in time") from None
        except urllib.error.URLError as error:
            slow = isinstance(error.reason, TimeoutError)
            raise NoAnswer("no answer in time" if slow else "not to be reached") from None
        except (OSError, HTTPException):
            raise NoAnswer("the connection broke") from None
        if len(raw) > _LARGEST_BYTES:
            raise NoAnswer("the answer is too long")
        try:
            words = json.loads(raw)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise NoAnswer("the answer is not in the expected form") from None
        if not isinstance(words, str):
            raise NoAnswer("the answer is not in the expected form")
        return words
