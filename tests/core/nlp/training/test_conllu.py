"""Words of a treebank have the spaces of the printed text."""

from __future__ import annotations

from pathlib import Path

from core.nlp.training.conllu import documents, sentences

TEXT = """# newdoc id = a
# text = They don't.
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdo\tdo\tAUX\tVBP\tMood=Ind\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

# newdoc id = b
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_
"""


def test_contractions_are_printed_as_one_word_and_empty_nodes_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(TEXT, "utf-8")
    first, second, third = sentences(path)
    assert [(w.form, w.space) for w in first.words] == [
        ("They", True),
        ("do", False),
        ("n't", False),
        (".", True),
    ]
    assert [w.head for w in first.words] == [1, 1, 1, 1]
    assert [w.dep for w in first.words] == ["nsubj", "ROOT", "advmod", "punct"]
    assert [s.starts for s in (first, second, third)] == ["document", "paragraph", "document"]
    assert first.words[1].morph == "Mood=Ind"
    assert first.words[0].morph == ""


def test_a_file_is_parted_into_its_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(TEXT, "utf-8")
    assert [[s.words[0].form for s in d] for d in documents(path)] == [["They", "Yes"], ["No"]]
