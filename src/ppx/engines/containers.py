"""A container: its records go through the pipeline one by one, and their page results into one part, a line each.

    result = run(raw, work)       # the container's own result; the part stands in OUT when this returns

The container's result, written after the part, counts what is in it and is the mark that it is complete.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ppx import pipeline, reading, writing
from ppx.engines.work import refused, watch
from ppx.errors import PageError
from ppx.records import Caution, Failure, PageResult
from ppx.summaries import Tally, entries, summarize

if TYPE_CHECKING:
    from ppx.engines.work import Care, Work
    from ppx.reading import Raw


def run(raw: Raw, work: Work, care: Care | None = None) -> PageResult:
    """The result of a container, once its part is written.

    Raises:
        OSError: the part cannot be written.
    """
    tally, skipped, cautions = Tally(), Counter[str](), []
    own = entries(work.settings.lexicons)
    with writing.Part(work.out, raw.path) as part:
        try:
            for record in reading.unpack(raw):
                if isinstance(record, reading.Skipped):
                    skipped[record.kind] += 1
                    continue
                page = writing.page_object(_record(record, work, care))
                tally.add(summarize(page, part.add(page), own))
                if record.fault:
                    cautions.append(Caution("damaged_container", str(record.fault)))
        except PageError as error:
            part.drop()
            return refused(raw, work, Failure(error.code, str(error)))
    made, source = pipeline.made(work.settings), reading.unread(raw)
    return PageResult(made, source, warnings=tuple(cautions), records=tally.records(skipped))


def _record(record: Raw, work: Work, care: Care | None) -> PageResult:
    """The page result of one record; one that ended a worker before is not run again."""
    if care and record.path in care.fatal:
        return refused(record, work, care.fatal[record.path])
    with watch(record.path, work, care):
        result, _ = pipeline.run_page(record, work.settings)
    return result
