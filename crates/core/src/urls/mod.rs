//! The addresses of the site, each written once.
//!
//! A [`Route`] is an address with its changing parts in braces, as the router and the API description write it; an
//! [`Address`] is one with everything filled in, as it stands in a link. Pages are in [`pages`](self::MAP), data and
//! tiles in the constants of the API. To change the address of a page, change its constant: links, routes, sitemap and
//! description follow.

mod address;
mod data;
mod encode;
mod pages;
mod route;

pub use address::Address;
pub use data::*;
pub use encode::query_value;
pub use pages::*;
pub use route::Route;

/// The parameter that every page knows: the language.
pub const LANG: &str = "lang";

/// The parameter that says of which division codes are.
pub const DIVISION: &str = "indeling";
