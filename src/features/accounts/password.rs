//! Passwords: what is accepted, how they are kept. Length and guessing decide; no composition rule.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString,
};
use zxcvbn::{Score, zxcvbn};

use crate::{
    app::App,
    config::Passwords,
    error::{AppError, AppResult},
};

/// Characters at most: enough for any phrase, and a bound on the work that a stranger can ask for.
pub const CHARACTERS_MAX: usize = 128;

/// Whose password it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Has rights over their own dossiers only.
    Applicant,
    /// Has rights over others.
    Staff,
}

impl Standing {
    /// Characters at least.
    #[must_use]
    pub const fn characters_min(self) -> usize {
        match self {
            Self::Applicant => 12,
            Self::Staff => 16,
        }
    }

    const fn score_min(self) -> Score {
        match self {
            Self::Applicant => Score::Three,
            Self::Staff => Score::Four,
        }
    }
}

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Too short for an applicant.
    TooShort,
    /// Too short for staff.
    TooShortForStaff,
    /// More than [`CHARACTERS_MAX`].
    TooLong,
    /// Little is left of it without the person's name or address, or the name of the site.
    Personal,
    /// Easy to guess.
    Guessable,
}

impl Weakness {
    /// Fluent key of the explanation.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooShort => "accounts-password-short",
            Self::TooShortForStaff => "accounts-password-short-staff",
            Self::TooLong => "accounts-password-long",
            Self::Personal => "accounts-password-personal",
            Self::Guessable => "accounts-password-guessable",
        }
    }
}

/// Words that French people, and users of this site, choose first: the estimator knows English ones.
const COMMON: [&str; 31] = [
    "laureat",
    "lauréat",
    "appel",
    "projet",
    "projets",
    "dossier",
    "association",
    "cooperative",
    "coopérative",
    "territoire",
    "solidaire",
    "economie",
    "économie",
    "motdepasse",
    "mot de passe",
    "azerty",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "bonjour",
    "bonsoir",
    "soleil",
    "doudou",
    "loulou",
    "chouchou",
    "marseille",
    "paris",
    "france",
    "jetaime",
    "coucou",
    "bienvenue",
];

/// Says whether a password is strong enough for this person (their address and name are in `context`).
///
/// # Errors
/// The first [`Weakness`].
pub fn assess(password: &str, standing: Standing, context: &[&str]) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length > CHARACTERS_MAX {
        return Err(Weakness::TooLong);
    }
    if length < standing.characters_min() {
        return Err(match standing {
            Standing::Applicant => Weakness::TooShort,
            Standing::Staff => Weakness::TooShortForStaff,
        });
    }
    let words: Vec<String> = context
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 3)
        .map(str::to_lowercase)
        .collect();
    let bare = words.iter().fold(password.to_lowercase(), |left, word| left.replace(word.as_str(), ""));
    let score = |text: &str| zxcvbn(text, &words.iter().map(String::as_str).chain(COMMON).collect::<Vec<_>>()).score();
    // What is left without the person's own words must be strong by itself.
    if bare.chars().count() < length && score(&bare) < standing.score_min() {
        return Err(Weakness::Personal);
    }
    if score(password) < standing.score_min() { Err(Weakness::Guessable) } else { Ok(()) }
}

fn hasher(cost: &Passwords) -> AppResult<Argon2<'static>> {
    let params = Params::new(cost.memory_kib, cost.iterations, 1, None)
        .map_err(|e| AppError::internal(format!("cost of passwords: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string to keep, made on a thread that may take its time.
///
/// # Errors
/// When the configured cost is impossible.
pub async fn hash(app: &App, password: &str) -> AppResult<String> {
    let (cost, salt, password) = (app.config.passwords.clone(), app.random::<16>(), password.to_owned());
    tokio::task::spawn_blocking(move || {
        let salt = SaltString::encode_b64(&salt).map_err(|e| AppError::internal(e.to_string()))?;
        let hash = hasher(&cost)?.hash_password(password.as_bytes(), &salt);
        Ok(hash.map_err(|e| AppError::internal(e.to_string()))?.to_string())
    })
    .await?
}

/// Whether a password is the kept one. Without a kept one it takes as long and says no,
/// so that time does not tell which addresses have an account.
///
/// # Errors
/// When the configured cost is impossible.
pub async fn verify(app: &App, kept: Option<&str>, password: &str) -> AppResult<bool> {
    let Some(kept) = kept else {
        hash(app, password).await?;
        return Ok(false);
    };
    let (kept, password) = (kept.to_owned(), password.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&kept).map_err(|e| AppError::internal(e.to_string()))?;
        // The cost is read from the kept string: it may be older than the settings.
        Ok::<_, AppError>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    });
    verified.await?
}
