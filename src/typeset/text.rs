//! Makes any text printable: archival PDF refuses a character that no embedded font can draw, so such a character
//! is replaced by a visible mark instead of failing the whole document.

use serde_json::Value as Json;
use typst::{
    foundations::{Array, Dict, Str, Value},
    text::{Coverage, Font},
};

/// Stands for a character that cannot be drawn; the documents explain it.
pub(crate) const REPLACEMENT: char = '□';

/// How much of Unicode to let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repertoire {
    /// Characters that at least one face has: the usual case.
    Any,
    /// Characters that every face has: the way out when a sequence of characters each known to some face
    /// still cannot be shaped by a single one.
    Common,
}

/// The characters that the embedded faces can draw.
pub(crate) struct Glyphs {
    faces: Vec<Coverage>,
}

impl Glyphs {
    pub(crate) fn of(fonts: &[Font]) -> Self {
        Self { faces: fonts.iter().map(|font| font.info().coverage.clone()).collect() }
    }

    fn has(&self, c: char, repertoire: Repertoire) -> bool {
        let known = |face: &Coverage| face.contains(u32::from(c));
        match repertoire {
            Repertoire::Any => self.faces.iter().any(known),
            Repertoire::Common => self.faces.iter().all(known),
        }
    }

    /// Turns JSON data into a typst value, with every text made printable; tells whether a character was replaced.
    pub(crate) fn lower(&self, data: Json, repertoire: Repertoire) -> (Value, bool) {
        let mut replaced = false;
        let value = self.lower_into(data, repertoire, &mut replaced);
        (value, replaced)
    }

    fn lower_into(&self, data: Json, repertoire: Repertoire, replaced: &mut bool) -> Value {
        match data {
            Json::Null => Value::None,
            Json::Bool(b) => Value::Bool(b),
            Json::Number(n) => n.as_i64().map_or_else(|| Value::Str(n.to_string().into()), Value::Int),
            Json::String(s) => Value::Str(self.printable(&s, repertoire, replaced).into()),
            Json::Array(items) => Value::Array(
                items.into_iter().map(|item| self.lower_into(item, repertoire, replaced)).collect::<Array>(),
            ),
            Json::Object(fields) => Value::Dict(
                fields
                    .into_iter()
                    .map(|(key, field)| (Str::from(key), self.lower_into(field, repertoire, replaced)))
                    .collect::<Dict>(),
            ),
        }
    }

    /// The text without invisible control characters, in which what cannot be drawn is marked.
    pub(crate) fn printable(&self, text: &str, repertoire: Repertoire, replaced: &mut bool) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' => out.push('\n'),
                '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
                '\t' => out.push(' '),
                // Spaces that typst itself sets need no glyph of their own.
                ' ' | '\u{a0}' | '\u{202f}' => out.push(c),
                _ if c.is_control() || is_invisible(c) => {}
                _ if !is_private(c) && self.has(c, repertoire) => out.push(c),
                _ => {
                    *replaced = true;
                    // One mark per run: an emoji is often several characters.
                    if !out.ends_with(REPLACEMENT) {
                        out.push(REPLACEMENT);
                    }
                }
            }
        }
        out
    }
}

/// Joiners, selectors, direction marks (which could show a name in another order than it is stored) and the like.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// Private-use characters and non-characters: their meaning cannot be archived.
fn is_private(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xe000..=0xf8ff | 0xf0000..=0x10ffff | 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}
