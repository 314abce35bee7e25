//! What the comparison of tables and journal found, in words, as the command line and pages tell it.

use domain::{
    audit::{Act, Contradiction, Field, Thing},
    journal::{Anchor, Broken, Reason},
    time::Zone,
};
use fluent_templates::fluent_bundle::FluentValue;

use super::compare::Checked;
use crate::i18n::{self, Lang};

/// Contradictions that are told one by one; the others are counted.
const TOLD: usize = 50;

/// « acte 146 (décision signée, le 14 octobre 2013 à 10:00) ».
#[must_use]
pub fn act(lang: Lang, act: Act, zone: Zone) -> String {
    let kind = i18n::word(lang, &format!("journal-kind-{}", act.kind.as_str().replace('_', "-")));
    let at = i18n::date_time(lang, act.at, zone);
    i18n::text(
        lang,
        "journal-checked-act",
        &[("seq", act.seq.to_string().into()), ("kind", kind.into()), ("at", at.into())],
    )
}

/// « 2013-0003, ligne de la décision ».
#[must_use]
pub fn place(lang: Lang, found: &Contradiction) -> String {
    let thing = thing(lang, &found.thing);
    match (found.thing.dossier(), &found.number) {
        (Some(_), Some(number)) => format!("{number}, {thing}"),
        (Some(id), None) => {
            i18n::text(lang, "journal-checked-unnumbered", &[("id", id.to_string().into()), ("thing", thing.into())])
        }
        (None, _) => thing,
    }
}

fn thing(lang: Lang, thing: &Thing) -> String {
    let word = |key: &str| i18n::word(lang, key);
    let named = |key: &str, id: &dyn std::fmt::Display| i18n::text(lang, key, &[("id", id.to_string().into())]);
    let of = |key: &str, id: &dyn std::fmt::Display| i18n::text(lang, key, &[("user", id.to_string().into())]);
    match thing {
        Thing::Call => word("journal-thing-call"),
        Thing::Revision(id) => named("journal-thing-revision", id),
        Thing::Track(id) => named("journal-thing-track", id),
        Thing::Role(user, role) => {
            i18n::text(lang, "journal-thing-role", &[("role", role.clone().into()), ("user", user.to_string().into())])
        }
        Thing::Dossier(_) => word("journal-thing-dossier"),
        Thing::Filing(_, rank) => i18n::text(lang, "journal-thing-filing", &[("rank", rank.to_string().into())]),
        Thing::Document(_, id) => named("journal-thing-document", id),
        Thing::Finding(_, _, id) => named("journal-thing-finding", id),
        Thing::Verdict(_, kind) if kind == "admissibility" => word("journal-thing-admissibility"),
        Thing::Verdict(..) => word("journal-thing-eligibility"),
        Thing::Correction(_) => word("journal-thing-correction"),
        Thing::Declaration(user) => of("journal-thing-declaration", user),
        Thing::Interest(user, _) => of("journal-thing-interest", user),
        Thing::Assignment(_, id) => named("journal-thing-assignment", id),
        Thing::Review(_, id) => named("journal-thing-review", id),
        Thing::Ranking(id) => named("journal-thing-ranking", id),
        Thing::Decision(id) => named("journal-thing-decision", id),
        Thing::Award(_) => word("journal-thing-award"),
        Thing::File(_, id) => named("journal-thing-file", id),
        Thing::Act(seq) => i18n::text(lang, "journal-thing-act", &[("seq", seq.to_string().into())]),
        Thing::Signature(reference, seat) => {
            let args = [("id", FluentValue::from(reference.clone()))];
            match seat.as_str() {
                "chair" => i18n::text(lang, "journal-thing-chair", &args),
                "secretary" => i18n::text(lang, "journal-thing-secretary", &args),
                _ => i18n::text(lang, "journal-thing-signer", &args),
            }
        }
    }
}

/// « montant ».
#[must_use]
pub fn field(lang: Lang, field: &Field) -> String {
    let key = match field {
        Field::Presence => "journal-field-presence",
        Field::Content => "journal-field-content",
        Field::Digest => "journal-field-digest",
        Field::Rank => "journal-field-rank",
        Field::Title => "journal-field-title",
        Field::Revision => "journal-field-revision",
        Field::Envelope => "journal-field-envelope",
        Field::Ceiling => "journal-field-ceiling",
        Field::Opens => "journal-field-opens",
        Field::Closes => "journal-field-closes",
        Field::PublishedAt => "journal-field-published-at",
        Field::ResultsAt => "journal-field-results-at",
        Field::LastNumber => "journal-field-last-number",
        Field::State => "journal-field-state",
        Field::Editing => "journal-field-editing",
        Field::Number => "journal-field-number",
        Field::Serial => "journal-field-serial",
        Field::Track => "journal-field-track",
        Field::Filing => "journal-field-filing",
        Field::Base => "journal-field-base",
        Field::Requested => "journal-field-requested",
        Field::LeadName => "journal-field-lead-name",
        Field::LeadSiret => "journal-field-lead-siret",
        Field::LeadSiren => "journal-field-lead-siren",
        Field::Project => "journal-field-project",
        Field::Departments => "journal-field-departments",
        Field::Anchor => "journal-field-anchor",
        Field::Outcome => "journal-field-outcome",
        Field::Decision => "journal-field-decision",
        Field::Motive => "journal-field-motive",
        Field::By => "journal-field-by",
        Field::At => "journal-field-at",
        Field::Reviewer => "journal-field-reviewer",
        Field::Amount => "journal-field-amount",
        Field::ReserveRank => "journal-field-reserve-rank",
        Field::Size => "journal-field-size",
        Field::Key => "journal-field-key",
        Field::Piece => "journal-field-piece",
        Field::FileName => "journal-field-file-name",
        Field::MediaType => "journal-field-media-type",
        Field::Score(criterion) => {
            return i18n::text(lang, "journal-field-score", &[("id", criterion.to_string().into())]);
        }
    };
    i18n::word(lang, key)
}

/// Why a chain does not hold.
#[must_use]
pub fn reason(lang: Lang, reason: Reason) -> String {
    let key = match reason {
        Reason::Sequence { found } => {
            return i18n::text(lang, "journal-broken-sequence", &[("found", found.to_string().into())]);
        }
        Reason::Previous => "journal-broken-previous",
        Reason::Commitment => "journal-broken-commitment",
        Reason::Hash => "journal-broken-hash",
        Reason::NotCanonical => "journal-broken-not-canonical",
        Reason::Anchor => "journal-broken-anchor",
        Reason::Truncated => "journal-broken-truncated",
    };
    i18n::word(lang, key)
}

/// A chain that does not hold, in sentences.
pub(super) fn broken(lang: Lang, broken: Broken) -> Vec<String> {
    let why = reason(lang, broken.reason);
    vec![i18n::text(lang, "journal-checked-broken", &[("seq", broken.seq.to_string().into()), ("why", why.into())])]
}

/// What was found of a call, in sentences: where something differs and from which act, and no value. Whoever runs the
/// platform does not read dossiers; the command line on the server tells the values.
pub(super) fn checked(lang: Lang, slug: &str, checked: &Checked) -> Vec<String> {
    let (verified, compared) = (&checked.verified, &checked.compared);
    let anchor = Anchor { seq: verified.count, hash: verified.head }.to_string();
    let mut said = vec![i18n::text(
        lang,
        "journal-checked-intact",
        &[("count", verified.count.into()), ("anchor", anchor.into())],
    )];
    let counts = [("count", FluentValue::from(compared.count)), ("untold", compared.untold.into())];
    said.push(i18n::text(lang, "journal-checked-compared", &counts));
    if let Some(files) = checked.files {
        said.push(i18n::text(lang, "journal-checked-files", &[("count", files.into())]));
    }
    let found = &compared.contradictions;
    if found.is_empty() {
        said.push(i18n::word(lang, "journal-checked-same"));
    } else {
        said.push(i18n::text(
            lang,
            "journal-checked-differs",
            &[("count", found.len().into()), ("slug", slug.to_owned().into())],
        ));
        said.extend(found.iter().take(TOLD).map(|found| one(lang, found, checked.zone)));
    }
    if found.len() > TOLD {
        said.push(i18n::text(lang, "journal-checked-more", &[("count", (found.len() - TOLD).into())]));
    }
    said.push(i18n::word(lang, "journal-checked-anchor"));
    said
}

fn one(lang: Lang, found: &Contradiction, zone: Zone) -> String {
    let (place, field) = (place(lang, found), field(lang, &found.field));
    match found.act {
        Some(told) => {
            let args = [("place", place.into()), ("field", field.into()), ("act", act(lang, told, zone).into())];
            i18n::text(lang, "journal-checked-one", &args)
        }
        None => i18n::text(lang, "journal-checked-one-untold", &[("place", place.into()), ("field", field.into())]),
    }
}
