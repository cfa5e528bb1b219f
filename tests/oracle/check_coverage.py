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


def edges_of(shape):
    for rings in shape:
        for ring in rings:
            yield from zip(map(tuple, ring), map(tuple, ring[1:]))


def unpaired(shapes):
    """Directed edges that occur twice, and those that no other shape runs along in the other direction."""
    seen, twice = set(), 0
    for shape in shapes:
        for edge in edges_of(shape):
            twice += edge in seen
            seen.add(edge)
    return twice, [(a, b) for a, b in seen if (b, a) not in seen]


def length(edges):
    return sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in edges)


def touches_itself(shape, point):
    """Whether a hole of the shape touches its own outer ring in this point."""
    for rings in shape:
        if tuple(point) in map(tuple, rings[0]) and any(tuple(point) in map(tuple, hole) for hole in rings[1:]):
            return True
    return False


def check_zooms(folder):
    """Validity and coverage by GEOS, and coverage once more in whole numbers.

    GEOS calls an edge invalid where it ends in a point in which a hole of a neighbour touches the neighbour's own outer
    ring (see minimal_false_alarm). Such an edge is counted apart; every other one is a fault. The second check needs no
    tolerance: every directed edge occurs once, and the edges without a counterpart are exactly the outline of all shapes
    together.
    """
    faults = files = alarms = 0
    for path in sorted(glob.glob(os.path.join(folder, "*_z??.json"))):
        with open(path) as file:
            raw = json.load(file)
        files += 1
        shapes = np.array([polygons(shape) for shape in raw])
        filled = ~shapely.is_empty(shapes)
        kept = shapes[filled]
        invalid = int((~shapely.is_valid(kept)).sum())
        wrong = unexplained(kept, [shape for shape, there in zip(raw, filled) if there])
        alarms += wrong[0]
        union = shapely.coverage_union_all(kept)
        ppm = 1e6 * abs(shapely.area(kept).sum() - shapely.area(union)) / shapely.area(union)
        twice, outline = unpaired(raw)
        off = abs(length(outline) - shapely.length(shapely.boundary(union)))
        print(f"{os.path.basename(path)}: {len(shapes)} shapes, {len(shapes) - len(kept)} gone, {invalid} invalid, "
              f"edges refused by GEOS {wrong[1]} and {wrong[0]} false alarms, edges twice {twice}, "
              f"outline off by {off:.3f}, sum of areas off by {ppm:.3f} ppm", flush=True)
        faults += invalid + wrong[1] + twice + (off > 0.5) + (ppm > 0.001)
    print(f"{files} files, {alarms} false alarms, {faults} faults")
    return faults


def unexplained(kept, raw):
    """Edges that GEOS refuses: the known false alarm, and all others."""
    known = other = 0
    for edge in shapely.coverage_invalid_edges(kept):
        if edge.is_empty:
            continue
        ends = [tuple(map(int, point)) for point in shapely.get_coordinates(edge)]
        if any(touches_itself(shape, point) for point in ends for shape in raw):
            known += 1
        else:
            print("   refused:", edge.wkt[:200])
            other += 1
    return known, other


def minimal_false_alarm():
    """A triangle and a quadrangle that share one edge and nothing else. A hole of the quadrangle touches its corner."""
    a = shapely.Polygon([(123, 172), (60, 0), (226, 16)])
    b = shapely.Polygon([(60, 0), (123, 172), (103, 179), (0, 61)], [[(123, 172), (91, 165), (119, 173)]])
    assert shapely.is_valid(a) and shapely.is_valid(b)
    assert a.intersection(b).equals(shapely.LineString([(60, 0), (123, 172)]))
    refused = [edge.wkt for edge in shapely.coverage_invalid_edges(np.array([a, b])) if not edge.is_empty]
    print(f"minimal example: GEOS refuses {refused or 'nothing'}")


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
    minimal_false_alarm()
    total = check_zooms(sys.argv[1]) + check_tiles(sys.argv[1]) + check_pmtiles(sys.argv[1])
    print(f"{total} faults")
    sys.exit(total > 0)
