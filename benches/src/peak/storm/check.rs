//! Looks for everything that was acknowledged in the database and in the store.

use std::collections::{BTreeMap, BTreeSet};

use domain::{canonical::sha256_hex, ids::DossierId};
use laureat::{
    db::entities::{document, submission},
    features::dossiers::store::{self as dossiers},
    files,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Done, Site,
    ledger::{Entry, Ledger},
    people,
};

/// What is missing, in words.
pub async fn losses(site: &Site, question: &str, ledger: &Ledger) -> Done<Vec<String>> {
    let app = people::open(site).await?;
    let mut losses = Vec::new();
    let mut saved: BTreeMap<&str, (&str, i64)> = BTreeMap::new();
    let mut joined: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut filed: BTreeMap<&str, Vec<&Option<(String, String)>>> = BTreeMap::new();
    for entry in &ledger.entries {
        match entry {
            Entry::Saved { dossier, value, version } => {
                saved.insert(dossier, (value, *version));
            }
            Entry::Joined { dossier, sha256 } => {
                joined.entry(dossier).or_default().insert(sha256);
            }
            Entry::Filed { dossier, receipt } => filed.entry(dossier).or_default().push(receipt),
        }
    }
    for (dossier, (value, version)) in saved {
        let id: DossierId = dossier.parse().map_err(|_| "the ledger names no dossier")?;
        let working = dossiers::answers::load(app.db.reader(), id).await?;
        let stored = working.get(question, "");
        let (held, at) =
            stored.map_or((String::new(), 0), |s| (s.value.as_str().unwrap_or_default().to_owned(), s.version));
        // A save that was not answered may have been written after the last one that was.
        let unanswered = ledger.doubtful.get(dossier).is_some_and(|values| values.contains(&held));
        if (at, held.as_str()) != (version, value) && !(at > version && unanswered) {
            losses.push(format!(
                "{dossier}: « {value} » (version {version}) was saved, « {held} » (version {at}) is there"
            ));
        }
    }
    for (dossier, digests) in joined {
        let id: DossierId = dossier.parse().map_err(|_| "the ledger names no dossier")?;
        let rows =
            document::Entity::find().filter(document::Column::DossierId.eq(id.uuid())).all(app.db.reader()).await?;
        for sha256 in digests {
            let Some(row) = rows.iter().find(|row| row.sha256 == sha256) else {
                losses.push(format!("{dossier}: the file {sha256} has no row"));
                continue;
            };
            match files::get(&*app.files, &row.storage_key).await {
                Ok(bytes) if sha256_hex(&bytes) == sha256 => {}
                Ok(_) => losses.push(format!("{dossier}: the file {sha256} was changed")),
                Err(error) => losses.push(format!("{dossier}: the file {sha256} cannot be read: {error}")),
            }
        }
    }
    for (dossier, receipts) in filed {
        let id: DossierId = dossier.parse().map_err(|_| "the ledger names no dossier")?;
        let number = dossiers::load_dossier(app.db.reader(), id).await?.number;
        let rows =
            submission::Entity::find().filter(submission::Column::DossierId.eq(id.uuid())).all(app.db.reader()).await?;
        if rows.len() < receipts.len() {
            losses.push(format!("{dossier}: {} filings were acknowledged, {} are there", receipts.len(), rows.len()));
        }
        for row in rows.iter().filter(|row| sha256_hex(row.snapshot.as_bytes()) != row.digest) {
            losses.push(format!("{dossier}: filing {} does not have its digest", row.number));
        }
        for (said, digest) in receipts.into_iter().flatten() {
            if number.as_ref() != Some(said) || !rows.iter().any(|row| row.digest == *digest) {
                losses.push(format!("{dossier}: the filing {said} {digest} is not there"));
            }
        }
    }
    app.db.close().await?;
    Ok(losses)
}
