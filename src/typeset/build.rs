//! Takes out of the fonts that typst brings the few faces of our layout: the program holds these, and not the megabytes
//! of mathematics and typewriters that it never sets.

use std::{env, error::Error, fs, path::PathBuf};

use ttf_parser::{Face, name_id};

/// Faces wanted: family, weight, italic. The order is that of fallback.
const FACES: [(&str, u16, bool); 5] = [
    ("Libertinus Serif", 400, false),
    ("Libertinus Serif", 600, false),
    ("Libertinus Serif", 700, false),
    ("Libertinus Serif", 400, true),
    ("DejaVu Sans Mono", 400, false),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("[");
    for (family, weight, italic) in FACES {
        let data = typst_assets::fonts().find(|data| is(data, family, weight, italic));
        let data = data.ok_or_else(|| format!("typst brings no face {family} {weight}, italic: {italic}"))?;
        let file = out.join(format!("{}-{weight}-{italic}", family.replace(' ', "")));
        fs::write(&file, data)?;
        list.push_str(&format!("include_bytes!({file:?}),"));
    }
    list.push(']');
    fs::write(out.join("faces.rs"), list)?;
    Ok(())
}

fn is(data: &[u8], family: &str, weight: u16, italic: bool) -> bool {
    let Ok(face) = Face::parse(data, 0) else { return false };
    let named = |id| {
        let mut names = face.names().into_iter().filter(|name| name.name_id == id);
        names.any(|name| name.to_string().is_some_and(|name| name == family))
    };
    (named(name_id::TYPOGRAPHIC_FAMILY) || named(name_id::FAMILY))
        && face.weight().to_number() == weight
        && face.is_italic() == italic
}
