//! Hands the arguments to `cli::main`; nothing else.

// What libraries free without wiping is wiped here.
#[global_allocator]
static MEMORY: coldkeep::host::memory::WipingAllocator = coldkeep::host::memory::WipingAllocator;

fn main() -> std::process::ExitCode {
    coldkeep::cli::main(std::env::args_os())
}
