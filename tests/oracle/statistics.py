#!/usr/bin/env python3
"""Statistics by other implementations: numpy, scipy, scikit-learn and jenkspy, on figures of the deliveries and on
numbers made up to be awkward.

Writes statistics.json, which tests/oracle/statistics.rs holds against src/stats.

    python3 tests/oracle/statistics.py ../shared/data > tests/oracle/statistics.json
    (numpy 2, scipy 1, scikit-learn 1, jenkspy 0.4, pandas 2)
"""
import json
import sys

import jenkspy
import numpy as np
import pandas as pd
from scipy import stats
from sklearn.metrics.pairwise import nan_euclidean_distances

ROOT = sys.argv[1]
GEMEENTE = pd.read_csv(f"{ROOT}/indicators/kwb_2024_gemeente.csv")
WIJK = pd.read_csv(f"{ROOT}/indicators/kwb_2024_wijk.csv")
RNG = np.random.default_rng(20241122)


def known(series):
    return [float(value) for value in series.dropna()]


SERIES = {
    "koopwoningen per gemeente": known(GEMEENTE["koopwoningen"]),
    "WOZ per gemeente": known(GEMEENTE["wozWaarde"] * 1000),
    "adressendichtheid per gemeente": known(GEMEENTE["adressendichtheid"]),
    "koopwoningen per wijk": known(WIJK["koopwoningen"])[:900],
    "afstand tot de huisarts per wijk": known(WIJK["afstandHuisarts"])[:900],
    "lognormal": [round(float(value), 3) for value in RNG.lognormal(2, 1, 257)],
    "two far groups": [0.1, 0.2, 0.2, 0.3, 1e6, 1e6 + 1, 1e6 + 2],
    "large and close": [1e9 + i * 0.25 for i in (0, 1, 2, 40, 41, 80, 81, 82)],
}


def natural(values, classes):
    """Lowest value of the second and later class, and the sum of squared distances to the class means."""
    inner = jenkspy.jenks_breaks(values, n_classes=classes)[1:-1]
    ordered = np.sort(values)
    lowest = [float(ordered[ordered > limit].min()) for limit in inner]
    edges = [-np.inf, *lowest, np.inf]
    parts = [ordered[(ordered >= low) & (ordered < high)] for low, high in zip(edges, edges[1:])]
    return {"lowest": lowest, "spread": float(sum(((part - part.mean()) ** 2).sum() for part in parts))}


def series_entry(values):
    array = np.array(values)
    return {
        "values": values,
        "quantiles": {str(q): float(np.quantile(array, q)) for q in (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)},
        "median": float(np.median(array)),
        "mad": float(stats.median_abs_deviation(array)),
        "natural": {str(k): natural(values, k) for k in (2, 3, 5, 7) if len(set(values)) > k},
        "rank": [int(rank) for rank in stats.rankdata(-array, method="min")],
    }


def slopes():
    out = []
    for years, values in [
        ([2012, 2016, 2018, 2020, 2022], [10, 11, 13, 40, 14]),
        ([2012, 2016, 2020, 2024], [40.4, 39.6, 38.1, 38.3]),
        ([2021, 2022, 2023, 2024, 2025], [61.2, 58.0, 59.9, 58.0, 55.1]),
    ]:
        out.append({"years": years, "values": values, "slope": float(stats.theilslopes(values, years).slope)})
    return out


def distances():
    rows = RNG.normal(size=(40, 9)) * 3
    rows[RNG.random(rows.shape) < 0.2] = np.nan
    rows = rows.astype(np.float32)
    shared = (~np.isnan(rows[:1]) & ~np.isnan(rows)).sum(axis=1)
    far = nan_euclidean_distances(rows[:1].astype(float), rows.astype(float))[0]
    expected = [None if count < 5 else float(value) for count, value in zip(shared, far)]
    return {"rows": [[None if np.isnan(v) else float(v) for v in row] for row in rows], "from_first": expected}


def differences():
    """The interaction of a saturated least-squares fit is the difference in differences."""
    design = np.array([[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 1]], dtype=float)
    out = []
    for first_here, last_here, first_there, last_there in [(20.44, 21.03, 23.33, 21.17), (61.2, 55.1, 40.0, 41.5)]:
        fit = np.linalg.lstsq(design, np.array([first_there, last_there, first_here, last_here]), rcond=None)[0]
        out.append({"here": [first_here, last_here], "there": [first_there, last_there], "difference": float(fit[3])})
    return out


if __name__ == "__main__":
    json.dump(
        {
            "series": {name: series_entry(values) for name, values in SERIES.items()},
            "slopes": slopes(),
            "distances": distances(),
            "differences": differences(),
        },
        sys.stdout,
        indent=1,
    )
