"""How good the tables are: scores against annotated releases, and floors below which they must not fall.

`evaluate_gold` scores; `python -m pipeline.evaluate` does so on the command line; `python -m pipeline.evaluate.gate`
keeps the floors.
"""

from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import Evaluation
from pipeline.evaluate.scorer import score

__all__ = ["Evaluation", "evaluate_gold", "score"]
