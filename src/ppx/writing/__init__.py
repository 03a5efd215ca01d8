"""Writing: page results and the tables that are projections of them.

    write_page(open_page(result), out)       # OUT/pages/<path>.json, whole or not at all
    write_tables(out, paths, formats=("csv", "sqlite"))
                                             # OUT/*.csv, ppx.sqlite and datapackage.json, streamed from the page results
    write_rows(out / "run.json", report, "pages", rows)
    with open_tables(out, spool=folder) as tables: tables.add(path)
                                             # the same while pages are run: Spool(folder, path) holds what a worker made of a page
    read_tables(out)                         # typed pandas data frames by name

numpy is loaded when rows are made and not before.
"""

from ppx.writing.formats import check_formats
from ppx.writing.frames import read_tables
from ppx.writing.objects import open_page, page_object, plain
from ppx.writing.partials import digest_file
from ppx.writing.parts import Fragment, Lines, Part, fragment_file
from ppx.writing.results import (
    TABLES_UNDER_WAY,
    Head,
    find_results,
    page_file,
    part_file,
    read_head,
    read_page,
    read_pages,
    remove_page,
    write_json,
    write_page,
    write_rows,
)
from ppx.writing.schema import page_schema
from ppx.writing.shares import Spool
from ppx.writing.tables import Tables, Written, is_csv, open_tables, write_tables

__all__ = [
    "TABLES_UNDER_WAY",
    "Fragment",
    "Head",
    "Lines",
    "Part",
    "Spool",
    "Tables",
    "Written",
    "check_formats",
    "digest_file",
    "find_results",
    "fragment_file",
    "is_csv",
    "open_page",
    "open_tables",
    "page_file",
    "page_object",
    "page_schema",
    "part_file",
    "plain",
    "read_head",
    "read_page",
    "read_pages",
    "read_tables",
    "remove_page",
    "write_json",
    "write_page",
    "write_rows",
    "write_tables",
]
