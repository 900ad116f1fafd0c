"""What is said while somebody types something that looks like a person's data."""

from commissionplanner.io.mapping.persons.finding import names_in
from commissionplanner.model.personal import WORDS, kinds_in
from commissionplanner.model.plan import Plan

NO_NAMES = frozenset({"practice_notes"})
"""Tables whose texts may hold no names of persons."""


def personal_words(plan: Plan, text: str, *, is_name_one: bool = True) -> str:
    """Say what in a text looks like a person's data, in a sentence or two; "" for nothing.

    Args:
        plan: The plan, whose people are known by name.
        text: What was typed.
        is_name_one: Whether a name counts; in most tables names of posts' holders may stand.
    """
    kinds = [_with_article(WORDS[kind]) for kind in kinds_in(text)]
    if is_name_one:
        known = [person.name for person in plan.persons.values() if person.name]
        names = names_in(text, known)
        kinds += [f"a name ({', '.join(f'“{name}”' for name in names)})"] if names else []
    if not kinds:
        return ""
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"This looks like {listed}. Nobody should be known from it: write it without."


def _with_article(words: str) -> str:
    return f"{'an' if words.startswith(('NHS', 'e-')) else 'a'} {words}"
