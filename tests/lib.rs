//! tests
mod repair;
mod seed_vectors;

mod share_vectors;
mod age_kit;
mod scanning;
mod pages;
