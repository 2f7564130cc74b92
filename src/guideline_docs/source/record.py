"""Named tuples that cost next to nothing to declare, and those that have an identity.

That of ``typing`` compiles a function for each and makes each class twice: seventy
millionths of a second, paid ninety times by each check before it has read a word.
"""

from collections import _tuplegetter  # type: ignore[attr-defined]
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

Declared = TypeVar("Declared", bound=type)

new = tuple.__new__
"""What calling a named tuple comes to, without the call, which costs twice as much again:
``new(Span, (source, 0, 1))``, every field told. For what a long sheet has tens of
thousands of, and only there."""


class _Record(tuple[Any, ...]):
    """What all named tuples can do; the same as those of ``typing``."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()
    _field_defaults: dict[str, Any] = {}
    _last: tuple[Any, ...] = ()

    def __new__(cls, *values: Any, **named: Any) -> "_Record":
        left = len(cls._fields) - len(values)
        if named or left:
            if named or not 0 < left <= len(cls._last):
                values = cls._completed(values, named)
            else:
                values += cls._last[-left:]
        return new(cls, values)

    @classmethod
    def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values and those left, by their names or as they are without being told."""
        defaults = cls._field_defaults
        left = cls._fields[len(values) :]
        try:
            more = [named.pop(name) if name in named else defaults[name] for name in left]
        except KeyError as missing:
            raise TypeError(f"{cls.__name__} is not told its {missing}") from None
        if named or len(values) > len(cls._fields):
            raise TypeError(f"{cls.__name__} is told more than {', '.join(cls._fields)}")
        return (*values, *more)

    def _replace(self, /, **named: Any) -> "_Record":
        made = new(type(self), map(named.pop, self._fields, self))
        if named:
            raise ValueError(f"Got unexpected field names: {list(named)!r}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self))

    def __repr__(self) -> str:
        # Documents are told by it, all that a draft of thousands of rows says.
        kind = type(self)
        return _form(kind.__name__, kind._fields) % tuple(self)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class _Declaration(type):
    """Makes of annotations the fields of a tuple, where a class is derived from NamedTuple.

    What it makes is a class like any other, as is what is derived from that: of a class
    with a metaclass it takes Python twice as long to tell what is none of its instances.
    """

    def __new__(
        kind, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> type:
        if not bases:
            return super().__new__(kind, name, bases, namespace)
        fields = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace[field] for field in fields if field in namespace}
        getters = {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
        namespace.update(getters, __slots__=(), __match_args__=fields)
        namespace.update(_fields=fields, _field_defaults=defaults)
        if defaults and fields[-len(defaults) :] == tuple(defaults):
            # What stands behind values that are told in their order and are too few.
            namespace["_last"] = tuple(defaults.values())
        return type(name, (_Record,), namespace)


@cache
def _form(name: str, fields: tuple[str, ...]) -> str:
    """What a record is told by, with a place for each of its fields."""
    return f"{name}({', '.join(f'{field}=%r' for field in fields)})"


if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class NamedTuple(metaclass=_Declaration):
        """What a record is derived from."""


def own_key(record: Declared) -> Declared:
    """A named tuple that is the same as itself alone, whatever another one holds.

    Two rows may say the same and are two rows all the same; so each may be a key. A frozen
    dataclass without equality would be that, too, but takes ten times as long to declare
    and three times as long to make, which every check would pay and every row.
    """
    record.__eq__ = object.__eq__
    record.__ne__ = object.__ne__
    record.__hash__ = object.__hash__
    return record
