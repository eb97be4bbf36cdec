"""Reading an answer: whole, in the items that are sound, or as far as it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json import JSONDecoder
from typing import TYPE_CHECKING, Any, Generic

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails, from_json, to_json

from extract.llm.modes import answer_text, handlers
from extract.llm.proposal import AnyAnswer
from extract.settings import AnswerMode

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_SHOWN_ERRORS = 10
_SHOWN_CHARACTERS = 80

# What ends a text that was cut inside a number: "12" may have been "125".
_NUMBER = frozenset("0123456789+-.eE")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A list item that broke the schema and that asking again did not mend."""

    path: str
    """Where it stood: "figures[3]"."""
    reason: str
    item: dict[str, JsonValue]
    """The item as the model wrote it; what is no object stands under "value"."""

    @property
    def field(self) -> str:
        """The field of the answer it stood in: "figures"."""
        return self.path.partition("[")[0].partition(".")[0]


@dataclass(frozen=True, slots=True)
class Answer(Generic[AnyAnswer]):
    """What the model answered."""

    value: AnyAnswer
    cut: bool = False
    """Whether the answer was too long and ends early: `value` holds the list items that were complete."""
    text: str = ""
    """The answer as it came, if it was cut."""

    def calls_for_halves(self, characters: int) -> bool:
        """Whether a cut answer about a passage of so many characters would be whole about halves of it.

        It would not if the model repeats itself, nor if it has said several times as much as the passage.
        """
        wordy = len(self.text) > max(_WORDY * characters, _SHORT)
        return self.cut and not wordy and not goes_in_circles(self.text)

    rejected: tuple[Rejected, ...] = ()


class BrokenAnswer(Exception):
    """An answer breaks the schema; the message tells the model how, in the same words every time."""


def read(mode: AnswerMode, completion: ChatCompletion, answer: type[AnyAnswer]) -> AnyAnswer:
    """The answer in `completion`, or `BrokenAnswer`."""
    from instructor.v2.core.errors import ResponseParsingError

    try:
        value = handlers(mode).response_parser(completion, answer)
    except ValidationError as error:
        raise BrokenAnswer(described(error.errors(include_url=False, include_context=False))) from error
    except ResponseParsingError as error:
        raise BrokenAnswer("The answer does not call the function.") from error
    except ValueError as error:
        raise BrokenAnswer("The answer holds no JSON that could be read.") from error
    # Instructor hangs the whole response on the value, where it would be compared and copied.
    vars(value).pop("_raw_response", None)
    if not isinstance(value, answer):
        raise TypeError(f"{answer.__name__} is no model that instructor reads as it is")
    return value


def is_whole(completion: ChatCompletion) -> bool:
    """Whether the model came to its end, and was not cut off at the limit of tokens."""
    return completion.choices[0].finish_reason != "length"


def described(errors: Iterable[ErrorDetails]) -> str:
    """The errors, a line each: where, what is wrong, and what stood there."""
    lines = [_described(error) for error in errors]
    more = len(lines) - _SHOWN_ERRORS
    return "\n".join(lines[:_SHOWN_ERRORS] + ([f"... and {more} more like these"] if more > 0 else []))


def sound_items(mode: AnswerMode, completion: ChatCompletion, answer: type[AnyAnswer]) -> Answer[AnyAnswer] | None:
    """What is left of a broken answer without the list items that break it; None if that mends nothing."""
    from instructor.v2.core.json import extract_json_from_codeblock

    text = answer_text(mode, completion)
    try:
        content = from_json(extract_json_from_codeblock(text) if mode == "md_json" else text)
    except ValueError:
        return None
    return _without_broken_items(content, answer)


def complete_items(mode: AnswerMode, completion: ChatCompletion, answer: type[AnyAnswer]) -> Answer[AnyAnswer] | None:
    """What is complete of an answer that was cut; None if nothing can be made of it."""
    text = _json_part(mode, answer_text(mode, completion))
    try:
        content = from_json(text, allow_partial=True)
    except ValueError:
        content = {}
    _drop_unfinished(content, text)
    if isinstance(content, dict):
        content = {**_empty_lists(answer), **content}
    whole = _without_broken_items(content, answer)
    if whole is None:
        return None
    return Answer(whole.value, cut=True, text=text, rejected=whole.rejected)


_WORDY = 4
# The fields of an item are many times as long as a short sentence that states it.
_SHORT = 4000
_LONGEST_CIRCLE = 800
_ROUNDS = 3


def goes_in_circles(text: str) -> bool:
    """Whether a text ends in the same words over and over.

    >>> goes_in_circles('"topics":["trade",' + '"work","work",' * 20 + '"wo')
    True
    >>> goes_in_circles('{"number":"1"},{"number":"2"},{"number":"3"},{"number":"4"},{"number":"')
    False
    """
    for length in range(1, min(_LONGEST_CIRCLE, len(text) // _ROUNDS) + 1):
        rounds = max(_ROUNDS * length, 60)
        tail = text[-rounds:]
        if len(tail) == rounds and tail[length:] == tail[:-length]:
            return True
    return False


def _described(error: ErrorDetails) -> str:
    place = _path(error["loc"])
    found = error["input"]
    shown = f", not {_short(found)}" if isinstance(found, (str, int, float)) and error["type"] != "json_invalid" else ""
    return f"{place}: {error['msg']}{shown}" if place else f"{error['msg']}{shown}"


def _path(location: Iterable[int | str]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def _without_broken_items(content: Any, answer: type[AnyAnswer]) -> Answer[AnyAnswer] | None:
    """`content` as `answer`, its broken list items set aside: the innermost item that holds each error."""
    rejected: list[Rejected] = []
    while True:
        try:
            value = answer.model_validate_json(to_json(content))
        except ValidationError as error:
            items = _broken_items(content, error)
            if not items:
                return None
            # From the last to the first: taking one out moves those behind it.
            for items_list, index, _ in sorted(items, key=lambda item: item[1], reverse=True):
                del items_list[index]
            rejected.extend(item for _, _, item in items)
        else:
            return Answer(value, rejected=tuple(rejected))


def _broken_items(content: Any, error: ValidationError) -> list[tuple[list[Any], int, Rejected]]:
    """Each list item that holds an error, with its list and index; nothing if an error is outside all lists."""
    items: dict[str, tuple[list[Any], int, Rejected]] = {}
    for detail in error.errors(include_url=False, include_context=False):
        found = _innermost_item(content, detail["loc"])
        if found is None:
            return []
        items_list, index, path = found
        if path not in items:
            item = items_list[index]
            raw = item if isinstance(item, dict) else {"value": item}
            items[path] = items_list, index, Rejected(path, _described(detail), raw)
    # An item inside another that goes goes with it.
    return [
        found for path, found in items.items() if not any(path != other and path.startswith(other) for other in items)
    ]


def _innermost_item(content: Any, location: Iterable[int | str]) -> tuple[list[Any], int, str] | None:
    found = None
    node = content
    path: list[int | str] = []
    for part in location:
        # Pydantic's locations also name members of unions, which are no places in the JSON.
        if isinstance(node, dict) and isinstance(part, str) and part in node:
            path.append(part)
            node = node[part]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            path.append(part)
            found = node, part, _path(path)
            node = node[part]
    return found


def _json_part(mode: AnswerMode, text: str) -> str:
    """Where the JSON of a cut answer stands: for "md_json" behind the model's thoughts and inside the code block."""
    if mode != "md_json":
        return text
    text = text.rpartition("</think>")[2]
    if "<think>" in text:
        return ""
    block = text[text.rfind("```json") + len("```json") :] if "```json" in text else text
    start = block.find("{")
    if start < 0:
        return ""
    try:
        _, end = JSONDecoder().raw_decode(block, start)
    except (ValueError, RecursionError):
        return block[start:]
    # Whatever was said after it.
    return block[start:end]


def _drop_unfinished(content: Any, text: str) -> None:
    """Take out of `content`, read from the cut `text`, the last item of the outermost list that was not finished."""
    open_containers = _open_containers(text)
    in_number = bool(text) and text[-1] in _NUMBER
    node = content
    for depth, bracket in enumerate(open_containers):
        unfinished = in_number or depth + 1 < len(open_containers)
        if not node or not unfinished:
            return
        if bracket == "[" and isinstance(node, list):
            del node[-1]
            return
        if not isinstance(node, dict):
            return
        last = next(reversed(node))
        if depth + 1 == len(open_containers):
            del node[last]
            return
        node = node[last]


def _open_containers(text: str) -> list[str]:
    """The brackets that are open where the text ends."""
    stack: list[str] = []
    in_string = escaped = False
    for character in text:
        if in_string:
            in_string = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_string = True
        elif character in "[{":
            stack.append(character)
        elif character in "]}" and stack:
            stack.pop()
    return stack


def _empty_lists(answer: type[BaseModel]) -> dict[str, list[Any]]:
    """An empty list for each required field that may be one: the cut came before it."""
    properties: Mapping[str, Any] = answer.model_json_schema().get("properties", {})
    return {name: [] for name, schema in properties.items() if schema.get("type") == "array"}
