//! What awaits officers: dossiers to examine.

use domain::permissions::Role;
use futures::FutureExt;

use super::store;
use crate::{
    error::AppResult,
    features::manifest::{Asked, Duty, Owed, RoleWork},
};

pub(super) const WORK: RoleWork = RoleWork {
    duties: &[Duty { role: Role::CaseOfficer, section: "recevabilite", key: "admissibility-work" }],
    owed: |asked| owed(asked).boxed(),
};

async fn owed(asked: &Asked<'_>) -> AppResult<Vec<Owed>> {
    let calls: Vec<_> = asked.calls().collect();
    let waiting = store::count_to_examine(asked.db.reader(), asked.user, &calls).await?;
    Ok(asked.answer(|call, _| match waiting.get(&call) {
        Some(count) => Owed::counted("admissibility-work-owed", *count),
        None => Owed::done("admissibility-work-done"),
    }))
}
