"""How a coder's password is kept in a project: a salt and a digest, as jasypt's strong encryptor writes them."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["keep_password", "same_password"]

_SALT, _ROUNDS = 16, 100_000


def keep_password(password: str, salt: bytes) -> str:
    """The text that is stored: base64 of 16 bytes of salt and SHA-256, taken 100,000 times over salt and password."""
    digest = salt + password.encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def same_password(password: str, kept: str) -> bool:
    """Whether this is the password that was stored."""
    return keep_password(password, base64.b64decode(kept)[:_SALT]) == kept
