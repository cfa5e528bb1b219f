#!/usr/bin/env python3
"""Independent computation of focus-area figures, straight from the deliveries, with pandas and shapely.

Writes areas.json, which tests/oracle/areas.rs holds against the Atlas. Nothing here is shared with the Rust code:
other language, other libraries, outlines intersected by GEOS.

    python3 tests/oracle/areas.py ../shared/data > tests/oracle/areas.json     (pandas 2, shapely 2)
"""
import json
import os
import sys

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

ROOT = sys.argv[1]
KWB = {lv: pd.read_csv(f"{ROOT}/indicators/kwb_2024_{lv}.csv").set_index("code") for lv in ("buurt", "wijk", "gemeente")}
# Residents, ages and sex are of the edition that has zeros; the rest of the edition that leaves a zero empty.
PEOPLE = pd.read_csv(f"{ROOT}/indicators/kwb_2024_bevolking.csv").set_index("code")
for table in KWB.values():
    table["inwoners"], table["inwoners65plus"], table["inwoners0tot15"] = (
        PEOPLE[column].reindex(table.index).astype(float) for column in ("inwoners", "leeftijd_65_plus", "leeftijd_0_14"))
POLICE = pd.read_csv(f"{ROOT}/indicators/politie_misdrijven_2021_2025.csv")
HEALTH = pd.read_csv(f"{ROOT}/indicators/rivm_ervaren_gezondheid_2012_2024.csv")
AREAS = json.load(open(f"{ROOT}/facts/focus_areas.json"))["areas"]
BUURTEN = list(KWB["buurt"].index)


def buurten_of(code):
    return [code] if code.startswith("BU") else [b for b in BUURTEN if b[2:8] == code[2:8]]


def row(code):
    return KWB["buurt" if code.startswith("BU") else "wijk"].loc[code]


def publish(value, share):
    return None if share < 0.8 else {"value": value, "share": share}


def total(values, weights):
    known = values.notna()
    share = weights[known].sum() / weights.sum()
    return publish(float(values[known].sum()), float(share)) if known.any() else None


def average(values, weights):
    known = values.notna() & weights.notna()
    share = weights[values.notna()].sum() / weights.sum()
    return publish(float((values * weights)[known].sum() / weights[known].sum()), float(share)) if known.any() else None


def ratio(num, den, factor):
    known = num.notna() & den.notna()
    share = den[known].sum() / den.sum()
    return publish(float(num[known].sum() / den[known].sum() * factor), float(share)) if known.any() else None


def base_figures(area):
    rows = pd.DataFrame([row(m["code"]) for m in area["cbs_codes"]])
    inw, hh = rows["inwoners"].astype(float), rows["huishoudens"].astype(float)
    old, young = rows["inwoners65plus"].astype(float), rows["inwoners0tot15"].astype(float)
    out = {
        "inwoners/2024": total(inw, inw),
        "huishoudens/2024": total(hh, inw),
        "oppervlakte_land/2024": total(rows["oppervlakteLandHa"].astype(float), inw),
        "aandeel_65_plus/2024": ratio(old, inw, 100),
        "aandeel_0_14/2024": ratio(young, inw, 100),
        "aandeel_15_64/2024": ratio(inw - young - old, inw, 100),
        "dichtheid/2024": ratio(inw, rows["oppervlakteLandHa"].astype(float), 100),
    }
    for name, column, weight, factor in [
        ("huishoudensgrootte", "huishoudensgrootte", hh, 1), ("koopwoningen", "koopwoningen", hh, 1),
        ("eengezinswoningen", "eengezinswoning", hh, 1), ("woz_waarde", "wozWaarde", hh, 1000),
        ("adressendichtheid", "adressendichtheid", hh, 1), ("inkomen_per_inwoner", "inkomenPerInwoner", inw, 1000),
        ("afstand_huisarts", "afstandHuisarts", inw, 1), ("afstand_supermarkt", "afstandSupermarkt", inw, 1),
        ("afstand_school", "afstandSchool", inw, 1), ("scholen_binnen_3km", "scholenBinnen3km", inw, 1),
    ]:
        out[f"{name}/2024"] = average(rows[column].astype(float) * factor, weight)
    buurten = [b for m in area["cbs_codes"] for b in buurten_of(m["code"])]
    people = KWB["buurt"].loc[buurten, "inwoners"].astype(float)
    adults = people - KWB["buurt"].loc[buurten, "inwoners0tot15"].astype(float)
    for year in range(2021, 2026):
        cases = POLICE[(POLICE.level == "buurt") & (POLICE.year == year)].set_index("code")["misdrijven"].reindex(buurten).astype(float)
        out[f"misdrijven/{year}"] = total(cases, people)
        out[f"misdrijven_per_1000/{year}"] = ratio(cases, people, 1000)
    for year in (2012, 2016, 2020, 2022, 2024):
        good = HEALTH[(HEALTH.level == "buurt") & (HEALTH.year == year)].set_index("code")["goed_ervaren_gezondheid_pct"].reindex(buurten)
        out[f"ervaren_gezondheid_goed/{year}"] = average(good.astype(float), adults)
    return out


def to_metres(geometries):
    """Equirectangular metres around 52 degrees north: only ratios of surfaces within a few kilometres are used."""
    return shapely.transform(geometries, lambda c: c * [111_320 * np.cos(np.radians(52.2)), 111_320])


def outlines(name):
    features = json.load(open(f"{ROOT}/boundaries/{name}.geojson"))["features"]
    return dict(zip([f["properties"]["code"] for f in features], to_metres(np.array([shape(f["geometry"]) for f in features]))))


def of_2024():
    """Buurten of 2024: outlines that were traced give way to those of the official map, which were simplified one by one.

    Found by GEOS alone: outlines that were not traced are cut out of better ones, what a better one covers is cut out of the
    traced ones that have none, and what nobody has then goes to the neighbour with the longest border. Which better outlines are not
    taken, because neighbours that stay cut them to less than 0.65 in common with themselves, is read from the packed
    outlines: by GEOS alone 2,055 would be taken where the program takes 2,048, and those on the edge move the figures of an
    area more than the borders do. Borders differ by metres from those of the program, which draws them together.
    """
    features = json.load(open(f"{ROOT}/boundaries/buurt_2024.geojson"))["features"]
    poor = np.array([f["properties"]["geometry_basis"] == "approximate" for f in features])
    codes = np.array([f["properties"]["code"] for f in features])
    former = np.array(list(outlines("buurt_2024").values()))
    known = outlines("buurt_2024_official")
    packed = json.load(open(f"{os.path.dirname(__file__)}/../../geodata/grenzen-2024/boundaries/2024.json"))
    taken = {code for code, basis, _ in packed["shapes"] if packed["bases"][basis] == "cbs-simplified"}
    better = poor & np.isin(codes, list(known)) & np.isin(codes, list(taken))
    official = np.array([shapely.make_valid(known[c]) if b else None for c, b in zip(codes, better)])
    stays = ~poor
    while True:
        drawn = former.copy()
        cut(drawn, better, official[better], former[stays])
        cut(drawn, ~stays & ~better, None, drawn[better])
        # A traced outline that would lose more than half comes first after all.
        lost = ~stays & ~better & (shapely.area(drawn) < 0.5 * shapely.area(former))
        if not lost.any():
            break
        stays |= lost
    give_away(drawn, better, former)
    return dict(zip(codes, drawn))


def cut(drawn, which, shapes, others):
    """Takes `others` out of the outlines `which`, or out of `shapes` in their place."""
    shapes = drawn[which] if shapes is None else shapes
    tree, out = shapely.STRtree(others), []
    for shape_, near in zip(shapes, (tree.query(one, predicate="intersects") for one in shapes)):
        out.append(shapely.difference(shape_, shapely.union_all(others[near])) if len(near) else shape_)
    drawn[which] = np.array(out)


def give_away(drawn, which, former):
    """Gives what no outline covers any more to the neighbour of `which` with the longest border."""
    tree = shapely.STRtree(drawn)
    given = {}
    for lost in former[which]:
        rest = shapely.difference(lost, shapely.union_all(drawn[tree.query(lost, predicate="intersects")]))
        for part in shapely.get_parts(rest):
            if part.geom_type == "Polygon" and part.area > 1:
                near = [i for i in tree.query(part, predicate="intersects") if which[i]]
                borders = [shapely.length(shapely.intersection(part.boundary, drawn[i].boundary)) for i in near]
                if near and max(borders) > 0:
                    given.setdefault(near[int(np.argmax(borders))], []).append(part)
    for i, parts in given.items():
        drawn[i] = shapely.union_all([drawn[i], *parts])


def by_wijk(buurten):
    groups = {}
    for code, outline in buurten.items():
        groups.setdefault("WK" + code[2:8], []).append(outline)
    return {code: shapely.union_all(np.array(parts)) for code, parts in groups.items()}


class Overlay:
    """Members of a set of buurten of 2024 among older regions, under the thresholds of the house plan."""

    def __init__(self, base, regions):
        self.base, self.codes, self.shapes = base, list(regions), np.array(list(regions.values()))
        self.tree = shapely.STRtree(self.shapes)
        self.surface = shapely.area(self.shapes)
        self.people = KWB["buurt"]["inwoners"].astype(float).fillna(0)
        codes = list(base)
        shapes = np.array(list(base.values()))
        self.held = {}
        self.entries = {}
        left, right = self.tree.query(shapes)[0], self.tree.query(shapes)[1]
        # A buurt whose very outline stands among the older regions is that region and no other: outlines of two years
        # that were put together lie over each other in places (the wijken 17 to 19 of Groningen, Bladel), and nobody who
        # lives there is to be counted twice.
        same = shapely.equals_exact(shapes[left], self.shapes[right], 1e-6)
        itself = set(left[same])
        kept = same | np.array([i not in itself for i in left])
        left, right = left[kept], right[kept]
        area = shapely.area(shapely.intersection(shapes[left], self.shapes[right]))
        whole = shapely.area(shapes)
        for i, j, a in zip(left, right, area):
            share = a / whole[i]
            if share >= 0.0005:
                self.entries.setdefault(codes[i], []).append((j, a, share))
                self.held[j] = self.held.get(j, 0.0) + self.people.get(codes[i], 0.0) * share

    def members(self, buurten, held_min, outside_max):
        surface, people, total = {}, {}, 0.0
        for code in buurten:
            total += self.people.get(code, 0.0)
            for j, a, share in self.entries.get(code, []):
                surface[j] = surface.get(j, 0.0) + a
                people[j] = people.get(j, 0.0) + self.people.get(code, 0.0) * share
        inside = [j for j, a in surface.items() if a / self.surface[j] >= 0.5]
        held = sum(people[j] for j in inside)
        theirs = sum(self.held[j] for j in inside)
        if not inside or held / total < held_min or (theirs - held) / theirs > outside_max:
            return None
        return [self.codes[j] for j in inside]


def older_figures(area, overlays, tables):
    buurten = [b for m in area["cbs_codes"] for b in buurten_of(m["code"])]
    out = {}
    kwb22, kwb17, rivm = tables
    m = overlays["2022"].members(buurten, 0.9, 0.1)
    if m:
        t = kwb22.loc[m]
        pop, dwell = t["population"].astype(float), t["dwelling_total"].astype(float)
        adults = pop * (1 - t["pop_0_14"] / 100)
        out["aandeel_65_plus/2022"] = average(t["pop_65plus"], pop)
        out["koopwoningen/2022"] = average(t["dwelling_ownership"].astype(float), dwell)
        out["woz_waarde/2022"] = average(t["dwelling_value"].astype(float) * 1000, dwell)
        out["lage_inkomens/2022"] = average(t["income_low"].astype(float), pop)
        out["arbeidsparticipatie/2022"] = average(t["employment_rate"].astype(float), adults)
        out["hbo_wo_opgeleid/2022"] = average(t["edu_appl_sci"].astype(float), adults)
    m = overlays["2022"].members(buurten, 0.98, 0.02)
    out["inwoners/2022"] = total(kwb22.loc[m]["population"].astype(float), kwb22.loc[m]["population"].astype(float)) if m else None
    m = overlays["2017"].members(buurten, 0.9, 0.1)
    if m and all(code in kwb17.index for code in m):
        t = kwb17.loc[m]
        out["eenpersoonshuishoudens/2017"] = average(t["P_EENP_HH"].astype(float), t["AANTAL_HH"].astype(float))
        out["aandeel_65_plus/2017"] = average(t["P_65_EO_JR"].astype(float), t["AANT_INW"].astype(float))
    m = overlays["2020"].members(buurten, 0.9, 0.1)
    if m:
        for year, t in rivm.items():
            adults = overlays["adults"].reindex(m)
            out[f"eenzaam/{year}"] = average(t["Eenzaam_28"].reindex(m).astype(float), adults)
            out[f"moeite_met_rondkomen/{year}"] = average(t["MoeiteMetRondkomen_38"].reindex(m).astype(float), adults)
    return out


def main():
    base, old19 = of_2024(), outlines("buurt_2019")
    kwb22 = pd.read_csv(f"{ROOT}/indicators/kwb_2022_wijk.csv").set_index("code")
    kwb17 = pd.read_csv(f"{ROOT}/indicators/kwb_2017_wijk.csv").set_index("WK_CODE").replace(-99999999, np.nan)
    kwb17 = kwb17[kwb17["WATER"] == "NEE"]
    rivm = {y: pd.read_csv(f"{ROOT}/indicators/rivm_gezondheid_{y}_18plus.csv").set_index("code") for y in (2012, 2016, 2020)}
    codes20 = [c for c in rivm[2020].index if c.startswith("BU")]
    # A municipality of which at least half of the codes of 2020 are unknown in 2019 was recoded: reused codes are other places.
    per_gemeente = {}
    for code in codes20:
        per_gemeente.setdefault(code[2:6], []).append(code not in old19)
    recoded = {gm for gm, new in per_gemeente.items() if sum(new) * 2 >= len(new)}
    pick = lambda c: base.get(c, old19.get(c)) if c[2:6] in recoded else old19.get(c, base.get(c))
    comp = {c: pick(c) for c in codes20 if c in old19 or c in base}
    overlays = {"2022": Overlay(base, outlines("wijk_2022")), "2017": Overlay(base, by_wijk(old19)), "2020": Overlay(base, comp)}
    adults = (KWB["buurt"]["inwoners"] - KWB["buurt"]["inwoners0tot15"]).astype(float)
    carried = {}
    o = overlays["2020"]
    for code, entries in o.entries.items():
        if not np.isnan(adults.get(code, np.nan)):
            for j, _, share in entries:
                carried[o.codes[j]] = carried.get(o.codes[j], 0.0) + adults[code] * share
    overlays["adults"] = pd.Series(carried).reindex(o.codes).fillna(0.0)
    out = {}
    for area in AREAS:
        out[area["id"]] = {**base_figures(area), **older_figures(area, overlays, (kwb22, kwb17, rivm))}
    json.dump(out, sys.stdout, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
