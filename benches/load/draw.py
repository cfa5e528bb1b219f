"""Draws a list of tiles from an MBTiles archive: python3 draw.py ARCHIVE COUNT > LIST

Zooms 6 to 14 take turns until COUNT tiles are drawn, so that few small zooms are drawn whole and the rest is shared by the
large ones. The order within a zoom comes from the generator of Park and Miller with a fixed seed: the same archive gives
the same list on every machine.
"""

import sqlite3
import sys

SEED = 20241122


def shuffle(tiles, state):
    for i in range(len(tiles) - 1, 0, -1):
        state = state * 16807 % 2147483647
        j = state % (i + 1)
        tiles[i], tiles[j] = tiles[j], tiles[i]
    return state


def draw(connection, count):
    """The drawn tiles as zoom, column, row from the north, ordered."""
    query = "SELECT tile_column, tile_row FROM tiles WHERE zoom_level = ? ORDER BY tile_column, tile_row"
    state, zooms = SEED, {}
    for zoom in range(6, 15):
        rows = connection.execute(query, (zoom,)).fetchall()
        zooms[zoom] = [(x, (1 << zoom) - 1 - y) for x, y in rows]
        state = shuffle(zooms[zoom], state)
    drawn = []
    while len(drawn) < count and any(zooms.values()):
        for zoom, tiles in zooms.items():
            if tiles and len(drawn) < count:
                drawn.append((zoom, *tiles.pop()))
    return sorted(drawn)


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as archive:
        for tile in draw(archive, int(sys.argv[2])):
            print("%d/%d/%d" % tile)
