//! Coverage geometry: shared arcs, simplification, dissolve, overlay, location, projection, SVG fit.
