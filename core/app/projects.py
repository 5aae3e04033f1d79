"""Making and opening projects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from core.app.commands.ids import new_id, now
from core.app.importing import read_article
from core.app.passwords import check_may_sign_in
from core.app.workspace import Workspace
from core.domain.article import Article, Coder, Project, Role
from core.domain.codebook import Codebook
from core.domain.errors import Refused
from core.storage.store import Store
from core.text.places import resource

SUFFIX = ".rapporteur"
SAMPLE = "Sample: border delimitation"


def create_project(
    where: Path | str,
    name: str,
    coder_name: str,
    codebook: Codebook | None = None,
    *,
    language: str = "en",
    model: str = "",
    role: Role = Role.CODER,
    secret: str = "",
) -> None:
    """Make a project with one coder; the shipped codebook is taken when none is given.

    ``language``: code of its articles' language; ``model``: the pipeline, empty for the one that fits;
    ``role`` and ``secret``: of the coder's account, see `core.app.passwords.secret_of`.
    Raises `Refused` (``exists``, ``no-name``) and `Unavailable`; then nothing is left at ``where``.
    """
    coder = Coder(new_id(), coder_name.strip(), role, secret=secret)
    _made(where, name, coder, codebook, language=language, model=model).close()


def open_workspace(where: Path | str, coder_id: str | None = None, password: str = "") -> Workspace:
    """Open a project as the coder named, or as the only one there is.

    At a team server who signs in is who works. Raises what `Store.open` raises, and `Refused`:
    ``which-coder`` when several are there and none is named, ``left``, ``no-password``, ``wrong-password``,
    ``other-login``.
    """
    store = Store.open(where)
    try:
        if store.login is not None:
            return Workspace(store, _signed_in(store, coder_id))
        workspace = Workspace(store, coder_id or _only_coder(store))
        check_may_sign_in(workspace.state.coder, password)
    except BaseException:
        store.close()
        raise
    return workspace


def coders_of(where: Path | str) -> tuple[Coder, ...]:
    """Who may be chosen when the project is opened; needs no lock."""
    store = Store.open(where, read_only=True)
    try:
        who = {"id": store.login.coder_id} if store.login is not None else {}
        return tuple(cast("list[Coder]", store.select("coder", **who)))
    finally:
        store.close()


def make_sample(where: Path | str, codebook: Codebook | None = None) -> None:
    """Make the sample project: the shipped articles, not yet analysed; by default the shipped codebook."""
    paths = sorted(resource("samples").glob("*.txt"))
    articles = [read_article(path, position=position)[0] for position, path in enumerate(paths, 1)]
    _made(where, SAMPLE, Coder(new_id(), "Coder 1"), codebook, articles).close()


def _made(
    where: Path | str,
    name: str,
    coder: Coder,
    codebook: Codebook | None,
    articles: Iterable[Article] = (),
    *,
    language: str = "en",
    model: str = "",
) -> Store:
    if not name.strip() or not coder.name:
        raise Refused("no-name", "A project and its coder each need a name.")
    project = Project(new_id(), name.strip(), language, model, now(), _program())
    return Store.create(where, project, (coder, codebook or _shipped_codebook(), *articles))


def _signed_in(store: Store, coder_id: str | None) -> str:
    login = store.login
    if login is None or coder_id not in (None, "", login.coder_id):
        said = "This address signs in as somebody else. Open the project with your own login."
        raise Refused("other-login", said, where=store.where)
    return login.coder_id


def _only_coder(store: Store) -> str:
    coders = [one for one in cast("list[Coder]", store.select("coder")) if one.active]
    if len(coders) != 1:
        raise Refused("which-coder", "Several coders work in this project. Choose who you are.")
    return coders[0].id


def _shipped_codebook() -> Codebook:
    from core.importing.codebook_file import load_codebook

    return load_codebook()


def _program() -> str:
    from importlib.metadata import version

    return version("rapporteur")
