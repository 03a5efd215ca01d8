"""Word and PDF files for tests, made from nothing but words."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(text: str, num: str = "", level: int = 0, *, style: str = "", more: str = "") -> str:
    """A paragraph; `num` and `level` number it, `more` stands in its properties."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    return f"<w:p><w:pPr>{style}{numbered}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str, span: int = 1) -> str:
    """A table row; `span` is of its first cell, `^` stands for a cell that goes on from above."""
    made = []
    for number, cell in enumerate(cells):
        properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 and not number else ""
        properties += "<w:vMerge/>" if cell == "^" else ""
        made.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{p('' if cell == '^' else cell)}</w:tc>")
    return f"<w:tr>{''.join(made)}</w:tr>"


def level(number: int, shape: str, text: str, *, behind: str = "nothing", more: str = "") -> str:
    """A level of a list: how it counts and looks."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}<w:suff w:val="{behind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def word(body: str, lists: dict[str, str] | None = None, styles: str = "", nums: str = "") -> bytes:
    """A Word file; `lists` gives the levels of every list by its number."""
    given = (lists or {}).items()
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in given)
    plain = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _ in given)
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {W}>{abstract}{plain}{nums}</w:numbering>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>'
            for name, kind in (("document", "document.main"), ("numbering", "numbering"), ("styles", "styles"))
        )
        + "</Types>",
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("numbering", "numbering.xml"), ("styles", "styles.xml")),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return made.getvalue()


def _relations(*pairs: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{RELATED}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(pairs)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


Piece = tuple[float, float, int, str]
"""x, y and size in points, and a text"""


def pdf(pages: list[list[Piece]], encrypt: bytes = b"") -> bytes:
    """A PDF with the pieces of text where they are said to stand, in a font that is not embedded."""
    characters = sorted({c for page in pages for *_, text in page for c in text})
    codes = {c: f"{n:04X}" for n, c in enumerate(characters, 1)}
    pairs = "".join(f"<{codes[c]}> <{c.encode('utf-16-be').hex()}>\n" for c in characters)
    told = (
        "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{pairs}endbfchar endcmap"
    )
    objects = [
        _stream(told.encode()),
        (
            b"<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 "
            b"/CapHeight 700 /ItalicAngle 0 /StemV 80 >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /FontDescriptor 2 0 R /DW 1000 "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [3 0 R] /ToUnicode 1 0 R >>",
    ]
    root = len(objects) + 2 * len(pages) + 1
    for page in pages:
        shown = "".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(codes[c] for c in text)}> Tj ET\n"
            for x, y, size, text in page
        )
        objects.append(_stream(shown.encode()))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents %d 0 R >>"
            % (root, len(objects))
        )
    kids = b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % root)
    return _assembled(objects, b"/Root %d 0 R %s" % (root + 1, encrypt))


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _assembled(objects: list[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, body in zip(count(1), objects, strict=False):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    return (
        out
        + head
        + b"".join(places)
        + b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, trailer, start)
    )


def lay(title: str, paragraphs: list[str], per_page: int = 8) -> list[list[Piece]]:
    """Pages as official documents set them: 28 characters a line, two of them indented, a head and a page number on each."""
    lines: list[tuple[float, int, str]] = [(88 + 224 - 11 * len(title), 22, title)]
    for text in paragraphs:
        lines += [(120, 16, text[:26]), *((88, 16, text[n : n + 28]) for n in range(26, len(text), 28))]
    pages = []
    for number, first in enumerate(range(0, len(lines), per_page), 1):
        page: list[Piece] = [(88, 800, 9, "某市人民政府公报")]
        page += [(x, 750 - 28 * n, size, text) for n, (x, size, text) in enumerate(lines[first : first + per_page])]
        pages.append([*page, (270, 40, 14, f"— {number} —")])
    return pages
