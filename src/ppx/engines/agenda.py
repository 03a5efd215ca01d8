"""The agenda of a run: shards in their order, and the steps that a large container takes in their place.

    agenda = Agenda(cut(raws), work.out)
    for step in agenda.take(4): outcome = run_step(step, work)       # in any process
    summaries = agenda.settle(step, outcome)

A container of `LARGE` bytes is looked over for places to cut (`Look`), its ranges are run by any workers in any order (`Stretch`), and the
last step joins what they wrote (`Joining`). It leaves the same bytes as a container that is run whole, which is what happens to one that
cannot be cut and to one that a step of failed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ppx import reading, stores, writing
from ppx.engines import containers
from ppx.engines.containers import Piece
from ppx.engines.shards import run_shard, write
from ppx.errors import PageError
from ppx.reading import Range, Raw
from ppx.records import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ppx.engines.work import Care, Work

LARGE = 64_000_000
"""bytes from which a container is cut; a smaller one is soon done"""
RANGE = 16_000_000
"""bytes of a range: so few that no worker has much left when the others have ended"""


@dataclass(frozen=True, slots=True)
class Look:
    """Find the ranges of a container."""

    raw: Raw
    size: int
    """bytes that each is to have"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Run the records of one range."""

    raw: Raw
    piece: Range


@dataclass(frozen=True, slots=True)
class Joining:
    """Join what the ranges gave, in their order."""

    raw: Raw
    pieces: tuple[Piece, ...]


Shard = tuple[Raw, ...]
Step = Shard | Look | Stretch | Joining
Outcome = list[Summary] | tuple[Range, ...] | Piece
"""of a shard or a joining, of a look, of a stretch; an empty list where a range or a joining failed"""


def run_step(step: Step, work: Work, care: Care | None = None) -> Outcome:
    """Do a step, where a worker is; care is for shards."""
    if isinstance(step, tuple):
        return run_shard(step, work, care)
    if isinstance(step, Look):
        return reading.cut(step.raw, step.size)
    try:
        if isinstance(step, Stretch):
            return containers.run_range(step.raw, step.piece, work)
        summary = write(containers.join(step.raw, step.pieces, work), work)
        return [replace(summary, seconds=sum(piece.seconds for piece in step.pieces))]
    except (OSError, PageError):  # told of by the container when it is run whole
        return []


def is_large(raw: Raw, out: Path) -> bool:
    """Whether a raw file is a container to be cut; in a store it would be fetched once for that, and fragments lie on disk."""
    try:
        return (
            reading.is_container(raw.path)
            and stores.is_disk(raw.file)
            and stores.is_disk(out)
            and stores.size(raw.file) >= LARGE
        )
    except OSError:
        return False


class Agenda:
    """What is still to be given to workers."""

    def __init__(self, shards: Iterator[Shard], out: Path) -> None:
        """All of `shards`, with results under `out`."""
        self.shards, self.out = shards, out
        self.ready: deque[Step] = deque()
        self.cut: dict[str, dict[int, Piece | None]] = {}
        """what the ranges of each container gave so far, by its path and their start"""

    def take(self, number: int) -> Iterator[Step]:
        """The next steps, at most `number`; more may come when those under way are settled."""
        for _ in range(number):
            step = self.ready.popleft() if self.ready else self._next()
            if step is None:
                return
            yield step

    def _next(self) -> Step | None:
        shard = next(self.shards, None)
        if shard is None or not is_large(shard[0], self.out):
            return shard
        self.cut[shard[0].path] = {}
        return Look(shard[0], RANGE)

    def settle(self, step: Step, outcome: Outcome) -> list[Summary]:
        """The summaries of raw files that are done with this step."""
        if isinstance(step, tuple):
            return outcome if isinstance(outcome, list) else []
        if step.raw.path not in self.cut:  # given up while this step was under way
            if isinstance(outcome, Piece):
                self._sweep(step.raw, (outcome.start,))
            return []
        match outcome:
            case tuple() if outcome:
                self._begin(step.raw, outcome)
            case Piece():
                self._gather(step.raw, outcome)
            case list() if outcome:
                del self.cut[step.raw.path]
                return outcome
            case _:
                self._give_up(step.raw)
                self.ready.append((step.raw,))
        return []

    def lose(self, steps: Iterable[Step]) -> list[Raw]:
        """The raw files to be run alone, each once, where the workers of these steps died."""
        lost: dict[str, Raw] = {}
        for step in steps:
            if isinstance(step, tuple):
                lost.update((raw.path, raw) for raw in step)
            elif step.raw.path in self.cut:
                self._give_up(step.raw)
                lost[step.raw.path] = step.raw
        return list(lost.values())

    def _begin(self, raw: Raw, ranges: Sequence[Range]) -> None:
        self.cut[raw.path] = {piece.start: None for piece in ranges}
        self.ready.extend(Stretch(raw, piece) for piece in ranges)

    def _gather(self, raw: Raw, piece: Piece) -> None:
        self.cut[raw.path][piece.start] = piece
        pieces = [given for given in self.cut[raw.path].values() if given]
        if len(pieces) == len(self.cut[raw.path]):
            self.ready.append(Joining(raw, tuple(pieces)))

    def _give_up(self, raw: Raw) -> None:
        """Forget what the ranges of a container gave: it is to be run whole."""
        self._sweep(raw, self.cut.pop(raw.path))
        self.ready = deque(step for step in self.ready if isinstance(step, tuple) or step.raw.path != raw.path)

    def _sweep(self, raw: Raw, starts: Iterable[int]) -> None:
        for start in starts:
            writing.fragment_file(self.out, raw.path, start).unlink(missing_ok=True)
