"""Training examples with other names in them: the registered augmenter `press_names.v1`.

What a model learns by heart it does not find in releases from elsewhere. In a share of the examples every word of a person's name is put in place of
another name word, drawn from the naming customs of forty languages, and other bodies of the world stand in place of half the
bodies. A word is replaced by the same word all through a release, so that short forms still fit. Some lines are set in capitals, as headlines are. Tokens stay as many as they were: tags and trees still hold.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from faker import Faker
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.iob_utils import doc_to_biluo_tags
from thinc.api import NumpyOps, set_current_ops

import pipeline.neural  # noqa: F401 (registers the architectures and components that the configs name)
from pipeline.lexicon import words

# Numpy's own matrix products: a step takes four fifths of the time that it takes with BLIS.
set_current_ops(NumpyOps(use_blis=False))

LOCALES = (
    "en_US en_GB en_IN en_NZ fr_FR de_DE es_ES es_MX es_CO pt_BR pt_PT it_IT nl_NL sv_SE no_NO da_DK fi_FI et_EE lv_LV lt_LT pl_PL cs_CZ "
    "sk_SK hu_HU ro_RO hr_HR sl_SI tr_TR az_AZ vi_VN id_ID fil_PH yo_NG zu_ZA tw_GH sq_AL uz_UZ is_IS de_CH fr_CA".split()
)
# Names of places where Faker has other scripts only, in the spelling of English-language releases.
EACH = 300  # names drawn from a culture
COINED = 0.35  # of the releases whose people change, those that get names nobody bears
ROMANISED = {
    "zh": ("Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan",
           "Wei Min Jing Hua Xiaoming Jianguo Meiling Jianhua Ying Zhiqiang Xiaoyan Yuxin Haoran Zhihao Xinyi Guoqiang Lihong Yan Wenjie Fang Qiang Ling Bo Jiaying"),
    "ko": ("Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong",
           "Min-jun Seo-yeon Ji-hoon Soo-jin Hyun-woo Eun-ji Dong-hyun Yuna Sang-woo Mi-kyung Jae-yong Hye-jin Sung-min Young-ja"),
    "ja": ("Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Matsumoto Inoue Kimura Hayashi Shimizu Mori",
           "Hiroshi Yuki Akiko Kenji Haruka Takashi Naoko Satoshi Yumi Daisuke Keiko Shinji Aya Makoto Emi Kazuo Ryo Midori"),
    "ar": ("Al-Rashid Al-Mansouri Haddad Khalil Nasser Al-Otaibi Farouk Mansour Saleh Al-Hashimi Zahrani Qasim Darwish Khoury Aziz Ibrahim Hamdan Al-Saud",
           "Ahmed Mohammed Fatima Omar Khalid Layla Youssef Aisha Hassan Noura Abdullah Mariam Tariq Samira Faisal Huda Ali Salma Rania Bashar"),
    "sa": ("Perera Silva Fernando Wickramasinghe Jayawardena Bandara Rajapaksa Gunawardena Sharma Patel Reddy Iyer Chatterjee Rahman Chowdhury Hossain Khan Malik Thapa Shrestha",
           "Amal Nimal Kumari Priyanka Ananya Rajesh Sunil Lakshmi Dinesh Kamala Arjun Deepika Imran Nusrat Shakib Bikram Sita Chaminda Ruwan Tharindu"),
    "af": ("Okafor Adeyemi Mensah Boateng Diallo Traoré Kamau Odhiambo Mwangi Nkosi Dlamini Banda Phiri Tesfaye Bekele Ndiaye Kabila Mutua Abebe Chukwu",
           "Kwame Ama Chidi Ngozi Wanjiku Otieno Thabo Nomsa Amadou Fatou Tendai Chipo Abeba Dawit Sipho Kofi Zanele Baraka Neema Juma"),
    "ru": ("Ivanov Petrova Sidorenko Kovalenko Shevchenko Kuznetsov Popova Volkov Morozov Tokayev Nazarbayeva Abdullayev Karimov Lukashenka Bondarenko",
           "Dmitry Olga Sergei Natalia Vladimir Anastasia Mikhail Elena Andriy Oksana Aibek Gulnara Timur Ruslan Ivan Svetlana"),
    "gr": ("Papadopoulos Nikolaidis Georgiou Ioannou Dimitriou Vasileiou Karagiannis Makris", "Giorgos Maria Nikos Eleni Kostas Katerina Dimitris Sofia"),
    "ml": ("Abdullah Ismail Rahman Othman Hashim Yusof Salleh Lim Tan Wong Ng Chong Goh Lau Ong", "Ahmad Siti Nurul Mohd Azlan Farid Aishah Hafiz Zainab Roslan Wei-Ling Kok-Leong"),
    "th": ("Srisai Chaiyasit Wongsawat Suksawat Phongphan Rattanakul Sombat Boonmee", "Somchai Malee Anong Prasert Suda Niran Kanya Chai"),
}


@cache
def name_words(seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given and family names, each culture with the same weight."""
    given: list[str] = []
    family: list[str] = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(seed)
        given += [w for w in (fake.first_name() for _ in range(EACH)) if w.isascii() or w.isalpha()]
        family += [w for w in (fake.last_name() for _ in range(EACH)) if " " not in w]
    for families, givens in ROMANISED.values():
        family += (families.split() * EACH)[:EACH]
        given += (givens.split() * EACH)[:EACH]
    return tuple(w for w in given if " " not in w), tuple(family)


@cache
def body_names(path: str | None) -> dict[int, tuple[tuple[str, ...], ...]]:
    """Names of bodies by their number of words: a registry's (tab-separated, name second), and companies of many countries."""
    found: dict[int, set[tuple[str, ...]]] = {}
    lines: list[str] = []
    if path is not None:
        with gzip.open(Path(path), "rt", encoding="utf-8") as file:
            next(file)
            lines += [line.split("\t")[1] for line in file]
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(0)
        lines += [fake.company() for _ in range(EACH // 5)]  # slow to make
    for line in lines:
        parts = tuple(line.split())
        if 1 < len(parts) < 9 and all(p.replace(".", "").isalpha() or p in {"&", "-"} for p in parts):
            found.setdefault(len(parts), set()).add(parts)
    return {length: tuple(sorted(names)) for length, names in found.items()}


@cache
def place_names(seed: int) -> tuple[str, ...]:
    """Towns of one word, each culture with the same weight."""
    towns: list[str] = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(seed)
        towns += [w for w in (fake.city() for _ in range(EACH)) if w.isalpha()]
    return tuple(towns)


@spacy.registry.augmenters("press_names.v1")
def make_augmenter(people: float, bodies: float, places: float, shout: float, registry: str | None, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """Make the augmenter; the shares say in how many examples names of people, bodies and places change, and headlines shout."""
    rng = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        changed = [t.text for t in doc]
        if rng.random() < people:
            swap_people(doc, changed, rng, seed)
        if rng.random() < places:
            swap_places(doc, changed, rng, place_names(seed))
        if rng.random() < bodies:
            swap_bodies(doc, changed, rng, body_names(registry))
        if rng.random() < shout:
            changed = [w.upper() if i in shouted(doc) else w for i, w in enumerate(changed)]
        if changed == [t.text for t in doc]:
            yield example
            return
        data: dict[str, Any] = Example(doc, doc).to_dict()
        data["token_annotation"]["ORTH"] = changed
        data["doc_annotation"]["entities"] = doc_to_biluo_tags(doc, missing="-")  # to_dict makes them "O"
        data["doc_annotation"]["spans"] = {}  # groups of the release as it was
        yield Example.from_dict(Doc(nlp.vocab, words=changed, spaces=[bool(t.whitespace_) for t in doc]), data)

    return augment


def swap_people(doc: Doc, changed: list[str], rng: random.Random, seed: int) -> None:
    """Put other names in place of the release's people, word by word."""
    given, family = name_words(seed)
    particles = words("name_particles")
    swaps: dict[str, str] = {}
    coined = rng.random() < COINED
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        for token in entity:
            if token.is_alpha and len(token.text) > 1 and token.lower_ not in particles:
                pool = family if token.i == entity.end - 1 else given
                new = swaps.get(token.text) or (coin(rng.choice(pool), rng.choice(pool)) if coined else rng.choice(pool))
                swaps[token.text] = new
                changed[token.i] = new.upper() if token.text.isupper() else new


def coin(one: str, other: str) -> str:
    """Make a name that nobody bears from the beginning of one and the end of another, so that no table knows it."""
    return (one[: max(2, (len(one) + 1) // 2)] + other[len(other) // 2 :].lower()) if one.isalpha() and other.isalpha() else one


def swap_places(doc: Doc, changed: list[str], rng: random.Random, towns: tuple[str, ...]) -> None:
    """Put other towns in place of half of the places of one word."""
    swaps: dict[str, str | None] = {}
    for entity in doc.ents:
        if entity.label_ == "GPE" and len(entity) == 1 and entity.text.istitle():
            if entity.text not in swaps:
                swaps[entity.text] = rng.choice(towns) if rng.random() < 0.5 else None
            changed[entity.start] = swaps[entity.text] or changed[entity.start]


def swap_bodies(doc: Doc, changed: list[str], rng: random.Random, names: dict[int, tuple[tuple[str, ...], ...]]) -> None:
    """Put other bodies' names of as many words in place of about half the release's bodies; acronyms stay."""
    swaps: dict[str, tuple[str, ...] | None] = {}
    for entity in doc.ents:
        if entity.label_ != "ORG" or len(entity) not in names or not all(t.is_alpha or t.text == "&" for t in entity):
            continue
        if entity.text not in swaps:
            swaps[entity.text] = rng.choice(names[len(entity)]) if rng.random() < 0.5 else None
        new = swaps[entity.text]
        if new is not None:
            for token, word in zip(entity, new, strict=True):
                changed[token.i] = word.upper() if token.text.isupper() and len(token.text) > 3 else word


def shouted(doc: Doc) -> range:
    """The tokens of the first line, if it is no longer than a headline."""
    end = next((t.i for t in doc if "\n" in t.text), 0)
    return range(end) if 3 < end < 25 else range(0)


def forget_unknown_tags(nlp: Language, docs: list[Doc]) -> None:
    """A tagger that goes on learning cannot take in new tags: what it does not know counts as not annotated."""
    known = set(nlp.get_pipe("tagger").labels) if "tagger" in nlp.pipe_names else set()
    for doc in docs if known else ():
        for token in doc:
            if token.tag_ not in known:
                token.tag_ = ""


@spacy.registry.readers("press_corpus.v1")
def make_reader(
    paths: str, seed: int, augmenter: Callable[[Language, Example], Iterator[Example]] | None = None
) -> Callable[[Language], Iterator[Example]]:
    """Make a reader of DocBins that keeps the documents in memory.

    `paths` are separated by commas; `weak.spacy,gold.spacy*4` reads the gold ones four times an epoch. The order of an epoch is shuffled.
    """
    rng = random.Random(seed)
    kept: list[Doc] = []

    def read(nlp: Language) -> Iterator[Example]:
        if not kept:
            for item in paths.split(","):
                path, _, times = item.partition("*")
                docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
                forget_unknown_tags(nlp, docs)
                kept.extend(docs * int(times or 1))
        order = list(kept)
        if augmenter is not None:
            rng.shuffle(order)
        for doc in order:
            bare = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
            example = Example(bare, doc)
            if augmenter is None:
                yield example
            else:
                yield from augmenter(nlp, example)

    return read
