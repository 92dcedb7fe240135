"""What the coreference scorer knows of a pair of mentions beside the encoder's rows: tables of small numbers."""
import numpy as np
import torch

from model import bucket

KINDS = ["I, we", "you", "he", "she", "it", "they", "other pronoun", "name", "definite", "other"]
PRONOUNS = {
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), 0),
    **dict.fromkeys("you your yours yourself yourselves".split(), 1),
    **dict.fromkeys("he him his himself".split(), 2),
    **dict.fromkeys("she her hers herself".split(), 3),
    **dict.fromkeys("it its itself".split(), 4),
    **dict.fromkeys("they them their theirs themselves themself".split(), 5),
    **dict.fromkeys("who whom whose which that this these those what one".split(), 6),
}
DEFINITE = set("the this that these those my your his her its our their".split())
LEADING = set("the a an this that these those my your his her its our their".split())
TRAILING = {"'s", "’s", "'", "’"}
HE, SHE, IT = 2, 3, 4    # of KINDS


class MentionText:
    """The words of a mention as the features need them. `head` is the number of its head among `words`."""

    def __init__(self, words, upos, head, block, sentence, quoted):
        w = [x.lower() for x in words]
        self.block, self.sentence, self.quoted = block, sentence, quoted
        while len(w) > 1 and w[-1] in TRAILING:
            w = w[:-1]
        self.kind = 9
        if len(w) == 1 and w[0] in PRONOUNS and upos[0] in ("PRON", "DET"):
            self.kind = PRONOUNS[w[0]]
        elif upos[head] == "PROPN":
            self.kind = 7
        elif w[0] in DEFINITE or (len(words) > 1 and any(x in TRAILING for x in words[:-1])):
            self.kind = 8
        self.pronoun = self.kind <= 6
        self.head = words[head].lower()
        core = list(w)
        while len(core) > 1 and core[0] in LEADING:
            core = core[1:]
        self.core = " ".join(core)
        self.parts = {x for x, u in zip(w, upos) if u in ("PROPN", "NOUN", "NUM", "ADJ") and x not in LEADING}
        self.names = {x for x, u in zip(w, upos) if u == "PROPN"}


def match(a, b):
    """0 a pronoun is among them or nothing in common; 1 a word in common; 2 a name in common; 3 the head of one is a word of the
    other; 4 the same head; 5 the same words."""
    if a.pronoun or b.pronoun:
        return 5 if a.pronoun and b.pronoun and a.core == b.core else 0
    if a.core == b.core:
        return 5
    if a.head == b.head:
        return 4
    if a.head in b.parts or b.head in a.parts:
        return 3
    if a.names & b.names:
        return 2
    return 1 if a.parts & b.parts else 0


def features(mentions):
    """Mentions in the order of the text -> {name: [N, N] numbers}, row the mention, column a candidate before it."""
    n = len(mentions)
    at = torch.arange(n)
    sentence = torch.tensor([m.sentence for m in mentions])
    kind = torch.tensor([m.kind for m in mentions])
    quoted = torch.tensor([int(m.quoted) for m in mentions])
    table = np.zeros((n, n), dtype=np.int64)
    for i in range(n):
        for j in range(i):
            table[i, j] = match(mentions[i], mentions[j])
    back = lambda x: (x[:, None] - x[None, :]).clamp(min=0)
    return dict(mentions=bucket(back(at)).clamp(max=9), sentences=bucket(back(sentence)).clamp(max=7), match=torch.from_numpy(table),
                kinds=kind[:, None] * 10 + kind[None, :], quotes=quoted[:, None] * 2 + quoted[None, :])
