"""The date grammar: what an expression of time says, and which days it means.

>>> import datetime
>>> from pipeline.timex import expressions, resolve
>>> [found] = expressions("a meeting last week")
>>> resolve(found, datetime.date(2024, 6, 18)).value
'2024-W24'
"""

from pipeline.timex.absolute import absolute_day
from pipeline.timex.expression import Resolved, TimexExpression
from pipeline.timex.grammar import expressions
from pipeline.timex.resolve import resolve
from pipeline.timex.spelled import spelled_day
from pipeline.timex.undated import Context

__all__ = ["Context", "Resolved", "TimexExpression", "absolute_day", "expressions", "resolve", "spelled_day"]
