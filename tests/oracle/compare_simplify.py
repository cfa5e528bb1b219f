"""Our simplification beside that of GEOS (coverage_simplify), from the same outlines; see README.md.

    python3 tests/oracle/compare_simplify.py FOLDER BUURT_2024.geojson [LEVEL ...]

Both leave out points by the area of their triangle and keep borders shared. FOLDER holds the zooms that the ignored test
tests/oracle/export.rs writes. For both it prints how many points are left and how much ground changes sides, in parts per million.
Ours is on the grid of the tiles, theirs is not: a third line shows theirs with every point rounded to that grid by itself.
Ours has more points because every segment gets one where it crosses the edge of a tile, and one where it passes a point
within half a unit, so that rounding cannot make it cross anything.
"""

import json
import os
import sys

import numpy as np
import shapely

from check_coverage import polygons

DIGITS = {"gemeente": 4, "wijk": 6, "buurt": 8}


def source(path, level):
    """The outlines of a level in code order, in Web Mercator as fractions of the world, north up."""
    with open(path) as file:
        features = json.load(file)["features"]
    groups = {}
    for feature in sorted(features, key=lambda feature: feature["properties"]["code"]):
        code = feature["properties"]["code"][2:2 + DIGITS[level]]
        groups.setdefault(code, []).append(shapely.from_geojson(json.dumps(feature["geometry"])))
    shapes = np.array([shapely.coverage_union_all(parts) for parts in groups.values()])

    def project(points):
        x = (points[:, 0] + 180) / 360
        y = (1 + np.arcsinh(np.tan(np.radians(points[:, 1]))) / np.pi) / 2
        return np.column_stack([x, y])

    return shapely.transform(shapes, project)


def moved(after, before):
    """Ground that lies in a shape before and not after, or the other way round; it leaves one and enters another."""
    return shapely.area(shapely.symmetric_difference(shapely.make_valid(after), before)).sum() / 2


def main(folder, path, level):
    world = source(path, level)
    for zoom in (8, 10, 12):
        units = 4096 * 2 ** zoom
        before = shapely.transform(world, lambda points: points * units)
        with open(os.path.join(folder, f"buurt_2024_{level}_z{zoom:02}.json")) as file:
            ours = np.array([polygons(shape) for shape in json.load(file)])
        # The tolerance of GEOS is the root of the area; ours leaves out triangles below 64 square units.
        theirs = shapely.coverage_simplify(before, 8)
        for name, after in (("ours", ours), ("GEOS", theirs), ("GEOS, rounded", shapely.transform(theirs, np.round))):
            points, gone = shapely.get_num_coordinates(after).sum(), int(shapely.is_empty(after).sum())
            print(f"{level} zoom {zoom:2} {name}: {points:7} of {shapely.get_num_coordinates(before).sum()} points, "
                  f"{1e6 * moved(after, before) / shapely.area(before).sum():6.0f} ppm moved, "
                  f"{int((~shapely.is_valid(after)).sum())} invalid, {gone} gone", flush=True)


if __name__ == "__main__":
    print(f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}")
    for level in sys.argv[3:] or ["gemeente", "wijk"]:
        main(sys.argv[1], sys.argv[2], level)
