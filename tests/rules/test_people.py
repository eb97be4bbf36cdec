"""Who is named, in which office, for which country. The persons and companies here are invented."""

from __future__ import annotations

import pytest

from extract.rules.people import People, find_people
from extract.text.reader import read


def persons(text: str) -> list[tuple[str, str | None, str | None]]:
    """Name, role and country of every person of a page."""
    return [(p.name, p.role, p.country) for p in find_people(read(text)).parties if p.kind == "person"]


def names(text: str) -> list[str]:
    return [name for name, _, _ in persons(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the office before the name: where does the body's name end and the person's begin?
        ("Prime Minister of the Kyrgyz Republic Ulan Toktobek spoke.", ("Ulan Toktobek", "Prime Minister", "KG")),
        ("Uruguay's President Inés Olivera spoke.", ("Inés Olivera", "President", "UY")),
        ("Swedish Foreign Minister Karin Holm spoke.", ("Karin Holm", "Foreign Minister", "SE")),
        (
            "Minister of Trade and Integration of Kazakhstan Daulet Seitov spoke.",
            ("Daulet Seitov", "Minister of Trade and Integration", "KZ"),
        ),
        (
            "Minister of Culture, Information and Sport of Mongolia Bat Ganbold spoke.",
            ("Bat Ganbold", "Minister of Culture, Information and Sport", "MN"),
        ),
        (
            "Chair of the Board of Altyn Kala JSC Zhaslan Omarbek spoke.",
            ("Zhaslan Omarbek", "Chair of the Board of Altyn Kala JSC", None),
        ),
        (
            "Head of the Agency for Competition of Uzbekistan Timur Rasulev spoke.",
            ("Timur Rasulev", "Head of the Agency for Competition", "UZ"),
        ),
        (
            "General Director - Chair of the Board of JSC Northern Lines Pavel Utkin spoke.",
            ("Pavel Utkin", "General Director - Chair of the Board of JSC Northern Lines", None),
        ),
        ("Aide to the Brazilian President Rui Falcão spoke.", ("Rui Falcão", "Aide to the Brazilian President", "BR")),
        (
            "Ambassador of the Republic of Latvia to Japan Ilze Kalnina spoke.",
            ("Ilze Kalnina", "Ambassador to Japan", "LV"),
        ),
        ("US Ambassador to Peru Dana Whitfield spoke.", ("Dana Whitfield", "Ambassador to Peru", "US")),
        (
            "Deputy Prime Minister - Minister of Finance of Kazakhstan Askar Beketov spoke.",
            ("Askar Beketov", "Deputy Prime Minister - Minister of Finance", "KZ"),
        ),
        (
            "U.S. Special Envoy for Sahel Stabilization Ambassador Ruth Mbeki-Lang spoke.",
            ("Ruth Mbeki-Lang", "Special Envoy for Sahel Stabilization", "US"),
        ),
        ("European Commission President Ulla von Beck spoke.", ("Ulla von Beck", "President", "EU")),
        ("African Union Commission Chairperson Amadou Bah spoke.", ("Amadou Bah", "Chairperson", None)),
        ("NATO Secretary General Lars Eide spoke.", ("Lars Eide", "Secretary General", None)),
        ("Norwegian prime minister Kari Nordmann spoke.", ("Kari Nordmann", "prime minister", "NO")),
        ("President of Senegal Cheikh Ndoye spoke.", ("Cheikh Ndoye", "President", "SN")),
        (
            "Minister of Energy Prince Khalid bin Nasser received a guest in Saudi Arabia.",
            ("Khalid bin Nasser", "Minister of Energy", "SA"),
        ),
        (
            "Minister of State and Cabinet Member Dr. Majid Otaibi of Kuwait spoke.",
            ("Majid Otaibi", "Minister of State", "KW"),
        ),
        ("Minister of State of Singapore Gan Hui Lin spoke.", ("Gan Hui Lin", "Minister of State", "SG")),
        ("Defence Minister General Abdul Karimi of Chad spoke.", ("Abdul Karimi", "Defence Minister", "TD")),
        ("Lieutenant General Sean Hartley of Ireland spoke.", ("Sean Hartley", "Lieutenant General", "IE")),
        ("Party General Secretary Tran Van Dung of Vietnam spoke.", ("Tran Van Dung", "Party General Secretary", "VN")),
        (
            "Minister for Provincial Coordination Rizan Hussain Lashari of Pakistan spoke.",
            ("Rizan Hussain Lashari", "Minister for Provincial Coordination", "PK"),
        ),
        ("PRIME MINISTER THE HON ANNA WHITLOCK OF FIJI", ("ANNA WHITLOCK", "Prime Minister", "FJ")),
        ("The Kenyan Foreign Ministry's spokesperson Joan Mutua spoke.", ("Joan Mutua", "spokesperson", "KE")),
        ("The Hon Jane Garrow MP, Prime Minister of Australia, spoke.", ("Jane Garrow", "Prime Minister", "AU")),
        ("Lars Eide OBE, Chief Executive Officer, spoke.", ("Lars Eide", "Chief Executive Officer", None)),
        ("On 3 May, Mr. TANABE Kenji, Prime Minister of Japan, left.", ("TANABE Kenji", "Prime Minister", "JP")),
        ("Foreign Secretary Smt. Anita Desai Rao spoke.", ("Anita Desai Rao", "Foreign Secretary", "IN")),
        (
            "Prince Khalid bin Nasser Al Thari, Crown Prince and Prime Minister, left Saudi Arabia.",
            ("Khalid bin Nasser Al Thari", "Crown Prince", "SA"),
        ),
        (
            "Foreign Secretary Jane Harlow spoke. Britain gave bread. Sudan thanked her. Sudan is at war.",
            ("Jane Harlow", "Foreign Secretary", "GB"),
        ),
        ("US$3 billion was lost. Minister Ken Owiti of Kenya spoke.", ("Ken Owiti", "Minister", "KE")),
        ('"Good," said Dr. Beat Zingg, Chief Executive Officer.', ("Beat Zingg", "Chief Executive Officer", None)),
        ("Laura Chen, Ph.D., President and CEO of Acme Ltd, spoke in France.", ("Laura Chen", "President", None)),
        (
            "Member of the Political Bureau and Foreign Minister Li Wei of China spoke.",
            ("Li Wei", "Foreign Minister", "CN"),
        ),
        ("President of the Republic of Sao Tome and Principe Rui Dias spoke.", ("Rui Dias", "President", "ST")),
        ("The head of the EBRD office in Moldova Alkis Drakopoulos spoke.", ("Alkis Drakopoulos", "head", None)),
        ("The head of the Central Bank Karimova spoke.", ("Karimova", "head of Central Bank", None)),
        (
            "Head of the Trade Council's working group on small businesses Anton Belkin spoke.",
            ("Anton Belkin", "Head of the Trade Council", None),
        ),
        (
            "President of the Norwegian Union of Fishers and Entrepreneurs Kari Nordmann spoke.",
            ("Kari Nordmann", "President of the Norwegian Union of Fishers and Entrepreneurs", "NO"),
        ),
        (
            "Director General of State Water Corporation Volgamor Alexei Belkin of Russia spoke.",
            ("Alexei Belkin", "Director General of State Water Corporation Volgamor", "RU"),
        ),
        ("Deputy Secretary of State Wendy Marlow spoke.", ("Wendy Marlow", "Deputy Secretary of State", "US")),
        # a page's cards on persons, glued to their names
        (
            "There was Prime Minister Pavel Utkin Utkin PavelPrime Minister of the Russian Federation , and more.",
            ("Pavel Utkin", "Prime Minister", "RU"),
        ),
        # the office after the name
        ("Li Wenbo, Vice Premier of China, spoke.", ("Li Wenbo", "Vice Premier", "CN")),
        ("Ruth Cole, Secretary of the Treasury, spoke.", ("Ruth Cole", "Secretary of the Treasury", "US")),
        ("He Guanlin, Minister of Justice of China, spoke.", ("He Guanlin", "Minister of Justice", "CN")),
        ("Maria Lang, chief executive officer of Acme Mining, spoke.", ("Maria Lang", "chief executive officer", None)),
        ("Ahmad Rizal, the Minister of Health of Malaysia, spoke.", ("Ahmad Rizal", "Minister of Health", "MY")),
        ("Prime Minister Tanabe Kenji of Japan spoke.", ("Tanabe Kenji", "Prime Minister", "JP")),
        ("Joan Roe, Executive Vice President, Harbour Chamber", ("Joan Roe", "Executive Vice President", None)),
        ("Li Na, a member of the Trade Council of China, spoke.", ("Li Na", "member", "CN")),
        # titles of address
        ("The Prime Minister of Fiji, the Hon. Ratu Vakatale, spoke.", ("Ratu Vakatale", "Prime Minister", "FJ")),
        ("H.E. Sheikh Salem bin Rashid Al Amri spoke.", ("Salem bin Rashid Al Amri", None, None)),
        ("Sir Hugh Ellwood spoke.", ("Hugh Ellwood", None, None)),
        ("Sen. Amy Lund (D-MN) spoke.", ("Amy Lund", "Senator", None)),
        ("Mr. Okonjo spoke.", ("Okonjo", None, None)),
        ("Shri Anand Verma spoke.", ("Anand Verma", None, "IN")),
        # particles, initials, hyphens, several names
        ("President Luís Otávio da Costa of Portugal spoke.", ("Luís Otávio da Costa", "President", "PT")),
        ("President Harold B. Stone Jr. of Liberia spoke.", ("Harold B. Stone Jr.", "President", "LR")),
        ("Frans van der Meer smiled.", ("Frans van der Meer", None, None)),
        ("Bashar al-Khatib smiled.", ("Bashar al-Khatib", None, None)),
        ("Catherine the Great corresponded with philosophers.", ("Catherine the Great", None, None)),
        # no office: given names, surnames, verbs, life dates
        ("The prize went to Yoshua Feldman in 2018.", ("Yoshua Feldman", None, None)),
        ("J. R. Ackerman wrote it.", ("J. R. Ackerman", None, None)),
        ("As Goldberg argues, constructions matter.", ("Goldberg", None, None)),
        ('"It is late," said Alice.', ("Alice", None, None)),
    ],
)
def test_a_person_has_a_name_a_role_and_a_country(text: str, found: tuple[str, str | None, str | None]) -> None:
    assert persons(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "The talks took place in Santiago and at Lomonosov Moscow State University.",
        "They met at King Faisal International Airport and drove through King Faisal Park.",
        "The Nord Stream and Power of Siberia projects were discussed on Monday, May 3.",
        "The Prime Minister and the Federal Chancellor thanked Members of Parliament and Member States.",
        "Prices rose. Last Year Was Good. Together We Can.",
        "The Mansfield Fellowship Program and the Marshall Plan are named after people.",
        "They boarded the USS Quincy near the Golden Horde museum.",
        "Morgan Stanley and Baker McKenzie advised; Johnson & Johnson fell.",
        "Russian and Kazakh officials visited the Orenburg Region in April and May 2021.",
        "Planck's constant, the Boltzmann distribution and Fermat's Last Theorem are taught.",
        "Guests gathered at the Prime Minister House and at the Prime Minister's House.",
        "The rain stopped.\n\n(Reporting by Ann Kariuki; Editing by Tom Ellis)",
        "Corvin Pharma AG signed an agreement with Acme Ltd. Corvin said it was glad.",
        "She met the mayors in Canberra before travelling to Darwin.",
        "In Canada I will meet farmers. E & O E.",
        "Add Himalayan Salt, stir in a Dutch oven and choose Airplane Mode.",
    ],
)
def test_things_are_not_persons(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # several people under one office
        (
            "Presidents Ana Ruiz and Tomás Vidal met. Chile and Peru border each other: Chile-Peru talks.",
            [("Ana Ruiz", "President", "CL"), ("Tomás Vidal", "President", "PE")],
        ),
        (
            "The Presidents of Chile and Peru, Ana Ruiz and Tomás Vidal, met.",
            [("Ana Ruiz", "President", "CL"), ("Tomás Vidal", "President", "PE")],
        ),
        # a list of one delegation
        (
            (
                "Attending were the Ambassador of Norway to Fiji Kari Nordmann, Chair of the Fisheries Agency Ola Vik, "
                "Minister of Energy Siri Moe and others."
            ),
            [
                ("Kari Nordmann", "Ambassador to Fiji", "NO"),
                ("Ola Vik", "Chair of the Fisheries Agency", "NO"),
                ("Siri Moe", "Minister of Energy", "NO"),
            ],
        ),
        # semicolons and affiliations
        (
            (
                "Kim Sung-il, Minister of Trade, Industry and Energy; Jan-Peter de Vries, CEO of Rhine Lines BV; "
                "and Dr Olga Petrenko, Head of the Agency for Digital Development."
            ),
            [
                ("Kim Sung-il", "Minister of Trade, Industry and Energy", None),
                ("Jan-Peter de Vries", "CEO of Rhine Lines BV", None),
                ("Olga Petrenko", "Head of the Agency for Digital Development", None),
            ],
        ),
        # a counterpart has the same office, in another country
        (
            "Finnish Foreign Minister Aino Salo met with her Estonian counterpart Jaan Tamm.",
            [("Aino Salo", "Foreign Minister", "FI"), ("Jaan Tamm", "Foreign Minister", "EE")],
        ),
        # the page's own government
        (
            "The United States is ready. President Whitfield met with Prime Minister of Norway Kari Nordmann.",
            [("Whitfield", "President", "US"), ("Kari Nordmann", "Prime Minister", "NO")],
        ),
        (
            (
                "National Security Advisor Ruth Cole met with the Chair of the Board of the Lagos Port Authority. "
                "The United States and U.S. firms invest."
            ),
            [("Ruth Cole", "National Security Advisor", "US")],
        ),
        # an office in the plural
        (
            "Deputy prime ministers Anna Berg, Olaf Dahl and Siri Moe of Norway came.",
            [
                ("Anna Berg", "Deputy prime minister", "NO"),
                ("Olaf Dahl", "Deputy prime minister", "NO"),
                ("Siri Moe", "Deputy prime minister", "NO"),
            ],
        ),
        (
            "Chief of Staff for European Commission President Ulla von Beck Jan Maes came.",
            [("Ulla von Beck", "President", "EU"), ("Jan Maes", None, None)],
        ),
        # a delegation is of its leader's country
        (
            "Kenyan President Joan Mutua came. The Kenyan President's delegation included Minister of Parks Ken Owiti.",
            [("Joan Mutua", "President", "KE"), ("Ken Owiti", "Minister of Parks", "KE")],
        ),
        # from which side
        (
            (
                "The representative from the Chinese side will be Li Wenbo, Director of Trade, and from the U.S. side "
                "Ruth Cole, Trade Representative."
            ),
            [("Li Wenbo", "Director of Trade", "CN"), ("Ruth Cole", "Trade Representative", "US")],
        ),
        # the president of a bank that the page gives an acronym and a country
        (
            "Harvest Bank of Kenya (HBK) signed an agreement with Acme Farms Ltd. HBK President Joan Mutua was glad.",
            [("Joan Mutua", "President", "KE")],
        ),
        # who is named first is at home; who is met is not
        (
            (
                "National Security Advisor Paul Reed spoke with Oleh Bondar, head of the Presidential Office of "
                "Ukraine. President Cole is steadfast. The United States supports Ukraine, and Ukraine thanked it."
            ),
            [
                ("Paul Reed", "National Security Advisor", "US"),
                ("Oleh Bondar", "head", "UA"),
                ("Cole", "President", "US"),
            ],
        ),
        # the office that only one country has tells whose page it is; two foreign ministers are of two countries
        (
            (
                "Secretary of State Ann Cole met Moroccan Foreign Minister Omar Benali. Spokesperson Tara Mills "
                "praised Morocco. Morocco is a friend."
            ),
            [
                ("Ann Cole", "Secretary of State", "US"),
                ("Omar Benali", "Foreign Minister", "MA"),
                ("Tara Mills", "Spokesperson", "US"),
            ],
        ),
        (
            "Foreign Minister Li Wei met with Foreign Minister of Gabon Marie Obame in Gabon. Gabon thanked China.",
            [("Li Wei", "Foreign Minister", "CN"), ("Marie Obame", "Foreign Minister", "GA")],
        ),
        # the office on the line below the name
        (
            (
                "Statement on fish\nThe Hon Mark Ellery MP\nMinister for Trade of Australia\nMedia Release\n17 June "
                "2025\n\nI welcome the catch."
            ),
            [("Mark Ellery", "Minister for Trade", "AU")],
        ),
        # the traveller is not of the country he goes to
        (
            "President Paul Reed will travel to Angola from 2 December. The United States supports Angola.",
            [("Paul Reed", "President", "US")],
        ),
        # the European Union has no ministers
        (
            (
                "Brussels, 12 December 2023\n\nEuropean Commission President Ulla von Beck met Vietnamese Prime "
                "Minister Pham Van Dung in Brussels. Minister of Trade Nguyen Van Hai signed the text."
            ),
            [
                ("Ulla von Beck", "President", "EU"),
                ("Pham Van Dung", "Prime Minister", "VN"),
                ("Nguyen Van Hai", "Minister of Trade", "VN"),
            ],
        ),
        # a third president may be of any country
        (
            (
                "Remarks by President Cole of the United States and President Morel of France\n\n"
                "PRESIDENT COLE: Ukraine is strong. We stand with Ukraine.\n\nQ: Will you talk to President Orlov?"
            ),
            [("Cole", "President", "US"), ("Morel", "President", "FR"), ("Orlov", "President", None)],
        ),
        # the office said twice, once with its country
        (
            "I spoke with the Prime Minister of Norway, Prime Minister Nordmann.",
            [("Nordmann", "Prime Minister", "NO")],
        ),
        # a label in capitals
        (
            "Joint statements\n\nMR KENJI MORI, MINISTER OF THE ENVIRONMENT OF JAPAN: I welcome you.",
            [("KENJI MORI", "Minister of the Environment", "JP")],
        ),
        # an office whose holder is named elsewhere
        (
            "I had good talks with Kari Nordmann.\nThe Prime Minister of Norway agreed.",
            [("Kari Nordmann", "Prime Minister", "NO")],
        ),
    ],
)
def test_neighbours_tell_roles_and_countries(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            "Kari Nordmann arrived. Nordmann spoke. Mr Nordmann left. President Nordmann slept.",
            [
                "Kari Nordmann",
                "Nordmann",
                "Nordmann",
                "Nordmann",
            ],
        ),
        (
            "Prime Minister Tanabe of Japan met Tanabe Kenji's friends. Tanabe left.",
            ["Tanabe", "Tanabe Kenji", "Tanabe"],
        ),
        ("President Duarte Lelo Pires thanked them. President Lelo left.", ["Duarte Lelo Pires", "Lelo"]),
        ("Mr Zhao Ming came. President Zhao spoke.", ["Zhao Ming", "Zhao"]),
        (
            "SERGEI BELKIN ARRIVES\n\nPresident Sergey Belkin arrived. S. Belkin left.",
            [
                "SERGEI BELKIN",
                "Sergey Belkin",
                "S. Belkin",
            ],
        ),
        (
            "President Joseph R. Marsh spoke. Later Joe Marsh left.",
            ["Joseph R. Marsh", "Joe Marsh"],
        ),
        ("Donald J. Marsh won. Donald Marsh smiled. Marsh's wife waved.", ["Donald J. Marsh", "Donald Marsh", "Marsh"]),
        (
            (
                "The talks on fish and on the price of many of the small\n"
                "boats, which had been put off twice, began when Kari\n"
                "Nordmann arrived in the harbour with her family and with a\n"
                "long list of questions that nobody could answer at once,\n"
                "because the boats were out at sea. Nordmann left before the\n"
                "boats came back, and the list was lost in the water between\n"
                "the old bridge and the lighthouse, where it was found a year\n"
                "later.\n"
            ),
            ["Kari\nNordmann", "Nordmann"],
        ),
    ],
)
def test_all_forms_of_a_name_are_one_person(text: str, forms: list[str]) -> None:
    page = read(text)
    first = find_people(page).parties[0]
    assert [page.text[m.start : m.end] for m in first.mentions] == forms


def test_a_patronymic_names_the_only_bearer_of_the_given_name() -> None:
    text = "Governor Oleg Zaitsev came. Thank you, Oleg Vladimirovich. Anna Ivanovna and Anna Belova left."
    assert names(text) == ["Oleg Zaitsev", "Anna Ivanovna", "Anna Belova"]


def test_names_in_a_list_of_persons_are_persons() -> None:
    assert names("John Smith, Lytgard Ostrevan and Mary Jones belonged to the circle.") == [
        "John Smith",
        "Lytgard Ostrevan",
        "Mary Jones",
    ]


def test_people_who_share_a_surname_stay_apart() -> None:
    text = "Hillary Clement and Bill Clement came. Mr Bill Clement spoke. Hillary left."
    assert names(text) == ["Hillary Clement", "Bill Clement"]


def test_the_name_is_the_fullest_form_and_not_in_capitals() -> None:
    assert names("ANA RUIZ SPEAKS\n\nRuiz opened the fair. Ana Ruiz smiled.") == ["Ana Ruiz"]


def test_speaker_labels_name_people() -> None:
    text = "Meeting\n\nPresident of Chile Ana Ruiz: Welcome.\n\nTomás Vidal: Thank you, Mr Soto was kind.\n"
    assert persons(text) == [("Ana Ruiz", "President", "CL"), ("Tomás Vidal", None, None), ("Soto", None, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Coastal Bank and Acme Farms Ltd signed a contract.",
            [("Coastal Bank", None), ("Acme Farms Ltd", None)],
        ),
        (
            "The Ministry of Water of the Republic of Kenya and the U.S. Department of Rivers signed a contract.",
            [("Ministry of Water", "KE"), ("U.S. Department of Rivers", "US")],
        ),
        (
            "An agreement was reached between Volta Export and Rhine Gas & Oil GmbH.",
            [("Volta Export", None), ("Rhine Gas & Oil GmbH", None)],
        ),
        (
            "A new treaty between Peru and the European Water Community (EWC) was signed.",
            [("European Water Community", "EU")],
        ),
        ("They met at the Ministry of Water in Nairobi.", []),
    ],
)
def test_organizations_that_sign_are_parties(text: str, found: list[tuple[str, str | None]]) -> None:
    parties = find_people(read(text)).parties
    assert [(p.name, p.country) for p in parties if p.kind == "organization"] == found


def denoted(text: str) -> list[tuple[str, list[str]]]:
    page = read(text)
    people: People = find_people(page)
    offices = [office for i in range(len(page.sentences)) for office in people.offices(i)]
    return [(text[o.start : o.end], [people.parties[k].name for k in o.parties]) for o in offices]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Chilean President Ana Ruiz came. The President of Chile spoke.", [("President of Chile", ["Ana Ruiz"])]),
        ("Chilean President Ana Ruiz came. The Chilean President spoke.", [("Chilean President", ["Ana Ruiz"])]),
        (
            "President of Chile Ana Ruiz and Aide to the President Tomás Vidal came. The Chilean President left.",
            [("Chilean President", ["Ana Ruiz"])],
        ),
        ("Chilean President Ana Ruiz came. The Prime Minister of Peru did not.", [("Prime Minister of Peru", [])]),
        (
            "Chilean President Ana Ruiz met with Peruvian President Tomás Vidal. The two leaders spoke.",
            [("The two leaders", ["Ana Ruiz", "Tomás Vidal"])],
        ),
        (
            "Chilean President Ana Ruiz met with Peruvian President Tomás Vidal. The heads of state agreed.",
            [("The heads of state", ["Ana Ruiz", "Tomás Vidal"])],
        ),
        (
            "Austrian Federal Chancellor Eva Lang came. The Federal Chancellor spoke.",
            [("Federal Chancellor", ["Eva Lang"])],
        ),
        (
            "Norwegian Prime Minister Kari Nordmann came. The prime minister spoke.",
            [("The prime minister", ["Kari Nordmann"])],
        ),
    ],
)
def test_offices_without_a_name_denote_their_holders(text: str, offices: list[tuple[str, list[str]]]) -> None:
    assert denoted(text) == offices
