"""Training examples with other names in them: the registered augmenter `press_names.v1`.

What a model learns by heart it does not find in releases from elsewhere. In a share of the examples every word of a person's name is put in place of
another name word, drawn from the naming customs of forty languages, and the proper words of bodies ("Wuhan" in "Wuhan University of
Technology", not "University") by words of bodies from all over the world. A word is replaced by the same word all through a release, so that short
forms still fit. Some lines are set in capitals, as headlines are. Tokens stay as many as they were: tags and trees still hold.
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

from pipeline.lexicon import table, words

LOCALES = (
    "en_US en_GB en_IN en_NZ fr_FR de_DE es_ES es_MX es_CO pt_BR pt_PT it_IT nl_NL sv_SE no_NO da_DK fi_FI et_EE lv_LV lt_LT pl_PL cs_CZ "
    "sk_SK hu_HU ro_RO hr_HR sl_SI tr_TR az_AZ vi_VN id_ID fil_PH yo_NG zu_ZA tw_GH sq_AL uz_UZ is_IS de_CH fr_CA".split()
)
# Names of places where Faker has other scripts only, in the spelling of English-language releases.
ROMANISED = {
    "zh": ("Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan",
           "Wei Min Jing Hua Xiaoming Jianguo Meiling Daquan Rong Zongkai Tiantian Yuxin Haoran Zhihao Xinyi Guoqiang Lihong Yan Muwei Juan Qiang Ling Bo Jiaying"),
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
        given += [w for w in (fake.first_name() for _ in range(60)) if w.isascii() or w.isalpha()]
        family += [w for w in (fake.last_name() for _ in range(60)) if " " not in w]
    for families, givens in ROMANISED.values():
        family += (families.split() * 6)[:90]
        given += (givens.split() * 6)[:90]
    return tuple(w for w in given if " " not in w), tuple(family)


@cache
def body_words(path: str | None) -> tuple[str, ...]:
    """Proper words out of names of bodies: a registry's names (tab-separated, name second) without the nouns of their kind."""
    if path is None:
        return ()
    common = set(table("org_heads")) | words("not_bodies") | {"national", "international", "research", "science", "technology", "medical", "health"}
    found: set[str] = set()
    with gzip.open(Path(path), "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            for word in line.split("\t")[1].split():
                if word[0].isupper() and word.isalpha() and len(word) > 3 and word.lower() not in common:
                    found.add(word)
    return tuple(sorted(found))


@spacy.registry.augmenters("press_names.v1")
def make_augmenter(people: float, bodies: float, shout: float, registry: str | None, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """Make the augmenter; the shares say in how many examples names of people and of bodies change, and headlines shout."""
    rng = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        swaps: dict[str, str] = {}
        if rng.random() < people:
            swaps |= swap_people(doc, rng, seed)
        if registry and rng.random() < bodies:
            swaps |= swap_bodies(doc, rng, body_words(registry))
        line = shouted(doc) if rng.random() < shout else range(0)
        if not swaps and not line:
            yield example
            return
        words_ = new_words(doc, swaps, line)
        yield Example.from_dict(Doc(nlp.vocab, words=words_, spaces=[bool(t.whitespace_) for t in doc]), as_dict(doc, words_))

    return augment


def swap_people(doc: Doc, rng: random.Random, seed: int) -> dict[str, str]:
    """For each name word of the release's people a word of the same place in other names."""
    given, family = name_words(seed)
    swaps: dict[str, str] = {}
    particles = words("name_particles")
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            for token in entity:
                if token.is_alpha and len(token.text) > 1 and token.lower_ not in particles and token.text not in swaps:
                    new = rng.choice(family if token.i == entity.end - 1 else given)
                    swaps[token.text] = new.upper() if token.text.isupper() else new
    return swaps


def swap_bodies(doc: Doc, rng: random.Random, pool: tuple[str, ...]) -> dict[str, str]:
    """For each proper word of the release's bodies (no noun of a kind, no small word, no acronym) a word out of other bodies' names."""
    swaps: dict[str, str] = {}
    lower = {t.text for t in doc if t.text.islower()}
    heads = table("org_heads")
    for entity in doc.ents:
        if entity.label_ == "ORG":
            for token in entity:
                proper = token.is_title and token.is_alpha and len(token.text) > 3 and token.lower_ not in heads and token.lower_ not in lower
                if proper and token.text not in swaps and token.tag_ == "NNP" and rng.random() < 0.5:
                    swaps[token.text] = rng.choice(pool)
    return swaps


def shouted(doc: Doc) -> range:
    """The tokens of the first line, if it is no longer than a headline."""
    end = next((t.i for t in doc if "\n" in t.text), 0)
    return range(end) if 3 < end < 25 else range(0)


def new_words(doc: Doc, swaps: dict[str, str], line: range) -> list[str]:
    """The release's words after the change."""
    inside = {t.i for e in doc.ents if e.label_ in {"PERSON", "ORG"} for t in e}
    changed = [swaps.get(t.text, t.text) if t.i in inside else t.text for t in doc]
    return [w.upper() if i in line else w for i, w in enumerate(changed)]


def as_dict(doc: Doc, changed: list[str]) -> dict[str, Any]:
    """The reference annotations over the new words."""
    data: dict[str, Any] = Example(doc, doc).to_dict()
    data["token_annotation"]["ORTH"] = changed
    data["doc_annotation"]["spans"] = {}  # groups of the release as it was
    return data


@spacy.registry.readers("press_corpus.v1")
def make_reader(
    paths: str, seed: int, augmenter: Callable[[Language, Example], Iterator[Example]] | None = None
) -> Callable[[Language], Iterator[Example]]:
    """Make a reader of DocBins that keeps the documents in memory.

    `paths` are separated by commas; `weak.spacy,gold.spacy*4` reads the gold ones four times an epoch. The first passes (spaCy reads
    the data once for each component to collect labels) see the examples as they are; the order of an epoch is shuffled.
    """
    rng = random.Random(seed)
    kept: list[Doc] = []
    passes = 0

    def read(nlp: Language) -> Iterator[Example]:
        nonlocal passes
        if not kept:
            for item in paths.split(","):
                path, _, times = item.partition("*")
                docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
                kept.extend(docs * int(times or 1))
        passes += 1
        order = list(kept)
        if augmenter is not None:
            rng.shuffle(order)
        for doc in order:
            bare = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
            example = Example(bare, doc)
            if augmenter is None or passes <= len(nlp.pipe_names) + 1:
                yield example
            else:
                yield from augmenter(nlp, example)

    return read
