"""The new-project assistant: everything a project begins with on one page, and the start."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QLineEdit,
    QRadioButton,
    QTextBrowser,
    QVBoxLayout,
)

from core.app.passwords import LEAST
from core.domain.codebook_edits import UseScheme
from core.domain.coding import Layer
from gui.panels.fields import Fields
from gui.panels.import_choice import ImportChoice, in_words
from gui.panels.model_page import MANY, Choice, automatic
from gui.panels.page import Page
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.new_project import CODEBOOK, LAYERS, PATTERN, NewProject, NewView

_LAYERS = {Layer.TOPIC: "Topics", Layer.EVENT: "Events"}
_ALONE = "I code alone"
_OTHERS = "I supervise: others will code, too"
_LATER = "Articles can also be imported later."
_SECRET = f"none; at least {LEAST} characters"


class NewPage(Page):
    """Serves one `NewProject`; what is typed is checked at once, and the problem stands at its field."""

    def __init__(self, room: NewProject, choice: Choice) -> None:
        super().__init__("New project", 1240)
        self.room, self._choice, self._showing = room, choice, False
        self.study, self.codes, self.person = Fields("Study"), Fields("Codebook"), Fields("You")
        self._fields = (self.study, self.codes, self.person)
        both, left, right = row(28), QFrame(), QFrame()
        fields = column(left, 0, 14)
        for each in self._fields:
            fields.addWidget(each)
        fields.addStretch(1)
        both.addWidget(left, 10)
        both.addWidget(right, 11)
        self.lines.addLayout(both)
        self._add_study()
        self._add_codebook()
        self._add_person()
        self._add_articles(column(right, 0, 8))
        self.lines.addStretch(1)
        self._ends = (
            room.view.watch(self._show),
            room.articles.view.watch(lambda view: self.chosen.setText(in_words(view))),
        )

    def begin(self) -> None:
        """Let the keyboard start at the name."""
        self.name.setFocus()

    def end(self) -> None:
        """Listen no longer."""
        for end in self._ends:
            end()
        self.articles.end()
        self.room.close()

    # -- the parts ----------------------------------------------------------------------------------

    def _add_study(self) -> None:
        self.name, self.where = self._line("name"), self._line("where")
        self.name.setPlaceholderText("what the study is called")
        self.language, self.model = QComboBox(), QComboBox()
        for code, name in self._choice.languages.items():
            self.language.addItem(name, code)
        self.language.activated.connect(lambda _at: self.room.set(language=self.language.currentData()))
        self.model.activated.connect(lambda _at: self.room.set(model=self.model.currentData()))
        self.note = label("", "small", wrap=True)
        self.study.add("name", "Name", self.name)
        place = button("Choose…", self.room.choose_place, tip="Where the project's file goes")
        self.study.add("where", "File", self.where, place)
        self.place = label("", "warn", wrap=True)
        self.study.put(self.place)
        self.study.add("language", "Language", self.language)
        self.study.add("model", "Suggestions", self.model)
        self.study.put(self.note)

    def _add_codebook(self) -> None:
        self.schemes: dict[Layer, QComboBox] = {}
        for layer in LAYERS:
            made = self.schemes[layer] = QComboBox()
            for use in self.room.schemes(layer):
                made.addItem(f"{use.scheme.name} · {len(use.categories)} codes", use.scheme.id)
            _narrow(made)
            made.activated.connect(lambda at, name=layer: self.room.use(self.room.schemes(name)[at]))
            self.codes.add(layer, _LAYERS[layer], made)
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.file.setPlaceholderText("none: the schemes above")
        self.no_file = button(
            "Without", self.room.forget_codebook, "quiet", "Take the ready schemes after all"
        )
        choose = button("Choose…", self.room.choose_codebook, tip="A codebook as .json, .xlsx or .qdc")
        self.codes.add(CODEBOOK, "Or a file", self.file, choose, self.no_file)
        self.facts = QTextBrowser()
        self.facts.setOpenExternalLinks(True)
        self.facts.setAccessibleName("Licence and citation")
        self.facts.setFixedHeight(104)
        self.facts.setTabChangesFocus(True)
        self.codes.put(self.facts)

    def _add_person(self) -> None:
        self.coder, self.password = self._line("coder"), self._line("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_SECRET)
        self.alone, self.others = QRadioButton(_ALONE), QRadioButton(_OTHERS)
        self.roles = QButtonGroup(self)
        for made in (self.alone, self.others):
            self.roles.addButton(made)
        self.roles.buttonClicked.connect(lambda _made: self.room.set(supervises=self.others.isChecked()))
        self.person.add("coder", "Your name", self.coder)
        self.person.add("supervises", "", self.alone)
        self.person.put(self.others)
        self.person.add("password", "Password", self.password)

    def _add_articles(self, lines: QVBoxLayout) -> None:
        lines.addWidget(label("Articles", "heading"))
        self.articles = ImportChoice(self.room.articles, 116)
        lines.addWidget(self.articles)
        self.chosen = label("", "quiet", wrap=True)
        lines.addWidget(self.chosen)
        lines.addWidget(label(_LATER, "small", wrap=True))
        lines.addSpacing(12)
        end = row(8)
        self.said = label("", "quiet", wrap=True)
        end.addWidget(self.said, 1)
        self.make = button("Make the project", self._make, "accent")
        end.addWidget(self.make)
        lines.addLayout(end)
        lines.addStretch(1)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.textEdited.connect(lambda text: self.room.set(**{name: text}))
        made.returnPressed.connect(self._make)
        return made

    # -- following ----------------------------------------------------------------------------------

    def _make(self) -> None:
        against = self.room.make()
        if against == PATTERN:
            self.articles.pattern.setFocus()
        elif against:
            any(each.focus(against) for each in self._fields)

    def _show(self, view: NewView) -> None:
        wish = view.wish
        for line, text in (
            (self.name, wish.name),
            (self.where, wish.where),
            (self.coder, wish.coder),
            (self.password, wish.password),
            (self.file, view.book or view.file),
        ):
            if line.text() != text:
                line.setText(text)
        self.where.setToolTip(wish.where)
        self.place.setText(f"⚠ {view.place}" if view.place else "")
        self.place.setVisible(bool(view.place))
        (self.others if wish.supervises else self.alone).setChecked(True)
        self._show_reading(wish.language, wish.model)
        self._show_codebook(view)
        for each in self._fields:
            each.show_problems(view.problems)
        self.said.setText(view.busy or ("⚠ " + view.problems[PATTERN] if PATTERN in view.problems else ""))
        self.make.setEnabled(not view.busy)

    def _show_reading(self, language: str, model: str) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        if self.model.property("language") != language:
            self.model.setProperty("language", language)
            self.model.clear()
            text, more = automatic(self._choice, language)
            self.model.addItem(text, "")
            self.model.setToolTip(more)
            for each in self._choice.models:
                if each.name and each.language in (language, MANY):
                    self.model.addItem(f"{each.label} {each.version}", each.name)
            self.note.setText(self._choice.resting(language))
            self.note.setVisible(bool(self.note.text()))
        self.model.setCurrentIndex(max(0, self.model.findData(model)))

    def _show_codebook(self, view: NewView) -> None:
        for layer, made in self.schemes.items():
            use = view.chosen.get(layer)
            made.setEnabled(not view.file)
            if use is not None:
                made.setCurrentIndex(made.findData(use.scheme.id))
        self.no_file.setVisible(bool(view.file))
        self.facts.setVisible(not view.file)
        self.facts.setHtml("".join(_facts(_LAYERS[layer], use) for layer, use in view.chosen.items()))


def _facts(heading: str, use: UseScheme) -> str:
    scheme = use.scheme
    parts = [f"<b>{heading}:</b> {escape(scheme.name)}, {escape(scheme.version)}. {escape(scheme.licence)}"]
    if scheme.cite:
        parts.append(f"<br><i>Cite:</i> {escape(scheme.cite)}")
    return f"<p>{''.join(parts)}</p>"


def _narrow(box: QComboBox) -> None:
    """Long names are cut, not the page widened."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
