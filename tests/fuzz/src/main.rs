//! libFuzzer over one of the targets that `tests/mutations/targets.rs` lists; COLDKEEP_TARGET names it.
#![no_main]

#[path = "../../mutations/keys.rs"]
mod keys;
#[path = "../../mutations/targets.rs"]
mod targets;

use std::sync::LazyLock;

static RUN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("COLDKEEP_TARGET").expect("COLDKEEP_TARGET names a target");
    targets::ALL.iter().find(|target| target.name == name).expect("a target of that name").run
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (*RUN)(bytes));
