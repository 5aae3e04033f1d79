"""Names cut out of whole noun phrases."""

from __future__ import annotations

from pathlib import Path

from core.nlp.training.gum import named, splits

ROWS = """
The the DET DT 3 det Entity=(1-organization-new
European European ADJ JJ 3 amod _
Commission commission PROPN NNP 6 nsubj _
of of ADP IN 5 case _
Brussels Brussels PROPN NNP 3 nmod Entity=(2-place)1)
met meet VERB VBD 0 root _
President president PROPN NNP 8 compound Entity=(3-person
Ilham Ilham PROPN NNP 6 obj _
Aliyev Aliyev PROPN NNP 8 flat Entity=3)
last last ADJ JJ 11 amod Entity=(4-time
week week NOUN NN 6 obl:tmod Entity=4)
near near ADP IN 14 case _
the the DET DT 14 det Entity=(5-place
river river NOUN NN 6 obl Entity=5)
"""


def test_names_are_the_proper_part_of_a_mention(tmp_path: Path) -> None:
    lines = []
    for number, row in enumerate(ROWS.split("\n")[1:-1], 1):
        form, lemma, pos, tag, head, dep, misc = row.split()
        lines.append("\t".join((str(number), form, lemma, pos, tag, "_", head, dep, "_", misc)))
    path = tmp_path / "GUM_news_x.conllu"
    path.write_text("\n".join(lines) + "\n\n", "utf-8")
    (sentence,) = named(path)
    assert [(" ".join(sentence.words[n.start : n.end]), n.label) for n in sentence.names] == [
        ("European Commission of Brussels", "ORG"),
        ("Ilham Aliyev", "PERSON"),
        ("last week", "DATE"),
    ]


def test_splits_are_read_from_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "splits.md"
    path.write_text("# train\n * GUM_news_a\n# dev\n * GUM_bio_b\n# test\n * GUM_news_c\n", "utf-8")
    assert splits(path) == {"GUM_news_a": "train", "GUM_bio_b": "dev", "GUM_news_c": "test"}
