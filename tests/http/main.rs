//! The site over HTTP: the router with the shipped release, without a socket.

#[path = "../common/mod.rs"]
mod common;

mod api;
mod assets;
mod client;
mod map;
mod pages;
mod refusals;
mod tiles;
