//! Publishing the results: the list becomes public and each applicant is told.

use std::collections::BTreeMap;

use domain::{
    canonical::Digest,
    committee::{self, DecisionRefused},
    dossier::State,
    ids::CallId,
    journal::EventKind,
    permissions::Action,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    db::{Actor, Subject, authorize, journal},
    error::{AppError, AppResult},
    features::{
        calls,
        committee::{sheet::Sheet, store::lock_sheet},
    },
};

/// Why the results are not published. Nothing was written.
#[derive(Debug)]
pub enum PublishRefused {
    /// The decision is not signed, or the results are public already.
    Decision(DecisionRefused),
    /// Something else failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for PublishRefused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Publishes the results of a call once its decision is signed.
///
/// # Errors
/// [`PublishRefused`].
pub async fn publish(app: &App, actor: &Actor, call: CallId) -> Result<(), PublishRefused> {
    let tx =
        authorize(app.db.begin_write().await?, actor, Action::PublishResults, Subject::Call(call), app.now()).await?;
    let sheet = lock_sheet(&tx, call).await?;
    committee::publish(sheet.state()).map_err(PublishRefused::Decision)?;
    calls::store::save_results_published(&tx, call).await?;
    let slug = sheet.call.slug();
    let payload = laureates(&sheet)?;
    journal::append(&tx, app, (call, slug), EventKind::ResultsPublished, format!("call:{slug}"), payload).await?;
    Ok(tx.commit().await?)
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
                "number": row.number(), "track": part.track.code, "pole": row.pole_name, "lead": row.lead_name,
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
