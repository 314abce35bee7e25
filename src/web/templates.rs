//! Templates, checked when the program starts; read again when somebody changes them ([`crate::live`]).

use std::{
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use crate::{error::AppError, i18n, live};

/// All page and mail templates.
pub struct Templates {
    tera: tera::Tera,
    /// What was last read from the folder that is worked on, and when that changed.
    worked_on: Mutex<Option<(SystemTime, tera::Tera)>>,
}

impl Templates {
    /// Loads and checks every template.
    ///
    /// # Errors
    /// When one does not parse, or names a filter, function or component that does not exist.
    pub fn load() -> Result<Self, AppError> {
        Ok(Self { tera: read_all()?, worked_on: Mutex::new(None) })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// When it meets an undefined variable; while somebody works on them, when one does not parse.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<String, tera::Error> {
        let Some(changed) = live::changed_at() else { return self.tera.render(name, context) };
        let mut worked_on = self.worked_on.lock().unwrap_or_else(PoisonError::into_inner);
        match &*worked_on {
            Some((at, tera)) if *at == changed => tera.render(name, context),
            _ => {
                let tera = read_all()?;
                worked_on.insert((changed, tera)).1.render(name, context)
            }
        }
    }

    /// The engine, for tests that look at variables.
    #[must_use]
    pub fn engine(&self) -> &tera::Tera {
        &self.tera
    }
}

fn read_all() -> Result<tera::Tera, tera::Error> {
    let mut tera = tera::Tera::new();
    tera.register_function("t", i18n::template_function);
    tera.register_filter("euros", euros);
    let mut sources = Vec::new();
    for name in live::names("").into_iter().filter(|name| name.ends_with(".html") || name.ends_with(".txt")) {
        // Licences of what is vendored are texts too, but no templates.
        let Some(bytes) = (!name.starts_with("assets/")).then(|| live::read(&name)).flatten() else { continue };
        let source = String::from_utf8(bytes.into_owned())
            .map_err(|error| tera::Error::message(format!("{name} is not UTF-8: {error}")))?;
        sources.push((name, source));
    }
    tera.add_raw_templates(sources.iter().map(|(name, source)| (name.as_str(), source.as_str())))?;
    Ok(tera)
}

/// `{{ cents | euros }}`: « 12 345 € ».
fn euros(cents: i64, _: tera::Kwargs, _: &tera::State<'_>) -> String {
    domain::money::Cents(cents).to_french()
}
