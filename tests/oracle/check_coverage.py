"""Checks exported zooms and tiles with GEOS; see README.md."""

import glob
import gzip
import json
import os
import sqlite3
import sys

import numpy as np
import shapely


def polygons(shape):
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in shape])


def check_zooms(folder):
    faults = 0
    for path in sorted(glob.glob(os.path.join(folder, "*_z??.json"))):
        with open(path) as file:
            shapes = np.array([polygons(shape) for shape in json.load(file)])
        kept = shapes[~shapely.is_empty(shapes)]
        invalid = int((~shapely.is_valid(kept)).sum())
        coverage = bool(shapely.coverage_is_valid(kept))
        gone = len(shapes) - len(kept)
        union = shapely.coverage_union_all(kept)
        left = kept[shapely.area(kept) > 0]
        ppm = 1e6 * abs(shapely.area(left).sum() - shapely.area(union)) / shapely.area(union)
        print(f"{os.path.basename(path)}: {len(shapes)} shapes, {gone} gone, {invalid} invalid, "
              f"coverage {coverage}, sum of areas off by {ppm:.3f} ppm")
        faults += invalid + (not coverage) + (ppm > 0.001)
    return faults


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Fields of a protobuf message: number and value."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        elif tag & 7 == 2:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        elif tag & 7 == 1:
            value, at = data[at:at + 8], at + 8
        else:
            value, at = data[at:at + 4], at + 4
        yield tag >> 3, value


def rings_of(commands):
    """Rings of a polygon feature, from its packed commands."""
    numbers, at = [], 0
    while at < len(commands):
        number, at = varint(commands, at)
        numbers.append(number)
    rings, x, y, at = [], 0, 0, 0
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command == 7:
            rings[-1].append(rings[-1][0])
            continue
        for _ in range(count):
            x += (numbers[at] >> 1) ^ -(numbers[at] & 1)
            y += (numbers[at + 1] >> 1) ^ -(numbers[at + 1] & 1)
            at += 2
            if command == 1:
                rings.append([])
            rings[-1].append((x, y))
    return rings


def area2(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def layers_of(tile):
    for number, layer in fields(tile):
        name, features = None, []
        for number, value in fields(layer):
            if number == 1:
                name = value.decode()
            elif number == 2:
                parts = dict(fields(value))
                if parts.get(3) == 3:
                    features.append(rings_of(parts[4]))
        yield name, features


def check_tiles(folder):
    faults = tiles = count = 0
    connection = sqlite3.connect(os.path.join(folder, "tiles.mbtiles"))
    query = "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"
    for z, x, y, body in connection.execute(query):
        tiles += 1
        for name, features in layers_of(gzip.decompress(body)):
            shapes = []
            for rings in features:
                shape = []
                for ring in rings:
                    if area2(ring) > 0:
                        shape.append([ring])
                    elif area2(ring) < 0 and shape:
                        shape[-1].append(ring)
                    else:
                        print(f"{z}/{x}/{y} (row from the south) {name}: winding or area of {ring}")
                        faults += 1
                shapes.append(polygons(shape))
            shapes = np.array(shapes)
            count += len(shapes)
            if len(shapes) == 0:
                continue
            for index in np.where(~shapely.is_valid(shapes))[0]:
                print(f"{z}/{x}/{y} {name}: {shapely.is_valid_reason(shapes[index])}")
                faults += 1
            if name != "focus":
                edges = shapely.coverage_invalid_edges(shapes)
                # Along the sides of the tile a large region may run past points of its neighbour's corner.
                inner = shapely.box(-63, -63, 4159, 4159)
                wrong = [edge for edge in edges if not edge.is_empty and edge.intersection(inner).length > 0]
                for edge in wrong:
                    print(f"{z}/{x}/{y} {name}: no coverage along {edge}")
                faults += len(wrong)
    print(f"tiles.mbtiles: {tiles} tiles, {count} polygons, {faults} faults")
    return faults


def check_pmtiles(folder):
    try:
        from pmtiles.reader import MmapSource, Reader
    except ImportError:
        print("tiles.pmtiles: not checked, pmtiles is not installed")
        return 0
    faults = tiles = 0
    connection = sqlite3.connect(os.path.join(folder, "tiles.mbtiles"))
    with open(os.path.join(folder, "tiles.pmtiles"), "rb") as file:
        reader = Reader(MmapSource(file))
        for z, x, y, body in connection.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"):
            tiles += 1
            faults += reader.get(z, x, (1 << z) - 1 - y) != body
        header = reader.header()
        faults += header["addressed_tiles_count"] != tiles
        print(f"tiles.pmtiles: version {header['version']}, zooms {header['min_zoom']}-{header['max_zoom']}, "
              f"{tiles} tiles, {faults} differ")
    return faults


if __name__ == "__main__":
    print(f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}")
    total = check_zooms(sys.argv[1]) + check_tiles(sys.argv[1]) + check_pmtiles(sys.argv[1])
    print(f"{total} faults")
    sys.exit(total > 0)
