"""Our simplification beside that of GEOS (coverage_simplify), on the same coverage; see README.md.

Both leave out points by the area of their triangle and keep borders shared. Reads the outlines at the finest grid and as
simplified for a zoom, simplifies the former with GEOS to the same area, and prints for both how many points are left and
how much ground changes sides, in parts per million of all ground.
"""

import json
import os
import sys

import numpy as np
import shapely


def load(folder, name):
    with open(os.path.join(folder, name)) as file:
        shapes = json.load(file)
    return np.array([
        shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in shape]) for shape in shapes
    ])


def moved(ours, finest):
    """Ground that lies in a shape before and not after, or the other way round, halved: it leaves one and enters another."""
    return shapely.area(shapely.symmetric_difference(ours, finest)).sum() / 2


def main(folder, level):
    finest = load(folder, f"finest_{level}.json")
    whole = shapely.area(finest).sum()
    for zoom in (8, 10, 12):
        scale = 2 ** (16 - zoom)
        ours = shapely.transform(load(folder, f"buurt_2024_{level}_z{zoom:02}.json"), lambda points: points * scale)
        # The tolerance of GEOS is the root of the area; ours leaves out triangles below 64 square units of the zoom.
        theirs = shapely.coverage_simplify(finest, 8 * scale)
        rows = [("ours", ours), ("GEOS", theirs)]
        for name, shapes in rows:
            points = shapely.get_num_coordinates(shapes).sum()
            valid = int((~shapely.is_valid(shapes)).sum())
            print(f"{level} zoom {zoom:2} {name}: {points:8} points, {1e6 * moved(shapes, finest) / whole:7.0f} ppm moved, "
                  f"{valid} invalid, {int(shapely.is_empty(shapes).sum())} gone", flush=True)


if __name__ == "__main__":
    print(f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}")
    for level in sys.argv[2:] or ["gemeente", "wijk"]:
        main(sys.argv[1], level)
