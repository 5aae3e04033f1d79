"""A second reading of sentences in which the parser found no verb although they hold one the lexicon knows.

Short sentences of news are often misread: "Two gunmen shot a judge" as one long name of a thing. The words
stay where they are; their tags, labels and heads are put right, so that the rules need not know of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.nlp import clauses
from core.nlp.view import Token, View

_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re"})
_NOUNS = ("NN", "PRP")
_OPENS = (*_NOUNS, "DT", "CD", "JJ", "IN", "TO", "RP", "RB", "WDT")  # tags of what may follow a verb
_SEVERAL = frozenset({"NNS", "NNP", "NNPS", "PRP"})
_INSIDE = frozenset({"case", "amod", "compound", "nmod", "mark"})
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})
_LOOSE = frozenset({"acl", "conj", "xcomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_IDLE = frozenset({"aux", "aux:pass", "cop", "amod", "acl", "compound", "case", "nmod", "mark"})


def reread(view: View, forms: Mapping[str, str]) -> View:
    """``view`` with misread verbs put right; ``forms``: inflected form → lemma of the verbs that count."""
    tokens = [_with_lemma(token, forms) for token in view.tokens]
    changed = tokens != list(view.tokens)
    for first, last in view.sents:
        changed |= _Sentence(tokens, first, last, forms).mend()
    return View(view.repaired, tuple(tokens)) if changed else view


def _with_lemma(token: Token, forms: Mapping[str, str]) -> Token:
    """The lemma the lexicon knows where the tagger made up another ("staged": stag)."""
    if token.lower == "ought":
        return token._replace(tag="VBP", lemma="ought")  # it governs an infinitive like a verb
    known = forms.get(token.lower)
    if known is None or not token.tag.startswith("VB") or forms.get(token.lemma) == token.lemma:
        return token
    return token._replace(lemma=known)


class _Sentence:
    """The words ``[first, last)`` of a sentence, changed in place in ``tokens``."""

    def __init__(self, tokens: list[Token], first: int, last: int, forms: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.first, self.last = first, last
        self.forms = forms

    def mend(self) -> bool:
        """Put right what can be; whether anything was."""
        done = False
        for i in self._words():
            token = self.tokens[i]
            if token.lower in self.forms:
                done |= self._after_be(i) or self._after_modal(i)
            if token.dep in _NOMINAL and token.tag.startswith("VB"):
                done |= self._after_article(i)
        if self._has_verb():
            return done
        return self._hung_on_noun() or self._in_the_middle() or done

    def _words(self) -> range:
        return range(self.first, self.last)

    def _kids(self, i: int) -> list[int]:
        return [k for k in self._words() if self.tokens[k].head == i]

    def _set(self, i: int, **values: Any) -> None:
        self.tokens[i] = self.tokens[i]._replace(**values)

    def _has_verb(self) -> bool:
        return any(
            clauses.is_verb(t) and (t.dep == "cop" or (t.dep not in _IDLE and t.tag != "VBG"))
            for t in self.tokens[self.first : self.last]
        )

    def _after_be(self, i: int) -> bool:
        """ "was vetoed" read as an adjective, "are arresting …" as what is arresting."""
        token = self.tokens[i]
        lemma = self.forms.get(token.lower)
        if lemma is None or lemma == token.lower or not token.lower.endswith(("ed", "en", "ing", "t")):
            return False
        if i == self.first or self.tokens[i - 1].lower not in _BE or token.dep.startswith(("aux", "nsubj")):
            return False
        be = i - 1
        ongoing = token.lower.endswith("ing")
        if self.tokens[be].dep != "cop" or token.tag in {"VB", "VBD"}:
            return False
        head = self.tokens[be].head
        if head != i and not (ongoing and token.head == head):
            return False
        self._take_over(i, head)
        self._set(i, lemma=lemma, tag="VBG" if ongoing else "VBN", pos="VERB")
        self._set(be, dep="aux" if ongoing else "aux:pass")
        if not ongoing:
            self._passive(i)
        return True

    def _above(self, i: int) -> set[int]:
        """The words that word ``i`` hangs on, however far up."""
        out: set[int] = set()
        while (i := self.tokens[i].head) >= 0 and i not in out:
            out.add(i)
        return out

    def _passive(self, verb: int) -> None:
        for k in self._kids(verb):
            token = self.tokens[k]
            if token.dep == "nsubj":
                self._set(k, dep="nsubj:pass")
            by = any(self.tokens[c].dep == "case" and self.tokens[c].lower == "by" for c in self._kids(k))
            if by and token.dep in {"obl", "nmod"}:
                self._set(k, dep="obl:agent")

    def _after_modal(self, i: int) -> bool:
        """ "will back the resolution": a plain form after a modal is a verb, whatever it was taken for."""
        token = self.tokens[i]
        before = i - 1
        while before >= self.first and self.tokens[before].tag == "RB":
            before -= 1
        plain = self.forms.get(token.lower) == token.lower
        if before < self.first or self.tokens[before].tag != "MD" or not plain:
            return False
        if token.tag == "VB" and token.dep not in _INSIDE:
            return False
        if before in self._above(i):
            return False
        if token.dep in _INSIDE:
            self._take_over(i, token.head)
        self._set(i, tag="VB", pos="VERB", lemma=token.lower)
        self._set(before, head=i, dep="aux")
        return True

    def _after_article(self, i: int) -> bool:
        """ "the crackdown by …" read as a participle: what has an article is a noun."""
        token = self.tokens[i]
        if token.dep not in _NOMINAL or not any(self.tokens[k].dep == "det" for k in self._kids(i)):
            return False
        self._set(i, tag="NN", pos="NOUN", lemma=token.lower)
        for k in self._kids(i):
            if self.tokens[k].dep in {"obl", "obl:agent"}:
                self._set(k, dep="nmod")
        return True

    def _take_over(self, verb: int, head: int) -> None:
        """``verb`` becomes what ``head`` was; ``head`` its object, what stands before the verb its own."""
        if head in (verb, -1):
            return
        above = self.tokens[head]
        for k in self._kids(head):
            if k < verb or self.tokens[k].dep in {"punct", "advcl"}:
                self._set(k, head=verb)
        self._set(verb, head=above.head, dep=above.dep)
        self._set(head, head=verb, dep="obj" if head > verb else "nsubj")

    def _hung_on_noun(self) -> bool:
        """ "Portugal praised Brazil" read as a praised Portugal; "A and B exchanged …" with B alone."""
        for i in self._words():
            if self._hangs_wrongly(i) and not self._said_by(i):
                self._lift(i, self.tokens[i].head)
                return True
        return False

    def _hangs_wrongly(self, i: int) -> bool:
        """Whether a verb that tells of the sentence hangs on the noun that acts."""
        token = self.tokens[i]
        if not clauses.is_verb(token) or token.tag == "VBG" or token.dep not in _LOOSE:
            return False
        noun = self.tokens[token.head] if 0 <= token.head < i else token
        if noun is token or not noun.tag.startswith(_NOUNS) or noun.dep != "root":
            return False
        return token.tag in _FINITE or any(self.tokens[k].dep == "obj" for k in self._kids(i))

    def _said_by(self, verb: int) -> bool:
        """Whether somebody did it to the noun: "the accord signed by …" is no clause of its own."""
        return any(self.tokens[k].dep == "obl:agent" for k in self._kids(verb))

    def _lift(self, verb: int, noun: int) -> None:
        own = [k for k in self._kids(verb) if self.tokens[k].dep == "nsubj"]
        above = self.tokens[noun]
        for k in self._kids(noun):
            if k > verb and self.tokens[k].dep in {"punct", "advcl", "parataxis", "conj"}:
                self._set(k, head=verb)
                if self.tokens[k].dep == "conj" and self.tokens[k].tag.startswith(_NOUNS):
                    self._set(k, dep="obj")
        self._set(verb, head=above.head, dep=above.dep, tag="VBD")
        self._set(noun, head=verb, dep="nsubj")
        for k in own:
            self._set(k, head=noun, dep="conj")

    def _in_the_middle(self) -> bool:
        """No verb at all: the first word that can be one, after a noun and before what opens a phrase."""
        verb = next((i for i in range(self.first + 1, self.last) if self._may_be_verb(i)), -1)
        if verb < 0:
            return False
        token = self.tokens[verb]
        root = next((k for k in self._words() if self.tokens[k].head < 0), -1)
        if root < 0:
            return False
        left = [k for k in range(self.first, verb) if self._leaves(k, self.first, verb)]
        right = [k for k in range(verb + 1, self.last) if self._leaves(k, verb + 1, self.last)]
        above = self.tokens[root]
        self._set(verb, tag="VBD", pos="VERB", lemma=self.forms[token.lower], head=above.head, dep=above.dep)
        self._attach_left(verb, left)
        self._attach_right(verb, right)
        return True

    def _leaves(self, k: int, first: int, last: int) -> bool:
        """Whether a word hangs on nothing within its own side."""
        return not first <= self.tokens[k].head < last

    def _may_be_verb(self, i: int) -> bool:
        token = self.tokens[i]
        lemma = self.forms.get(token.lower)
        if lemma is None or token.lower.endswith("ing") or token.text[:1].isupper():
            return False
        before = self.tokens[i - 1]
        if lemma == token.lower and token.tag.startswith("NN") and before.tag not in _SEVERAL:
            return False
        follows = self.tokens[i + 1].tag if i + 1 < self.last else ""
        if token.tag == "NNS" and not follows.startswith(("NNP", "DT", "CD", "PRP")):
            return False  # "nuclear talks in Vienna"
        if not self._may_end_subject(i - 1):
            return False
        return follows.startswith(_OPENS) or (not follows.isalpha() and token.lower.endswith("ed"))

    def _may_end_subject(self, i: int) -> bool:
        tag = self.tokens[i].tag
        if i == self.first or (tag.startswith(_NOUNS) and tag != "PRP$"):
            return tag.startswith(_NOUNS)
        return tag == "RB" or (tag == "JJ" and self.tokens[i - 1].tag == "DT")

    def _attach_left(self, verb: int, tops: Sequence[int]) -> None:
        nouns = [k for k in tops if self.tokens[k].tag.startswith(_NOUNS) and not self._cased(k)]
        for k in tops:
            if k in nouns:
                self._set(k, head=verb, dep="nsubj" if k == nouns[-1] else "dep")
            else:
                kept = self.tokens[k].dep if self.tokens[k].dep not in {"root", "compound"} else "dep"
                self._set(k, head=verb, dep="obl" if self._cased(k) else kept)

    def _attach_right(self, verb: int, tops: Sequence[int]) -> None:
        found = False
        for k in tops:
            token = self.tokens[k]
            if not token.tag.startswith(_NOUNS):
                self._set(k, head=verb, dep="dep" if token.dep == "root" else token.dep)
            elif self._cased(k):
                self._set(k, head=verb, dep="obl")
            else:
                self._set(k, head=verb, dep="dep" if found else "obj")
                found = True

    def _cased(self, k: int) -> bool:
        return any(self.tokens[c].dep == "case" and c < k for c in self._kids(k))
