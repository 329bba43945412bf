//! tests
mod repair;
mod seed_vectors;
