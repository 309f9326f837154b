"""The file that carries a public identity by hand: one age recipient line, one ssh-ed25519 line, comments."""

from __future__ import annotations

import base64
import binascii

import pyrage  # type: ignore[import-untyped]

from cadreapp.exchange.faults import PARTNER_FILE_BAD, PARTNER_FILE_PRIVATE
from cadreapp.exchange.identity import Partner
from cadreapp.exchange.sshwire import public_of

MAX_SIZE = 16 * 1024
_PRIVATE = ("AGE-SECRET-KEY-", "-----BEGIN ", "AGE-PLUGIN-")


def dump(partner: Partner) -> str:
    """Return the text of the public file."""
    rows = [
        "# cadreapp partner v1",
        f"# name: {_one_line(partner.name)}",
        f"# unit: {_one_line(partner.unit_code)}",
        f"# fingerprint: {partner.fingerprint}",
        f"# proof: {partner.proof}",
        partner.recipient,
        partner.ssh_line,
    ]
    return "\n".join(rows) + "\n"


def load(data: bytes, name: str = "") -> Partner:
    """Read a public file, also one put together from `age-keygen -y` and an OpenSSH `.pub`.

    A given `name` overrules the one in the file. Raises PARTNER_FILE_BAD, PARTNER_FILE_PRIVATE.
    """
    if len(data) > MAX_SIZE:
        raise PARTNER_FILE_BAD(line=1)
    notes: dict[str, str] = {}
    recipients: list[str] = []
    signers: list[bytes] = []
    number = 1
    for number, row in enumerate(_text(data).splitlines(), 1):
        row = row.strip()
        if any(mark in row for mark in _PRIVATE):
            raise PARTNER_FILE_PRIVATE(row=number)
        if row.startswith("#"):
            key, _, value = row[1:].partition(":")
            notes[key.strip()] = value.strip()
        elif row.startswith("age1"):
            recipients.append(_recipient(row, number))
        elif row.startswith("ssh-ed25519 "):
            signers.append(_signer(row, number))
        elif row:
            raise PARTNER_FILE_BAD(line=number, row=number)
    if len(recipients) != 1 or len(signers) != 1:
        raise PARTNER_FILE_BAD(line=number)
    return Partner(name or notes.get("name", ""), recipients[0], signers[0], notes.get("unit", ""))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Notepad on a Chinese Windows saves comments in GBK unless told otherwise.
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise PARTNER_FILE_BAD(line=1) from error


def _recipient(row: str, number: int) -> str:
    try:
        return str(pyrage.x25519.Recipient.from_str(row))
    except pyrage.RecipientError as error:
        raise PARTNER_FILE_BAD(line=number, row=number) from error


def _signer(row: str, number: int) -> bytes:
    try:
        return public_of(base64.b64decode(row.split()[1], validate=True))
    except (ValueError, IndexError, binascii.Error) as error:
        raise PARTNER_FILE_BAD(line=number, row=number) from error


def _one_line(text: str) -> str:
    return " ".join(text.split())
