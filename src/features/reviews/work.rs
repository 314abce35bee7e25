//! What awaits reviewers: reviews to hand in.

use domain::permissions::Role;
use futures::FutureExt;

use super::store;
use crate::{
    error::AppResult,
    features::manifest::{Asked, Duty, Owed, RoleWork},
};

pub(super) const WORK: RoleWork = RoleWork {
    duties: &[Duty { role: Role::Reviewer, section: "evaluations", key: "reviews-work" }],
    owed: |asked| owed(asked).boxed(),
};

async fn owed(asked: &Asked<'_>) -> AppResult<Vec<Owed>> {
    let reviews = store::count_reviews_owed(asked.db.reader(), asked.user).await?;
    Ok(asked.answer(|call, _| match reviews.get(&call) {
        Some(count) => Owed::counted("reviews-work-owed", *count),
        None => Owed::done("reviews-work-done"),
    }))
}
