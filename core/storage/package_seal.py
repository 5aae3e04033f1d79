"""Passphrases and signatures of packages, by the library ``cryptography``.

A sealed package is a line that says what it is, a head as JSON with its length before it, and the project
file, compressed and encrypted with AES-256-GCM; head and line are authenticated with it. The key comes of the
passphrase by scrypt (RFC 7914), which takes 128 MiB of memory, so that guessing is dear.
"""

from __future__ import annotations

import secrets
import zlib

import msgspec

from core.domain.errors import BadInput, Refused

SEAL = b"Rapporteur package, sealed\n"
LEAST = 8  # characters of a passphrase
_MOST = 2 << 30  # bytes; what claims to be larger is none of ours
_COST = 1 << 17  # scrypt's N with r = 8 and p = 1, as OWASP recommends
_LENGTH = 4  # bytes that tell the length of the head
_WRONG = ("wrong-passphrase", "This is not the passphrase of the package, or the package was changed.")
_HALF = (
    "half-package",
    "This package is not whole: its end is missing. Copy it again, or ask for it to be sent once more.",
)


class _Head(msgspec.Struct):
    """What is needed beside the passphrase. ``length``: of what is encrypted; ``size``: of the file in it."""

    salt: bytes
    nonce: bytes
    length: int
    size: int
    cost: int = _COST


def check_passphrase(passphrase: str) -> None:
    """Raise `Refused` (``short-passphrase``) for one that is easily guessed; none at all is no passphrase."""
    if 0 < len(passphrase) < LEAST:
        raise Refused("short-passphrase", f"A passphrase has at least {LEAST} characters.")


def seal(data: bytes, passphrase: str) -> bytes:
    """``data`` so that only the passphrase opens it; raises `Refused` (``short-passphrase``)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    check_passphrase(passphrase)
    packed = zlib.compress(data, 6)
    head = _Head(secrets.token_bytes(16), secrets.token_bytes(12), len(packed) + 16, len(data))
    told = msgspec.json.encode(head)
    front = SEAL + len(told).to_bytes(_LENGTH, "big") + told
    return front + AESGCM(_key(passphrase, head)).encrypt(head.nonce, packed, front)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed; raises `Refused` (``no-passphrase``, ``wrong-passphrase``), BadInput
    (``half-package``)."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, front = _head(sealed)
    body = memoryview(sealed)[len(front) :]
    if len(body) != head.length:
        raise BadInput(*_HALF)
    if not passphrase:
        raise Refused("no-passphrase", "This package has a passphrase. Whoever sent it can tell it to you.")
    try:
        packed = AESGCM(_key(passphrase, head)).decrypt(head.nonce, body, front)
    except InvalidTag as fault:
        raise Refused(*_WRONG) from fault
    data = zlib.decompressobj().decompress(packed, head.size + 1)
    if len(data) != head.size:
        raise BadInput(*_HALF)
    return data


def signed(text: str) -> tuple[str, str]:
    """Signature of ``text`` and the key that checks it, in hex (Ed25519, RFC 8032). The key that made it is
    kept nowhere: nobody, we included, can sign another text in its name."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return private.sign(text.encode()).hex(), private.public_key().public_bytes_raw().hex()


def is_signed(text: str, signature: str, key: str) -> bool:
    """Whether ``text`` is what was signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _head(sealed: bytes) -> tuple[_Head, bytes]:
    at = len(SEAL) + _LENGTH
    end = at + int.from_bytes(sealed[len(SEAL) : at], "big")
    try:
        head = msgspec.json.decode(sealed[at:end], type=_Head)
    except msgspec.DecodeError as fault:
        raise BadInput(*_HALF) from fault
    if head.cost != _COST or not 0 <= head.size <= _MOST or len(head.nonce) != 12:
        raise BadInput("newer-package", "This package was sealed in a way this Rapporteur does not know.")
    return head, sealed[:end]


def _key(passphrase: str, head: _Head) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=head.salt, length=32, n=head.cost, r=8, p=1).derive(passphrase.encode())
