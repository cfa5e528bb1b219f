#!/usr/bin/env python3
"""Ten profiles line by line, straight from the deliveries: every row in the period that the page leads with, its
references, and the gap to Nederland over the years. With pandas and GEOS; nothing is shared with the Rust code.

Writes profiles.json, which tests/oracle/profiles.rs holds against the Atlas.

    python3 tests/oracle/profiles.py ../shared/data > tests/oracle/profiles.json     (pandas 2, shapely 2)
"""
import json
import math
import sys

import numpy as np
import pandas as pd

from areas import AREAS, HEALTH, KWB, PEOPLE, POLICE, ROOT, Overlay, buurten_of, by_wijk, of_2024, outlines

LEVELS = ("gemeente", "wijk", "buurt")
PREFIX = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
LENGTH = {"gemeente": 6, "wijk": 8, "buurt": 10}
BUURTEN = list(KWB["buurt"].index)
AREA_CODES = {area["id"]: [m["code"] for m in area["cbs_codes"]] for area in AREAS}


def floats(frame):
    return frame.apply(pd.to_numeric, errors="coerce").astype(float)


def at(code, level):
    return {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}[level] + code[2:LENGTH[level]]


# --- deliveries: per level a table of values and weights -------------------------------------------------------------

def base_table(level):
    t = KWB[level]
    num = lambda c: t[c].astype(float)
    out = pd.DataFrame({
        "inwoners": num("inwoners"), "huishoudens": num("huishoudens"), "oppervlakte_land": num("oppervlakteLandHa"),
        "old": num("inwoners65plus"), "young": num("inwoners0tot15"), "dichtheid": num("dichtheid"),
        "huishoudensgrootte": num("huishoudensgrootte"), "adressendichtheid": num("adressendichtheid"),
        "stedelijkheid": num("stedelijkheid"), "koopwoningen": num("koopwoningen"), "eengezinswoningen": num("eengezinswoning"),
        "woz_waarde": num("wozWaarde") * 1000, "inkomen_per_inwoner": num("inkomenPerInwoner") * 1000,
        "afstand_huisarts": num("afstandHuisarts"), "afstand_supermarkt": num("afstandSupermarkt"),
        "afstand_school": num("afstandSchool"), "scholen_binnen_3km": num("scholenBinnen3km"),
    })
    out["mid"] = out.inwoners - out.young - out.old
    out["adults"] = out.inwoners - out.young
    for name, column in GROUPS.items():
        out[name] = PEOPLE[column].reindex(out.index).astype(float)
    return out


GROUPS = {"aandeel_15_24": "leeftijd_15_24", "aandeel_25_44": "leeftijd_25_44", "aandeel_45_64": "leeftijd_45_64", "aandeel_vrouwen": "vrouwen"}
BASE = {level: base_table(level) for level in LEVELS}
LIVEABILITY = {
    "leefbaarheid": "afwijking_nl", "leefbaarheid_woningvoorraad": "woningvoorraad", "leefbaarheid_fysieke_omgeving": "fysieke_omgeving",
    "leefbaarheid_voorzieningen": "voorzieningen", "leefbaarheid_samenhang": "sociale_samenhang", "leefbaarheid_overlast": "overlast_onveiligheid",
    "leefbaarheid_klasse": "klasse",
}


def liveability(level):
    t = pd.read_csv(f"{ROOT}/indicators/leefbaarometer3_2024_{level}.csv").set_index("code").reindex(BASE[level].index)
    # The product keeps four decimals, halves away from zero.
    four = lambda values: np.sign(values) * np.floor(np.abs(values) * 1e4 + 0.5) / 1e4
    out = pd.DataFrame({name: four(t[column].astype(float)) for name, column in LIVEABILITY.items()})
    out["huishoudens"] = BASE[level]["huishoudens"]
    return out


LBM = {level: liveability(level) for level in ("gemeente", "buurt")}
WEAK = {"buurt": LBM["buurt"][["huishoudens"]].assign(
    zwak=(LBM["buurt"].leefbaarheid_klasse <= 4).astype(float).where(LBM["buurt"].leefbaarheid_klasse.notna()) * 100)}


def income():
    t = pd.read_csv(f"{ROOT}/indicators/inkomen_huishoudens_gemeente_2024.csv").set_index("code")
    land = t.loc["NL00"]
    t = t.reindex(BASE["gemeente"].index)
    names = {"inkomen_huishouden": "gem_gestandaardiseerd_inkomen_x1000", "inkomen_huishouden_mediaan": "mediaan_gestandaardiseerd_inkomen_x1000"}
    table = pd.DataFrame({name: t[column] * 1000.0 for name, column in names.items()})
    table["huishoudens"] = BASE["gemeente"]["huishoudens"]
    return {"gemeente": table}, {name: land[column] * 1000.0 for name, column in names.items()}


INCOME, INCOME_NL = income()


def schools():
    """Per level the schools that stand there: how many, their pupils, and what is counted of them."""
    po, vo = (pd.read_csv(f"{ROOT}/indicators/scholen_{kind}_2019.csv") for kind in ("po", "vo"))
    out = {}
    for level in LEVELS:
        key = f"{level}_2024"
        table = pd.DataFrame(index=BASE[level].index)
        for frame, count, columns in (
            (po, "basisscholen", {"leerlingen": "leerlingen_bekostigd_2019", "scores": "achterstandsscore_zonder_drempel_2019"}),
            (vo, "examenscholen", {"kandidaten": "examenkandidaten_2019", "geslaagden": "geslaagden_2019"}),
            (vo, "uitvalscholen", {"leerlingen15": "leerlingen_2015", "vsv": "vsv_2015"}),
        ):
            known = frame[frame[next(iter(columns.values()))].notna() & frame[key].notna()]
            table[count] = known.groupby(key).size().reindex(table.index)
            for name, column in columns.items():
                table[name] = known.groupby(key)[column].sum().reindex(table.index)
        table["aantal"] = table["basisscholen"].fillna(0.0)
        table["inwoners"] = BASE[level]["inwoners"]
        out[level] = table.astype(float)
    return out


SCHOOLS = schools()


def with_years(frame, column, prefix):
    out = {}
    for level in ("gemeente", "buurt"):
        rows = frame[frame.level == level]
        table = rows.pivot(index="code", columns="year", values=column).astype(float)
        table.columns = [f"{prefix}{year}" for year in table.columns]
        out[level] = table.reindex(BASE[level].index).join(BASE[level][["inwoners", "adults"]])
    return out


POLICE_T = with_years(POLICE, "misdrijven", "misdrijven")
HEALTH_T = with_years(HEALTH, "goed_ervaren_gezondheid_pct", "gezond")


def kwb22(level):
    t = pd.read_csv(f"{ROOT}/indicators/kwb_2022_{level}.csv").set_index("code")
    t = floats(t[[c for c in t.columns if c not in ("name", "province", "urbanity")]])
    return pd.DataFrame({
        "aandeel_15_24": t.pop_15_24, "aandeel_25_44": t.pop_25_44, "aandeel_45_64": t.pop_45_64,
        "woningen": t.dwelling_total, "arbeidsparticipatie": t.employment_rate, "lage_inkomens": t.income_low,
        "hoge_inkomens": t.income_high, "hbo_wo_opgeleid": t.edu_appl_sci,
        "inwoners": t.population, "adults": t.population * (1 - t.pop_0_14 / 100),
    })


def kwb17(level):
    t = pd.read_csv(f"{ROOT}/indicators/kwb_2017_{level}.csv").set_index("WK_CODE" if level == "wijk" else "GM_CODE")
    t = floats(t[t["WATER"] == "NEE"][["P_EENP_HH", "P_HH_M_K", "P_HH_Z_K", "AANTAL_HH"]]).replace(-99999999, np.nan)
    return pd.DataFrame({
        "eenpersoonshuishoudens": t.P_EENP_HH, "huishoudens_met_kinderen": t.P_HH_M_K,
        "huishoudens_zonder_kinderen": t.P_HH_Z_K, "huishoudens": t.AANTAL_HH,
    })


RIVM_COLUMNS = {
    "moeite_met_rondkomen": "MoeiteMetRondkomen_38", "langdurige_aandoening": "EenOfMeerLangdurigeAandoeningen_16",
    "beperkt_door_gezondheid": "BeperktVanwegeGezondheid_17", "ernstig_beperkt_door_gezondheid": "ErnstigBeperktVanwegeGezondheid_18",
    "lichamelijke_beperking": "EenOfMeerLichamelijkeBeperkingen_20", "beperking_horen": "BeperkingInHoren_21",
    "beperking_zien": "BeperkingInZien_22", "beperking_bewegen": "BeperkingInBewegen_23",
    "risico_angst_depressie": "MatigHoogRisicoOpAngstOfDepressie_24", "hoog_risico_angst_depressie": "HoogRisicoOpAngstOfDepressie_25",
    "veel_stress": "HeelVeelStressInAfgelopen4Weken_26", "regie_over_leven": "MatigVeelRegieOverEigenLeven_27",
    "eenzaam": "Eenzaam_28", "ernstig_eenzaam": "ErnstigZeerErnstigEenzaam_29", "emotioneel_eenzaam": "EmotioneelEenzaam_30",
    "sociaal_eenzaam": "SociaalEenzaam_31", "mantelzorgers": "Mantelzorger_32", "overgewicht": "Overgewicht_9",
    "ernstig_overgewicht": "ErnstigOvergewicht_10", "ondergewicht": "Ondergewicht_7", "voldoet_beweegrichtlijn": "VoldoetAanBeweegrichtlijn_5",
    "wekelijkse_sporters": "WekelijkseSporters_6", "rokers": "Roker_11", "voldoet_alcoholrichtlijn": "VoldoetAanAlcoholRichtlijn_12",
    "zware_drinkers": "ZwareDrinker_14", "overmatige_drinkers": "OvermatigeDrinker_15", "vrijwilligers": "Vrijwilligerswerk_33",
    "geluidhinder_buren": "ErnstigeGeluidhinderDoorBuren_37",
}
RIVM = {y: pd.read_csv(f"{ROOT}/indicators/rivm_gezondheid_{y}_18plus.csv").set_index("code") for y in (2012, 2016, 2020)}
RIVM_NL = {y: t.loc["NL01"] for y, t in RIVM.items()}


# --- outlines of older vintages -------------------------------------------------------------------------------------

def merged(regions, level):
    import shapely
    groups = {}
    for code, outline in regions.items():
        groups.setdefault(at(code, level), []).append(outline)
    return {code: shapely.union_all(np.array(parts)) for code, parts in groups.items()}


class Vintage:
    """Regions of an older vintage, per level, with the inhabitants and adults of 2024 laid on them."""

    def __init__(self, base, lowest, regions):
        self.lowest = lowest
        self.levels = LEVELS[: LEVELS.index(lowest) + 1]
        self.overlay = {lv: Overlay(base, regions if lv == lowest else merged(regions, lv)) for lv in self.levels}

    def carried(self, level, series):
        overlay, out = self.overlay[level], {}
        for code, entries in overlay.entries.items():
            value = series.get(code, np.nan)
            if not np.isnan(value):
                for j, _, share in entries:
                    out[overlay.codes[j]] = out.get(overlay.codes[j], 0.0) + value * share
        return pd.Series(out).reindex(overlay.codes).fillna(0.0)

    def members(self, place, limits):
        own = [place["level"]] if place["level"] in self.levels else []
        if place["level"] == "buurt" and self.lowest == "wijk":
            return None
        for level in dict.fromkeys([*own, self.lowest]):
            found = self.overlay[level].members(place["buurten"], *limits)
            if found:
                return [(level, code) for code in found]
        return None


BASE_SHAPES, OLD19 = of_2024(), outlines("buurt_2019")


def composite():
    codes = [c for c in RIVM[2020].index if c.startswith("BU")]
    per = {}
    for code in codes:
        per.setdefault(code[2:6], []).append(code not in OLD19)
    recoded = {gm for gm, new in per.items() if sum(new) * 2 >= len(new)}
    pick = lambda c: BASE_SHAPES.get(c, OLD19.get(c)) if c[2:6] in recoded else OLD19.get(c, BASE_SHAPES.get(c))
    return {c: pick(c) for c in codes if c in OLD19 or c in BASE_SHAPES}


V22 = Vintage(BASE_SHAPES, "wijk", outlines("wijk_2022"))
V17 = Vintage(BASE_SHAPES, "wijk", by_wijk(OLD19))
V20 = Vintage(BASE_SHAPES, "buurt", composite())
ADULTS = BASE["buurt"]["adults"]
KWB22 = {level: kwb22(level) for level in ("gemeente", "wijk")}
KWB17 = {level: kwb17(level) for level in ("gemeente", "wijk")}
CARRIED = {level: V20.carried(level, ADULTS) for level in LEVELS}


def rivm_table(year, column):
    values = pd.to_numeric(RIVM[year][column], errors="coerce")
    return {lv: pd.DataFrame({"value": values.reindex(CARRIED[lv].index), "adults": CARRIED[lv]}) for lv in LEVELS}


# --- places ---------------------------------------------------------------------------------------------------------

def within(codes, level):
    """The regions of 2024 at `level` inside these codes."""
    table = BASE[level].index
    return sorted({c for code in codes for c in table if c[: len(code)][2:] == code[2:] and c[2:].startswith(code[2:])})


def place(codes, region=False):
    buurten = sorted({b for code in codes for b in BUURTEN if b[2:].startswith(code[2:])})
    return {"codes": codes, "buurten": buurten, "level": PREFIX[codes[0][:2]] if region else None}


def listed(place, tables):
    """Members as listed; where a delivery has no rows of that level, the regions one level down."""
    out = []
    for code in place["codes"]:
        level = PREFIX[code[:2]]
        while level not in tables:
            if level == "buurt":
                return []
            level = LEVELS[LEVELS.index(level) + 1]
        out += [(level, c) for c in BASE[level].index if c[2:].startswith(code[2:])]
    return out


def publish(value, share):
    return None if share < 0.8 or value is None or math.isnan(value) else value


def aggregate(parts, kind, factor=1.0, least=0.0):
    """parts: value (or numerator) and weight (or denominator) per member."""
    v, w = (np.array([p[i] for p in parts], dtype=float) for i in (0, 1))
    if not len(v) or np.isnan(v).all():
        return None
    known = ~np.isnan(v)
    total = np.nansum(w)
    share = np.nansum(w[known]) / total if total > 0 else known.mean()
    if kind == "sum":
        return publish(v[known].sum(), share)
    both = known & ~np.isnan(w)
    if kind == "ratio":
        return publish(v[both].sum() / w[both].sum() * factor, share) if w[both].sum() >= max(least, 1e-9) else None
    return publish((v[both] * w[both]).sum() / w[both].sum(), share) if w[both].sum() >= 50 else None


class Spec:
    """How one indicator is computed in one period."""

    def __init__(self, tables, kind, value, weight, vintage=None, factor=1.0, least=0.0, published=True, ratio=None, land=None, schools=None):
        self.schools = schools
        self.tables, self.kind, self.value, self.weight, self.vintage = tables, kind, value, weight, vintage
        self.factor, self.least, self.published, self.ratio, self.land = factor, least, published, ratio, land

    def get(self, level, code, column):
        table = self.tables.get(level)
        return float(table.at[code, column]) if table is not None and code in table.index else math.nan

    def parts(self, members):
        above, below = self.ratio or (self.value, self.weight)
        return [(self.get(lv, c, above), self.get(lv, c, below)) for lv, c in members]

    def few(self, members):
        """Whether there are fewer than three schools."""
        return self.schools is not None and np.nansum([self.get(lv, c, self.schools) for lv, c in members]) < 3

    def region(self, level, code):
        """The row of a region: published, or the ratio of its own counts."""
        if self.few([(level, code)]):
            return None
        if self.published:
            value = self.get(level, code, self.value)
            return None if math.isnan(value) else value
        (above, below), = self.parts([(level, code)])
        if math.isnan(above) or math.isnan(below) or below <= 0 or below < self.least:
            return None
        return above / below * self.factor

    def figure(self, place):
        if self.vintage is None:
            if place["level"] in self.tables:
                return self.region(place["level"], place["codes"][0])
            members = listed(place, self.tables)
        else:
            strict = self.kind in ("sum", "ratio")
            members = self.vintage.members(place, (0.98, 0.02) if strict else (0.9, 0.1))
            if members is None:
                return None
        if self.kind == "none":
            return None
        if len(members) == 1 and self.kind != "ratio":
            value = self.get(*members[0], self.value)
            return None if math.isnan(value) else value
        return None if self.few(members) else aggregate(self.parts(members), self.kind, self.factor, self.least)

    def nederland(self):
        if self.land is not None:
            return float(self.land)
        if self.kind == "none":
            return None
        level = next(level for level in LEVELS if level in self.tables)
        codes = list(self.tables[level].index)
        if self.vintage is not None:
            codes = [c for c in codes if not math.isnan(self.get(level, c, self.value))]
        return aggregate(self.parts([(level, c) for c in codes]), self.kind, self.factor, self.least)


def specs():
    out = {}
    for name in ("inwoners", "huishoudens", "oppervlakte_land"):
        out[name] = Spec(BASE, "sum", name, "inwoners")
    for name, above, least in (("aandeel_65_plus", "old", 50), ("aandeel_0_14", "young", 50), ("aandeel_15_64", "mid", 200)):
        out[name] = Spec(BASE, "ratio", None, None, factor=100, least=least, published=False, ratio=(above, "inwoners"))
    out["dichtheid"] = Spec(BASE, "ratio", "dichtheid", None, factor=100, ratio=("inwoners", "oppervlakte_land"))
    for name, weight in (("huishoudensgrootte", "huishoudens"), ("adressendichtheid", "huishoudens"), ("koopwoningen", "huishoudens"),
                         ("eengezinswoningen", "huishoudens"), ("woz_waarde", "huishoudens"), ("inkomen_per_inwoner", "inwoners"),
                         ("afstand_huisarts", "inwoners"), ("afstand_supermarkt", "inwoners"), ("afstand_school", "inwoners"),
                         ("scholen_binnen_3km", "inwoners")):
        out[name] = Spec(BASE, "mean", name, weight)
    out["stedelijkheid"] = Spec(BASE, "none", "stedelijkheid", None)
    out["misdrijven"] = Spec(POLICE_T, "sum", "misdrijven2024", "inwoners")
    out["misdrijven_per_1000"] = rate(2024)
    out["ervaren_gezondheid_goed"] = Spec(HEALTH_T, "mean", "gezond2024", "adults")
    out["woningen"] = Spec(KWB22, "sum", "woningen", "inwoners", V22)
    for name in GROUPS:
        out[name] = Spec(BASE, "ratio", None, None, factor=100, least=50, published=False, ratio=(name, "inwoners"))
    for name in LIVEABILITY:
        out[name] = Spec(LBM, "none" if name == "leefbaarheid_klasse" else "mean", name, "huishoudens")
    out["leefbaarheid_zwak"] = Spec(WEAK, "mean", "zwak", "huishoudens")
    out["basisscholen"] = Spec(SCHOOLS, "sum", "aantal", "inwoners")
    for name, parts, factor, count in (("achterstandsscore", ("scores", "leerlingen"), 1, "basisscholen"),
                                       ("geslaagd_eindexamen", ("geslaagden", "kandidaten"), 100, "examenscholen"),
                                       ("voortijdig_schoolverlaters", ("vsv", "leerlingen15"), 100, "uitvalscholen")):
        out[name] = Spec(SCHOOLS, "ratio", None, None, factor=factor, least=100, published=False, ratio=parts, schools=count)
    out["inkomen_huishouden"] = Spec(INCOME, "mean", "inkomen_huishouden", "huishoudens", land=INCOME_NL["inkomen_huishouden"])
    out["inkomen_huishouden_mediaan"] = Spec(INCOME, "none", "inkomen_huishouden_mediaan", None, land=INCOME_NL["inkomen_huishouden_mediaan"])
    for name, weight in (("arbeidsparticipatie", "adults"), ("lage_inkomens", "inwoners"), ("hoge_inkomens", "inwoners"),
                         ("hbo_wo_opgeleid", "adults")):
        out[name] = Spec(KWB22, "mean", name, weight, V22)
    for name in ("eenpersoonshuishoudens", "huishoudens_met_kinderen", "huishoudens_zonder_kinderen"):
        out[name] = Spec(KWB17, "mean", name, "huishoudens", V17)
    for name, column in RIVM_COLUMNS.items():
        out[name] = rivm(column, 2020)
    return out


def rate(year):
    return Spec(POLICE_T, "ratio", None, None, factor=1000, least=50, published=False, ratio=(f"misdrijven{year}", "inwoners"))


def rivm(column, year):
    return Spec(rivm_table(year, column), "mean", "value", "adults", V20, land=pd.to_numeric(RIVM_NL[year][column]))


def rest_codes(gemeente):
    taken = {b for codes in AREA_CODES.values() for code in codes for b in buurten_of(code)}
    out = []
    for wijk in [c for c in BASE["wijk"].index if c[2:6] == gemeente[2:6]]:
        buurten = [b for b in BUURTEN if b[2:8] == wijk[2:8]]
        out += [b for b in buurten if b not in taken] if any(b in taken for b in buurten) else [wijk]
    return out


def rest_figure(spec, gemeente, rest):
    if spec.kind != "sum" or spec.vintage is not None or "wijk" not in spec.tables:
        return spec.figure(rest)
    inside = []
    for codes in AREA_CODES.values():
        if "GM" + codes[0][2:6] == gemeente:
            members = listed(place(codes), spec.tables)
            parts = spec.parts(members)
            whole = all(not math.isnan(v) or not w > 0 for v, w in parts)
            inside.append(aggregate(parts, "sum") if whole else None)
    total = spec.region("gemeente", gemeente)
    return None if total is None or None in inside else total - sum(inside)


# --- gaps -----------------------------------------------------------------------------------------------------------

def rounded(value, decimals):
    scaled = abs(value) * 10**decimals
    return math.copysign(math.floor(scaled * (1 + 1e-12) + 0.5) / 10**decimals, value)


def gaps(place_):
    out = {}
    series = {f"misdrijven_per_1000/{y}": rate(y) for y in range(2021, 2026)}
    series |= {f"ervaren_gezondheid_goed/{y}": Spec(HEALTH_T, "mean", f"gezond{y}", "adults") for y in (2012, 2016, 2020, 2022, 2024)}
    series |= {f"eenzaam/{y}": rivm("Eenzaam_28", y) for y in (2012, 2016, 2020)}
    for key, spec in series.items():
        own, other = spec.figure(place_), spec.nederland()
        out[key] = None if own is None or other is None else round(rounded(own, 1) - rounded(other, 1), 6)
    return out


def main():
    every = specs()
    together = sorted({c for codes in AREA_CODES.values() for c in codes})
    national = {name: spec.nederland() for name, spec in every.items()}
    chosen = [(slug, place(AREA_CODES[slug]), "GM" + AREA_CODES[slug][0][2:6]) for slug in
              ("utrecht-overvecht", "groningen-noord", "heerlen-noord", "lelystad-oost", "amsterdam-nieuw-west")]
    chosen += [(code, place([code], region=True), None) for code in ("GM0344", "GM0014")]
    chosen += [(code, place([code], region=True), None) for code in ("WK034403", "BU03440311")]
    own = ["WK034403", "BU03440711", "BU03440712"]
    chosen.append(("+".join(own), place([c for c in own if c in BASE[PREFIX[c[:2]]].index]), None))
    out = {}
    for key, here, gemeente in chosen:
        rest = place(rest_codes(gemeente)) if gemeente else None
        rows = {}
        for name, spec in every.items():
            row = {"own": spec.figure(here), "nederland": national[name]}
            if gemeente:
                row["gemeente"] = spec.figure(place([gemeente], region=True))
                row["rest"] = rest_figure(spec, gemeente, rest)
                # On other codes the 20 together leave out areas without members; areas.json holds those.
                if spec.vintage is None and spec.kind != "none":
                    row["together"] = aggregate(spec.parts(listed(place(together), spec.tables)), spec.kind, spec.factor, spec.least)
            rows[name] = row
        out[key] = {"codes": here["codes"], "rows": rows, "gaps": gaps(here)}
    json.dump(out, sys.stdout, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
