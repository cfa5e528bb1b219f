//! Vector tiles: coordinates, clip, encoding, pyramid, TileJSON, archives.
