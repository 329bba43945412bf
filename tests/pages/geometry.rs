//! Test: geometry
