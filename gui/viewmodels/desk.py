"""The coding desk without Qt: what panels show and the verbs they call.

How to bind (every value is an `Observable`: ``.value``, ``.subscribe(fn) -> unsubscribe``, ``.watch(fn)``;
every event an `Event`)::

    desk = DeskViewModel(workspace, jobs=…, asks=…, analyser=…, clock=time.monotonic, options=DeskOptions())

    desk.head           Observable[ArticleView | None]     title, source, date, minutes, 7 of 55, read only
    desk.marks          Observable[tuple[Mark, …]]         → canvas.set_marks
    desk.current        Observable[str]                    unit id → canvas.set_current
    desk.evidence       Observable[tuple[Span, …]]         → canvas.set_evidence
    desk.reveal         Event[Span]                        → canvas.reveal (scroll to the eye's line)
    desk.status         Observable[StatusView]             the bar at the bottom
    desk.open_items     Observable[tuple[OpenItem, …]]     what keeps the article from being complete
    desk.definition     Observable[Definition | None]      codebook at hand
    desk.open(article_id) · open_next() · close() · undo() · redo() · steps(limit) -> tuple[Step, …]
    desk.complete() -> bool · reopen() · jump(OpenItem) · set_threshold(float) · analyse_again()
    desk.set_metadata(title=, source=, published=) · show_definition(layer, code) · say(text)

    desk.pointer        what the canvas's signals go to
        .pressed(units, position) · .word(span) · .selected(spans) · .boundary(unit, index, span)
    desk.keys           keys whose meaning depends on what is going on; True when taken
        .enter() · .escape() · .delete() · .digit(n) · .arrow(±1) · .tab(±1)
    desk.work           work list: .rows Observable[tuple[WorkRow, …]]
        .search(text) · .filter(status) · .sort(order) · .open(article_id) · .more()
    desk.cards          card lists: .list Observable[CardsView] · .changed Event[frozenset[str]]
        .show(layer) · .card(unit_id) -> UnitCard (same object until it changes) · .rejected_card(id) · .select(unit_id)
    desk.card           card at the mark: .view Observable[MarkCard | None]
        .open_unit(unit_id) · .open_selection(spans) · .close() · .pick(code)
    desk.review         review run: .filter Observable[Layer | None] · .advance bool
        .next() · .previous() · .accept() · .reject() · .recall(id) · .accept_like_this() · .accept_all(ids) · .reject_all(ids)
        .set_category(code, unit="") · .set_variable(name, value, unit="") · .remove(unit="")
    desk.slots          click order and candidates: .candidates Observable[CandidatesView]
        .begin(layer) · .focus(unit_id, slot, index=-1) · .blur() · .fill_words(spans) · .fill_mention(unit_id)
        .fill_actor(actor_id) · .step(±1) · .take() · .skip(±1) · .clear(unit_id, index) · .set_type(code) · .cancel() · .finish()
    desk.boundary       .move(unit, index, span) · .nudge(edge "start"|"end", ±1, by "word"|"character") · .add_fragment(spans) · .drop_fragment(index)
    desk.topics         .view Observable[TopicsView]
        .search(text) · .toggle(code, rank) · .code_selection(code) · .recent(n)
    desk.actors         .search(text, unit="") -> tuple[Choice, …] · .choose(actor_id, unit="") · .create(name, kind, country="") · .alias(actor_id, text)
    desk.find           .view Observable[FoundView] · .search(text) · .next() · .previous() · .close()
    desk.answers        .answer(layer | "article", missing) · .note(text) · .note_on(unit_id, text)
        .ask(text, about="") · .withdraw(question_id) · .questions Observable[tuple[QuestionRow, …]]
    desk.clock          .activity() on any input · .tick() about once a minute
"""
