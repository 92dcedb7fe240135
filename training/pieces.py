"""Words to word pieces, with the features that the encoder reads beside them.

Everything in this module has a twin in the Rust crate `language`; README.md states the rules in prose.
The input is a block of text (a paragraph, heading, list item) and its words as character ranges.
"""
import unicodedata

PAD, UNKNOWN, START, SEPARATOR = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
MAX_PIECES_OF_WORD = 12

# Casing classes of a part (a run of letters and digits, or one punctuation mark, inside a word).
LOWER, TITLE, UPPER, MIXED, NO_LETTER, CONTINUATION, SPECIAL = 0, 1, 2, 3, 4, 5, 6
CASING_CLASSES = ["lower", "title", "upper", "mixed", "no letter", "continuation (##)", "special piece"]
# How a piece is joined to what stands before it.
AFTER_SPACE, GLUED_WORD, INSIDE_WORD, GLUE_SPECIAL = 0, 1, 2, 3
GLUE_CLASSES = ["first piece of a word after white space or at the start of its block", "first piece of a word that touches the word before", "later piece of a word", "special piece"]
# Where a piece stands with regard to double quotation marks.
OUTSIDE, INSIDE, MARK, QUOTE_SPECIAL = 0, 1, 2, 3
QUOTE_CLASSES = ["outside double quotation marks", "inside", "a mark", "special piece"]

OPENING, CLOSING = '“"«„', '”"»'


def quotation(text):
    """For each character of a block: outside (0), inside (1) or part of (2) double quotation marks.

    Two apostrophes or two backticks count as one mark. A mark that can only open, met inside a quotation, stays a mark and
    changes nothing; so does one that can only close, met outside.
    """
    out, i, inside = bytearray(len(text)), 0, False
    while i < len(text):
        two = text[i:i + 2]
        if two in ("''", "``"):
            out[i:i + 2] = bytes([MARK, MARK])
            inside = not inside
            i += 2
            continue
        c = text[i]
        if not inside and c in OPENING:
            inside, out[i] = True, MARK
        elif inside and c in CLOSING:
            inside, out[i] = False, MARK
        elif c in OPENING or c in CLOSING:
            out[i] = MARK
        elif inside:
            out[i] = INSIDE
        i += 1
    return out


def is_punctuation(c):
    """As in BERT: every ASCII sign that is no letter, digit or space, and Unicode's P categories."""
    n = ord(c)
    if 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def is_ideograph(c):
    n = ord(c)
    return 0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0xF900 <= n <= 0xFAFF or 0x20000 <= n <= 0x2FA1F


def parts(word):
    """Splits a word as BERT's basic tokeniser does: each punctuation mark and ideograph alone. Yields (start, end)."""
    start = None
    for i, c in enumerate(word):
        if c.isspace() or is_punctuation(c) or is_ideograph(c):
            if start is not None:
                yield start, i
                start = None
            if not c.isspace():
                yield i, i + 1
        elif start is None:
            start = i
    if start is not None:
        yield start, len(word)


def normalise(part):
    """Lower case, canonical decomposition, combining marks (Mn) and control characters (Cc, Cf, Co, Cs, Cn) removed."""
    return "".join(c for c in unicodedata.normalize("NFD", part.lower()) if unicodedata.category(c)[0] != "C" and unicodedata.category(c) != "Mn")


def casing(part):
    letters = [c for c in part if c.isalpha()]
    if not letters:
        return NO_LETTER
    if not any(c.isupper() for c in letters):
        return LOWER
    if not any(c.islower() for c in letters):
        return UPPER if len(letters) > 1 else TITLE
    return TITLE if part[0].isupper() and not any(c.isupper() for c in letters[1:]) else MIXED


class Vocabulary:
    def __init__(self, lines):
        self.lines = list(lines)
        self.ids = {p: i for i, p in enumerate(self.lines)}
        self.longest = max(map(len, self.lines))
        self.cache = {}

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as f:
            return Vocabulary(f.read().rstrip("\n").split("\n"))

    def split(self, part):
        """Greedy longest match over the normalised part; [UNK] for the whole part where no piece fits."""
        found = self.cache.get(part)
        if found is None:
            found = self.cache[part] = self._split(normalise(part))
        return found

    def _split(self, text):
        if not text:
            return [self.ids[UNKNOWN]]
        out, at = [], 0
        while at < len(text):
            end = min(len(text), at + self.longest)
            while end > at:
                piece = self.ids.get(("##" if at else "") + text[at:end])
                if piece is not None:
                    break
                end -= 1
            if end == at:
                return [self.ids[UNKNOWN]]
            out.append(piece)
            at = end
        return out


def word_pieces(vocabulary, text, words, quotes=None):
    """-> for each word a list of pieces (id, casing, glue, quote). At most MAX_PIECES_OF_WORD pieces a word; the rest is dropped."""
    quotes = quotation(text) if quotes is None else quotes
    out, last_end = [], None
    for start, end in words:
        pieces = []
        for a, b in parts(text[start:end]):
            part = text[start + a:start + b]
            shape, quote = casing(part), quotes[start + a]
            for n, piece in enumerate(vocabulary.split(part)):
                pieces.append((piece, shape if n == 0 else CONTINUATION, INSIDE_WORD, quote))
        if not pieces:
            pieces = [(vocabulary.ids[UNKNOWN], NO_LETTER, INSIDE_WORD, OUTSIDE)]
        first = pieces[0]
        pieces[0] = (first[0], first[1], GLUED_WORD if last_end == start else AFTER_SPACE, first[3])
        out.append(pieces[:MAX_PIECES_OF_WORD])
        last_end = end
    return out
