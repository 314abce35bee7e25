//! Templates, texts and assets are embedded: a change in any of them rebuilds the program.

fn main() {
    println!("cargo:rerun-if-changed=templates");
    println!("cargo:rerun-if-changed=config");
}
