"""press_people: where a name begins and ends, and what is no name of a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from releases import WRAPPED
from spacy.tokens import Doc

from pipeline.find.people import GROUP, PeopleFinder, is_headline
from pipeline.resolve.names import surface


def names(doc: Doc) -> list[str]:
    return [surface(span.text) for span in doc.spans[GROUP]]


# By the phenomenon: a text, and the names in it.
NAMES: dict[str, tuple[str, list[str]]] = {
    "honorific": ("Ms Karin Lim opened the plant.", ["Karin Lim"]),
    "honorifics and post-nominals": ("Hon. (Dr.) Amal Perera, MP, addressed the audience.", ["Amal Perera"]),
    "address of an office": ("His Excellency Paul Iversen opened the fair.", ["Paul Iversen"]),
    "order behind a name": ("Sir Paul Iversen, KBE, opened the fair.", ["Paul Iversen"]),
    "degrees": ("Dr. Karin Lim, PhD, and Mr. Paul Iversen, M.D., led the study.", ["Karin Lim", "Paul Iversen"]),
    "academic ranks": ("Prof. Dr. Ludwig Brandt gave the lecture.", ["Ludwig Brandt"]),
    "military rank": ("Lieutenant Colonel Paul Iversen led the unit.", ["Paul Iversen"]),
    "service behind a name": ("Col. Paul Iversen, USAF, attended.", ["Paul Iversen"]),
    "Malay patronym": ("Dato' Sri Ahmad bin Abdul Rahman thanked the donors.", ["Ahmad bin Abdul Rahman"]),
    "Romance particles": ("Ms. Maria de la Cruz thanked the donors.", ["Maria de la Cruz"]),
    "Dutch particles": ("Mr. Ludwig van der Berg thanked the donors.", ["Ludwig van der Berg"]),
    "Arabic article": ("Dr. Khalid Al-Mansouri opened the fair.", ["Khalid Al-Mansouri"]),
    "initials": ("H. S. P. J. Ekanayake chaired the session.", ["H. S. P. J. Ekanayake"]),
    "initials without spaces": ("Dr J.R. Silva chaired the session.", ["J.R. Silva"]),
    "middle initial": ("Robert F. Hale chaired the session.", ["Robert F. Hale"]),
    "generational suffix": ("Mr. Martin Keller Jr. received the visitors.", ["Martin Keller Jr."]),
    "generational suffix behind a comma": ("Mr. Martin Keller, Jr., received the visitors.", ["Martin Keller, Jr."]),
    "number": ("Judge Robert Hale III received the visitors.", ["Robert Hale III"]),
    "possessive": ("The guests praised Paul Iversen's work.", ["Paul Iversen"]),
    "hyphens": ("Mr. Jean-Luc Moreau-Petit received the visitors.", ["Jean-Luc Moreau-Petit"]),
    "accents": ("Ms Zoë Müller-Øst received José Ibáñez.", ["Zoë Müller-Øst", "José Ibáñez"]),
    "family name in capitals": ("Professor WANG Daquan received the visitors.", ["WANG Daquan"]),
    "title and family name": ("Director Wang received the visitors.", ["Wang"]),
    "title and honorific": ("The Minister for Trade, Mr Edwin Teo, received the visitors.", ["Edwin Teo"]),
    "list behind a plural": ("Vice Presidents Maria Keller and Tomas Novak attended.", ["Maria Keller", "Tomas Novak"]),
    "West African addresses": (
        "Alh. Musa Bello and Arc. Tunde Balogun met Otunba Ade Ojo.",
        ["Musa Bello", "Tunde Balogun", "Ade Ojo"],
    ),
    "second address in brackets": ("Engr. (Mrs.) Funke Adeyemi opened the fair.", ["Funke Adeyemi"]),
    "Pacific addresses": ("Adi Litia Vakatale met Whaea Mere Tamihana.", ["Litia Vakatale", "Mere Tamihana"]),
    "South Asian addresses": (
        "Kum. Asha Rao met Sh. Anil Verma and Tmt. Lakshmi Devi.",
        ["Asha Rao", "Anil Verma", "Lakshmi Devi"],
    ),
    "addresses of a family": ("Uncle Ray Walker and Aunty Joan Walker spoke.", ["Ray Walker", "Joan Walker"]),
    "rank of a peer": ("Viscountess Anne Keller opened the fair.", ["Anne Keller"]),
    "rank of a peer behind an address": ("The Rt Hon Baroness Keller spoke.", ["Keller"]),
    "address that is a name": ("Ms Begum and Mr Tan spoke.", ["Begum", "Tan"]),
    "Malay patronym written short": (
        "Ms Siti Aminah bt. Abdul Rahman thanked the donors.",
        ["Siti Aminah bt. Abdul Rahman"],
    ),
    "given name written short": ("Ms. Ma. Theresa Cruz thanked the donors.", ["Ma. Theresa Cruz"]),
    "suffix written out": ("The jury heard Ole Dahl senior on Monday.", ["Ole Dahl senior"]),
    "adjective behind a name": ("The visitors met Ole Dahl, senior partner of the firm.", ["Ole Dahl"]),
    "credits parted by a dash": ("Photos: Karin Lim - Paul Iversen", ["Karin Lim", "Paul Iversen"]),
    "in front of a title": (
        "“We are glad,” said Harish Chandran, Chief Technology Officer of Norvista.",
        ["Harish Chandran"],
    ),
    "brackets behind names": ("Karin Lim (Director) and Paul Iversen (Dean) attended.", ["Karin Lim", "Paul Iversen"]),
    "Korean given name": ("Dr. Kim Do-hyeon opened the fair.", ["Kim Do-hyeon"]),
    "nickname in quotes": ('Marcus "Tate" Guidry opened the fair.', ['Marcus "Tate" Guidry']),
    "hyphens in front of a title": (
        "It was signed by Kwabena Asante-Boadu, Minister for Water Resources.",
        ["Kwabena Asante-Boadu"],
    ),
    "double honorific": ("She succeeds Datuk Dr. Wong Kee Siong, who retires.", ["Wong Kee Siong"]),
    "family name alone later": (
        "Amal Perera opened the fair. “We are glad,” Perera said.",
        ["Amal Perera", "Perera"],
    ),
    "age": ("Paul Iversen, 42, of Springfield, pleaded guilty.", ["Paul Iversen"]),
    "no-break space": ("Mr.\u00a0Paul Iversen attended the fair.", ["Paul Iversen"]),
    "eponym of a school": ("The Karin Lim School of Business opened.", []),
    "eponym of a firm": ("Keller & Novak LLP advised the bank.", []),
    "eponym of a law": ("The court cited the Keller Act of 1984.", []),
    "eponym of a prize": ("She won the Keller Prize.", []),
    "headline cut by the story": (
        "Minister Lim Delivers Remarks on Clean Water\n\nThe Minister, Ms Karin Lim, spoke in Lyon on Monday.",
        ["Lim", "Karin Lim"],
    ),
    "credit lines": (
        "The rector spoke at length in the main hall.\n\nWritten by: Hu Juan\nEdited by: Liang Muwei, Li Tiantian\n",
        ["Hu Juan", "Liang Muwei", "Li Tiantian"],
    ),
    "contact line": (
        "The rector spoke at length in the main hall.\n\nMedia contact: Lena Dahl, lena.dahl@nordvik.example\n",
        ["Lena Dahl"],
    ),
    "wrapped line": (
        WRAPPED,
        ["Karin Lim", "Paul Iversen"],
    ),
    "title and honorific in a row": ("Minister for Law Mr Edwin Teo received the visitors.", ["Edwin Teo"]),
    "family name that names an office": (
        "Mr. Peter King and Ms. Laura Bishop attended.",
        ["Peter King", "Laura Bishop"],
    ),
    "family name that is a noun": (
        "Mr. Adam Bridge, Ms. Judy Park, Ms Karin Law and Ms. Emily Day attended.",
        ["Adam Bridge", "Judy Park", "Karin Law", "Emily Day"],
    ),
    "Maa particle": ("The Minister met Hon. Peter ole Lenku.", ["Peter ole Lenku"]),
    "Turkic patronymic": ("The Minister met Mr Rauf Emin oglu Mammadov.", ["Rauf Emin oglu Mammadov"]),
    "rank between office and name": ("UKL Vice-Chancellor Prof Datuk Dr Azlan Ghazi spoke.", ["Azlan Ghazi"]),
    "a body of three names, its officer behind a comma": (
        "The principal of Gonalura Maha Vidyavasa, Mr Ajith Perera, welcomed the guests.",
        ["Ajith Perera"],
    ),
    "a county that begins like an address": ("Deputies of the Doña Alba County patrol met.", []),
    "a second honorific alone is a place's": ("The ships of Kuala Seri Marlo lay at the quay.", []),
    "holder behind a body": ("The rector of Larnvik University Olga Sidorova spoke.", ["Olga Sidorova"]),
    "holder behind a noun of a body": (
        "The rector of the university Olga Petrovna Sidorova spoke.",
        ["Olga Petrovna Sidorova"],
    ),
    "Malaysian Chinese name": ("Peter Tan Hock Chye and Maria Lim Bee Hoon spoke.", ["Peter Tan Hock Chye", "Maria Lim Bee Hoon"]),
    "Burmese form of address": ("Chief Justice U Kyaw Kyaw Oo met the Attorney General.", ["Kyaw Kyaw Oo"]),
    "family name that is an office": ("Prof. Tariq Sultan and Dr. Rana Sultan spoke.", ["Tariq Sultan", "Rana Sultan"]),
    "second family name that is an office": ("Barr. (Mrs.) Hauwa Modu-Sheriff Grema spoke.", ["Hauwa Modu-Sheriff Grema"]),
    "honours with stops": ("Ms Indra Raj S.C., Senior Minister of State for Law, spoke.", ["Indra Raj"]),
    "field before a title is no name": (
        "The Chairman of the Senate Committee on Rural Power, Senator Karin Lim, spoke.",
        ["Karin Lim"],
    ),
    "verb of a headline": (
        "President Wraps Up Visit to Norway\n\nOslo – President Amara Silva ended her visit today.",
        ["Amara Silva"],
    ),
    "Yoruba and Malay forms of address": (
        "Oba Adeyemi Alao, Alhaja Bola Ade and Datin Paduka Siti Aminah were there.",
        ["Adeyemi Alao", "Bola Ade", "Siti Aminah"],
    ),
    "several behind one office": ("The houses were let by Ministers K Shan and Vivian Bala.", ["K Shan", "Vivian Bala"]),
    "family name in capitals behind an office": (
        "Mr. SAITO Jun, Director, and Vice Minister SAYAMA gave speeches.",
        ["SAITO Jun", "SAYAMA"],
    ),
    "Malay names behind labels": (
        "Posts\n\nHead, Department of Naval Architecture: Syed Azlan bin Syed Omar\nDean: Dato' Ahmad Faizal bin Haji Salleh\n\nDato' Ahmad Faizal spoke.",
        ["Syed Azlan bin Syed Omar", "Ahmad Faizal bin Haji Salleh", "Ahmad Faizal"],
    ),
    "given name that is a rank": (
        "Mr. Sultan A. Al-Marsad, Chief Executive Officer of the Larn Fund, spoke.",
        ["Sultan A. Al-Marsad"],
    ),
    "given name twice that is a form of address": ("Chief Justice Tun Tun Oo spoke.", ["Tun Tun Oo"]),
    "worker told by the work": (
        "The complaint was made by a crane operator, Vernon Tisdale, to the board.",
        ["Vernon Tisdale"],
    ),
    "a field between title and comma is no name": (
        "Karin Lim, Vice President Newbuilding at Sundhav Drilling AS, spoke.",
        ["Karin Lim"],
    ),
    "family name that is part of a form of address": (
        "Justice Tan Siong Thye met Mr Tan Boon Gin and Tan Sri Karim Yusof.",
        ["Tan Siong Thye", "Tan Boon Gin", "Karim Yusof"],
    ),
    "given name that is a rank behind a form of address": (
        "Dr Sultan Al Noor met the guests. Distinguished Guests, good evening.",
        ["Sultan Al Noor"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_names(read: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert names(read(text)) == expected


# Entities drawn by hand: however much or little the model takes for the name, it is cut to the bare name.
DRAWN: dict[str, tuple[str, list[str]]] = {
    "title and honorific drawn in": ("They met <Director Dr. Karin Lim|PERSON> there.", ["Karin Lim"]),
    "possessive drawn in": ("They met <Karin Lim's|PERSON> team there.", ["Karin Lim"]),
    "post-nominal drawn in": ("They met <Amal Perera, MP|PERSON> there.", ["Amal Perera"]),
    "two lines drawn as one": ("<Karin Lim\nPaul Iversen|PERSON>\n", ["Karin Lim", "Paul Iversen"]),
    "two names drawn as one": ("They met <Karin Lim and Paul Iversen|PERSON> there.", ["Karin Lim", "Paul Iversen"]),
    "cut short before a particle": (
        "They met <Ahmad|PERSON> bin <Abdul Rahman|PERSON> there.",
        ["Ahmad bin Abdul Rahman"],
    ),
    "cut short before a suffix": ("They met <Martin Keller|PERSON>, Jr., there.", ["Martin Keller, Jr."]),
    "not drawn behind an honorific": ("They met Ms Karin Lim there.", ["Karin Lim"]),
    "not drawn behind a title": ("They met Director Karin Lim there.", ["Karin Lim"]),
    "drawn as a place behind an honorific": ("They met Mr <Paul Iversen|GPE> there.", ["Paul Iversen"]),
    "acronym": ("They met <CSCSE|PERSON> there.", []),
    "company": ("They met <Keller Tools Ltd|PERSON> there.", []),
    "school": ("They met the <Fjellheim School|PERSON> there.", []),
    "law": ("They cited the <Keller Act|PERSON> there.", []),
    "office held in it": ("<Karin Lim|PERSON>, CEO of <Nakshatra|PERSON>, spoke.", ["Karin Lim"]),
    "title alone": ("They met the <Vice Chancellor|PERSON> there.", []),
    "honorific alone": ("They met <Dr.|PERSON> there.", []),
    "handle": ("They wrote to <@karinlim|PERSON> there.", []),
    "number": ("They met <Gate 4|PERSON> there.", []),
    "s/o in a name": ("Mr Balwant s/o Singh thanked them.", ["Balwant s/o Singh"]),
    "degree drawn in": ("They met <Maria Keller PhD|PERSON> there.", ["Maria Keller"]),
    "post-nominal drawn alone": ("They met <Maria Keller|PERSON>, <Esq.|PERSON>, there.", ["Maria Keller"]),
    "one address for two": ("They met Messrs. Keller and Novak there.", ["Keller", "Novak"]),
    "family name that is a noun, once with an address": (
        "They met <Emily Day|PERSON> there. Ms. Day left.",
        ["Emily Day", "Day"],
    ),
    "rank and family name": ("They met Senator <King|PERSON> there.", ["King"]),
    "prize called after a person": ("They met at the Dr. Keller Award there.", ["Keller"]),
    "signs alone": ("They met <Karin Lim|PERSON> there. <###|PERSON>", ["Karin Lim"]),
    "acronym of a body": ("<ILO Objectives|PERSON> were met. The <ILO|ORG> was glad.", []),
    "two columns": ("<Karin Lim|PERSON>\t<Paul Iversen|PERSON>\n", ["Karin Lim", "Paul Iversen"]),
    "place drawn into the name behind an office": (
        "Mayor of <Larnvik Jo Berg|PERSON> spoke to <Karin Lim|PERSON>.",
        ["Jo Berg", "Karin Lim"],
    ),
    "body drawn into the name of its head": (
        "CEO of <Halvex Karin Lim|PERSON> spoke to <Jo Berg|PERSON>.",
        ["Karin Lim", "Jo Berg"],
    ),
    "last of a list that the model left out": (
        "<Caitlin Dahl|PERSON>, <Brittney Moe|PERSON>, and Arike Ogunbo will play.",
        ["Caitlin Dahl", "Brittney Moe", "Arike Ogunbo"],
    ),
    "a firm behind two names is none of them": (
        "<Caitlin Dahl|PERSON>, <Brittney Moe|PERSON>, and <Halvex Foods|ORG> will play.",
        ["Caitlin Dahl", "Brittney Moe"],
    ),
    "office with its place, comma, name": (
        "The Mayor of <Saint-Aubert|GPE>, Cyprien d'Hautefeuille, and <Leila Berg|PERSON> came.",
        ["Cyprien d'Hautefeuille", "Leila Berg"],
    ),
    "a second apposition is no name": (
        "<Karin Lim|PERSON>, the Mayor of <Larnvik|GPE>, Halvex Weavers, and <Leila Berg|PERSON> came.",
        ["Karin Lim", "Leila Berg"],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), DRAWN.values(), ids=DRAWN)
def test_names_whatever_the_model_drew(draw: Callable[[str], Doc], marked: str, expected: list[str]) -> None:
    assert names(PeopleFinder()(draw(marked))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Lim Opens New Plant in Lyon\n\nShe spoke.", True),
        ("Minister Lim opens new plant in Lyon\n\nShe spoke.", False),
        ("Minister Lim Opens New Plant.\n\nShe spoke.", False),
        ("New Plant\n\nShe spoke.", False),
    ],
)
def test_headline(draw: Callable[[str], Doc], text: str, expected: bool) -> None:
    assert is_headline(draw(text)[0]) is expected


def test_each_name_says_which_rule_found_it(draw: Callable[[str], Doc]) -> None:
    doc = PeopleFinder()(draw("<Ines Prado|PERSON> met Ms Karin Lim and Director Paul Iversen."))
    assert [(span.text, span.id_) for span in doc.spans[GROUP]] == [
        ("Ines Prado", "model"),
        ("Karin Lim", "honorific"),
        ("Paul Iversen", "title"),
    ]
