//! Conflicts of interest: nobody opens a dossier before declaring, and an interest is declared with its reason
//! (décret 2014-90). A person in conflict gets lists, counts and averages computed without the dossier: stores
//! leave it out of what they read, never a page of what it shows.

/// A declared tie with an organisation of a dossier, in the person's words, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest(String);

/// An interest was declared without saying which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an interest needs a reason")]
pub struct ReasonMissing;

impl Interest {
    /// Declares an interest.
    ///
    /// # Errors
    /// [`ReasonMissing`] when the reason is blank.
    pub fn declare(reason: &str) -> Result<Self, ReasonMissing> {
        match reason.trim() {
            "" => Err(ReasonMissing),
            reason => Ok(Self(reason.to_owned())),
        }
    }

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0
    }
}
