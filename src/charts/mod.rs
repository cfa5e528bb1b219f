//! SVG marks and charts from view structs.
