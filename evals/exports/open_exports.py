"""Opens every export of an archive in the tool that it is made for, and says what each one found.

    python open_exports.py ONRECORD ARCHIVE [QUERY]

ONRECORD is the program, ARCHIVE the file. Needs: pip install -r requirements.txt. Ends with status 1 where a tool cannot read
an export, or reads something else than the others.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROBLEMS = []


def problem(words):
    PROBLEMS.append(words)
    print("PROBLEM", words)


def export(onrecord, archive, query, folder, format):
    out = folder / f"export.{format}"
    subprocess.run(
        [onrecord, "export", "--archive", archive, "--format", format, "--out", out, *query],
        check=True, capture_output=True, text=True,
    )
    return out


def tables(paths, rows):
    """pandas' way of reading TSV, Arrow, Polars and DuckDB: all see the rows of the JSON Lines."""
    import duckdb
    import polars
    import pyarrow.feather
    import pyarrow.parquet

    ids = [row["id"] for row in rows]
    if len(set(ids)) != len(ids):
        problem("ids are not unique")
    with open(paths["tsv"], encoding="utf-8", newline="") as file:
        read = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    header, cells = read[0], read[1:]
    if any(len(row) != len(header) for row in cells):
        problem("a TSV row has another number of cells than the header")
    at = header.index("id")
    seen = {
        "csv": [row[at] for row in cells],
        "pyarrow parquet": pyarrow.parquet.read_table(paths["parquet"])["id"].to_pylist(),
        "pyarrow feather": pyarrow.feather.read_table(paths["arrow"])["id"].to_pylist(),
        "polars": polars.read_parquet(paths["parquet"])["id"].to_list(),
        "duckdb": [row[0] for row in duckdb.sql(f"select id from '{paths['parquet']}'").fetchall()],
        "duckdb json": [row[0] for row in duckdb.sql(f"select id from read_json_auto('{paths['jsonl']}')").fetchall()],
    }
    for tool, found in seen.items():
        print(f"{tool}: {len(found)} rows")
        if found != ids:
            problem(f"{tool} reads other ids than stand in the JSON Lines")
    table = pyarrow.parquet.read_table(paths["parquet"]).to_pylist()
    for row, other in zip(table, rows):
        if {name: value for name, value in row.items() if value is not None} != other:
            problem(f"{row['id']} differs between Parquet and JSON Lines")
            break


def follow_the_money(path):
    """What the validator gives back is what went in: nothing is dropped or cut in silence."""
    from followthemoney import model

    n, schemata = 0, {}
    ids, references = set(), set()
    for line in open(path, encoding="utf-8"):
        given = json.loads(line)
        proxy = model.get_proxy(given, cleaned=False)
        proxy.schema.validate(given)
        kept = proxy.to_dict()["properties"]
        n += 1
        schemata[given["schema"]] = schemata.get(given["schema"], 0) + 1
        ids.add(given["id"])
        for name, values in given["properties"].items():
            if sorted(kept.get(name, [])) != sorted(values):
                problem(f"FollowTheMoney: {given['schema']}.{name} {values} becomes {kept.get(name)}")
            if proxy.schema.get(name).type.name == "entity":
                references.update(values)
    if references - ids:
        problem(f"FollowTheMoney: {len(references - ids)} references lead nowhere")
    print(f"followthemoney: {n} entities", schemata)


def calendar(path):
    import icalendar

    read = icalendar.Calendar.from_ical(path.read_bytes())
    events = read.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    if len(set(uids)) != len(uids):
        problem("the calendar has a UID twice")
    statuses = {}
    for event in events:
        for name in ("DTSTART", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS"):
            if name not in event:
                problem(f"an entry has no {name}")
        statuses[str(event["STATUS"])] = statuses.get(str(event["STATUS"]), 0) + 1
    if read.errors or any(event.errors for event in events):
        problem("the calendar has errors")
    print(f"icalendar: {len(events)} entries", statuses)


def network(path):
    import networkx

    graph = networkx.read_gexf(path)
    print(f"networkx: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    if graph.number_of_edges() and not all("kind" in data for *_, data in graph.edges(data=True)):
        problem("an edge of the network has no kind")


def linked_data(path, rows):
    import rdflib
    from pyld import jsonld

    whole = json.loads(path.read_text(encoding="utf-8"))
    expanded = jsonld.expand(whole)
    graph = rdflib.Graph().parse(data=json.dumps(whole), format="json-ld")
    schema, oa = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    count = lambda kind: sum(1 for _ in graph.subjects(rdflib.RDF.type, kind))
    counts = {name: count(schema[name]) for name in ("NewsArticle", "Quotation", "Claim", "Event")}
    print(f"pyld: {len(expanded)} nodes; rdflib: {len(graph)} triples", counts, "annotations", count(oa.Annotation))
    if counts["Quotation"] + counts["Claim"] + counts["Event"] != len(rows):
        problem("JSON-LD holds another number of items than the JSON Lines")
    if count(oa.Annotation) != len(rows):
        problem("an item has no annotation")


def feeds(onrecord, archive, query, folder):
    import feedparser

    path = folder / "feed.xml"
    command = [onrecord, "search", "--archive", archive, *(query or ["kind:statement"])]
    subprocess.run([*command, "--feed", "atom", path], check=True)
    read = feedparser.parse(path.read_bytes())
    if read.bozo:
        problem(f"the Atom feed is not well formed: {read.bozo_exception}")
    if not all(entry.id and entry.title and entry.updated and "Matches:" in entry.content[0].value for entry in read.entries):
        problem("an entry of the Atom feed lacks something")
    path = folder / "feed.json"
    subprocess.run([*command, "--feed", "json", path], check=True)
    items = json.loads(path.read_text(encoding="utf-8"))["items"]
    if [item["id"] for item in items] != [entry.id for entry in read.entries]:
        problem("the two feeds hold other items")
    print(f"feedparser: {len(read.entries)} entries")


def polecat(path):
    """The 40 columns of POLECAT's weekly files, in their order, as its loaders want them."""
    with open(path, encoding="utf-8", newline="") as file:
        read = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    header, cells = read[0], read[1:]
    types = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
    if header[0] != "Event ID" or "Version" not in header or header.index("Version") != 39:
        problem("POLECAT: the first 40 columns are not its own")
    if any(len(row) != len(header) for row in cells):
        problem("POLECAT: a row has another number of cells than the header")
    if any(row[header.index("Event Type")] not in types.split() for row in cells):
        problem("POLECAT: a type that is not PLOVER's")
    if len({row[0] for row in cells}) != len(cells):
        problem("POLECAT: an Event ID is there twice")
    print(f"polecat: {len(cells)} events")


def page(path, rows):
    import html.parser

    class Page(html.parser.HTMLParser):
        n_items, outside = 0, 0

        def handle_starttag(self, tag, attributes):
            attributes = dict(attributes)
            self.n_items += attributes.get("class") == "item"
            self.outside += tag in ("script", "img", "link", "iframe") or "src" in attributes

    read = Page()
    read.feed(path.read_text(encoding="utf-8"))
    print(f"page: {read.n_items} items")
    if read.n_items != len(rows) or read.outside:
        problem("the page holds another number of items, or something from outside")


def main():
    onrecord, archive, *query = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        names = ["jsonl", "tsv", "parquet", "arrow", "ftm", "jsonld", "ics", "gexf", "html", "polecat"]
        paths = {name: export(onrecord, archive, query, folder, name) for name in names}
        rows = [json.loads(line) for line in open(paths["jsonl"], encoding="utf-8")]
        print(f"{len(rows)} items")
        if not all(row.get("words") and ("url" in row or "input" in row) for row in rows):
            problem("a row has no words or no source")
        tables(paths, rows)
        follow_the_money(paths["ftm"])
        calendar(paths["ics"])
        network(paths["gexf"])
        linked_data(paths["jsonld"], rows)
        feeds(onrecord, archive, query, folder)
        polecat(paths["polecat"])
        page(paths["html"], rows)
    sys.exit(1 if PROBLEMS else 0)


if __name__ == "__main__":
    main()
