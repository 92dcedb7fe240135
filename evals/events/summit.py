"""Events of one article that are as its gold has them: type (or a listed other), label, and everybody on a side.

usage: python3 evals/events/summit.py ONRECORD DIR/cases/summit
"""

import json
import subprocess
import sys
from pathlib import Path

PLAIN = str.maketrans("’‘“”", "''\"\"")


def names(actor):
    return {actor["name"], *actor.get("aliases", [])}


def is_named(gold, actor):
    return any(gold == name or gold.split()[-1] == name for name in names(actor))


def sides(event, *keys):
    return [side for key in keys for side in event.get(key, [])]


def is_right(gold, event, actors):
    found = [actors[one] for one in sides(event, "actors", "alleged_actors", "recipients")]
    wanted = sides(gold, "actors", "alleged_actors", "recipients")
    allowed = wanted + gold.get("participants", [])
    return (
        event["type"] in [gold["type"], *gold.get("alt_types", [])]
        and event["label"] == gold["label"]
        and all(any(is_named(name, actor) for actor in found) for name in wanted)
        and all(any(is_named(name, actor) for name in allowed) for actor in found)
    )


def main():
    binary, case = sys.argv[1], Path(sys.argv[2])
    gold = json.loads((case / "gold.json").read_text())
    read = subprocess.run([binary, "read", str(case / "article.md"), "--jsonl"], check=True, capture_output=True, text=True)
    record = json.loads(read.stdout)
    text = record["article"]["text"].translate(PLAIN)
    actors = {actor["id"]: actor for actor in record["actors"]}
    right = 0
    for event in gold["events"]:
        words = event["evidence"].translate(PLAIN)
        start = text.index(words)
        tells = lambda one: any(a < start + len(words) and start < b for a, b in one["evidence"])
        as_gold = [one["id"] for one in record["events"] if tells(one) and is_right(event, one, actors)]
        right += bool(as_gold)
        print(event["id"], event["type"], event["label"], " ".join(as_gold) or "is not read", sep="\t")
    print(f"{right} of {len(gold['events'])}")


main()
