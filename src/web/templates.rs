//! Templates, embedded in the program and checked when it starts.

use rust_embed::RustEmbed;

use crate::{error::AppError, i18n};

#[derive(RustEmbed)]
#[folder = "templates/"]
#[include = "*.html"]
#[include = "*.txt"]
struct Files;

/// All page and mail templates.
pub struct Templates {
    tera: tera::Tera,
}

impl Templates {
    /// Loads and checks every template.
    ///
    /// # Errors
    /// When one does not parse, or names a filter, function or component that does not exist.
    pub fn load() -> Result<Self, AppError> {
        let mut tera = tera::Tera::new();
        tera.register_function("t", i18n::template_function);
        tera.register_filter("euros", euros);
        let mut sources = Vec::new();
        for name in Files::iter() {
            if let Some(file) = Files::get(&name) {
                let source = String::from_utf8(file.data.into_owned()).map_err(AppError::internal)?;
                sources.push((name.into_owned(), source));
            }
        }
        tera.add_raw_templates(sources.iter().map(|(name, source)| (name.as_str(), source.as_str())))?;
        Ok(Self { tera })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// When it meets an undefined variable.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<String, tera::Error> {
        self.tera.render(name, context)
    }

    /// The engine, for tests that look at variables.
    #[must_use]
    pub fn engine(&self) -> &tera::Tera {
        &self.tera
    }
}

/// `{{ cents | euros }}`: « 12 345 € ».
fn euros(cents: i64, _: tera::Kwargs, _: &tera::State<'_>) -> String {
    domain::money::Cents(cents).to_french()
}
