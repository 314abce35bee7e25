//! The organisations of a call: who leads or belongs to a filed dossier. Interests are declared on this list,
//! which says nothing of who is in which dossier.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{ids::DossierId, journal::EventKind, search};
use sea_orm::DatabaseConnection;

use crate::{
    db::{Db, Keep, journal},
    error::AppResult,
    features::{
        calls::store::LoadedCall,
        dossiers::store::{Submission, for_each_filing},
    },
};

/// An organisation of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Stable name in forms: its SIREN, or its name where it has none.
    pub key: String,
    /// Its name, as the first dossier writes it.
    pub name: String,
    /// The name by which it is sorted: lower case, without accents.
    pub sorted_by: String,
    /// Its SIREN: two organisations may bear one name. Empty where it has none.
    pub siren: String,
    /// Its category, in the words of the form.
    pub category: String,
    /// The dossiers in which it figures.
    pub dossiers: BTreeSet<DossierId>,
}

impl Keep for Vec<Organisation> {
    fn bytes(&self) -> usize {
        let of = |one: &Organisation| {
            let texts = [&one.key, &one.name, &one.sorted_by, &one.siren, &one.category];
            texts.iter().map(|text| text.len()).sum::<usize>() + one.dossiers.len() * size_of::<DossierId>()
        };
        self.iter().map(|one| size_of::<Organisation>() + of(one)).sum()
    }
}

/// All organisations of the filed dossiers of a call, in alphabetical order. Withdrawn dossiers do not count.
/// Kept until a dossier of the call is filed, withdrawn or erased.
///
/// # Errors
/// When the database does not answer.
pub async fn list_organisations(db: &Db, call: &LoadedCall) -> AppResult<Arc<Vec<Organisation>>> {
    let conn = db.reader();
    let acts = [EventKind::DossierFiled, EventKind::DossierWithdrawn, EventKind::ContentErased];
    let last = journal::last_act(conn, call.id, &acts).await?;
    db.kept(call.id, &BTreeSet::new(), &last, load_organisations(conn, call)).await
}

async fn load_organisations(conn: &DatabaseConnection, call: &LoadedCall) -> AppResult<Vec<Organisation>> {
    let mut found = BTreeMap::new();
    for_each_filing(conn, call, |filing| collect(filing, &mut found)).await?;
    let mut list: Vec<Organisation> = found.into_values().collect();
    list.sort_by(|a, b| (&a.sorted_by, &a.key).cmp(&(&b.sorted_by, &b.key)));
    Ok(list)
}

fn collect(filing: &Submission, found: &mut BTreeMap<String, Organisation>) {
    let (call, answers) = (&filing.definition, &filing.snapshot.answers);
    let mut add = |name: &str, siret: &str, category: &str| {
        let sorted_by = fold(name);
        let siren = siret.get(..9).unwrap_or_default().to_owned();
        let key = if siren.is_empty() { sorted_by.replace(' ', "-") } else { siren.clone() };
        if name.is_empty() {
            return;
        }
        let category = if category.is_empty() { "" } else { call.form.category(category) }.to_owned();
        let new = || Organisation {
            key: key.clone(),
            name: name.into(),
            sorted_by,
            siren,
            category,
            dossiers: BTreeSet::new(),
        };
        found.entry(key.clone()).or_insert_with(new).dossiers.insert(filing.dossier);
    };
    let lead = &filing.snapshot.lead;
    let category = call.form.reads.lead_category.as_ref().and_then(|question| answers.text(question));
    add(&lead.name, &lead.siret, category.unwrap_or_default());
    for member in call.form.members(answers) {
        let text = |cell: Option<&'_ str>| cell.unwrap_or_default().to_owned();
        add(&text(member.name), &text(member.siret), &text(member.category));
    }
}

/// Its words in lower case without accents, so that « Économie » stands among the E.
#[must_use]
pub fn fold(name: &str) -> String {
    let folded = search::fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
