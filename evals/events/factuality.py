#!/usr/bin/env python3
"""Whether events occurred, against UDS "It Happened" v2 (Rudinger et al. 2018): the sign of the annotators' mean answer.

usage: python3 evals/events/factuality.py ONRECORD DIR/ud [--part train|dev] [--wrong]

Reads the documents of UD English EWT as articles of one paragraph a sentence, and looks at each event that ONRECORD reads on a word that was
annotated. `occurred` and `ongoing` should stand on words of positive factuality, every other label on negative ones; answers within
UNSURE of naught say neither and are left out. What is asked for, refused, promised or threatened is judged by its own verb there as here.
Python 3, standard library only.
"""
import argparse, collections, gzip, json, pathlib, subprocess

UNSURE = 0.75


def documents(path):
    """Sentences of each document: (sentence id, tokens by number), tokens as (form, followed by a space)."""
    docs, sentence, tokens, skip = collections.OrderedDict(), None, [], 0
    for line in gzip.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id = "):
            sentence = line[12:]
        elif line and line[0].isdigit():
            f = line.split("\t")
            if "." in f[0]:
                continue
            if "-" in f[0]:
                first, last = map(int, f[0].split("-"))
                tokens.append((range(first, last + 1), f[1], "SpaceAfter=No" not in f[9]))
                skip = last
            elif int(f[0]) > skip:
                tokens.append((range(int(f[0]), int(f[0]) + 1), f[1], "SpaceAfter=No" not in f[9]))
        elif not line and tokens:
            docs.setdefault(sentence.rsplit("-", 1)[0], []).append((sentence, tokens))
            tokens, skip = [], 0
    return docs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("onrecord")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--part", default="train")
    parser.add_argument("--wrong", action="store_true")
    flags = parser.parse_args()
    answers = {}
    for line in gzip.open(flags.folder / f"uds_ih2_en_ewt-{flags.part}.tsv.gz", "rt", encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        if f[1].isdigit():
            answers[(f[0], int(f[1]))] = float(f[5])
    lines, places = [], []
    for name, sentences in documents(flags.folder / f"en_ewt-ud-{flags.part}.conllu.gz").items():
        text, at = "", {}
        for sentence, tokens in sentences:
            for numbers, form, space in tokens:
                for number in numbers:
                    if (sentence, number) in answers:
                        at[len(text)] = answers[(sentence, number)]
                text += form + (" " if space else "")
            text = text.rstrip() + "\n\n"
        lines.append(json.dumps({"id": name, "text": text.strip()}))
        places.append(at)
    run = subprocess.run([flags.onrecord, "read", "--jsonl", "--format", "jsonl", "-"], input="\n".join(lines) + "\n", text=True, capture_output=True, check=True)
    table = collections.Counter()
    for line, at in zip(run.stdout.splitlines(), places):
        record = json.loads(line)
        text = record["article"]["text"]
        for event in record["events"]:
            start, end = event["trigger"]
            answer = at.get(start)
            if answer is None or abs(answer) < UNSURE:
                continue
            is_done = event["label"] in ("occurred", "ongoing")
            table[(answer > 0, is_done)] += 1
            if flags.wrong and is_done != (answer > 0):
                around = text[max(0, start - 120):start] + "[" + text[start:end] + "]" + text[end:end + 80]
                print(f"{answer:+.1f} read {event['label']} | {event['type']} | {around!r}")
    n = sum(table.values())
    right = table[(True, True)] + table[(False, False)]
    print(f"{n} events on annotated words: occurred or not right {100 * right / n:.1f} %")
    print(f"happened: {table[(True, True)]} read so, {table[(True, False)]} not; did not: {table[(False, False)]} read so, {table[(False, True)]} not")


main()
