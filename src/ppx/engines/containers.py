"""A container: its records go through the pipeline one by one, and their page results into one part, a line each.

    result = run(raw, work)                               # the container's own result; the part stands in OUT when this returns
    result = join(raw, [run_range(raw, piece, work) for piece in reading.cut(raw, 16_000_000)], work)     # the same, in pieces

The container's result, written after the part, counts what is in it and is the mark that it is complete.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppx import pipeline, reading, writing
from ppx.engines.work import refused, watch
from ppx.errors import PageError
from ppx.records import Caution, Failure, PageResult
from ppx.summaries import Tally, entries, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ppx.engines.work import Care, Work
    from ppx.reading import Range, Raw


@dataclass(slots=True)
class Piece:
    """What the records of a container, or of a range of it, came to."""

    tally: Tally = field(default_factory=Tally)
    skipped: Counter[str] = field(default_factory=Counter)
    cautions: list[Caution] = field(default_factory=list)
    start: int = 0
    """byte of the container with which its range begins"""
    seconds: float = 0.0


def run(raw: Raw, work: Work, care: Care | None = None) -> PageResult:
    """The result of a container, once its part is written.

    Raises:
        OSError: the part cannot be written.
    """
    piece = Piece()
    with writing.Spool(work.spool, raw.path) as spool, writing.Part(work.out, raw.path) as part:
        try:
            _fill(piece, reading.unpack(raw), part, spool, work, care)
        except PageError as error:
            part.drop()
            spool.drop()
            return refused(raw, work, Failure(error.code, str(error)))
    return _result(raw, piece, work)


def run_range(raw: Raw, given: Range, work: Work) -> Piece:
    """What a range of a container came to; its lines stand in a fragment.

    Raises:
        PageError: the container cannot be read.
        OSError: the fragment cannot be written.
    """
    began, piece = time.perf_counter(), Piece(start=given.start)
    spooled = writing.Spool(work.spool, _name(raw, piece))
    with spooled as spool, writing.Fragment(work.out, raw.path, given.start) as fragment:
        _fill(piece, reading.unpack(raw, given), fragment, spool, work, None)
    piece.seconds = time.perf_counter() - began
    return piece


def join(raw: Raw, pieces: Sequence[Piece], work: Work) -> PageResult:
    """The result of a container whose ranges were run, once its part is made of their fragments, which are gone then.

    Raises:
        OSError: the part cannot be written.
    """
    whole = Piece()
    fragments = [writing.fragment_file(work.out, raw.path, piece.start) for piece in pieces]
    with writing.Spool(work.spool, raw.path) as spool, writing.Part(work.out, raw.path) as part:
        for piece, fragment in zip(pieces, fragments, strict=True):
            part.take(fragment)
            spool.take(_name(raw, piece))
            whole.tally.take(piece.tally)
            whole.skipped.update(piece.skipped)
            whole.cautions += piece.cautions
    for fragment in fragments:
        fragment.unlink(missing_ok=True)
    return _result(raw, whole, work)


def _fill(
    piece: Piece,
    records: Iterable[Raw | reading.Skipped],
    lines: writing.Lines,
    spool: writing.Spool,
    work: Work,
    care: Care | None,
) -> None:
    own = entries(work.settings.lexicons)
    for record in records:
        if isinstance(record, reading.Skipped):
            piece.skipped[record.kind] += 1
            continue
        page = writing.open_page(_record(record, work, care))
        data = lines.add(page)
        spool.add(page, data)
        piece.tally.add(summarize(page, len(data), own))
        if record.fault:
            piece.cautions.append(Caution("damaged_container", str(record.fault)))


def _name(raw: Raw, piece: Piece) -> str:
    """Under which a range is spooled; no raw file has a name like it."""
    return f"{raw.path}\0{piece.start}"


def _result(raw: Raw, piece: Piece, work: Work) -> PageResult:
    made, source = pipeline.made(work.settings), reading.unread(raw)
    return PageResult(made, source, warnings=tuple(piece.cautions), records=piece.tally.records(piece.skipped))


def _record(record: Raw, work: Work, care: Care | None) -> PageResult:
    """The page result of one record; one that ended a worker before is not run again."""
    if care and record.path in care.fatal:
        return refused(record, work, care.fatal[record.path])
    with watch(record.path, work, care):
        result, _ = pipeline.run_page(record, work.settings)
    return result
