"""press_organisations: where the name of a body begins and ends, and what is no body."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from releases import WRAPPED
from spacy.tokens import Doc, SpanGroup

from pipeline.find.bodies import sure_bodies
from pipeline.find.organisations import GROUP, OrganisationFinder
from pipeline.find.titles import TitleFinder
from pipeline.resolve.names import surface


def names(doc: Doc) -> list[str]:
    return [surface(span.text) for span in doc.spans[GROUP]]


# By the phenomenon: a text, and the bodies named in it.
NAMES: dict[str, tuple[str, list[str]]] = {
    "legal form": ("Halvex Inc. opened a plant.", ["Halvex Inc."]),
    "legal form behind a comma": ("Halvex Tools, Inc., opened a plant.", ["Halvex Tools, Inc."]),
    "two legal forms": ("Haneul Motor Co., Ltd. opened a plant.", ["Haneul Motor Co., Ltd."]),
    "legal form in brackets": ("Sandaru Foods (Pvt) Ltd opened a plant.", ["Sandaru Foods (Pvt) Ltd"]),
    "foreign legal form": ("Jatobá Pagamentos S.A. opened a branch.", ["Jatobá Pagamentos S.A."]),
    "firm of two names": ("Keller & Novak LLP advised the bank.", ["Keller & Novak LLP"]),
    "fields joined by and": ("The Ministry of Trade and Industry published it.", ["Ministry of Trade and Industry"]),
    "fields in a list": (
        "The Ministry of Land, Infrastructure and Transport published it.",
        ["Ministry of Land, Infrastructure and Transport"],
    ),
    "field with an article": (
        "The Ministry of Sustainability and the Environment published it.",
        ["Ministry of Sustainability and the Environment"],
    ),
    "bodies joined by and": (
        "The Ministry of Health and the Ministry of Trade published it.",
        ["Ministry of Health", "Ministry of Trade"],
    ),
    "bodies in a list": (
        "The Ministry of Health, the Ministry of Education and the National Water Agency published it.",
        ["Ministry of Health", "Ministry of Education", "National Water Agency"],
    ),
    "company and university": (
        "Halvex Inc. and the University of Fjellheim signed the letter.",
        ["Halvex Inc.", "University of Fjellheim"],
    ),
    "noun behind the words": ("The Fjellheim Food Safety Agency closed the plant.", ["Fjellheim Food Safety Agency"]),
    "noun between words and field": (
        "The Keller Center for Tidal Research met.",
        ["Keller Center for Tidal Research"],
    ),
    "committee with fields": (
        "The Health, Education, Labor, and Pensions Committee met on Monday.",
        ["Health, Education, Labor, and Pensions Committee"],
    ),
    "working group": ("The Working Group on Tidal Energy met on Monday.", ["Working Group on Tidal Energy"]),
    "unit at a body": (
        "The School of Law at the University of Fjellheim won.",
        ["School of Law", "University of Fjellheim"],
    ),
    "unit of a body": (
        "The Department of Physics of the University of Fjellheim won.",
        ["Department of Physics", "University of Fjellheim"],
    ),
    "unit behind a possessive": (
        "The Justice Department’s Civil Division filed the suit.",
        ["Justice Department", "Civil Division"],
    ),
    "place in a name": ("The Supreme Court of Norway issued the ruling.", ["Supreme Court of Norway"]),
    "place behind a name": ("The Museum of Modern Craft in Norway opened.", ["Museum of Modern Craft"]),
    "country in front": ("The U.S. Department of Energy filed the report.", ["U.S. Department of Energy"]),
    "government": ("The Government of Sri Lanka issued it.", ["Government of Sri Lanka"]),
    "cabinet": ("The Cabinet approved the proposal.", ["Cabinet"]),
    "office of an officer": ("The Office of the President issued it.", ["Office of the President"]),
    "trailing possessive": ("The National Water Agency’s office closed.", ["National Water Agency"]),
    "title behind": ("Lena Dahl, Director of the Institute of Marine Physics, spoke.", ["Institute of Marine Physics"]),
    "owned by many": (
        "The Northern Pilots' Union and the Larnvik Women's Association met on Monday.",
        ["Northern Pilots' Union", "Larnvik Women's Association"],
    ),
    "legal form behind a country in brackets": (
        "They left Southern Cross Marine (Fiji) Limited early.",
        ["Southern Cross Marine (Fiji) Limited"],
    ),
    "Danish legal form": ("They bought Vesterhav Katalyse A/S of Denmark.", ["Vesterhav Katalyse A/S"]),
    "co-operative": ("The Larnvik Power Co-operative built it.", ["Larnvik Power Co-operative"]),
    "partners": ("The books were audited by Wanjohi, Teferra & Partners.", ["Wanjohi, Teferra & Partners"]),
    "organ of a body": (
        "The Council of Larnvik University met on Monday.",
        ["Council", "Larnvik University"],
    ),
    "board that everybody has": ("She left the Board of Directors on Monday.", []),
    "government of a state": ("The Norwegian government approved it.", ["Norwegian government"]),
    "government of a state, behind": ("It was approved by the government of Norway.", ["government of Norway"]),
    "government of no state": ("The local government approved it.", []),
    "possessive without its apostrophe": (
        "Lena Dahl of the Justice Departments Criminal Division announced it.",
        ["Justice Departments", "Criminal Division"],
    ),
    "law": ("The Clean Water Act passed.", []),
    "treaty": ("They signed the Northern Fisheries Convention.", []),
    "award": ("She won the Northern Science Award.", []),
    "event": ("The World Water Conference opened.", []),
    "convention on a field": ("They signed the Northern Convention on Mediation.", []),
    "policy for a field": ("They published the National Policy for Rural Youth.", []),
    "guidelines of a body": ("They follow the Northern Water Organisation Guidelines.", []),
    "place of issue in front": ("LARNVIK Halvex Tools Inc. opened a plant.", ["Halvex Tools Inc."]),
    "countries that act": ("China agreed with Norway.", []),
    "country, however long": ("The Socialist Republic of Vietnam agreed with the Kingdom of Norway.", []),
    "general words": ("The university and the government agreed with the company.", []),
    "general word with a capital": ("The University will host the centre.", []),
    "job titles": ("The Chief Executive Officer and the Press Officer left.", []),
    "address of a page": ("See www.orbion.example for details.", []),
    "wrapped lines": (
        WRAPPED,
        ["University of Fjellheim", "Ministry of Trade and Industry"],
    ),
    "unit behind a country's body": (
        "The U.S. Department of Justice’s Civil Division met.",
        ["U.S. Department of Justice", "Civil Division"],
    ),
    "unit behind a body": (
        "The University of Fjellheim School of Law won.",
        ["University of Fjellheim", "School of Law"],
    ),
    "firm behind a full stop": (
        "They left the Fjellheim Statistics Centre. Halvex Mills Ltd opened a plant.",
        ["Fjellheim Statistics Centre", "Halvex Mills Ltd"],
    ),
    "headline": (
        "University Opens New Centre for Marine Research\n\nThe University of Fjellheim opened a lab.",
        ["University of Fjellheim"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_names(read: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert names(read(text)) == expected


# Entities drawn by hand: the grammar corrects the bounds, and what is no body is left out.
DRAWN: dict[str, tuple[str, list[str]]] = {
    "article and possessive drawn in": ("They left <the Halvex Group’s|ORG> plant.", ["Halvex Group"]),
    "two lines drawn as one": ("<Halvex Tools\nNorvista Foods|ORG>\n", ["Halvex Tools", "Norvista Foods"]),
    "two bodies drawn as one": (
        "<The Ministry of Trade and the Ministry of Health|ORG> met.",
        ["Ministry of Trade", "Ministry of Health"],
    ),
    "unit and body drawn as one": (
        "<The Civil Division of the Department of Justice|ORG> met.",
        ["Civil Division", "Department of Justice"],
    ),
    "cut short": ("<The Ministry|ORG> of Trade and Industry met.", ["Ministry of Trade and Industry"]),
    "not drawn": ("The Institute of Marine Physics met.", ["Institute of Marine Physics"]),
    "legal form not drawn": ("They left Brandt Werkzeugbau GmbH early.", ["Brandt Werkzeugbau GmbH"]),
    "drawn as a name": ("<Lena Dahl|PERSON>, CEO of <Nakshatra|PERSON>, spoke.", ["Nakshatra"]),
    "acronym": ("They left <CSCSE|ORG> early.", ["CSCSE"]),
    "law drawn as a body": ("They cited <the Clean Water Act|ORG> early.", []),
    "event drawn as a body": ("They left <the World Water Summit|ORG> early.", []),
    "country drawn as a body": ("They left <the Republic of Fiji|ORG> early.", []),
    "union of countries": ("They left the <European Union|ORG> early.", ["European Union"]),
    "party and state": ("<Ron Hale|PERSON> (<R-Mo.|ORG>) left early.", []),
    "amount": ("They gave <US$40|ORG> for it.", []),
    "title drawn as a body": ("They met the <Chief Scientist|ORG> there.", []),
    "family name of a person": ("<Karin Lim|PERSON> spoke. Then <Lim|ORG> left.", []),
    "sometimes a place": ("<Fjellheim|ORG> grew. <Fjellheim|GPE> shrank. They left <Fjellheim|GPE> early.", []),
    "heading": ("<Many New Ways of Saving Clean Water|ORG>\n\nShe spoke.", []),
    "ministry of an officer, not drawn": ("The Ministry of Justice met.", ["Ministry of Justice"]),
    "office of an officer, not drawn": (
        "The Prime Minister's Office and the Larnvik County Sheriff's Office met.",
        ["Prime Minister's Office", "Larnvik County Sheriff's Office"],
    ),
    "two ministries drawn as one": (
        "The <Ministry of Trade and Ministry of Health|ORG> met.",
        ["Ministry of Trade", "Ministry of Health"],
    ),
    "two universities, one in front of the other's noun": (
        "The <University of Fjellheim and Larnvik University|ORG> met.",
        ["University of Fjellheim", "Larnvik University"],
    ),
    "unit of a body, drawn as one": (
        "The <College of Nursing of Larnvik Lakeside University|ORG> met.",
        ["College of Nursing", "Larnvik Lakeside University"],
    ),
    "title drawn in": ("<Karin Lim|PERSON> became <Dean of the School of Law|ORG>.", ["School of Law"]),
    "legal form with full stops in brackets": (
        "They left Sandaru Foods (Pvt.) Ltd. early.",
        ["Sandaru Foods (Pvt.) Ltd."],
    ),
    "legal forms with full stops": ("They left Kencana Sawit Sdn. Bhd. early.", ["Kencana Sawit Sdn. Bhd."]),
    "Spanish": ("They met at Universidad Austral de los Llanos there.", ["Universidad Austral de los Llanos"]),
    "Portuguese, drawn as a name": (
        "It was filed with the <Comissão de Valores|PERSON> Marítimos there.",
        ["Comissão de Valores Marítimos"],
    ),
    "French, with an apostrophe": (
        "They left the Réseau des Cabinets d’Estampes early.",
        ["Réseau des Cabinets d’Estampes"],
    ),
    "German, noun last": ("They left Norvik Stiftung early.", ["Norvik Stiftung"]),
    "Malay": ("They left Politeknik Samudra Larn early.", ["Politeknik Samudra Larn"]),
    "two foreign bodies": (
        "They left Musée Alméras and Éditions du Baquet early.",
        ["Musée Alméras", "Éditions du Baquet"],
    ),
    "unit of a foreign body": (
        "The Institute of Computing of the Universidade Estadual do Norte met.",
        ["Institute of Computing", "Universidade Estadual do Norte"],
    ),
    "noun in front": ("They left the tram operator <Haldis Tramvay|GPE> early.", ["Haldis Tramvay"]),
    "noun in front, drawn as a name": (
        "They left the trade union <Schiene und Metall|PERSON> early.",
        ["Schiene und Metall"],
    ),
    "noun and comma in front": ("They met in a bakery, <Flor do Campo|PERSON>, there.", ["Flor do Campo"]),
    "noun in front of a person": ("They met the company Mr. Keller left.", []),
    "noun in front of a day": ("They left the company Monday.", []),
    "noun in front of a town": ("They left the school <Larnvik|GPE> built.", []),
    "thing in front": ("They left the ferry <Lady Maren|ORG> early.", []),
    "place in front": ("They left it in <Larnvik|ORG> early.", []),
    "place in front, holds officers": (
        "They left it in <Larnvik|ORG> early. The CEO of <Larnvik|ORG> spoke.",
        ["Larnvik", "Larnvik"],
    ),
    "several": ("They left <Public Institutions|ORG> early.", []),
    "quoted": ("They call it “<Darnel|ORG>” there.", []),
    "title in quotes": ("He spoke on “Building the Shared Vision through <Town-Village Ties|ORG>” there.", []),
    "word of the language": ("Their <Forests|ORG> grew. All forests grew.", []),
    "what is done": ("They saw the <Issuance of Notice|ORG> there.", []),
    "what is done, as bodies are called": (
        "They left the <Direction of Fisheries|ORG> early.",
        ["Direction of Fisheries"],
    ),
    "work by its last word": ("They flew the <Norvik Lunar Orbiter|ORG> early.", []),
    "seen on": ("They saw it on <Glimmer|ORG> there.", []),
    "seen at": ("They saw it at <Larnvik|ORG> there.", []),
    "seen at, and elsewhere": ("They worked at <Larnvik|ORG> there. <Larnvik|ORG> grew.", ["Larnvik", "Larnvik"]),
    "unit with a field, behind its body": (
        "The National Postal Service Office of Audit met.",
        ["National Postal Service", "Office of Audit"],
    ),
    "unit with a field, behind an acronym": (
        "The NHX Office of Internal Affairs met.",
        ["NHX", "Office of Internal Affairs"],
    ),
    "name drawn into a ministry": (
        "They met the Secretary to the <Ministry of Finance Karu Silvera|ORG> there.",
        ["Ministry of Finance"],
    ),
    "number of a case": ("They saw <Civil Action No. 10|ORG> there.", []),
    "programme that has officers": (
        "They met the Director of the <Northern Development Programme|ORG> there.",
        ["Northern Development Programme"],
    ),
    "programme": ("They joined the <Northern Development Programme|ORG> early.", []),
    "holder of a title": ("They thanked our Director, <Baraka Mwinyi Oloo|ORG>.", []),
    "body between two names of its own": (
        "They left the <Ministry of Energy|ORG> and <Norpec|ORG> early.",
        ["Ministry of Energy", "Norpec"],
    ),
    "field drawn apart": (
        "They left the <Ministry of Finance|ORG> and <National Policies|ORG> early.",
        ["Ministry of Finance and National Policies"],
    ),
    "embassy and another": ("They met the Embassy of Norway and Grand Norvik there.", ["Embassy of Norway"]),
    "government of a state for a purpose": (
        "They met the Government of Norway for Cooperation there.",
        ["Government of Norway"],
    ),
    "government of a state with and": (
        "They met the Government of Trinidad and Tobago there.",
        ["Government of Trinidad and Tobago"],
    ),
    "body with a hyphen behind a unit": (
        "They left the Central Library of Larnvik-Nam Dor University early.",
        ["Central Library", "Larnvik-Nam Dor University"],
    ),
    "preposition with a capital": ("Annex - About Larnvik University there.", ["Larnvik University"]),
    "initial in a name": (
        "They left the Hollis T. Berg Correctional Center early.",
        ["Hollis T. Berg Correctional Center"],
    ),
    "unit right behind its body": (
        "They left the <Criminal Division Public Integrity Section|ORG> early.",
        ["Criminal Division", "Public Integrity Section"],
    ),
    "possessive without its apostrophe, drawn as one": (
        "They left <Norvik Border Enforcements Home Safety Inquiries|ORG> early.",
        ["Norvik Border Enforcements", "Home Safety Inquiries"],
    ),
    "units behind possessives that all lost their apostrophes": (
        "The <FWSs Larnvik Field Office|ORG> and the <Department of Homes Office of Audit|ORG> saw that the <Norways Fraud Office|ORG> had left early.",
        ["FWSs", "Larnvik Field Office", "Department of Homes", "Office of Audit", "Fraud Office"],
    ),
    "apostrophe that one quote kept": (
        "They saw that some of the people of the <Justice Departments Civil Division|ORG> and of the <Justice Departments Tax Division|ORG> had left. 'That's it.'",
        ["Justice Departments", "Civil Division", "Justice Departments", "Tax Division"],
    ),
    "office of many officers": ("The <Larn County Sheriffs Office|ORG> met. One Sheriff left.", ["Larn County Sheriffs Office"]),
    "ministry and a body that opens with its country": (
        "The Department of Trade and the U.S. Water Agency met.",
        ["Department of Trade", "U.S. Water Agency"],
    ),
    "unit behind a ministry of two fields": (
        "The <U.S. Department of Health and Human Services Office of Audit|ORG> met.",
        ["U.S. Department of Health and Human Services", "Office of Audit"],
    ),
    "field that begins again": (
        "The <Department of Home Security Home Security Inquiry Unit|ORG> met.",
        ["Department of Home Security", "Home Security Inquiry Unit"],
    ),
    "office of an officer, and a service behind it": (
        "The <Office of Inspector General Northern Inquiry Service|ORG> met.",
        ["Office of Inspector General", "Northern Inquiry Service"],
    ),
    "field that goes on behind to": ("The <Office for Access to Water|ORG> met.", ["Office for Access to Water"]),
    "congress of the people": (
        "The Standing Committee of the National People's Congress met.",
        ["Standing Committee of the National People's Congress"],
    ),
    "county and state in front": (
        "The <Larn County|GPE>, <Texas|GPE>, Sheriffs Office and the <Larnton|GPE>, <Oregon|GPE> Police Department met.",
        ["Larn County, Texas, Sheriffs Office", "Larnton, Oregon Police Department"],
    ),
    "House of a congress": ("The Senate and the House met. A bill passed both the House and Senate.", ["Senate", "House", "House", "Senate"]),
    "House without a congress": ("They left the House early.", []),
    "White House": ("The White House answered. They met at the White House.", ["White House"]),
    "unit in a line of its own": ("Letters and <Publicity Unit|ORG>\n\nIt rained.", ["Letters and Publicity Unit"]),
    "rank that opens a firm": ("<General Tidewater Inc.|ORG> met.", ["General Tidewater Inc."]),
    "word in brackets inside": ("The <Larn Trading (General) Corporation|ORG> met.", ["Larn Trading (General) Corporation"]),
    "legal form ends a name": ("They left Messrs. <Halvex Allied Services Ltd|ORG> for the Larn Office.", ["Halvex Allied Services Ltd"]),
    "body of an office, as the model drew it": (
        "The Head of the <National Drive for Water and Soil Recovery|ORG> met.",
        ["National Drive for Water and Soil Recovery"],
    ),
    "court with its seat": ("They met in the <District Court|ORG> in <Larnton|GPE> early.", ["District Court in Larnton"]),
    "court with its field and its seat": (
        "They met in the <District Court for the Northern District|ORG> in <Larnton|GPE> early.",
        ["District Court for the Northern District"],
    ),
    "embassy with its seat": ("They met at the Embassy of <Norway|GPE> in <Malta|GPE> early.", ["Embassy of Norway in Malta"]),
    "saint in a name": ("They left <Saint Anne's University Hospital|ORG> early.", ["Saint Anne's University Hospital"]),
    "All as a part of a name": (
        "They spoke to the <All Norland Lawyers Association|ORG> about the rules.",
        ["All Norland Lawyers Association"],
    ),
    "word that a hyphen parts": (
        "They spoke to the <Coordinating Committee|ORG> on Re-admission about the rules.",
        ["Coordinating Committee on Re-admission"],
    ),
    "unit behind a department": (
        "They left the <U.S. Department of Trade Fair Markets Section|ORG> early.",
        ["U.S. Department of Trade", "Fair Markets Section"],
    ),
    "two legal forms joined by &": ("They left <Lindner GmbH|ORG> & Co. KG early.", ["Lindner GmbH & Co. KG"]),
    "partners of a firm": ("They asked Haines and <Moore|GPE>, LLP early.", ["Haines and Moore, LLP"]),
    "two firms": ("They asked the Larn Water Agency and <Moore|ORG>, LLP early.", ["Larn Water Agency", "Moore, LLP"]),
    "verb of a headline": (
        "Man Pleads Guilty to Defrauding <Halvex Bolts Inc.|ORG>\n\nHe robbed <Halvex Bolts Inc.|ORG> of Larnton.",
        ["Halvex Bolts Inc.", "Halvex Bolts Inc."],
    ),
    "legal form and a sentence": ("They left <Halvex Bolts Inc.|ORG> As part of it, they paid.", ["Halvex Bolts Inc."]),
    "where a firm is based": ("They met the <Larnton|GPE>-based <Tide Group|ORG> early.", ["Tide Group"]),
    "numbered unit": ("They met the 2nd <Civil Division|ORG> early.", ["2nd Civil Division"]),
    "environment with its article": ("They met the Fund for Mines and the Environment early.", ["Fund for Mines and the Environment"]),
    "comma and no list": (
        "They met the Ministry of Ferries, and <Tarn Reef|ORG> left.",
        ["Ministry of Ferries", "Tarn Reef"],
    ),
    "foreign noun inside": ("They met <Technische Universität Larn|ORG> early.", ["Technische Universität Larn"]),
    "chairman of a body": ("They met Chairman University of Larnvik early.", ["University of Larnvik"]),
    "hyphen between bodies": (
        "They left the Department of Chemistry-University of Larnvik early.",
        ["Department of Chemistry", "University of Larnvik"],
    ),
    "two agencies": (
        "They left the Office of Public Audit and the Federal Bureau of Inquiry early.",
        ["Office of Public Audit", "Federal Bureau of Inquiry"],
    ),
    "lost apostrophe behind a mass noun": (
        "They left the Department of Defenses Office of Public Audit early.",
        ["Department of Defenses", "Office of Public Audit"],
    ),
    "s of its own": ("<Marlo Labs|ORG> Opens Plant in Larnton\n\nThey met <Marlo Labs|ORG>, a maker.", ["Marlo Labs", "Marlo Labs"]),
    "acronym that owns a unit": ("They met NHX's Division of Tidal Health early.", ["NHX", "Division of Tidal Health"]),
    "unit behind an officer": (
        "They left the District Attorney’s <Consumer Protection Unit|ORG> early.",
        ["Consumer Protection Unit"],
    ),
    "government, with its article": ("They thanked the <Norwegian|NORP> government early.", ["Norwegian government"]),
    "unit of an officer's office": (
        "They left the Fraud Unit of the Larn County District Attorney's Office early.",
        ["Fraud Unit", "Larn County District Attorney's Office"],
    ),
    "heading with a small word": ("<Many Ways With Clean Water|ORG>\n\nShe spoke.", []),
}


@pytest.mark.parametrize(("marked", "expected"), DRAWN.values(), ids=DRAWN)
def test_names_whatever_the_model_drew(draw: Callable[[str], Doc], marked: str, expected: list[str]) -> None:
    assert names(OrganisationFinder()(draw(marked))) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Halvex Tools, Inc. met.", [("Halvex Tools, Inc.", "legal form")]),
        ("The head of <Étoile Pharma|PERSON> left.", [("Étoile Pharma", "office held in it")]),
        ("The CEO of the Nakshatra left.", [("Nakshatra", "office held in it")]),
        ("The CEO of <Skarn|GPE> left.", [("Skarn", "proved by the text")]),
        ("The CEO of <Norway|GPE> left.", []),
        ("They thanked <Skarn|GPE>'s Chief Financial Officer.", [("Skarn", "proved by the text")]),
        ("They met Skarn CEO <Jan Roe|PERSON> early.", [("Skarn", "proved by the text")]),
        ("They met <Jan Roe|PERSON>, CEO, Marlo Reef.", [("Marlo Reef", "proved by the text")]),
        ("They met <Jan Roe|PERSON>, CEO, <Larnton|GPE>.", []),
        ("She joined Skarn as Chief Technology Officer.", [("Skarn", "proved by the text")]),
        ("She joined <Jan Roe|PERSON> as Chief Technology Officer.", []),
        ("<Skarn|GPE>, a developer of pumps, grew.", [("Skarn", "proved by the text")]),
        ("They met in <Larnton|GPE>, a subsidiary of hope.", []),
        ("<Jan Roe|PERSON>, a developer of pumps, left.", []),
        ("Marlo Reef (NASDAQ: MRLO) grew.", [("Marlo Reef", "symbol of its shares")]),
        ("Marlo Reef (the “Company”) grew.", [("Marlo Reef", "proved by the text")]),
        ("OSLO, May 3 (NEWSROLLER) - It rained.", [("NEWSROLLER", "wire in the dateline")]),
        ("OSLO, May 3 /LarnNewswire/ -- It rained.", [("/LarnNewswire/", "wire in the dateline")]),
        ("OSLO (Norway) - It rained.", []),
        ("The Chairman of <Skarn|GPE> left.", [("Skarn", "proved by the text")]),
        ("The Chairman of <Larnton|GPE> left. He lives in Larnton.", []),
        (
            "They have clients including Skarn, <Marlo|GPE> and the Tarn Reef. They met in Norvik.",
            [("Skarn", "proved by the text"), ("Marlo", "proved by the text"), ("Tarn Reef", "proved by the text")],
        ),
        ("They have clients such as <Norvik|GPE> and Skarn. They met in Norvik.", [("Skarn", "proved by the text")]),
        ("They signed a contract with <Harbour Line Transit|FAC> early.", [("Harbour Line Transit", "proved by the text")]),
        ("They signed a contract with <New Larnton|GPE> early.", []),
        ("They signed a contract with <Jan Roe|PERSON> early.", []),
        ("They signed a contract with the Clean Larnton programme early.", []),
        ("They signed a contract with Big Tar companies early.", []),
        ("A joint venture between <Veldt|GPE> and Ormin Reef failed.", [("Veldt", "proved by the text"), ("Ormin Reef", "proved by the text")]),
        ("They asked law firms <Birch Tully|PERSON> and Lowden Hay.", [("Birch Tully", "proved by the text"), ("Lowden Hay", "proved by the text")]),
        ("They helped the customers Schedule Cee Profit.", []),
        ("He was the owner of Sunny Reef and Happy Days, they said.", [("Sunny Reef", "office held in it"), ("Happy Days", "proved by the text")]),
        ("<Veldt|PERSON>, headquartered in Larnton, grew.", [("Veldt", "proved by the text")]),
        ("<Jan Roe|PERSON>, based in Larnton, left.", []),
        ("They met al-Larn, a firm.", []),
        ("They met Tarn Reef as the official media partner.", [("Tarn Reef", "proved by the text")]),
        ("It rained, Larnpost reports.", [("Larnpost", "proved by the text")]),
        ("It was the Larssen administration.", []),
        ("KITE is a division of the firm.", [("KITE", "defined in a clause")]),
        ("RFA Roofs is an NGO.", [("RFA Roofs", "defined in a clause")]),
        ("The President of <Finland|GPE> left.", []),
        ("The Minister of Nakshatra left.", []),
        ("The Superintendent of the District left. The district grew.", []),
        ("The CEO of St Hilda's Quad left.", [("St Hilda's Quad", "office held in it")]),
        ("The Chair of the Socialist Republic of Norland left.", []),
        ("The Director of the Office left.", []),
        ("The students of the Master in Law met.", []),
        ("Kites for All (KFA) is an independent charity in Larnton.", [("Kites for All", "defined in a clause")]),
        ("Roofs Without Borders is a free, non-profit organisation.", [("Roofs Without Borders", "defined in a clause")]),
        ("<Jo Lim|PERSON> is a charity worker in a bank.", []),
        ("It is a charity. The plan is a gift.", []),
        ("Inc. 500 companies met.", []),
        ("As a company, they met as limited partners.", []),
    ],
)
def test_what_grammar_shows_to_be_a_body(
    draw: Callable[[str], Doc], marked: str, expected: list[tuple[str, str]]
) -> None:
    doc = TitleFinder()(draw(marked))
    assert [(span.text, span.id_) for span in sure_bodies(doc)] == expected


def test_each_name_says_which_rule_found_it(draw: Callable[[str], Doc]) -> None:
    doc = OrganisationFinder()(
        draw("<NWA|ORG>, Halvex Inc., the Institute of Physics and the Cabinet met the CEO of <Nakshatra|PERSON>.")
    )
    assert [(span.text, span.id_) for span in doc.spans[GROUP]] == [
        ("NWA", "model"),
        ("Halvex Inc.", "legal form"),
        ("Institute of Physics", "kind noun"),
        ("Cabinet", "kind noun alone"),
        ("Nakshatra", "office held in it"),
    ]


def test_names_that_the_model_is_sure_of_need_no_sign(draw: Callable[[str], Doc]) -> None:
    marked = "They saw an <Orbion|ORG> film in the <Orbion|ORG> hall, and a <Larna|ORG> show in the <Larna|ORG> house."
    assert names(OrganisationFinder()(draw(marked))) == []
    doc = draw(marked)
    doc.spans["press_names"] = SpanGroup(doc, spans=list(doc.ents), attrs={"scores": [0.3, 0.9, 0.4, 0.5]})
    assert names(OrganisationFinder()(doc)) == ["Orbion", "Orbion"]


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("They spoke of <Larn Fields|ORG> early.", []),
        ("They left with the CEO of <Larn Fields|ORG> early.", ["Larn Fields"]),
        ("They spoke of <Larn & Fields|ORG> early.", ["Larn & Fields"]),
        ("They spoke of <LFX|ORG> early.", ["LFX"]),
    ],
)
def test_names_that_the_model_doubts_need_a_sign(draw: Callable[[str], Doc], marked: str, kept: list[str]) -> None:
    doc = draw(marked)
    doc.spans["press_names"] = SpanGroup(doc, spans=list(doc.ents), attrs={"scores": [0.3]})
    assert names(OrganisationFinder()(doc)) == kept
