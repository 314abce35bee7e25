//! What awaits managers: results to publish. Until then they run the call from its dashboard.

use domain::permissions::Role;
use futures::FutureExt;

use crate::{
    error::AppResult,
    features::{
        committee,
        manifest::{Asked, Duty, Owed, RoleWork},
    },
};

pub(super) const WORK: RoleWork = RoleWork {
    duties: &[Duty { role: Role::CallManager, section: "tableau-de-bord", key: "results-work" }],
    owed: |asked| owed(asked).boxed(),
};

async fn owed(asked: &Asked<'_>) -> AppResult<Vec<Owed>> {
    let decisions = committee::store::list_standing(asked.db.reader(), asked.calls()).await?;
    let signed = |call| decisions.get(&call).is_some_and(|decision| decision.signer.is_some());
    Ok(asked.answer(|call, _| {
        if signed(call) { Owed::todo("results-work-owed") } else { Owed::elsewhere("results-work-under-way") }
    }))
}
