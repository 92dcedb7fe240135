"""A rule tokeniser in the style of UD English EWT and GUM, for texts that have no gold words (PolNeAR, plain files).

The product's tokeniser is in Rust; this one serves training and counting. It splits off punctuation, contractions and
possessives, splits at hyphens except after the prefixes that UD keeps (co-, e-, non-, pre- ...) and keeps figures,
abbreviations, addresses and runs of the same sign whole.
"""
import re

PREFIXES = "anti|co|e|ex|extra|hyper|inter|intra|macro|mega|meta|micro|mid|mini|multi|neo|non|over|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|ultra|un|vice"
ABBREVIATIONS = ("Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|Pres|St|Ft|Mt|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|al|No|Nos|"
                 "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|"
                 "Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Ph\\.D|e\\.g|i\\.e|a\\.m|p\\.m")
TOKEN = re.compile(rf"""
      (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?')\]}}’]          # web addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                    # mail addresses
    | [@\#]\w+                                                         # handles, hashtags
    | ''|``                                                            # quotation marks of typewriters
    | (?:{ABBREVIATIONS})\.(?!\w)
    | (?:[A-Za-z]\.){{2,}}                                             # U.S., J.F.K.
    | [A-Z]\.(?=\s+[A-Z])                                              # initials
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|am|pm)?(?!\w)                  # figures, times, dates, ordinals
    | (?:(?:{PREFIXES})-)?[^\W_](?:[^\W_]|_|(?<=[A-Z])&(?=[A-Z])|\.(?=(?:com|org|net|gov|edu|co|uk|tv|io)\b))*(?:['’](?=\w)[^\W_]+)*  # words
    | \.{{2,}}|…|-{{2,}}|!+\??|\?+!?|\*+|=+|_+|~+
    | \S
    """, re.X | re.I)
ABBREVIATION_CASE = re.compile(rf"(?:{ABBREVIATIONS})\.$")
CLITIC = re.compile(r"(n['’]t|['’](?:s|re|ve|ll|d|m))$", re.I)
WHOLE = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2}


def tokenise(text):
    """-> [(start, end)] of the words of a block."""
    out = []
    for m in TOKEN.finditer(text):
        a, b = m.span()
        w = m.group()
        if w[0].isalnum() and w.endswith(".") and ABBREVIATION_CASE.match(w) is None and w.count(".") == 1 and len(w) > 2:
            out += [(a, b - 1), (b - 1, b)]       # "co." or "mo." in running text: no abbreviation
            continue
        cut = WHOLE.get(w.lower())
        if cut:
            out += [(a, a + cut), (a + cut, b)]
            continue
        if not w[0].isalpha() or "@" in w or "://" in w:
            out.append((a, b))
            continue
        tail = []
        while True:
            c = CLITIC.search(w)
            if not c or c.start() == 0:
                break
            tail.append((a + c.start(), a + len(w)))
            w = w[:c.start()]
        out.append((a, a + len(w)))
        out += reversed(tail)
    return out
