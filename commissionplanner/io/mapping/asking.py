"""Questions that an import asks: answered by the user, or by the default, which is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class AnswerError(ValueError):
    """An answer that fits no question; the message is for the user."""


class NotAskedError(AnswerError):
    """Answers to questions that a file does not raise.

    Attributes:
        keys: The ids answered.
    """

    def __init__(self, message: str, keys: Sequence[str]) -> None:
        super().__init__(message)
        self.keys = tuple(keys)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the choice taken.

    Attributes:
        id: Short name, by which it is answered.
        choices: The words to answer with.
        taken: The choice that holds.
        answered: Whether the user gave it; else it is the default.
    """

    id: str
    text: str
    choices: tuple[str, ...]
    taken: str
    answered: bool = False

    def as_dict(self) -> dict[str, object]:
        """Return it as `--json` prints it."""
        return {
            "id": self.id,
            "text": self.text,
            "choices": list(self.choices),
            "taken": self.taken,
        }


@dataclass(slots=True)
class Asker:
    """Takes the answers given beforehand and keeps every question asked.

    Attributes:
        answers: Choice by id of question.
        remembered: Choices made when a file of this layout was last imported.
        questions: Those asked, in order.
        offered: What the file tells plainly or the program does by habit: not asked, and may be answered.
        seen: Ids of answers that were looked for, whether or not a question was asked.
        notes: What was assumed without a question, for the user.
    """

    answers: Mapping[str, str]
    remembered: Mapping[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    offered: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def ask(self, key: str, text: str, choices: Sequence[str], default: str) -> str:
        """Return the choice that the user gave, or the default.

        Raises:
            AnswerError: the answer given is none of the choices.
        """
        asked = next((q for q in self.questions if q.id == key), None)
        if asked is not None:
            return asked.taken
        given = self.answers.get(key)
        if given is not None and given not in choices:
            raise AnswerError(
                f"“{given}” does not answer “{key}”. Choose one of: {', '.join(choices)}."
            )
        before = self.remembered.get(key)
        known = given if given is not None else before if before in choices else None
        taken = known if known is not None else default
        self.questions.append(Question(key, text, tuple(choices), taken, known is not None))
        return taken

    def option(self, key: str, text: str, choices: Sequence[str], default: str) -> str:
        """Return a choice that is there for those who give it, and is not asked of others.

        Raises:
            AnswerError: the answer given is none of the choices.
        """
        if key in self.answers or self.remembered.get(key) in choices:
            return self.ask(key, text, choices, default)
        self.offer(Question(key, text, tuple(choices), default))
        return default

    def told(self, key: str, text: str, choices: Sequence[str], default: str, note: str) -> str:
        """Return a choice that the file tells plainly, as `note` says: not asked of those who do not give it.

        With no note it is asked.

        Raises:
            AnswerError: the answer given is none of the choices.
        """
        if not note:
            return self.ask(key, text, choices, default)
        if key not in self.answers:
            self.note(note)
        return self.option(key, text, choices, default)

    def offer(self, question: Question) -> None:
        """Keep a question that is not asked, once."""
        if all(question.id != known.id for known in self.offered):
            self.offered.append(question)

    def given(self, key: str) -> str | None:
        """Return the user's answer to what may be settled without a question, or None."""
        self.seen.add(key)
        return self.answers.get(key)

    def note(self, text: str) -> None:
        """Keep something assumed, once."""
        if text not in self.notes:
            self.notes.append(text)

    def check_all_asked(self) -> None:
        """Say which answers were to no question.

        Raises:
            NotAskedError: there is such an answer.
        """
        asked = {question.id for question in self.questions}
        needless = [key for key in self.answers if key not in asked and key not in self.seen]
        if needless:
            known = ", ".join(sorted(asked)) or "none"
            raise NotAskedError(
                f"There is no question “{needless[0]}”. Questions asked: {known}.", needless
            )
