//! Makes the PDF of a filing.

use domain::ids::SubmissionId;

use crate::{app::App, error::AppResult};

/// Makes it.
pub(super) async fn run(_app: &App, _submission: SubmissionId) -> AppResult<()> {
    Ok(())
}
