"""A condition of `licet.access` as a filter on an index table, whose sets stand in a table of words beside it."""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from licet.access.condition import And, Condition, In, Le, Meets, Not, Or, Within

_EVERY = Q(pk__isnull=False)


def compiled(condition: Condition, words: type[Model], of: str) -> Q:
    """The filter; `words` is the model of the words, `of` its field for the row. The reference is `access.sql.to_sql`."""

    def members(column: str) -> QuerySet[Model]:
        return words._default_manager.filter(column=column, **{of: OuterRef("pk")})

    def made(part: Condition) -> Q:
        match part:
            case And(parts):
                return _joined([made(one) for one in parts], Q.AND)
            case Or(parts):
                return _joined([made(one) for one in parts], Q.OR)
            case Not(inner):
                return ~made(inner)
            case In(column, values):
                return Q(**{f"{column}__in": values})
            case Le(column, value):
                return Q(**{f"{column}__lte": value})
            case Meets(column, values):
                return Q(Exists(members(column).filter(value__in=values)))
            case Within(column, values):
                return ~Q(Exists(members(column).exclude(value__in=values)))

    return made(condition)


def _joined(parts: list[Q], word: str) -> Q:
    joined = _EVERY if word == Q.AND else ~_EVERY
    for part in parts:
        joined = joined & part if word == Q.AND else joined | part
    return joined
