"""One tool on a list of HTML pages: the child process of peers_html.py.

    python html_tools.py trafilatura < task.json

Task: `{"repeats", "pages": [path, …]}`, the pages in UTF-8 for peers and raw for ppx. Answer, the last line:
`{"version", "seconds", "answers": [{"text", "title"}, …]}`; `seconds` is the least processor time of the runs.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = dict[str, str]


def trafilatura() -> Callable[[Path], Answer]:
    """trafilatura as it comes."""
    return _trafilatura(precision=False)


def trafilatura_precision() -> Callable[[Path], Answer]:
    """trafilatura with `favor_precision`."""
    return _trafilatura(precision=True)


def _trafilatura(*, precision: bool) -> Callable[[Path], Answer]:
    from trafilatura import bare_extraction

    def read(path: Path) -> Answer:
        found = bare_extraction(
            path.read_text("utf-8"), favor_precision=precision, include_comments=False, with_metadata=True
        )
        return {"text": found.text or "", "title": found.title or ""} if found else {"text": "", "title": ""}

    return read


def readability() -> Callable[[Path], Answer]:
    """readability-lxml: the text of its summary."""
    import lxml.html
    from readability import Document

    def read(path: Path) -> Answer:
        page = Document(path.read_text("utf-8"))
        summary = page.summary(html_partial=True)
        return {
            "text": lxml.html.fromstring(summary).text_content() if summary.strip() else "",
            "title": page.short_title() or "",
        }

    return read


def resiliparse() -> Callable[[Path], Answer]:
    """resiliparse with `main_content`."""
    return _resiliparse(main=True)


def everything() -> Callable[[Path], Answer]:
    """All text of the page, the floor of precision."""
    return _resiliparse(main=False)


def _resiliparse(*, main: bool) -> Callable[[Path], Answer]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(path: Path) -> Answer:
        tree = HTMLTree.parse(path.read_text("utf-8"))
        text = extract_plain_text(tree, main_content=main, preserve_formatting=False, alt_texts=False, links=False)
        return {"text": text, "title": tree.title or ""}

    return read


def magic_html() -> Callable[[Path], Answer]:
    """magic-html in its article mode."""
    import lxml.html
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def read(path: Path) -> Answer:
        found = extractor.extract(path.read_text("utf-8"), base_url="")
        markup = found.get("html") or ""
        return {
            "text": lxml.html.fromstring(markup).text_content() if markup.strip() else "",
            "title": found.get("title") or "",
        }

    return read


def ppx() -> Callable[[Path], Answer]:
    """The project up to the documents' clean text: reading, main text, documents, normalizers; no clauses and no records."""
    from ppx import pipeline, reading
    from ppx.normalizers import documents, main_text
    from ppx.reading import Raw

    def read(path: Path) -> Answer:
        page = reading.read(Raw(path.name, path))
        texts = []
        for part in documents.divide(page, main_text.judge(page)):
            draft = pipeline._draft(page, part)  # the way from part to draft is the pipeline's own
            for normalize in pipeline.NORMALIZERS:
                draft = normalize(draft)
            texts.append(f"{draft.title.value if draft.title else ''}\n{draft.text.value}")
        return {"text": "\n".join(texts), "title": ""}

    return read


READERS: dict[str, tuple[Callable[[], Callable[[Path], Answer]], str]] = {
    "ppx": (ppx, "ppx"),
    "trafilatura": (trafilatura, "trafilatura"),
    "trafilatura precision": (trafilatura_precision, "trafilatura"),
    "readability-lxml": (readability, "readability-lxml"),
    "resiliparse": (resiliparse, "resiliparse"),
    "magic-html": (magic_html, "magic-html"),
    "all text": (everything, "resiliparse"),
}


def run(name: str, task: dict[str, Any]) -> dict[str, Any]:
    """The answers and the least processor time of the runs; the first warms the tool up."""
    make, package = READERS[name]
    read = make()
    paths = [Path(path) for path in task["pages"]]
    seconds: list[float] = []
    answers: list[Answer] = []
    for _ in range(task["repeats"] + 1):
        begun = time.process_time()
        answers = [read(path) for path in paths]
        seconds.append(time.process_time() - begun)
    return {"version": importlib.metadata.version(package), "seconds": min(seconds), "answers": answers}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(run(sys.argv[1], json.load(sys.stdin)), ensure_ascii=False) + "\n")
