//! Document data in, accessible PDF out (PDF/UA-1 and PDF/A-2a), by typst.
//!
//! A crate of its own so that its many dependencies are built once. It knows nothing of the domain: callers hand over
//! texts already written for a reader. The same data and instant always give the same bytes, so that the fingerprint
//! of a document can be recorded and checked. A text typed by a person reaches typst as a value, never as source.

mod document;
mod text;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Timelike};
use thiserror::Error;
use typst::{
    diag::{SourceDiagnostic, Warned},
    foundations::{Bytes, Datetime, Dict, Smart, Value},
    text::Font,
};
use typst_as_lib::{TypstEngine, TypstTemplateCollection};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use document::{Document, DossierPrint, Item, Letter, Receipt, ReceiptFile, Section, Service, Signature};
use text::{Glyphs, Repertoire};

/// The typst sources, embedded so that the binary stands alone.
const SOURCES: [(&str, &str); 4] = [
    ("base.typ", include_str!("../../templates/pdf/base.typ")),
    ("receipt.typ", include_str!("../../templates/pdf/receipt.typ")),
    ("dossier.typ", include_str!("../../templates/pdf/dossier.typ")),
    ("letter.typ", include_str!("../../templates/pdf/letter.typ")),
];

/// The faces of the layout, in the order of fallback: `build.rs` takes them out of those that typst brings.
const FACES: [&[u8]; 5] = include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// Compilations for which typst keeps what it computed: the templates and shaped words of recent documents.
const CACHE_AGE: usize = 8;

/// Why a document could not be typeset.
#[derive(Debug, Error)]
pub enum TypesetError {
    /// An embedded face cannot be read.
    #[error("an embedded font cannot be read")]
    Font,
    /// The PDF standards asked for do not fit together.
    #[error("PDF standards refused: {0}")]
    Standards(String),
    /// The instant is not a date that a PDF can carry.
    #[error("instant out of range: {0} µs")]
    Instant(i64),
    /// The data could not be turned into values.
    #[error("document data refused")]
    Data(#[from] serde_json::Error),
    /// The layout failed.
    #[error("layout failed: {0}")]
    Layout(String),
    /// The PDF could not be written, or would break PDF/UA-1 or PDF/A-2a.
    #[error("PDF export failed: {0}")]
    Export(String),
}

/// Turns documents into PDF. Built once and shared between threads; rendering blocks, so call it off the async threads.
pub struct Typesetter {
    engine: TypstEngine<TypstTemplateCollection>,
    glyphs: Glyphs,
    standards: PdfStandards,
}

impl Typesetter {
    /// Loads fonts and templates.
    pub fn new() -> Result<Self, TypesetError> {
        let fonts = faces()?;
        let glyphs = Glyphs::of(&fonts);
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .map_err(|e| TypesetError::Standards(e.message().to_string()))?;
        let engine = TypstEngine::builder()
            .fonts(fonts)
            .with_static_source_file_resolver(SOURCES)
            .comemo_evict_max_age(Some(CACHE_AGE))
            .build();
        Ok(Self { engine, glyphs, standards })
    }

    /// Typesets `document` as it was at `at_micros`, microseconds since the Unix epoch (the date written in the PDF).
    pub fn render(&self, document: &Document, at_micros: i64) -> Result<Vec<u8>, TypesetError> {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Lauréat".to_owned())),
            timestamp: Some(timestamp(at_micros)?),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        match self.attempt(document, &options, Repertoire::Any) {
            // Only the texts differ from one document to the next: what export refuses is a sequence of characters.
            Err(TypesetError::Export(_)) => self.attempt(document, &options, Repertoire::Common),
            done => done,
        }
    }

    fn attempt(
        &self,
        document: &Document,
        options: &PdfOptions,
        repertoire: Repertoire,
    ) -> Result<Vec<u8>, TypesetError> {
        let (laid_out, _) = self.lay_out(document, repertoire)?;
        typst_pdf::pdf(&laid_out, options).map_err(|e| TypesetError::Export(messages(&e)))
    }

    /// Lays the pages out; also gives typst's warnings, which the tests want empty.
    fn lay_out(&self, document: &Document, repertoire: Repertoire) -> Result<(PagedDocument, String), TypesetError> {
        let (template, data) = match document {
            Document::Receipt(receipt) => ("receipt.typ", serde_json::to_value(receipt)?),
            Document::Dossier(dossier) => ("dossier.typ", serde_json::to_value(dossier)?),
            Document::Letter(letter) => ("letter.typ", serde_json::to_value(letter)?),
        };
        let (value, replaced) = self.glyphs.lower(data, repertoire);
        let Value::Dict(mut inputs) = value else {
            return Err(TypesetError::Layout("a document is a set of fields".to_owned()));
        };
        inputs.insert("replaced".into(), Value::Bool(replaced));
        let Warned { output, warnings } = self.engine.compile_with_input::<_, Dict, PagedDocument>(template, inputs);
        let laid_out = output.map_err(|e| TypesetError::Layout(e.to_string()))?;
        Ok((laid_out, messages(&warnings)))
    }
}

fn faces() -> Result<Vec<Font>, TypesetError> {
    let read = |data: &'static [u8]| Font::new(Bytes::new(data), 0).ok_or(TypesetError::Font);
    FACES.into_iter().map(read).collect()
}

fn timestamp(at_micros: i64) -> Result<Timestamp, TypesetError> {
    let out_of_range = || TypesetError::Instant(at_micros);
    let at = DateTime::from_timestamp_micros(at_micros)
        .filter(|at| (0..=9999).contains(&at.year()))
        .ok_or_else(out_of_range)?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second).map(Timestamp::new_utc).ok_or_else(out_of_range)
}

fn messages(diagnostics: &[SourceDiagnostic]) -> String {
    diagnostics.iter().map(|d| d.message.as_str()).collect::<Vec<_>>().join("; ")
}
