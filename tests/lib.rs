//! tests
mod seed_vectors;
