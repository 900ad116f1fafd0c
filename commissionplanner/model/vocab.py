"""Vocabularies: the lists of terms that fields hold, with what each means and who says so."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from commissionplanner import paths


class VocabularyError(ValueError):
    """A vocabulary file does not say what it should."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. Codes are permanent and are what files hold."""

    code: str
    label: str
    definition: str = ""
    source: str = ""
    synonyms: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms in the order to show them."""

    name: str
    label: str
    definition: str
    source: str
    vintage: str
    terms: tuple[Term, ...]
    by_code: Mapping[str, Term] = field(repr=False)
    _by_word: Mapping[str, Term] = field(repr=False)

    def label_of(self, code: str | None) -> str:
        """Return the label of a code; the code itself where it is none of ours; "" for None."""
        if code is None:
            return ""
        found = self.by_code.get(code)
        return found.label if found else code

    def match(self, words: str) -> Term | None:
        """Return the term that a cell's words mean (code, label or synonym), or None."""
        return self._by_word.get(normal(words))


def normal(words: str) -> str:
    """Return words as they are compared: lower case, single spaces, plain dashes."""
    plain = words.replace("\u2013", "-").replace("\u2014", "-").replace("\u00a0", " ")
    return " ".join(plain.casefold().split())


def parse(name: str, toml: str) -> Vocabulary:
    """Read one vocabulary from the text of its file.

    Raises:
        VocabularyError: a code stands twice, or a term has no label.
    """
    held = tomllib.loads(toml)
    items = tuple(_term(name, item) for item in held.get("term", ()))
    by_code = {term.code: term for term in items}
    if len(by_code) != len(items):
        raise VocabularyError(f"Vocabulary {name}: a code stands twice.")
    by_word: dict[str, Term] = {}
    for words_of in (lambda t: (t.code,), lambda t: (t.label,), lambda t: t.synonyms):
        for term in items:
            for words in words_of(term):
                by_word.setdefault(normal(words), term)
    texts = {key: str(held.get(key, "")) for key in ("label", "definition", "source", "vintage")}
    return Vocabulary(name, **texts, terms=items, by_code=by_code, _by_word=by_word)


def _term(name: str, item: Mapping[str, object]) -> Term:
    code, label = str(item.get("code", "")), str(item.get("label", ""))
    if not code or not label:
        raise VocabularyError(f"Vocabulary {name}: a term has no code or no label.")
    synonyms = item.get("synonyms", [])
    return Term(
        code=code,
        label=label,
        definition=str(item.get("definition", "")),
        source=str(item.get("source", "")),
        synonyms=tuple(str(word) for word in synonyms) if isinstance(synonyms, list) else (),
        retired=bool(item.get("retired", False)),
    )


@cache
def vocabulary(name: str) -> Vocabulary:
    """Return a vocabulary that ships with the program, read once.

    Raises:
        VocabularyError: there is none of that name.
    """
    path = paths.resources() / "vocab" / f"{name}.toml"
    try:
        return parse(name, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(f"There is no vocabulary called {name}.") from error


def vocabulary_names() -> tuple[str, ...]:
    """Return the names of all vocabularies that ship, in order."""
    return tuple(sorted(path.stem for path in (paths.resources() / "vocab").glob("*.toml")))
