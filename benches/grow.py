"""Makes packages to lay over the shipped ones, to measure how the program grows. `check` passes what it writes.

    python3 benches/grow.py geodata /tmp/large --divisions 20          # or: --indicators 300 --periods 10
    wijkwijzer pack --geodata geodata --geodata /tmp/large             # lists their files

Divisions are copies of the outlines and regions of 2020 under earlier years. Indicators are copies of `koopwoningen` by
neighbourhood, district and municipality, every figure moved a little, with one decimal. Nothing in it is true.
"""

import argparse
import json
import pathlib
import shutil

parser = argparse.ArgumentParser()
parser.add_argument("source", type=pathlib.Path)
parser.add_argument("target", type=pathlib.Path)
parser.add_argument("--divisions", type=int, default=0, help="divisions in all")
parser.add_argument("--indicators", type=int, default=0, help="indicators to add")
parser.add_argument("--periods", type=int, default=10, help="periods of each of them")
arguments = parser.parse_args()

TERMS = '[terms.groei]\nsource = "Niet echt"\nyear = "2024"\nlicence = "EUPL-1.2"\nattribution = "Niet echt"\n'


def package(name, deliveries=""):
    folder = arguments.target / name
    folder.mkdir(parents=True)
    declared = f'format = 1\nid = "{name}"\nhand_edited = "groei"\n\n{TERMS}\n{deliveries}'
    (folder / "package.toml").write_text(declared)
    return folder


divisions = {int(path.stem) for path in arguments.source.glob("*/boundaries/*.json")}
like = arguments.source / "grenzen-2020"
for year in range(2015, 1900, -1):
    if len(divisions) >= arguments.divisions:
        break
    folder = package(f"grenzen-{year}")
    (folder / "boundaries").mkdir()
    (folder / "regions").mkdir()
    outlines = (like / "boundaries/2020.json").read_text()
    (folder / f"boundaries/{year}.json").write_text(outlines.replace('"vintage":2020', f'"vintage":{year}', 1))
    shutil.copy(like / "regions/2020.csv", folder / f"regions/{year}.csv")
    divisions.add(year)

rows = [line.split(",") for line in (arguments.source / "kwb-2024/figures/kwb-2024.csv").read_text().splitlines()]
column = rows[0].index("koopwoningen@2024")
codes = [row[0] for row in rows[1:]]
values = [float(row[column]) if row[column].replace(".", "").isdigit() else None for row in rows[1:]]
years = range(2024 - arguments.periods + 1, 2025)
for number in range(1, arguments.indicators + 1):
    name, delivery = f"groei_{number:03}", f"groei-{number:03}"
    folder = package(delivery, f'[[delivery]]\nid = "{delivery}"\nterms = "groei"\nvintage = 2024\nwithout_outline = 8\n')
    text = ["code," + ",".join(f"{name}@{year}" for year in years)]
    for place, (code, value) in enumerate(zip(codes, values)):
        moved = lambda year: f"{(value * 10 + number * 7 + year * 3 + place) % 1000 / 10:.1f}".removesuffix(".0")
        text.append(code + "," + ",".join("" if value is None else moved(year) for year in years))
    (folder / "figures").mkdir()
    (folder / f"figures/{delivery}.csv").write_text("\n".join(text) + "\n")
    periods = "".join(
        f'  {{ period = "{year}", vintage = 2024, decimals = 1, source = "cbs-kwb-2024", levels = ["gemeente", "wijk", "buurt"], '
        'rule = { weighted = { kind = "share", weight = "huishoudens" } } },\n'
        for year in reversed(years)
    )
    words = json.dumps({"nl": f"Groei {number}", "en": f"Growth {number}"}).replace('":', '" =').replace('"nl"', "nl").replace('"en"', "en")
    (folder / "catalogue.toml").write_text(
        f'[[indicator]]\nid = "{name}"\ntheme = "wonen"\nname = {words}\ndefinition = {words}\nunit = "procent"\n'
        f'unit_label = {words}\npolarity = "neutral"\nchoropleth = true\nperiod = [\n{periods}]\n'
    )
