"""GB 18030-2022 text: Python's codec keeps the older mapping, in which 25 characters land in the private area."""

from __future__ import annotations

_PRIVATE_TO_2022 = {
    **dict(zip(range(0xE78D, 0xE797), (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)), strict=True)),
    **dict(
        zip(
            (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
            range(0x9FB4, 0x9FBC),
            strict=True,
        )
    ),
    0xE7C7: 0x1E3F,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}


def decode(data: bytes) -> str:
    """Return `data` decoded by GB 18030-2022 (GBK and GB 2312 are parts of it). Raises UnicodeDecodeError.

    Source: GB 18030-2022, the 18 + 6 moved two-byte codes and A8BC; a code of the private area proper stays private.
    """
    return data.decode("gb18030").translate(_PRIVATE_TO_2022)
