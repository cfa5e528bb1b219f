//! Where the source material of a package comes from, as `package.toml` says it.

use std::collections::BTreeMap;

use serde::Deserialize;
use strum::IntoStaticStr;

/// A file of source material, and where its publisher gives it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// Id inside the package.
    pub id: String,
    /// How the publisher gives it.
    pub form: Given,
    /// Address: of a table of StatLine without the name of a set; else of the file or of the collection.
    pub address: String,
    /// The set of a table of StatLine, where it is not that of its figures (`UntypedDataSet`, `WijkenEnBuurten`).
    #[serde(default)]
    pub set: Option<String>,
    /// What is asked behind the address, by name (`$filter`, `count`).
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Path below the folder of source material, as the deliveries and outlines of the package name it.
    pub path: String,
    /// Other hosts that the address may lead on to.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Most bytes that it may have.
    #[serde(default = "a_gigabyte")]
    pub most_bytes: u64,
}

const fn a_gigabyte() -> u64 {
    1 << 30
}

/// How a publisher gives a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Given {
    /// As one file.
    File,
    /// As a table of StatLine, `OData` version 3: pages with `odata.nextLink`.
    StatlineV3,
    /// As a table of StatLine, `OData` version 4: pages with `@odata.nextLink`.
    StatlineV4,
    /// By OGC API Features: pages with a link `next`.
    Features,
    /// By WFS: pages by `startIndex`.
    Wfs,
}
