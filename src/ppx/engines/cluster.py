"""The distributed engine: the steps of the agenda as futures on a Dask cluster, its own or one that runs already.

    for summary in run(Agenda(cut(raws), work.out), work, jobs=2, address="tcp://10.0.0.5:8786"): ...

RAW and OUT must lie where every worker sees them under the same path. A worker that dies costs no result: its step is run again
page by page, and the page that kills becomes an error, as with the local engine. Where the scheduler goes away and comes back,
what was under way is submitted again; a shard that runs twice leaves the same files.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any

from ppx.engines.agenda import run_step
from ppx.engines.local import interrupts_left, run_alone
from ppx.errors import UsageError
from ppx.events import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.engines.agenda import Agenda, Outcome, Step
    from ppx.engines.work import Care, Work
    from ppx.reading import Raw
    from ppx.records import Summary

WINDOW = 2
"""steps under way for each thread of the cluster"""
PATIENCE = 60.0
"""seconds that a scheduler may be away"""


class Ended(Enum):
    """Why a future has no outcome."""

    KILLED = "its worker died"
    LOST = "the scheduler went away with it"


def run(agenda: Agenda, work: Work, jobs: int, address: str | None) -> Iterator[Summary]:
    """Run what is on the agenda on the cluster at `address`, or on `jobs` workers of this run's own where that is None.

    Raises:
        UsageError: the extra ppx[dask] is not installed, or no scheduler answers.
    """
    work = replace(work, watched=True)
    with _cluster(work, jobs, address) as found, _Crew(found, work) as crew:
        under_way: dict[Any, Step] = {}
        suspects: list[Raw] = []  # a worker that dies takes the blameless with it: they wait until nothing else runs
        while True:
            for step in agenda.take(max(0, WINDOW * crew.threads - len(under_way))):
                under_way[crew.submit(step)] = step
            if not under_way:
                break
            for future in crew.settled(list(under_way)):
                step = under_way.pop(future)
                ended = crew.collect(future)
                if ended is Ended.LOST:
                    under_way[crew.submit(step)] = step
                elif ended is Ended.KILLED:
                    suspects += agenda.lose((step,))
                else:
                    yield from agenda.settle(step, ended)
        for raw in suspects:
            yield run_alone(raw, work, crew.attempt)


@contextmanager
def _cluster(work: Work, jobs: int, address: str | None) -> Iterator[str]:
    """The address of a scheduler; a cluster that was made for this run is closed at its end."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise UsageError("--engine dask needs the extra ppx[dask]: pip install 'ppx[dask]'") from error
    for name in ("distributed", "distributed.client"):  # each has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a scheduler that goes away is told of here
    if address:
        yield address
        return
    quiet = {"distributed.scheduler.allowed-failures": 0, "distributed.worker.daemon": True}
    with dask.config.set(quiet), interrupts_left():
        cluster = distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            memory_limit=work.limits.memory or 0,
            dashboard_address="127.0.0.1:0",  # without an address it would ask for port 8787, which another cluster may have
            silence_logs=logging.CRITICAL,
        )
    with cluster:
        yield cluster.scheduler_address


class _Crew:
    """The workers behind a scheduler, joined again where the scheduler was away."""

    def __init__(self, address: str, work: Work) -> None:
        """Join the scheduler at `address`."""
        self.address, self.work = address, work
        self.numbers = count(1)
        self.client = self._join()

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    @property
    def threads(self) -> int:
        """How many shards the cluster runs at once, 1 while no worker is there."""
        try:
            threads: int = sum(self.client.nthreads().values())
            return max(1, threads)
        except (OSError, TimeoutError):
            return 1

    def submit(self, step: Step, care: Care | None = None) -> Any:
        """A future of the step's outcome."""
        with suppress(OSError):
            return self._submit(step, care)
        self._rejoin()
        return self._submit(step, care)

    def _submit(self, step: Step, care: Care | None) -> Any:
        raw = step[0] if isinstance(step, tuple) else step.raw
        key = f"ppx-{raw.path}-{next(self.numbers)}"
        return self.client.submit(run_step, step, self.work, care, key=key, pure=False, retries=0)

    def settled(self, futures: list[Any]) -> list[Any]:
        """The futures that are done, broken or lost; waits for the first."""
        while True:
            done = [future for future in futures if future.status != "pending"]
            if done:
                return done
            if self.client.status != "running":
                self._rejoin()
                return futures
            time.sleep(0.02)

    def collect(self, future: Any) -> Outcome | Ended:
        """The outcome of a settled future, or why there is none."""
        import distributed

        if future.status in ("cancelled", "lost", "pending"):
            if self.client.status != "running":
                self._rejoin()
            return Ended.LOST
        try:
            outcome: Outcome = future.result()
        except distributed.KilledWorker as error:
            worker = getattr(error.last_worker, "address", error.last_worker)
            tell(logging.WARNING, "worker_died", shard=str(error.task), worker=str(worker))
            return Ended.KILLED
        return outcome

    def attempt(self, raw: Raw, care: Care | None) -> Summary | None:
        """The summary of one raw file, run as a shard of its own; None where that ended its worker."""
        while True:
            future = self.submit((raw,), care)
            self.settled([future])
            ended = self.collect(future)
            if ended is not Ended.LOST:
                return ended[0] if isinstance(ended, list) else None

    def _join(self) -> Any:
        import distributed

        try:
            return distributed.Client(self.address, timeout=10, set_as_default=False, name="ppx")
        except (OSError, TimeoutError, ValueError) as error:
            message = f"no Dask scheduler answers at {self.address}: {error or type(error).__name__}; check the address"
            raise UsageError(message) from None

    def _rejoin(self) -> None:
        """Wait for the scheduler to come back."""
        tell(logging.WARNING, "scheduler_away", address=self.address)
        self._leave()
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.client = self._join()
            except UsageError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
            else:
                tell(logging.WARNING, "scheduler_back", address=self.address)
                return

    def _leave(self) -> None:
        with suppress(Exception):  # of a connection that is gone already
            self.client.close(timeout=5)
