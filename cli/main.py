"""The command `ppx`: its verbs, and how an error ends it.

A verb's module is loaded when the verb runs, so that `ppx --help` loads nothing of the pipeline.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ppx import __version__, events
from ppx.errors import PpxError
from ppx.stores import place

app = typer.Typer(
    name="ppx",
    help="Turn scraped Chinese policy pages into clauses, agencies, deadlines and targets that lead back to the raw page.",
    epilog="Example: ppx extract raw/ out/",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

INTERRUPTED = 130
"""exit status that typer gives to Ctrl-C"""


def main() -> None:
    """Run the command. Exit status: 0 all pages done, 1 some pages failed, 2 wrong use, 3 anomalies (--strict), 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(
                encoding="utf-8", errors="backslashreplace"
            )  # Chinese in a C locale, and names that are no UTF-8
    try:
        app()
    except PpxError as error:
        _end(f"ppx: {events.one_line(str(error))}", 2)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            sys.stderr.write("ppx: interrupted; what was written is whole, run the same command again to finish\n")
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of a pipe left: nothing to say
        sys.exit(0)


def _end(message: str, status: int) -> None:
    sys.stderr.write(message + "\n")
    sys.exit(status)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ppx {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn scraped Chinese policy pages into clauses, agencies, deadlines and targets that lead back to the raw page."""


Page = Annotated[Path, typer.Argument(metavar="PAGE", help="A raw page.")]
Lexicon = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder of your own lexicons, laid over the package's.")
]
Config = Annotated[Path | None, typer.Option(metavar="FILE", help="Project file; ./ppx.toml where it is not given.")]


@app.command(epilog="Example: ppx extract raw/ out/ --exclude 'drafts/*' --jobs 4")
def extract(
    raw: Annotated[
        Path, typer.Argument(metavar="RAW", parser=place, help="Folder of raw pages, any depth; or one page; or a URL.")
    ],
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", parser=place, help="Folder or URL for the results; made where it is missing."),
    ],
    include: Annotated[
        list[str] | None, typer.Option(help="Read only paths that fit this glob; may be repeated.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Leave out paths that fit this glob; may be repeated.")
    ] = None,
    manifest: Annotated[Path | None, typer.Option(help="CSV with the columns path, url, site, fetched.")] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; the machine's cores where not given, at least two.")
    ] = None,
    csv_encoding: Annotated[
        str | None, typer.Option(help="utf-8-sig (spreadsheets open it right; the default) or utf-8.")
    ] = None,
    lexicon: Lexicon = None,
    formats: Annotated[
        str | None,
        typer.Option("--format", help="csv, parquet, sqlite, xlsx, joined by commas; csv is always written."),
    ] = None,
    config: Config = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do all pages again, also those that did not change.")] = False,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep the results of raw pages that are gone, in the tables too.")
    ] = False,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="Keep a dated copy of the tables in OUT/snapshots.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with status 3 where run.json lists an anomaly.")
    ] = False,
    engine: Annotated[
        str, typer.Option(help="local: processes on this machine; dask: a Dask cluster (extra ppx[dask]).")
    ] = "local",
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a running Dask scheduler, tcp://host:8786; its own where not given.")
    ] = None,
    page_seconds: Annotated[
        float | None, typer.Option(min=1, help="Longest time for one page; a page beyond it is an error.")
    ] = None,
    worker_memory: Annotated[
        int | None, typer.Option(min=200, help="Most address space of a worker, in MB; no limit where not given.")
    ] = None,
    break_lock: Annotated[
        bool, typer.Option("--break-lock", help="Take the lock that a run which died left in a store.")
    ] = False,
    log_level: Annotated[
        str | None, typer.Option(help="Tell events on stderr from this level on: debug, info, warning, error.")
    ] = None,
    log_format: Annotated[str | None, typer.Option(help="text or json: one line for each event.")] = None,
) -> None:
    """Extract the pages of RAW that changed into OUT: page results, tables, run.json."""
    from ppx.cli import extract as verb

    asked = verb.Asked(
        include=tuple(include or ()), exclude=tuple(exclude or ()), manifest=manifest, jobs=jobs,
        csv_encoding=csv_encoding, formats=tuple(formats.split(",")) if formats else (), lexicon=lexicon,
        config=config, fresh=fresh, keep_missing=keep_missing,
        snapshot=snapshot, strict=strict, log_level=log_level, log_format=log_format,
        engine=engine, scheduler=scheduler, page_seconds=page_seconds, worker_memory=worker_memory,
        break_lock=break_lock,
    )  # fmt: skip
    verb.extract(raw, out, asked)


@app.command(epilog="Example: ppx show raw/plan.html")
def show(page: Page, lexicon: Lexicon = None, config: Config = None) -> None:
    """Print one page as a tree of clauses with its agencies, deadlines and targets."""
    from ppx.cli import show as verb

    verb.show(page, lexicon, config)


@app.command(epilog="Example: ppx explain raw/plan.txt")
def explain(page: Page, lexicon: Lexicon = None, config: Config = None) -> None:
    """Say for each raw line whether it was kept or dropped, by which reason and on what evidence."""
    from ppx.cli import explain as verb

    verb.explain(page, lexicon, config)


@app.command(epilog="Example: ppx schema > page.schema.json")
def schema() -> None:
    """Print the JSON Schema of a page result."""
    import json

    from ppx.writing import page_schema

    typer.echo(json.dumps(page_schema(), ensure_ascii=False, indent=2))


@app.command(epilog="Example: ppx score tests/gold data/out --raw data/raw --floors tests/gold/floors.toml")
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of *.gold.json files.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", parser=place, help="Folder that ppx extract wrote.")],
    raw: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="PATH", help="Folder of the raw pages; text pages are scored against them."),
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="TOML file with the least F1 of each field.")] = None,
    show: Annotated[
        list[str] | None, typer.Option(help="List every miss (-) and false alarm (+) of this field.")
    ] = None,
    pages: Annotated[bool, typer.Option(help="A line for each page.")] = False,
) -> None:
    """Score results against gold; exit status 1 below a floor."""
    from ppx.cli import score as verb

    verb.score(gold, out, raw, floors, show or [], pages)


@app.command(epilog="Example: ppx verify out/ raw/")
def verify(
    out: Annotated[Path, typer.Argument(metavar="OUT", parser=place, help="Folder that ppx extract wrote.")],
    raw: Annotated[
        Path | None,
        typer.Argument(
            metavar="RAW", parser=place, help="Folder of the raw pages; without it their claims are left out."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Most faults shown; 0 shows all.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Every fault as a line of JSON.")] = False,
) -> None:
    """Check every claim of OUT without the code that wrote it; exit status 3 where one does not hold."""
    from ppx.cli import verify as verb

    verb.verify(out, raw, limit, json)


@app.command(epilog="Example: ppx diff out-2025/ out/ --csv changes.csv")
def diff(
    old: Annotated[
        Path,
        typer.Argument(metavar="OLD", parser=place, help="Folder that ppx extract wrote before; or one page result."),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", parser=place, help="Folder that it wrote now; or one page result.")
    ],
    limit: Annotated[int, typer.Option(min=0, help="Most changes shown; 0 shows all.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Every change as a line of JSON.")] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every changed field as a row.")] = None,
) -> None:
    """Say what was added, removed, changed and moved, and why; exit status 1 where the two differ."""
    from ppx.cli import diff as verb

    verb.diff(old, new, limit, json, csv)


@app.command(epilog="Example: ppx review out/ --limit 100 --csv queue.csv")
def review(
    out: Annotated[Path, typer.Argument(metavar="OUT", parser=place, help="Folder that ppx extract wrote.")],
    limit: Annotated[int, typer.Option(min=0, help="Most records; 0 gives all.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Every record as a line of JSON.")] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the queue as a table.")] = None,
) -> None:
    """List the records most likely wrong first, each with its reasons and its place in the raw page."""
    from ppx.cli import review as verb

    verb.review(out, limit, json, csv)


@app.command(epilog="Example: ppx report out/ raw/")
def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", parser=place, help="Folder that ppx extract wrote.")],
    raw: Annotated[
        Path | None,
        typer.Argument(metavar="[RAW]", parser=place, help="Folder of the raw pages: evidence shows their very lines."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the site goes; OUT/report if not given.")
    ] = None,
) -> None:
    """Build a site to open from disk: overview, search, and the evidence of every page."""
    from ppx.cli import report as verb

    verb.report(out, raw, to)


lexicons = typer.Typer(no_args_is_help=True, epilog="Example: ppx lexicon check our-lexicons/ --over raw/")
app.add_typer(lexicons, name="lexicon")


@lexicons.callback()
def lexicon() -> None:
    """Work on a folder of your own lexicons."""


@lexicons.command(epilog="Example: ppx lexicon check our-lexicons/ --over raw/")
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of your own lexicons.")],
    over: Annotated[
        Path | None, typer.Option(metavar="RAW", help="Raw pages: name the entries that never stand on them.")
    ] = None,
) -> None:
    """Find entries that are wrong, double, at odds with others, shadowed or never used; exit status 1 if there are any."""
    from ppx.cli import lexicon as verb

    verb.check(folder, over)


golds = typer.Typer(no_args_is_help=True, epilog="Example: ppx gold export out/ --format label-studio --to tasks.json")
app.add_typer(golds, name="gold")
Tool = Annotated[str, typer.Option("--format", metavar="TOOL", help="label-studio or doccano.")]


@golds.callback()
def gold() -> None:
    """Have records corrected in an annotation tool, and score against the corrections."""


@golds.command("export", epilog="Example: ppx gold export out/ --format label-studio --to tasks.json")
def gold_export(
    out: Annotated[Path, typer.Argument(metavar="OUT", parser=place, help="Folder that ppx extract wrote.")],
    tool: Tool = "label-studio",
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here and not to the terminal.")] = None,
) -> None:
    """Give agencies, deadlines and targets to an annotation tool."""
    from ppx.cli import gold as verb

    verb.export_tasks(out, tool, to)


@golds.command("import", epilog="Example: ppx gold import project-1.json gold/ --format label-studio")
def gold_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the annotation tool exported.")],
    folder: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder for the gold files.")],
    tool: Tool = "label-studio",
    replace: Annotated[bool, typer.Option(help="Write gold files anew that are there already.")] = False,
    unreviewed: Annotated[
        bool, typer.Option(help="Label Studio: take predictions where nobody has annotated.")
    ] = False,
) -> None:
    """Turn corrections into gold files for ppx score."""
    from ppx.cli import gold as verb

    verb.import_answers(file, folder, tool, replace, unreviewed)
