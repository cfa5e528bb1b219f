#!/usr/bin/env python3
"""Similar places and matched neighbourhoods, straight from the deliveries, with numpy and scikit-learn.

Writes similar.json, which tests/oracle/similar.rs holds against the Atlas.

    python3 tests/oracle/similar.py ../shared/data > tests/oracle/similar.json
    (numpy 2, pandas 2, scikit-learn 1; shapely 2 for areas.py)
"""
import json
import sys

import numpy as np
import pandas as pd
from sklearn.metrics.pairwise import nan_euclidean_distances

from areas import AREAS, HEALTH, KWB, POLICE, base_figures, buurten_of

LOG = {"dichtheid", "adressendichtheid", "woz_waarde", "afstand_supermarkt"}
FEATURES = ["dichtheid", "adressendichtheid", "huishoudensgrootte", "aandeel_65_plus", "aandeel_0_14", "koopwoningen",
            "eengezinswoningen", "woz_waarde", "afstand_supermarkt"]
MIN_SHARED, MIN_INHABITANTS, BESIDE_AREA = 5, 200, 5000


def raw(level):
    t = KWB[level].sort_index()
    people = t["inwoners"].astype(float)
    return pd.DataFrame({
        "dichtheid": t["dichtheid"].astype(float),
        "adressendichtheid": t["adressendichtheid"].astype(float),
        "huishoudensgrootte": t["huishoudensgrootte"].astype(float),
        # House rule: no share that we compute on fewer than 50 persons.
        "aandeel_65_plus": 100 * t["inwoners65plus"] / people.where(people >= 50),
        "aandeel_0_14": 100 * t["inwoners0tot15"] / people.where(people >= 50),
        "koopwoningen": t["koopwoningen"].astype(float),
        "eengezinswoningen": t["eengezinswoning"].astype(float),
        "woz_waarde": t["wozWaarde"] * 1000.0,
        "afstand_supermarkt": t["afstandSupermarkt"].astype(float),
    }), people.fillna(0)


def logged(values):
    out = values.copy()
    for name in LOG:
        with np.errstate(divide="ignore", invalid="ignore"):
            out[name] = np.where(out[name] > 0, np.log(out[name]), np.nan)
    return out


RAW = {level: raw(level) for level in KWB}
SCALE = {}
for level, (values, people) in RAW.items():
    basis = logged(values)[people >= MIN_INHABITANTS]
    median = basis.median()
    SCALE[level] = (median, (basis - median).abs().median())
SCALED = {level: (logged(values) - SCALE[level][0]) / SCALE[level][1] for level, (values, _) in RAW.items()}
AREA_RAW = pd.DataFrame({
    area["id"]: {name: (base_figures(area)[f"{name}/2024"] or {"value": np.nan})["value"] for name in FEATURES} for area in AREAS
}).T.astype(float)
AREA_SCALED = (logged(AREA_RAW) - SCALE["wijk"][0]) / SCALE["wijk"][1]
INSIDE = {b for area in AREAS for m in area["cbs_codes"] for b in buurten_of(m["code"])}


def members(code):
    keep = {"GM": 6, "WK": 8, "BU": 10}[code[:2]]
    return [b for b in KWB["buurt"].index if b[2:keep] == code[2:]]


STATE = {}
for level in KWB:
    groups = {}
    for buurt in KWB["buurt"].index:
        key = {"buurt": buurt, "wijk": "WK" + buurt[2:8], "gemeente": "GM" + buurt[2:6]}[level]
        groups.setdefault(key, []).append(buurt in INSIDE)
    STATE[level] = {code: "outside" if not any(f) else "inside" if all(f) else "partly" for code, f in groups.items()}


def ranked(own, candidates):
    shared = (~np.isnan(own) & ~np.isnan(candidates.values)).sum(axis=1)
    far = nan_euclidean_distances(own[None, :], candidates.values)[0]
    found = pd.Series(far, index=candidates.index)[shared >= MIN_SHARED]
    return found.sort_values(kind="stable")


def similar_region(level, code, programme):
    people = RAW[level][1]
    table = SCALED[level]
    fits = people >= MIN_INHABITANTS
    if programme:
        wanted = {"partly", "inside"} if level == "gemeente" else {"inside"}
        fits &= pd.Series({c: STATE[level].get(c, "outside") in wanted for c in table.index})
    fits[code] = False
    return ranked(table.loc[code].values, table[fits]).head(10)


def similar_area(slug, programme):
    own = AREA_SCALED.loc[slug].values
    candidates = AREA_SCALED.sort_index().drop(slug)
    # The Atlas orders areas by name; ties do not occur here.
    if not programme:
        wijk = SCALED["wijk"]
        outside = pd.Series({c: STATE["wijk"].get(c, "outside") == "outside" for c in wijk.index})
        candidates = pd.concat([candidates, wijk[outside & (RAW["wijk"][1] >= BESIDE_AREA)]])
    return ranked(own, candidates).head(10)


def pool(area, figures, weights):
    """Mean of the three nearest buurten outside the 20 per member, weighted by the member."""
    table = SCALED["buurt"]
    outside = pd.Series({c: STATE["buurt"][c] == "outside" for c in table.index}) & (RAW["buurt"][1] >= MIN_INHABITANTS)
    candidates = table[outside]
    total = known = weighted = 0.0
    nearest = {}
    for member in sorted({b for m in area["cbs_codes"] for b in buurten_of(m["code"])}):
        three = list(ranked(table.loc[member].values, candidates).head(3).index)
        nearest[member] = three
        weight = weights.get(member, np.nan)
        if np.isnan(weight):
            continue
        total += weight
        values = figures.reindex(three).dropna()
        if len(values):
            known += weight
            weighted += weight * values.mean()
    return {"nearest": nearest, "value": weighted / known if known / total >= 0.8 else None, "share": known / total}


def main():
    out = {"regions": [], "areas": [], "pools": []}
    places = [("buurt", c) for c in ("BU03440311", "BU05990110", "BU00140502", "BU09170302", "BU0363KB01") if c in SCALED["buurt"].index]
    places += [("wijk", c) for c in ("WK034403", "WK059914", "WK091710", "WK001405") if c in SCALED["wijk"].index]
    places += [("gemeente", c) for c in ("GM0344", "GM0917", "GM0088", "GM0995")]
    for level, code in places:
        for programme in (True, False):
            found = similar_region(level, code, programme)
            out["regions"].append({"code": code, "programme": programme,
                                   "found": [[c, float(d)] for c, d in found.items()]})
    for area in AREAS:
        for programme in (True, False):
            found = similar_area(area["id"], programme)
            out["areas"].append({"slug": area["id"], "programme": programme,
                                 "found": [[c, float(d)] for c, d in found.items()]})
    people = KWB["buurt"]["inwoners"].astype(float)
    adults = people - KWB["buurt"]["inwoners0tot15"].astype(float)
    buurt = POLICE[(POLICE.level == "buurt") & (POLICE.year == 2024)].set_index("code")["misdrijven"].astype(float)
    # Below the minimum of the indicator there is no rate.
    rate = (buurt / people.where(people >= 50) * 1000).dropna()
    good = HEALTH[(HEALTH.level == "buurt") & (HEALTH.year == 2016)].set_index("code")["goed_ervaren_gezondheid_pct"].astype(float)
    for area in AREAS:
        if area["id"] in ("utrecht-overvecht", "heerlen-noord", "groningen-noord", "rotterdam-zuid"):
            for key, figures, weights in (("misdrijven_per_1000/2024", rate, people), ("ervaren_gezondheid_goed/2016", good, adults)):
                out["pools"].append({"slug": area["id"], "figure": key, **pool(area, figures, weights)})
    json.dump(out, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
