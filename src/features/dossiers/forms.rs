//! What the form that starts a dossier holds and how long each text may be. The other forms of this room follow the
//! questions of the call.

use domain::text::Siret;
use serde::Deserialize;
use validator::Validate;

use super::words;
use crate::web::{FieldErrors, Form, form::trimmed};

/// Characters of a SIRET with what people put between its digits.
const SIRET_MAX: u64 = 40;
/// Characters of the code of a track.
const TRACK_MAX: u64 = 100;

/// The start of a dossier.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Start {
    #[validate(length(max = TRACK_MAX, code = "dossiers-track-missing"))]
    track: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = SIRET_MAX, code = "dossiers-siret-length"))]
    siret: String,
}

/// A dossier to be started.
pub struct NewDossier {
    /// The code of a track, to be found in the call; empty where it has only one.
    pub track: String,
    /// Who leads it.
    pub siret: Siret,
}

impl Form for Start {
    type Value = NewDossier;
}

impl TryFrom<Start> for NewDossier {
    type Error = FieldErrors;

    fn try_from(Start { track, siret }: Start) -> Result<Self, FieldErrors> {
        match Siret::parse(&siret) {
            Ok(siret) => Ok(Self { track, siret }),
            Err(why) => Err(FieldErrors::one("siret", words::siret_key(why))),
        }
    }
}
