#!/usr/bin/env python3
"""Draws the attributions of `verdicts.tsv` from PolNeAR: draw.py polnear/dev.jsonl.gz > drawn.tsv

An attribution is a candidate when its source is one span and is a pronoun, a title or role ("the senator"), or one
name ("Clinton", "Mr. King"). The candidates of each kind with the lowest SHA-256 of "speakers ID START END" are drawn.
"""
import collections
import gzip
import hashlib
import json
import re
import sys

PRONOUNS = set("he she they we i it you who".split())
TITLES = (r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Senator|Governor|Secretary|President|Justice|Judge|Representative"
          r"|Congressman|Congresswoman|Speaker)\.?")
DETERMINERS = set("the his her their its this that my our".split())
DRAWN = {"pronoun": 80, "short-name": 70, "title": 50}


def kind(source):
    """What a source is, or None where it is none of the three."""
    words = source.split()
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return "pronoun"
    if source not in ("His", "This", "Some", "Her", "My", "Their") and re.fullmatch(
            rf"(?:{TITLES} )?[A-Z][\w’'\-]+", source):
        return "short-name"
    is_phrase = words and words[0].lower() in DETERMINERS and 2 <= len(words) <= 6
    if is_phrase and re.fullmatch(r"[a-z][\w’'\-]*", words[-1]):
        clause = re.search(r"\b(who|which|that|whose)\b", " ".join(words[1:]))
        return None if clause else "title"
    return None


def main(path):
    candidates = collections.defaultdict(set)
    order = {}
    for line in gzip.open(path, "rt", encoding="utf-8"):
        article = json.loads(line)
        order[article["id"]] = len(order)
        for attribution in article["attributions"]:
            if len(attribution["source"]) == 1:
                start, end = attribution["source"][0]
                found = kind(article["text"][start:end])
                if found:
                    digest = hashlib.sha256(f"speakers {article['id']} {start} {end}".encode()).hexdigest()
                    candidates[found].add((digest, article["id"], start, end))
    drawn = [(order[i], i, start, end, found) for found, n in DRAWN.items()
             for _, i, start, end in sorted(candidates[found])[:n]]
    for _, *row in sorted(drawn):
        print(*row, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
