"""Build the table of physical units from CLDR (through babel): run by hand, `python -m extract.lexicon.build_units`.

Writes `en/unit_names.txt` (words: "kilometres", "square miles") and `world/unit_symbols.txt` ("km", "m²", "kWh").
Units that trade and energy news count in and CLDR does not know (TEU, barrels per day, bcm) are listed here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel import Locale  # type: ignore[import-not-found,unused-ignore]

FOLDER = Path(__file__).parent

# CLDR's unit, what the record calls it (plain letters and digits, so that it is typed the same everywhere), and its
# symbols. Durations are no amounts; units of cooking, printing and astronomy do not occur beside "x million".
CLDR = {
    "length-kilometer": ("km", "km kms Km KM"),
    "length-meter": ("m", "m"),
    "length-centimeter": ("cm", "cm"),
    "length-millimeter": ("mm", "mm"),
    "length-nanometer": ("nm", "nm"),
    "length-mile": ("mile", "mi"),
    "length-yard": ("yard", "yd yds"),
    "length-foot": ("foot", "ft"),
    "length-inch": ("inch", ""),
    "length-nautical-mile": ("nautical mile", "nmi"),
    "length-light-year": ("light-year", ""),
    "area-square-kilometer": ("km2", "km2 km² km^2 sqkm"),
    "area-square-meter": ("m2", "m2 m² m^2 sqm"),
    "area-square-centimeter": ("cm2", "cm2 cm²"),
    "area-square-mile": ("square mile", "mi2"),
    "area-square-foot": ("square foot", "ft2 sqft"),
    "area-hectare": ("ha", "ha"),
    "area-acre": ("acre", ""),
    "volume-cubic-kilometer": ("km3", "km3 km³ km^3"),
    "volume-cubic-meter": ("m3", "m3 m³ m^3 cbm"),
    "volume-cubic-centimeter": ("cm3", "cm3 cm³"),
    "volume-cubic-foot": ("cubic foot", "ft3"),
    "volume-liter": ("litre", "l L"),
    "volume-milliliter": ("ml", "ml mL"),
    "volume-hectoliter": ("hl", "hl hL"),
    "volume-megaliter": ("Ml", "Ml ML"),
    "volume-gallon": ("gallon", "gal"),
    "volume-barrel": ("barrel", "bbl bbls"),
    "volume-bushel": ("bushel", ""),
    "volume-acre-foot": ("acre-foot", ""),
    "mass-tonne": ("tonne", "t mt MT"),
    "mass-ton": ("ton", ""),
    "mass-kilogram": ("kg", "kg kgs Kg KG"),
    "mass-gram": ("g", "g"),
    "mass-milligram": ("mg", "mg"),
    "mass-microgram": ("µg", "µg μg mcg"),
    "mass-pound": ("lb", "lb lbs"),
    "mass-ounce": ("ounce", "oz"),
    "mass-carat": ("carat", ""),
    "power-gigawatt": ("GW", "GW GWe GWp"),
    "power-megawatt": ("MW", "MW MWe MWp MWt"),
    "power-kilowatt": ("kW", "kW KW kw kWp"),
    "power-watt": ("W", ""),
    "power-horsepower": ("hp", "hp HP bhp"),
    "energy-kilowatt-hour": ("kWh", "kWh KWh kwh KWH"),
    "energy-joule": ("J", ""),
    "energy-kilojoule": ("kJ", "kJ"),
    "energy-calorie": ("cal", ""),
    "energy-kilocalorie": ("kcal", "kcal"),
    "energy-british-thermal-unit": ("BTU", "BTU Btu btu"),
    "electric-volt": ("V", ""),
    "electric-ampere": ("A", ""),
    "electric-ohm": ("ohm", "Ω"),
    "frequency-gigahertz": ("GHz", "GHz Ghz"),
    "frequency-megahertz": ("MHz", "MHz Mhz"),
    "frequency-kilohertz": ("kHz", "kHz khz"),
    "frequency-hertz": ("Hz", "Hz"),
    "digital-petabyte": ("PB", "PB"),
    "digital-terabyte": ("TB", "TB"),
    "digital-gigabyte": ("GB", "GB Gb"),
    "digital-megabyte": ("MB", "MB Mb"),
    "digital-kilobyte": ("kB", "kB KB"),
    "digital-byte": ("byte", ""),
    "digital-gigabit": ("Gbit", "Gbit"),
    "digital-megabit": ("Mbit", "Mbit"),
    "pressure-millibar": ("mbar", "mbar"),
    "pressure-pascal": ("Pa", "Pa"),
    "pressure-hectopascal": ("hPa", "hPa"),
    "pressure-kilopascal": ("kPa", "kPa"),
    "pressure-megapascal": ("MPa", "MPa"),
    "pressure-pound-force-per-square-inch": ("psi", "psi"),
    "speed-kilometer-per-hour": ("km/h", "km/h kmh kmph kph km/hr"),
    "speed-meter-per-second": ("m/s", "m/s"),
    "speed-mile-per-hour": ("mph", "mph"),
    "speed-knot": ("knot", ""),
    "temperature-celsius": ("°C", "°C ºC ℃"),
    "temperature-fahrenheit": ("°F", "°F ºF ℉"),
    "temperature-kelvin": ("K", ""),
    "angle-degree": ("degree", "° º"),
    "force-newton": ("N", ""),
    "graphics-megapixel": ("megapixel", ""),
}

# Symbols that CLDR does not have: the unit, and how it is written.
SYMBOLS = {
    "TEU": "TEU TEUs teu teus",
    "FEU": "FEU FEUs",
    "barrel/day": "bpd b/d bopd bbl/d",
    "boe": "boe BOE",
    "boe/day": "boepd boe/d",
    "GWh": "GWh Gwh",
    "MWh": "MWh Mwh",
    "TWh": "TWh Twh",
    "TW": "TW TWp",
    "Gcal": "Gcal",
    "GJ": "GJ",
    "PJ": "PJ",
    "TJ": "TJ",
    "MJ": "MJ",
    "MVA": "MVA",
    "kV": "kV KV",
    "kVA": "kVA",
    "kt": "kt Kt",
    "Gt": "Gt",
    "bcm": "bcm BCM",
    "mcm": "mcm",
    "m3/s": "m3/s m³/s",
    "toe": "toe",
    "Mtoe": "Mtoe mtoe",
    "ppm": "ppm",
    "ppb": "ppb",
    "dwt": "dwt DWT",
    "Mbit/s": "Mbps mbps Mbit/s",
    "Gbit/s": "Gbps gbps Gbit/s",
    "rpm": "rpm",
    "dB": "dB",
    "mmHg": "mmHg",
    "MMBtu": "MMBtu mmBtu MMBTU mmbtu",
    "tcf": "tcf Tcf",
    "bcf": "bcf Bcf",
    "mol": "mol",
    "W/m2": "W/m2",
    "g/km": "g/km",
    "kg/m3": "kg/m3",
    "Mt": "Mt MMT mmt",
    "Mt/year": "mtpa Mtpa MTPA MMTPA mmtpa",
    "tonne/year": "tpa",
    "tonne/day": "tpd",
    "tonne/ha": "t/ha",
    "kg/ha": "kg/ha",
    "tCO2e": "tCO2e tCO2",
    "MtCO2e": "MtCO2e MtCO2",
    "GtCO2e": "GtCO2e GtCO2",
    "mg/l": "mg/l mg/L",
    "mg/dl": "mg/dl mg/dL",
    "µg/m3": "µg/m3 µg/m³",
    "cl": "cl cL",
    "dl": "dl dL",
    "tablespoon": "tbsp",
    "teaspoon": "tsp",
    "Wh": "Wh",
    "kN": "kN",
    "keV": "keV",
    "eV": "eV",
    "MeV": "MeV",
    "GeV": "GeV",
    "TeV": "TeV",
    "Sv": "Sv",
    "mSv": "mSv",
    "µSv": "µSv μSv",
    "mGy": "mGy",
    "Bq": "Bq",
}

# Symbols with a magnitude of their own inside: the unit, the factor, and how it is written.
SCALED = {
    "barrel/day": {1_000_000: "mb/d mbd mbpd mmb/d mmbpd MMbpd", 1_000: "kb/d kbd kbpd"},
    "cubic foot/day": {1_000_000: "mmcfd MMcfd MMcf/d MMscfd mmscfd mmscf/d", 1_000_000_000: "bcfd Bcfd"},
    "ha": {1_000_000: "Mha"},
}

# Names that CLDR does not have.
NAMES = {
    "barrel/day": (
        "barrels per day, barrels a day, barrel per day, barrels daily, barrels of oil per day, barrels of "
        "oil a day, barrels of crude per day, barrels of crude oil per day, barrels of oil daily"
    ),
    "boe": "barrels of oil equivalent",
    "toe": "tonnes of oil equivalent, tons of oil equivalent",
    "boe/day": "barrels of oil equivalent per day, barrels of oil equivalent a day",
    "tCO2e": (
        "tonnes of co2 equivalent, tons of co2 equivalent, tonnes of carbon dioxide equivalent, tons of "
        "carbon dioxide equivalent"
    ),
    "TEU": "twenty-foot equivalent units, twenty foot equivalent units, twenty-foot containers",
    "FEU": "forty-foot equivalent units",
    "tonne": "metric tons, metric ton, metric tonnes, metric tonne",
    "ton": "short tons, long tons",
    "kt": "kilotonnes, kilotons, kiloton, kilotonne",
    "Mt": "megatonnes, megatons, megaton, megatonne",
    "Gt": "gigatonnes, gigatons, gigaton, gigatonne",
    "km": "kms",
    "km2": "sq km, sqkm, sq kms, sq kilometres, sq kilometers",
    "m2": "sq m, sqm, sq metres, sq meters",
    "square mile": "sq miles, sq mi",
    "square foot": "sq ft, sq feet",
    "m3": "cu m, cubic metres, cubic meters",
    "km3": "cubic kms",
    "foot": "feet",
    "cubic foot": "cu ft",
    "GWh": "gigawatt hours, gigawatt-hours, gigawatt hour",
    "MWh": "megawatt hours, megawatt-hours, megawatt hour",
    "TWh": "terawatt hours, terawatt-hours, terawatt hour",
    "kWh": "kilowatt hours, kilowatt-hours, kilowatt hour",
    "TW": "terawatt, terawatts",
    "kV": "kilovolt, kilovolts",
    "MVA": "megavolt-amperes, megavolt amperes",
    "°C": "degrees celsius, degree celsius, degrees centigrade, degrees c, degree centigrade",
    "°F": "degrees fahrenheit, degree fahrenheit, degrees f",
    "degree": "degree, degrees",
    "km/h": "kilometres an hour, kilometers an hour, km an hour, km per hour",
    "mph": "miles an hour",
    "m3/s": "cubic metres per second, cubic meters per second, cubic metres a second",
    "GJ": "gigajoules",
    "PJ": "petajoules",
    "TJ": "terajoules",
    "gross ton": "gross tons, gross tonnes",
    "dwt": "deadweight tons, deadweight tonnes",
    "tonne-km": "tonne-kilometres, ton-kilometers, tonne kilometres, ton-kilometres",
    "passenger-km": "passenger-kilometres, passenger-kilometers",
    "running metre": "running metres, linear metres, linear meters",
    "Mbit/s": "megabits per second",
    "Gbit/s": "gigabits per second",
    "ppm": "parts per million",
    "ppb": "parts per billion",
    "ounce": "troy ounces, troy ounce, ounces",
    "centner": "centners, centner",
    "TB": "terabytes",
    "PB": "petabytes",
    "EB": "exabytes",
    "ZB": "zettabytes",
    "tablespoon": "tablespoon, tablespoons",
    "teaspoon": "teaspoon, teaspoons",
    "cup": "cup, cups",
    "kg": "kilo, kilos",
    "Wh": "watt-hour, watt-hours",
    "km/s": "kilometres per second, kilometers per second, kilometres a second",
}


def main() -> None:
    """Write both tables."""
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for unit, (canonical, written) in CLDR.items():
        for locale in ("en", "en_GB"):
            patterns: Any = Locale.parse(locale)._data["unit_patterns"][unit]["long"]
            for form in ("one", "other"):
                name = str(patterns[form]).replace("{0}", "").strip().casefold()
                names[name] = canonical
                names[name.replace("meter", "metre").replace("liter", "litre")] = canonical
                names[name.replace("metre", "meter").replace("litre", "liter")] = canonical
        symbols |= dict.fromkeys(written.split(), canonical)
    for canonical, more in NAMES.items():
        names |= dict.fromkeys(more.split(", "), canonical)
    for canonical, written in SYMBOLS.items():
        symbols |= dict.fromkeys(written.split(), canonical)
    for canonical, scales in SCALED.items():
        for factor, written in scales.items():
            symbols |= dict.fromkeys(written.split(), f"{canonical}\t{factor}")
    names = {name: canonical for name, canonical in names.items() if not name.endswith(" out")}
    _write("en/unit_names.txt", "names of physical units in English, and the unit", names)
    _write(
        "world/unit_symbols.txt",
        "symbols of physical units (their case matters), the unit, and the factor if there is one",
        symbols,
    )


def _write(path: str, title: str, table: dict[str, str]) -> None:
    rows = [f"{name}\t{unit}" for name, unit in sorted(table.items())]
    head = [f"# {title}", "# Built by extract/lexicon/build_units.py from CLDR; do not edit."]
    (FOLDER / path).write_text("\n".join([*head, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
