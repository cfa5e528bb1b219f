"""Makes a larger geodata/ out of the shipped one, to measure how the program grows. `check` passes what it writes.

    python3 benches/grow.py geodata /tmp/large --divisions 20
    python3 benches/grow.py geodata /tmp/large --indicators 300 --periods 10

Divisions are copies of the outlines and regions of 2020 under earlier years. Indicators are copies of `koopwoningen` by
neighbourhood, district and municipality, every figure moved a little, with one decimal. Nothing in it is true.
"""

import argparse
import hashlib
import json
import pathlib
import shutil
import tomllib

parser = argparse.ArgumentParser()
parser.add_argument("source", type=pathlib.Path)
parser.add_argument("target", type=pathlib.Path)
parser.add_argument("--divisions", type=int, default=0, help="divisions in all")
parser.add_argument("--indicators", type=int, default=0, help="indicators to add")
parser.add_argument("--periods", type=int, default=10, help="periods of each of them")
arguments = parser.parse_args()
target = arguments.target
shutil.copytree(arguments.source, target)

divisions = {int(path.stem) for path in (target / "regions").glob("*.csv")}
for year in range(2015, 1900, -1):
    if len(divisions) >= arguments.divisions:
        break
    if year not in divisions:
        outlines = (target / "boundaries/2020.json").read_text()
        (target / f"boundaries/{year}.json").write_text(outlines.replace('"vintage":2020', f'"vintage":{year}', 1))
        shutil.copy(target / "regions/2020.csv", target / f"regions/{year}.csv")
        divisions.add(year)

rows = [line.split(",") for line in (target / "figures/kwb-2024.csv").read_text().splitlines()]
column = rows[0].index("koopwoningen@2024")
codes = [row[0] for row in rows[1:]]
values = [float(row[column]) if row[column].replace(".", "").isdigit() else None for row in rows[1:]]
years = range(2024 - arguments.periods + 1, 2025)
catalogue, deliveries = [], []
for number in range(1, arguments.indicators + 1):
    name = f"groei_{number:03}"
    text = ["code," + ",".join(f"{name}@{year}" for year in years)]
    for place, (code, value) in enumerate(zip(codes, values)):
        moved = lambda year: f"{(value * 10 + number * 7 + year * 3 + place) % 1000 / 10:.1f}".removesuffix(".0")
        text.append(code + "," + ",".join("" if value is None else moved(year) for year in years))
    (target / f"figures/{name.replace('_', '-')}.csv").write_text("\n".join(text) + "\n")
    deliveries.append(f'[[delivery]]\nid = "{name.replace("_", "-")}"\nterms = "cbs-kwb-2024"\nvintage = 2024\nfile = []\ncolumn = []\n')
    periods = "".join(
        f'  {{ period = "{year}", vintage = 2024, decimals = 1, source = "cbs-kwb-2024", levels = ["gemeente", "wijk", "buurt"], '
        'rule = { weighted = { kind = "share", weight = "huishoudens" } } },\n'
        for year in reversed(years)
    )
    words = json.dumps({"nl": f"Groei {number}", "en": f"Growth {number}"}).replace('":', '" =').replace('"nl"', "nl").replace('"en"', "en")
    catalogue.append(
        f'[[indicator]]\nid = "{name}"\ntheme = "wonen"\nname = {words}\ndefinition = {words}\nunit = "procent"\n'
        f'unit_label = {words}\npolarity = "neutral"\nchoropleth = true\nperiod = [\n{periods}]\n'
    )
for path, added in (("catalogue.toml", catalogue), ("deliveries.toml", deliveries)):
    with (target / path).open("a") as file:
        file.write("\n" + "\n".join(added))

manifest = tomllib.loads((target / "manifest.toml").read_text())
terms = {file["path"]: file for file in manifest["file"]}
text = [f"format = {manifest['format']}\n"]
for path in sorted(path for path in target.rglob("*") if path.is_file() and path.name != "manifest.toml"):
    name = path.relative_to(target).as_posix()
    content = path.read_bytes()
    like = terms.get(name) or terms["boundaries/2020.json" if name.startswith(("boundaries", "regions")) else "figures/kwb-2024.csv"]
    text.append(f'[[file]]\npath = "{name}"\nsha256 = "{hashlib.sha256(content).hexdigest()}"\nbytes = {len(content)}')
    text.append("".join(f"{key} = {json.dumps(like[key], ensure_ascii=False)}\n" for key in ("source", "year", "licence", "attribution")))
(target / "manifest.toml").write_text("\n".join(text))
