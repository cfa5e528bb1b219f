"""Quality of the drawn tiles of an archive, measured with GEOS; see README.md.

    python3 tests/oracle/measure_tiles.py ARCHIVE.mbtiles [COUNT]

Draws the list of the load test (705 tiles of zooms 6 to 14) and counts, over all polygons of the layers gemeente, wijk and
buurt: polygons that are not valid, rings with the wrong winding, ground that lies in two regions of a layer (overlap) and
ground of the gemeenten that lies in no region of a layer (gap), in parts per million.
"""

import gzip
import os
import sqlite3
import sys

import numpy as np
import shapely

from check_coverage import area2, layers_of, polygons

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "benches", "load"))
from draw import draw  # noqa: E402

LEVELS = ("gemeente", "wijk", "buurt")


def shapes_of(features):
    """Polygons of a layer, and how many rings wind the wrong way."""
    shapes, wrong = [], 0
    for rings in features:
        shape = []
        for ring in rings:
            if area2(ring) > 0:
                shape.append([ring])
            elif area2(ring) < 0 and shape:
                shape[-1].append(ring)
            else:
                wrong += 1
        shapes.append(polygons(shape))
    return np.array(shapes), wrong


def main(archive, count):
    invalid = winding = 0
    number, whole, overlap, gap = (dict.fromkeys(LEVELS, 0) for _ in range(4))
    with sqlite3.connect(archive) as connection:
        for z, x, y in draw(connection, count):
            row = (z, x, (1 << z) - 1 - y)
            query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
            (body,) = connection.execute(query, row).fetchone()
            ground = None
            for name, features in layers_of(gzip.decompress(body)):
                if name not in LEVELS:
                    continue
                shapes, wrong = shapes_of(features)
                union = shapely.union_all(shapes)
                ground = union if name == "gemeente" else ground
                number[name] += len(shapes)
                invalid += int((~shapely.is_valid(shapes)).sum())
                winding += wrong
                whole[name] += union.area
                overlap[name] += shapely.area(shapes).sum() - union.area
                gap[name] += shapely.difference(ground, union).area
    print(f"{count} tiles: {invalid} invalid polygons, {winding} rings with the wrong winding")
    for name in LEVELS:
        print(f"{name}: {number[name]} polygons, overlap {1e6 * overlap[name] / whole[name]:.3f} ppm, "
              f"gap {1e6 * gap[name] / whole[name]:.3f} ppm")


if __name__ == "__main__":
    print(f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}")
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 705)
