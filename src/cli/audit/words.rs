//! What the comparison of tables and journal found, in sentences.

use domain::{
    audit::{Contradiction, Field, Value},
    time::Zone,
};

use crate::{
    features::journal::words::{self, place},
    i18n::{self, Lang},
};

/// One sentence for a contradiction: what of it, what stands in the table, what the act says.
pub(super) fn sentence(found: &Contradiction, zone: Zone) -> String {
    let place = place(Lang::Fr, found);
    let act = found.act.map(|act| words::act(Lang::Fr, act, zone));
    match (&found.field, &act) {
        (Field::Presence, None) => format!("{place} : dans la base, et aucun acte ne le dit."),
        (Field::Presence, Some(act)) if found.stands == Value::Nothing => {
            format!("{place} : absent de la base ; l’{act} le dit.")
        }
        (Field::Presence, Some(act)) => format!("{place} : dans la base ; après l’{act}, il ne doit plus y être."),
        (field, act) => {
            let who = act.as_ref().map_or_else(|| "d’après le journal".to_owned(), |act| format!("d’après l’{act}"));
            let (stands, said) = (value_words(&found.stands, zone), value_words(&found.said, zone));
            format!("{place}, {} : {stands} dans la base, {said} {who}.", words::field(Lang::Fr, field))
        }
    }
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
