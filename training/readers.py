"""Readers of the training data: UD English EWT (with UNER names and UDS factuality), UD English GUM, PolNeAR.

All give `Document`s: blocks of text (paragraphs, headings, items) with words as character ranges and gold per word.
"""
import glob
import gzip
import json
import os
import re
from dataclasses import dataclass, field

from words import tokenise

NON_COMMERCIAL_GENRES = ("fiction", "whow", "essay", "letter", "podcast")


@dataclass
class Word:
    start: int
    end: int
    form: str
    lemma: str = ""
    upos: str = ""
    feats: str = "_"
    head: int = None        # index in the block, -1 for the root, None where there is no tree
    relation: str = ""
    sentence: int = None    # running number in the block, None where not annotated
    name: str = None        # IOB2 tag, None where not annotated
    factuality: float = None


@dataclass
class Block:
    text: str = ""
    words: list = field(default_factory=list)


@dataclass
class Mention:
    block: int
    start: int    # words of the block, end inclusive
    end: int
    type: str
    entity: str


@dataclass
class Document:
    id: str
    source: str    # ewt, gum or polnear
    blocks: list = field(default_factory=list)
    mentions: list = field(default_factory=list)
    attributions: list = field(default_factory=list)
    offsets: list = field(default_factory=list)    # PolNeAR: where each block starts in the article's text


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return f.read().split("\n")


def sentences(path):
    """CoNLL-U sentences -> (comments, token rows)."""
    comments, rows = [], []
    for line in lines(path):
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []
    if rows:
        yield comments, rows


def surface(rows):
    """-> [(surface, space after, [word rows])]: multiword tokens with their words, empty nodes left out."""
    out, k = [], 0
    while k < len(rows):
        row = rows[k]
        if "." in row[0]:
            k += 1
            continue
        space = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            a, b = map(int, row[0].split("-"))
            inner = [r for r in rows[k + 1:] if "." not in r[0] and "-" not in r[0] and a <= int(r[0]) <= b]
            out.append((row[1], space, inner))
            k += 1
            while k < len(rows) and "-" not in rows[k][0] and ("." in rows[k][0] or int(rows[k][0]) <= b):
                k += 1
        else:
            out.append((row[1], space, [row]))
            k += 1
    return out


def cut(token, forms):
    """Where the words of a multiword token stand in it."""
    if "".join(forms) == token:
        at, out = 0, []
        for f in forms:
            out.append((at, at + len(f)))
            at += len(f)
        return out
    at, out = 0, []
    for n, f in enumerate(forms):
        left = len(forms) - n - 1
        end = len(token) if left == 0 else max(at + 1, min(at + len(f), len(token) - left))
        out.append((min(at, len(token) - 1), max(end, 1)))
        at = end
    return out


def conllu(path, source, keep=lambda document: True):
    documents, document, block, sentence, space = [], None, None, 0, False
    kept = True
    open_mentions = {}
    for comments, rows in sentences(path):
        sent_id = next(c.split("= ", 1)[1] for c in comments if c.startswith("# sent_id"))
        new_document = next((c.split("= ", 1)[1] for c in comments if c.startswith("# newdoc id")), None)
        if new_document:
            kept = keep(new_document)
            document, block, open_mentions = Document(new_document, source), None, {}
            if kept:
                documents.append(document)
        if not kept:
            continue
        if block is None or any(c.startswith("# newpar") for c in comments):
            block, sentence, space = Block(), 0, False
            document.blocks.append(block)
        first, ids = len(block.words), {}
        made = []
        for token, space_after, inner in surface(rows):
            if space:
                block.text += " "
            at = len(block.text)
            block.text += token
            for (a, b), row in zip(cut(token, [r[1] for r in inner]), inner):
                ids[row[0]] = len(block.words)
                word = Word(at + a, at + b, row[1], row[2], row[3], row[5], sentence=sentence)
                word.sent_id, word.number = sent_id, row[0]
                block.words.append(word)
                made.append((word, row))
            space = space_after
        for word, row in made:
            word.head, word.relation = (-1 if row[6] == "0" else ids[row[6]]), row[7]
        sentence += 1
        if source == "gum":
            entities(document, [(first + k, row[9]) for k, (_, row) in enumerate(made)], open_mentions)
    return documents


ENTITY = re.compile(r"\(([^()\s-]+)-([a-z]+)[^()]*(\)?)|([^()\s]+)\)")


def entities(document, cells, opened):
    """GUM's `Entity=`: `(id-type-...` opens a mention, `id)` closes it, `(id-type-...)` is a mention of one word."""
    block = len(document.blocks) - 1
    for at, misc in cells:
        value = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), None)
        if not value:
            continue
        for m in ENTITY.finditer(value):
            if m.group(1):
                if m.group(3):
                    document.mentions.append(Mention(block, at, at, m.group(2), m.group(1)))
                else:
                    opened.setdefault(m.group(1), []).append((block, at, m.group(2)))
            elif opened.get(m.group(4)):
                b, start, kind = opened[m.group(4)].pop()
                if b == block:
                    document.mentions.append(Mention(block, start, at, kind, m.group(4)))


def ewt(data, part):
    documents = conllu(os.path.join(data, "ud", f"en_ewt-ud-{part}.conllu.gz"), "ewt")
    names, sent_id, tags = {}, None, []
    for line in lines(os.path.join(data, "ud", f"uner_en_ewt-{part}.iob2.gz")) + [""]:
        if line.startswith("# sent_id"):
            sent_id = line.split("= ", 1)[1]
        elif line and not line.startswith("#"):
            tags.append(line.split("\t")[2])
        elif tags:
            names[sent_id], tags = tags, []
    facts = {}
    for line in lines(os.path.join(data, "ud", f"uds_ih2_en_ewt-{part}.tsv.gz"))[1:]:
        if line:
            row = line.split("\t")
            facts[row[0], row[1]] = float(row[5])
    by_sentence = {}
    for d in documents:
        for b in d.blocks:
            for w in b.words:
                by_sentence.setdefault(w.sent_id, []).append(w)
    for sent_id, words in by_sentence.items():
        tags = names.get(sent_id, [])
        if len(tags) == len(words):
            for w, t in zip(words, tags):
                w.name = t
        for w in words:
            w.factuality = facts.get((sent_id, w.number))
    return documents


def gum(data, part):
    return conllu(os.path.join(data, "ud", f"en_gum-ud-{part}.conllu.gz"), "gum", lambda d: d.split("_")[1] not in NON_COMMERCIAL_GENRES)


def polnear(data, part):
    out = []
    for line in lines(os.path.join(data, "polnear", f"{part}.jsonl.gz")):
        if not line:
            continue
        article = json.loads(line)
        d = Document(article["id"], "polnear", attributions=article["attributions"])
        d.text = article["text"]
        at = 0
        for paragraph in article["text"].split("\n"):
            if paragraph.strip():
                d.blocks.append(Block(paragraph, [Word(a, b, paragraph[a:b]) for a, b in tokenise(paragraph)]))
                d.offsets.append(at)
            at += len(paragraph) + 1
        out.append(d)
    return out


def page_bodies(data):
    """Bodies of news articles: for counting words only."""
    for path in sorted(glob.glob(os.path.join(data, "pages", "*", "*.json"))):
        with open(path, encoding="utf-8") as f:
            body = json.load(f).get("body")
        if isinstance(body, str):
            yield body
