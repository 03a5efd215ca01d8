"""Three questions of a policy analyst, answered from the tables with pandas.

    python docs/questions.py OUT --year 2025 --before OLD

OUT and OLD are folders that `ppx extract` wrote (or dated copies of one); OLD may be left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

COMPARED = {
    "documents": ["document_id", "title", "doc_number", "issuer", "published"],
    "agencies": ["document_id", "name", "role"],
    "deadlines": ["document_id", "text", "kind", "start_date", "end_date"],
    "targets": ["document_id", "indicator", "op", "low", "high", "unit", "text"],
}
"""table → the columns that make a record what it is: no row numbers and no places in the text, which move"""


def read_table(out: Path, name: str) -> pd.DataFrame:
    """A table with every cell as text, as it stands; an empty cell is an empty text."""
    return pd.read_csv(out / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")


def originals(out: Path, name: str) -> pd.DataFrame:
    """A table without the rows of reprints, so that nothing counts twice."""
    table, copies = read_table(out, name), read_table(out, "duplicates")
    return table[~table["document_id"].isin(copies["document_id"])]


def who_leads(out: Path) -> pd.DataFrame:
    """Organs by the tasks that they lead: the seal name, else the name as written; 各区 and other sets left out."""
    tasks = originals(out, "tasks")[["task_id", "agency_ids"]]
    pairs = tasks.assign(agency_id=tasks["agency_ids"].str.split(";")).explode("agency_id")
    leads = read_table(out, "agencies").query("role == 'lead' and group == 'false'")
    found = pairs.merge(leads, on="agency_id")
    found["organ"] = found["full"].where(found["full"] != "", found["name"])
    counted = found.groupby("organ").agg(tasks=("task_id", "nunique"), documents=("document_id", "nunique"))
    return counted.reset_index().sort_values(["tasks", "organ"], ascending=[False, True], ignore_index=True)


def targets_due(out: Path, year: int) -> pd.DataFrame:
    """Targets whose deadline ends in a year, the earliest first."""
    targets = originals(out, "targets").query("kind == 'target'")
    deadlines = read_table(out, "deadlines")[["deadline_id", "end_date", "due"]]
    found = targets.merge(deadlines, on="deadline_id")
    found["day"] = found["end_date"].where(found["end_date"] != "", found["due"])
    found = found[found["day"].str.startswith(f"{year}-")].merge(
        read_table(out, "documents")[["document_id", "title"]], on="document_id"
    )
    columns = ["day", "indicator", "op", "low", "high", "unit", "subject", "title", "clause_id"]
    return found.sort_values(["day", "target_id"], ignore_index=True)[columns]


def what_changed(before: Path, out: Path) -> pd.DataFrame:
    """Records that came and went between two runs; one that changed goes as it was and comes as it is."""
    changes = []
    for name, columns in COMPARED.items():
        old, new = (read_table(folder, name)[columns] for folder in (before, out))
        for table in (old, new):  # the second of two equal records is another record
            table["again"] = table.groupby(columns).cumcount()
        both = old.merge(new, how="outer", indicator="change").drop(columns="again")
        both["change"] = both["change"].astype(str).replace({"left_only": "gone", "right_only": "new"})
        both["record"] = both[columns[1:]].agg(" ".join, axis=1)
        both["table"] = name
        changes.append(both[both["change"] != "both"][["table", "change", "document_id", "record"]])
    return pd.concat(changes, ignore_index=True)


def main() -> None:
    """Print the answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--year", type=int, required=True, help="this year: targets of the next are shown")
    parser.add_argument("--before", type=Path, help="an earlier OUT, or a snapshot of it")
    wanted = parser.parse_args()
    answers = {
        "Who leads most tasks?": who_leads(wanted.out).head(10),
        f"Which targets fall due next year, {wanted.year + 1}?": targets_due(wanted.out, wanted.year + 1),
    }
    if wanted.before:
        answers["What changed since the last run?"] = what_changed(wanted.before, wanted.out)
    for question, answer in answers.items():
        print(f"\n{question}\n{answer.to_string(index=False) if len(answer) else 'nothing'}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
