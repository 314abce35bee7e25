//! Publishing the results: the list becomes public and each applicant is told.

use std::collections::BTreeMap;

use domain::{
    canonical::Digest,
    committee::{self, Contender, Sheet, WrongState, by_number},
    dossier::State,
    ids::CallId,
    journal::EventKind,
    permissions::Action,
};
use serde_json::{Value, json};

use super::{letter, store};
use crate::{
    db::{
        Act,
        write::{LockedCall, WriteTx},
    },
    error::{AppResult, Refused},
    features::{accounts, calls, committee::store::locked_sheet},
    queue::{self, NewMail},
};

/// Publishes the results of a call once its decision is signed.
///
/// # Errors
/// The decision is not signed, or the results are public already.
pub async fn publish(act: &Act, call: CallId) -> Result<(), Refused<WrongState>> {
    let tx = act.on_call(call, Action::PublishResults).await?;
    let sheet = locked_sheet(&tx).await?;
    committee::publish(sheet.state()).map_err(Refused::Rule)?;
    let mails = letters(&tx, &sheet).await?;
    calls::store::save_results_published(&tx).await?;
    for mail in &mails {
        queue::enqueue_mail(&tx, &act.app, mail).await?;
    }
    let payload = laureates(&sheet)?;
    tx.conclude(EventKind::ResultsPublished, payload).await?;
    Ok(())
}

/// The letters of all applicants about whom something was decided, by number.
async fn letters(tx: &WriteTx<LockedCall>, sheet: &Sheet) -> AppResult<Vec<NewMail>> {
    let dossiers: Vec<&Contender> = by_number(&sheet.contenders);
    let ids: Vec<_> = dossiers.iter().map(|dossier| dossier.id).collect();
    let owners: Vec<_> = dossiers.iter().map(|dossier| dossier.owner).collect();
    let refusals = store::list_refusal_motives(tx.conn(), &ids).await?;
    let people = accounts::store::list_people(tx.conn(), &owners).await?;
    let mut mails = Vec::new();
    for dossier in dossiers {
        let Some(person) = people.get(&dossier.owner) else { continue };
        let motives = refusals.get(&dossier.id).map_or(&[][..], Vec::as_slice);
        if let Some(letter) = letter::of(person.lang, sheet, dossier, motives) {
            mails.push(queue::compose(tx.app(), person.lang, &person.email, &letter)?);
        }
    }
    Ok(mails)
}

/// What everybody may read of the results: laureates and totals, nobody else.
fn laureates(sheet: &Sheet) -> AppResult<Value> {
    let mut items = Vec::new();
    let mut totals: BTreeMap<&str, i64> = BTreeMap::new();
    for part in &sheet.tracks {
        for line in &part.lines {
            let Some(row) = sheet.contenders.get(&line.dossier).filter(|row| row.state == State::Funded) else {
                continue;
            };
            let amount = line.amount.unwrap_or_default().0;
            *totals.entry(&part.track.code).or_default() += amount;
            items.push(json!({
                "number": row.number, "track": part.track.code, "project": row.project_name, "lead": row.lead_name,
                "departments": row.departments, "amount": amount,
            }));
        }
    }
    let total: i64 = totals.values().sum();
    let list = Value::Array(items);
    let digest = Digest::of_value(&list)?.to_string();
    let reference = sheet.decision.as_ref().map(|decision| decision.reference.as_str());
    Ok(json!({ "reference": reference, "laureates": list, "sha256": digest, "per_track": totals, "total": total }))
}
