//! HTTP: router, state, errors, headers, pages, API, tiles, assets.
