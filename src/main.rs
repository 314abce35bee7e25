//! The program: everything is in the library but the choice of the allocator.

/// A page is made of thousands of small texts: lists answer a quarter more requests than with the allocator of the
/// system, for some megabytes (`docs/performance.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    laureat::cli::main()
}
