"""Kills `onrecord add` at random moments and looks whether anything that was confirmed is lost.

    python3 evals/archive/kill.py target/release/onrecord --kills 200 --seed 1

Each round adds generated articles with `--list`, which prints a line an article once it is kept, and kills the program (SIGKILL) after
a random time. After each kill `onrecord check` must find nothing wrong and every article whose line was printed must be there; at the end
of each round the same command must add the rest, so that every article is there once. Standard library only.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def articles(path, count, seed):
    """Articles in German, which no model reads, so that the archive and not the reading is what is killed."""
    rng = random.Random(seed)
    words = (
        "Wasser Schleuse Hafen Rat Brücke Boot Fluss Dorf Mühle Ernte Regen Damm Karte Woche Abend Morgen Markt Stadt und der die das "
        "mit von nicht eine wird sich auf für ist im dem auch nach wurde über deshalb geschlossen gesprochen geöffnet seit gestern"
    ).split()
    with open(path, "w", encoding="utf-8") as lines:
        for number in range(count):
            sentences = (" ".join(rng.choices(words, k=20)) + "." for _ in range(rng.randint(3, 40)))
            article = {"id": f"k{number}", "url": f"https://example.org/{number}", "text": "\n\n".join(sentences)}
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")


def confirmed(listing):
    """The numbers of the articles whose whole line was printed."""
    lines = listing.read_text(encoding="utf-8").split("\n")[:-1]
    return {int(line.split("\t")[1]) for line in lines if line.count("\t") == 2}


def main():
    flags = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    flags.add_argument("program")
    flags.add_argument("--kills", type=int, default=200)
    flags.add_argument("--articles", type=int, default=2000)
    flags.add_argument("--longest", type=float, default=3.0, help="seconds until a kill, at most")
    flags.add_argument("--seed", type=int, default=1)
    given = flags.parse_args()
    rng = random.Random(given.seed)
    kills = rounds = n_confirmed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        articles(folder / "news.jsonl", given.articles, given.seed)
        while kills < given.kills:
            rounds += 1
            archive = folder / f"{rounds}.sqlite"
            add = [given.program, "add", str(folder / "news.jsonl"), "--archive", str(archive), "--list"]
            safe = set()
            while kills < given.kills:
                listing = folder / "listing"
                with open(listing, "wb") as out:
                    process = subprocess.Popen(add, stdout=out, stderr=subprocess.DEVNULL)
                    time.sleep(rng.uniform(0, given.longest))
                    is_done = process.poll() is not None
                    process.kill()
                    process.wait()
                safe |= confirmed(listing)
                if is_done:
                    break
                kills += 1
                n_confirmed = verify(given.program, archive, safe, n_confirmed)
            subprocess.run(add, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            verify(given.program, archive, safe, 0)
            found = count(archive, "SELECT count(DISTINCT url) FROM versions"), count(archive, "SELECT count(*) FROM articles")
            if found != (given.articles, given.articles):
                sys.exit(f"round {rounds}: {found} articles, not {given.articles}")
            archive.unlink()
    if n_confirmed == 0:
        sys.exit("no kill came after a confirmation: give --longest more seconds")
    print(f"{kills} kills in {rounds} rounds, {n_confirmed} confirmations looked up: nothing lost, every check clean")


def verify(program, archive, safe, n_confirmed):
    """Ends the program where a check finds something or a confirmed article is not there."""
    if not archive.exists() or archive.stat().st_size == 0:
        if safe:
            sys.exit("the archive is gone")
        return n_confirmed
    checked = subprocess.run([program, "check", "--archive", str(archive)], capture_output=True, text=True)
    if checked.returncode != 0 and "not an archive" not in checked.stderr:
        sys.exit(f"a check found something after a kill: {checked.stderr}")
    if checked.returncode != 0 and safe:
        sys.exit(f"an archive with confirmed articles does not open: {checked.stderr}")
    if safe:
        with sqlite3.connect(archive) as connection:
            there = {row[0] for row in connection.execute("SELECT id FROM articles")}
        if safe - there:
            sys.exit(f"confirmed and lost: {sorted(safe - there)[:10]}")
    return n_confirmed + len(safe)


def count(archive, sql):
    with sqlite3.connect(archive) as connection:
        return connection.execute(sql).fetchone()[0]


if __name__ == "__main__":
    main()
