"""Forty files that mean harm, each with the name it comes under. Made here; none of them does more than set a mark in a page that runs it."""

import gzip
import io
import struct
import zipfile
import zlib

RUN = b"document.documentElement.setAttribute('data-run','yes');document.title='RUN';alert('RUN')"
SCRIPT = b"<script>" + RUN + b"</script>"


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width=4, height=4, *, extra=b"", data=None):
    """A PNG that decodes where `data` is left out and it is small; `extra` goes behind its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = zlib.compress(b"".join(b"\x00" + b"\x10\x60\xa0" * width for _ in range(height))) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body) + chunk(b"IEND", b"") + extra


def jpeg(width=8, height=8, *, comment=b""):
    head = b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    head += b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    return head + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00" + b"\xff\xd9"


def package(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return out.getvalue()


def office(part, body=b"<x/>", also=None):
    return package({"[Content_Types].xml": "<Types/>", part: body, **(dict.fromkeys([also], "x") if also else {})})


def unpacks_to(declared, part="word/document.xml"):
    """An office file whose directory declares that much; it holds next to nothing."""
    whole = office(part)
    at = whole.rindex(part.encode()) - 46
    return whole[:at + 24] + struct.pack("<I", declared) + whole[at + 28:]


def tiff(width, height):
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1)]
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + body + b"\x00" * 4


def pdf(*objects, head=b""):
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, inner) for number, inner in enumerate(objects, 1))
    return head + b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


PDF_SCRIPT = pdf(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('RUN'\\))>>>>", b"<</Type/Pages/Kids[]/Count 0>>")
PDF_LAUNCH = pdf(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)>>>>", b"<</Type/Pages/Kids[]/Count 0>>")
PDF_HTML = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>\n" + SCRIPT)
MAIL_HTML = (b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Bill\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html>" + SCRIPT
             + b"</html>\r\n")
EICAR_LIKE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$NOT-THE-TEST-FILE-BUT-LIKE-IT!$H+H*\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="' + RUN.replace(b"'", b"&#39;") + b'">' + SCRIPT + b"</svg>"
GIF_SCRIPT = b"GIF89a/*" + b"\x00" * 4 + b"*/=1;" + RUN
BOMB = package({"a.txt": b"0" * 30_000_000})

FILES: dict[str, tuple[str, bytes]] = {
    "SVG with a script": ("plan.svg", SVG),
    "SVG called PNG": ("plan.png", SVG),
    "SVG after an XML head": ("plan.svg", b"<?xml version='1.0'?>" + SVG),
    "packed SVG": ("plan.svgz", gzip.compress(SVG, mtime=0)),
    "HTML": ("page.html", b"<!doctype html>" + SCRIPT),
    "HTML called PNG": ("photo.png", b"<html>" + SCRIPT),
    "HTML called TXT": ("notes.txt", b"\xef\xbb\xbf  <html>" + SCRIPT),
    "HTML further down a text": ("notes.txt", b"Dear all,\n\n" + SCRIPT),
    "HTML in a CSV": ("rows.csv", b"name,words\nx,\"" + SCRIPT + b"\"\n"),
    "MHTML": ("page.mhtml", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nSubject: x\r\n\r\n" + SCRIPT),
    "XHTML in UTF-16": ("page.xhtml", ("<html>" + SCRIPT.decode() + "</html>").encode("utf-16")),
    "XML with a stylesheet": ("data.xml", b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><a/>"),
    "script": ("run.js", RUN),
    "PDF and HTML": ("both.pdf", PDF_HTML),
    "PDF behind HTML": ("both.html", SCRIPT + b"\n" + PDF_HTML),
    "PDF with a script": ("form.pdf", PDF_SCRIPT),
    "PDF that launches": ("form.pdf", PDF_LAUNCH),
    "PDF called HTML": ("form.pdf.html", PDF_SCRIPT),
    "GIF and script": ("pixel.gif", GIF_SCRIPT),
    "JPEG and HTML": ("photo.jpg", jpeg(comment=b"--><html>" + SCRIPT)),
    "JPEG called HTML": ("photo.html", jpeg(comment=SCRIPT)),
    "PNG with HTML behind": ("photo.png", png(extra=SCRIPT)),
    "PNG and ZIP": ("photo.png", png(extra=BOMB[:2000])),
    "PNG flood": ("big.png", png(50_000, 50_000, data=b"\x00")),
    "PNG flood in one row": ("wide.png", png(2**31 - 1, 1, data=b"\x00")),
    "PNG that unpacks for ever": ("deep.png", png(9_999, 9_999, data=zlib.compress(b"\x00" * 20_000_000))),
    "JPEG flood": ("big.jpg", jpeg(65_535, 65_535)),
    "GIF flood": ("big.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00;"),
    "TIFF flood": ("big.tif", tiff(2**31, 2**31)),
    "ZIP bomb": ("files.zip", BOMB),
    "ZIP in ZIP": ("files.zip", package({"a.zip": BOMB})),
    "XLSX bomb": ("rows.xlsx", unpacks_to(2**32 - 2, "xl/workbook.xml")),
    "XLSX that is small but deep": ("rows.xlsx", office("xl/workbook.xml", b"<a>" * 1_000_000)),
    "DOCX with macros": ("letter.docx", office("word/document.xml", also="word/vbaProject.bin")),
    "DOCX with an entity bomb": ("letter.docx", office("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>")),
    "ZIP with a path out": ("letter.docx", office("word/document.xml", also="../../evil.txt")),
    "mail in HTML": ("mail.eml", MAIL_HTML),
    "test virus": ("eicar.txt", EICAR_LIKE),
    "program": ("setup.exe", b"MZ" + b"\x00" * 100),
    "shell script": ("setup.sh", b"#!/bin/sh\nrm -rf /\n"),
    "empty": ("empty.pdf", b""),
    "cut off PNG": ("cut.png", png()[:20]),
    "cut off ZIP": ("cut.docx", office("word/document.xml")[:60]),
    "HTML under a path": ("../../../etc/passwd.png", b"<html>" + SCRIPT),
    "name with a NUL": ("bill\x00.html", PDF_HTML),
    "name turned round": ("bill\u202egpj.exe.pdf", PDF_SCRIPT),
    "name of 300 signs": ("x" * 300 + ".html", PDF_HTML),
    "name a system keeps": ("CON.pdf", PDF_HTML),
    "name of a picture sign": ("😀🔥.pdf", PDF_HTML),
    "name with leading dots": ("...htaccess", EICAR_LIKE),
    "name with a line end": ('bill"\r\nX-Evil: yes\r\n.pdf', PDF_HTML),
    "name that is markup": ("<img src=x onerror=alert(1)>.pdf", PDF_HTML),
}
assert len(FILES) >= 40
