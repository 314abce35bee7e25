//! The journal as a file of JSON lines, and its verification from those lines alone.
//!
//! Every line is canonical JSON, so that the same event always gives the same bytes and no byte of a line
//! escapes the check.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Event, Salt, commit, genesis, is_public, link};
use crate::{
    canonical::{self, Digest, NotCanonical},
    time::Instant,
};

/// Who an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The funder and those it must account to: everything.
    Restricted,
    /// Anybody: contents of the kinds that [`is_public`] names, commitments of the others.
    Public,
}

/// One line of an export. Of a sealed line only place and hashes are told: the rest of it is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Flat", try_from = "Flat")]
pub struct ExportLine {
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When it was done.
    pub at: Instant,
    /// Name of the kind of act: a text, so that a file of a later version still verifies.
    pub kind: String,
    /// What the commitment covers, or not.
    pub content: Content,
    /// Covers actor, subject and payload.
    pub commitment: Digest,
    /// Hash of the event before.
    pub prev_hash: Digest,
    /// Covers everything else.
    pub hash: Digest,
}

/// The part of a line that may be withheld.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `"sealed": true`: nothing but its place is given, because when and what would tell of a dossier that is closed to
    /// the reader. Its hash cannot be computed from the line, and is taken as it is written.
    Sealed,
    /// `"withheld": true`: only the commitment is given, because the reader may not see the rest or it was erased.
    Withheld,
    /// All that the commitment covers.
    Open {
        /// Who acted.
        actor: String,
        /// To what.
        subject: String,
        /// Random bytes of the commitment.
        salt: Salt,
        /// Facts.
        payload: Value,
    },
}

/// The fields of a line as they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flat {
    seq: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    commitment: Option<Digest>,
    prev_hash: Digest,
    hash: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withheld: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Salt>,
    // A payload that is null is there: it must not be read as missing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    payload: Option<Value>,
}

fn present<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(reader).map(Some)
}

impl From<ExportLine> for Flat {
    fn from(line: ExportLine) -> Self {
        let ExportLine { seq, at, kind, content, commitment, prev_hash, hash } = line;
        let place = Self {
            seq,
            at: None,
            kind: None,
            commitment: None,
            prev_hash,
            hash,
            sealed: None,
            withheld: None,
            actor: None,
            subject: None,
            salt: None,
            payload: None,
        };
        let told = |place| Self { at: Some(at), kind: Some(kind), commitment: Some(commitment), ..place };
        match content {
            Content::Sealed => Self { sealed: Some(true), ..place },
            Content::Withheld => Self { withheld: Some(true), ..told(place) },
            Content::Open { actor, subject, salt, payload } => Self {
                actor: Some(actor),
                subject: Some(subject),
                salt: Some(salt),
                payload: Some(payload),
                ..told(place)
            },
        }
    }
}

impl TryFrom<Flat> for ExportLine {
    type Error = NotALine;
    fn try_from(flat: Flat) -> Result<Self, NotALine> {
        let Flat { seq, at, kind, commitment, prev_hash, hash, sealed, withheld, actor, subject, salt, payload } = flat;
        let content = match (sealed, withheld, actor, subject, salt, payload) {
            (Some(true), None, None, None, None, None) => Content::Sealed,
            (None, Some(true), None, None, None, None) => Content::Withheld,
            (None, None, Some(actor), Some(subject), Some(salt), Some(payload)) => {
                Content::Open { actor, subject, salt, payload }
            }
            _ => return Err(NotALine::Shape),
        };
        match (content, at, kind, commitment) {
            (Content::Sealed, None, None, None) => Ok(Self::sealed(seq, prev_hash, hash)),
            (content @ (Content::Withheld | Content::Open { .. }), Some(at), Some(kind), Some(commitment)) => {
                Ok(Self { seq, at, kind, content, commitment, prev_hash, hash })
            }
            _ => Err(NotALine::Shape),
        }
    }
}

/// Why a text is not a line of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALine {
    /// Not a JSON object with the fields of a line, all of them or those of a withheld one.
    #[error("not a line of a journal")]
    Shape,
    /// The same values written otherwise: spaces, another order, a key given twice.
    #[error("not canonical JSON")]
    NotCanonical,
}

impl ExportLine {
    /// The line of an event of which nothing but its place may be told.
    #[must_use]
    pub const fn sealed(seq: i64, prev_hash: Digest, hash: Digest) -> Self {
        let at = Instant::from_micros(0);
        Self { seq, at, kind: String::new(), content: Content::Sealed, commitment: hash, prev_hash, hash }
    }

    /// The line of an event, as this reader may see it.
    #[must_use]
    pub fn of(event: &Event, view: View) -> Self {
        let open = view == View::Restricted || is_public(event.kind);
        let content = match event.salt.filter(|_| open) {
            Some(salt) => {
                let Event { actor, subject, payload, .. } = event.clone();
                Content::Open { actor, subject, salt, payload }
            }
            None => Content::Withheld,
        };
        Self {
            seq: event.seq,
            at: event.at,
            kind: event.kind.as_str().to_owned(),
            content,
            commitment: event.commitment,
            prev_hash: event.prev_hash,
            hash: event.hash,
        }
    }

    /// The text of the line, without line break.
    ///
    /// # Errors
    /// [`NotCanonical`] when the payload holds a float: never for a line of an event made by [`super::append`].
    pub fn to_text(&self) -> Result<String, NotCanonical> {
        // Every field has a JSON form, so this conversion cannot fail for another reason.
        let value = serde_json::to_value(self).map_err(|_| NotCanonical::Float)?;
        canonical::to_text(&value)
    }
}

impl FromStr for ExportLine {
    type Err = NotALine;
    fn from_str(text: &str) -> Result<Self, NotALine> {
        let line: Self = serde_json::from_str(text).map_err(|_| NotALine::Shape)?;
        if line.to_text().is_ok_and(|canonical| canonical == text) { Ok(line) } else { Err(NotALine::NotCanonical) }
    }
}

/// A hash of the chain that is known from elsewhere. Its text is `SEQ:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Place of the event, from 1.
    pub seq: i64,
    /// Its hash.
    pub hash: Digest,
}

/// The text is not `SEQ:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an anchor (SEQ:HASH)")]
pub struct NotAnAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Anchor {
    type Err = NotAnAnchor;
    fn from_str(text: &str) -> Result<Self, NotAnAnchor> {
        let (seq, hash) = text.trim().split_once(':').ok_or(NotAnAnchor)?;
        let seq = seq.parse().ok().filter(|seq| *seq >= 1).ok_or(NotAnAnchor)?;
        // Printed anchors are typed again by people: capitals are accepted.
        let hash = hash.to_ascii_lowercase().parse().map_err(|_| NotAnAnchor)?;
        Ok(Self { seq, hash })
    }
}

/// A chain that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many events.
    pub count: i64,
    /// How many of them without content, withheld or erased: that they took place is certain, not what they say.
    pub withheld: i64,
    /// How many of them sealed: that something stands there is said, and holds if the last hash is the one that was
    /// kept elsewhere.
    pub sealed: i64,
    /// Hash of the last one, or [`genesis`]: worth keeping as an anchor.
    pub head: Digest,
}

/// Where a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {seq}: {reason:?}")]
pub struct Broken {
    /// Place at which an event was expected; of the anchor, when the chain is too short.
    pub seq: i64,
    /// How.
    pub reason: Reason,
}

/// How a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The line has another number: one is missing, added or moved.
    Sequence {
        /// The number that it has.
        found: i64,
    },
    /// It does not follow the line before it, or the first line is of another call.
    Previous,
    /// Its contents are not those that were committed to.
    Commitment,
    /// Its public part is not the one that was hashed.
    Hash,
    /// It holds a number that cannot be hashed.
    NotCanonical,
    /// Another hash was kept elsewhere: the chain was written anew.
    Anchor,
    /// The chain ends before a hash that was kept elsewhere.
    Truncated,
}

/// Verifies a chain line by line.
#[derive(Clone, Debug)]
pub struct Verifier {
    slug: String,
    anchors: Vec<Anchor>,
    seq: i64,
    withheld: i64,
    sealed: i64,
    hash: Digest,
    broken: Option<Broken>,
}

impl Verifier {
    /// Starts before the first line of a call's journal.
    #[must_use]
    pub fn new(slug: &str, anchors: &[Anchor]) -> Self {
        Self {
            slug: slug.to_owned(),
            anchors: anchors.to_vec(),
            seq: 0,
            withheld: 0,
            sealed: 0,
            hash: genesis(slug),
            broken: None,
        }
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// [`Broken`] when it does not hold, and for every line after that.
    pub fn push(&mut self, line: &ExportLine) -> Result<(), Broken> {
        if let Some(broken) = self.broken {
            return Err(broken);
        }
        let seq = self.seq.saturating_add(1);
        self.check(seq, line).map_err(|reason| *self.broken.insert(Broken { seq, reason }))?;
        (self.seq, self.hash) = (seq, line.hash);
        self.withheld = self.withheld.saturating_add(i64::from(line.content == Content::Withheld));
        self.sealed = self.sealed.saturating_add(i64::from(line.content == Content::Sealed));
        Ok(())
    }

    fn check(&self, seq: i64, line: &ExportLine) -> Result<(), Reason> {
        let hold = |holds: bool, reason: Reason| if holds { Ok(()) } else { Err(reason) };
        hold(line.seq == seq, Reason::Sequence { found: line.seq })?;
        hold(line.prev_hash == self.hash, Reason::Previous)?;
        if let Content::Open { actor, subject, salt, payload } = &line.content {
            let commitment = commit(actor, subject, payload, *salt).map_err(|_| Reason::NotCanonical)?;
            hold(line.commitment == commitment, Reason::Commitment)?;
        }
        if line.content != Content::Sealed {
            let hash = link(&self.slug, seq, line.at, &line.kind, line.commitment, line.prev_hash);
            hold(line.hash == hash.map_err(|_| Reason::NotCanonical)?, Reason::Hash)?;
        }
        hold(self.anchors.iter().all(|anchor| anchor.seq != seq || anchor.hash == line.hash), Reason::Anchor)
    }

    /// Ends after the last line.
    ///
    /// # Errors
    /// [`Broken`] when a line did not hold or an anchor lies beyond the end.
    pub fn finish(self) -> Result<Verified, Broken> {
        let beyond = self.anchors.iter().map(|anchor| anchor.seq).filter(|seq| *seq > self.seq).min();
        match (self.broken, beyond) {
            (Some(broken), _) => Err(broken),
            (None, Some(seq)) => Err(Broken { seq, reason: Reason::Truncated }),
            (None, None) => {
                Ok(Verified { count: self.seq, withheld: self.withheld, sealed: self.sealed, head: self.hash })
            }
        }
    }
}

/// Verifies all the lines of a call's journal.
///
/// # Errors
/// [`Broken`] at the first line that does not hold, or when an anchor lies beyond the end.
pub fn verify<'a>(
    lines: impl IntoIterator<Item = &'a ExportLine>,
    slug: &str,
    anchors: &[Anchor],
) -> Result<Verified, Broken> {
    let mut verifier = Verifier::new(slug, anchors);
    lines.into_iter().try_for_each(|line| verifier.push(line))?;
    verifier.finish()
}
