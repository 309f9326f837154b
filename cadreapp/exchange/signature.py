"""SSHSIG signatures by hand (OpenSSH PROTOCOL.sshsig), Ed25519 only: what `ssh-keygen -Y sign` and `-Y verify` speak."""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cadreapp.exchange.identity import Identity
from cadreapp.exchange.sshwire import ED25519, Wire, key_blob, public_of, string

BUNDLE = "cadreapp-bundle"
RECEIPT = "cadreapp-receipt"
BEGIN = "-----BEGIN SSH SIGNATURE-----"
END = "-----END SSH SIGNATURE-----"
MAX_SIZE = 4096
_MAGIC = b"SSHSIG"
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}


def sign(message: bytes, identity: Identity, namespace: str) -> bytes:
    """Return the armored signature of `message`."""
    signed = identity.signer().sign(_to_sign(message, namespace, b"sha512"))
    blob = _MAGIC + (1).to_bytes(4, "big") + string(key_blob(identity.public.signing)) + string(namespace.encode())
    blob += string(b"") + string(b"sha512") + string(string(ED25519) + string(signed))
    text = base64.b64encode(blob).decode()
    rows = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join([BEGIN, *rows, END, ""]).encode()


def signer_of(armored: bytes) -> bytes:
    """Return the public key a signature says it was made with, before anything is checked; ValueError when unreadable."""
    return _parse(armored)[0]


def verify(message: bytes, armored: bytes, public: bytes, namespace: str) -> bool:
    """Tell whether `armored` is a signature of `message` by exactly this key for exactly this namespace."""
    try:
        stated, space, algorithm, signed = _parse(armored)
    except ValueError:
        return False
    if stated != public or space != namespace.encode():
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, _to_sign(message, namespace, algorithm))
    except InvalidSignature:
        return False
    return True


def _to_sign(message: bytes, namespace: str, algorithm: bytes) -> bytes:
    hashed = _HASHES[algorithm](message).digest()
    return _MAGIC + string(namespace.encode()) + string(b"") + string(algorithm) + string(hashed)


def _parse(armored: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return (public key, namespace, hash name, 64-byte signature); ValueError for every deviation."""
    if len(armored) > MAX_SIZE:
        raise ValueError("signature too long")
    rows = armored.decode("ascii").strip().splitlines()
    if len(rows) < 3 or rows[0] != BEGIN or rows[-1] != END:
        raise ValueError("not an armored signature")
    try:
        wire = Wire(base64.b64decode("".join(rows[1:-1]), validate=True))
    except binascii.Error as error:
        raise ValueError("signature is not base64") from error
    if wire.raw(len(_MAGIC)) != _MAGIC or wire.number() != 1:
        raise ValueError("not an SSHSIG version 1")
    public, space, reserved, algorithm = public_of(wire.string()), wire.string(), wire.string(), wire.string()
    inner = Wire(wire.string())
    wire.end()
    kind, signed = inner.string(), inner.string()
    inner.end()
    if reserved or algorithm not in _HASHES or kind != ED25519 or len(signed) != 64:
        raise ValueError("not an Ed25519 signature")
    return public, space, algorithm, signed
