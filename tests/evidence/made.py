"""Bytes of files, good and bad, made for the tests."""

import io
import struct
import zipfile
from typing import NamedTuple

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nendobj\n"


class Upload(NamedTuple):
    """As the services take one."""

    name: str
    body: bytes

    def chunks(self):
        yield from (self.body[at:at + 65_536] for at in range(0, len(self.body), 65_536))


def png(width=10, height=10):
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"


def jpeg(width=10, height=10):
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 9 + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" * 12


def office(part, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in ("[Content_Types].xml", part, *more):
            packed.writestr(name, "<x/>")
    return out.getvalue()


def outlook():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "__properties_version1.0".encode("utf-16-le") + b"\x00" * 64


MAIL = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Bill\r\n\r\nHello\r\n"
