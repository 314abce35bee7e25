//! What the comparison of tables and journal found, in sentences.

use domain::{
    audit::{Act, Contradiction, Field, Thing, Value},
    time::Zone,
};

use crate::i18n::{self, Lang};

/// One sentence for a contradiction: what of it, what stands in the table, what the act says.
pub(super) fn sentence(found: &Contradiction, zone: Zone) -> String {
    let place = place(found);
    let act = found.act.map(|act| act_words(act, zone));
    match (&found.field, &act) {
        (Field::Presence, None) => format!("{place} : dans la base, et aucun acte ne le dit."),
        (Field::Presence, Some(act)) if found.stands == Value::Nothing => {
            format!("{place} : absent de la base ; l’{act} le dit.")
        }
        (Field::Presence, Some(act)) => format!("{place} : dans la base ; après l’{act}, il ne doit plus y être."),
        (field, act) => {
            let who = act.as_ref().map_or_else(|| "d’après le journal".to_owned(), |act| format!("d’après l’{act}"));
            let (stands, said) = (value_words(&found.stands, zone), value_words(&found.said, zone));
            format!("{place}, {} : {stands} dans la base, {said} {who}.", field_words(field))
        }
    }
}

/// « acte 146 (décision signée, le 14 octobre 2013 à 10:00) ».
fn act_words(act: Act, zone: Zone) -> String {
    let kind = i18n::word(Lang::Fr, &format!("journal-kind-{}", act.kind.as_str().replace('_', "-")));
    format!("acte {} ({kind}, {})", act.seq, i18n::date_time(Lang::Fr, act.at, zone))
}

/// « 2013-0003, ligne de la décision ».
pub(super) fn place(found: &Contradiction) -> String {
    let thing = thing_words(&found.thing);
    match (found.thing.dossier(), &found.number) {
        (Some(_), Some(number)) => format!("{number}, {thing}"),
        (Some(id), None) => format!("dossier sans numéro {id}, {thing}"),
        (None, _) => thing,
    }
}

fn thing_words(thing: &Thing) -> String {
    match thing {
        Thing::Call => "appel".into(),
        Thing::Revision(id) => format!("version {id} de l’appel"),
        Thing::Track(code) => format!("volet {code}"),
        Thing::Role(user, role) => format!("rôle {role} du compte {user}"),
        Thing::Dossier(_) => "dossier".into(),
        Thing::Filing(_, rank) => format!("dépôt {rank}"),
        Thing::Document(_, id) => format!("pièce {id}"),
        Thing::Finding(_, _, rule) => format!("constat {rule}"),
        Thing::Verdict(_, kind) if kind == "admissibility" => "verdict de recevabilité".into(),
        Thing::Verdict(..) => "verdict d’éligibilité".into(),
        Thing::Correction(_) => "assiette corrigée".into(),
        Thing::Declaration(user) => format!("déclaration d’intérêts du compte {user}"),
        Thing::Interest(user, _) => format!("intérêt déclaré par le compte {user}"),
        Thing::Assignment(_, id) => format!("attribution {id}"),
        Thing::Review(_, id) => format!("évaluation de l’attribution {id}"),
        Thing::Ranking(track) => format!("classement du volet {track}"),
        Thing::Decision(reference) => format!("décision {reference}"),
        Thing::Signature(reference, seat) => {
            let seat = match seat.as_str() {
                "chair" => "adoption de la présidence",
                "secretary" => "adoption du secrétariat",
                _ => "signature de l’autorité",
            };
            format!("décision {reference}, {seat}")
        }
        Thing::Award(_) => "ligne de la décision".into(),
        Thing::File(_, key) => format!("fichier {key}"),
        Thing::Act(seq) => format!("contenu de l’acte {seq}"),
    }
}

fn field_words(field: &Field) -> String {
    let words = match field {
        Field::Presence => "présence",
        Field::Content => "empreinte du contenu",
        Field::Digest => "empreinte gardée",
        Field::Rank => "rang",
        Field::Title => "nom",
        Field::Revision => "version en vigueur",
        Field::Envelope => "enveloppe",
        Field::Ceiling => "plafond par dossier",
        Field::Opens => "ouverture",
        Field::Closes => "clôture",
        Field::PublishedAt => "publication",
        Field::ResultsAt => "publication des résultats",
        Field::LastNumber => "dernier numéro donné",
        Field::State => "état",
        Field::Editing => "copie de travail ouverte",
        Field::Number => "numéro",
        Field::Serial => "rang du numéro",
        Field::Track => "volet",
        Field::Filing => "dépôt valable",
        Field::Base => "assiette éligible",
        Field::Requested => "montant demandé",
        Field::LeadName => "nom du porteur",
        Field::LeadSiret => "SIRET du porteur",
        Field::LeadSiren => "SIREN du porteur",
        Field::Project => "nom du projet",
        Field::Departments => "départements",
        Field::Anchor => "repère dans le journal",
        Field::Outcome => "sens",
        Field::Decision => "décision",
        Field::Motive => "motif",
        Field::By => "auteur",
        Field::At => "date",
        Field::Reviewer => "évaluateur",
        Field::Score(criterion) => return format!("note {criterion} (en demi-points)"),
        Field::Amount => "montant",
        Field::ReserveRank => "rang de réserve",
        Field::Size => "taille",
        Field::Key => "emplacement",
        Field::Piece => "nature",
        Field::FileName => "nom du fichier",
        Field::MediaType => "type",
    };
    words.to_owned()
}

/// A value, as people read it.
pub(super) fn value_words(value: &Value, zone: Zone) -> String {
    match value {
        Value::Nothing => "rien".into(),
        Value::Text(text) => format!("« {text} »"),
        Value::Integer(number) => number.to_string(),
        Value::Money(cents) => cents.to_french(),
        Value::At(at) => i18n::date_time(Lang::Fr, *at, zone),
    }
}
