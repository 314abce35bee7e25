//! What awaits those who sit, adopt and sign.

use domain::permissions::Role;
use futures::FutureExt;

use super::store::{self, Sitting};
use crate::{
    error::AppResult,
    features::manifest::{Asked, Duty, Owed, RoleWork},
};

pub(super) const WORK: RoleWork = RoleWork {
    duties: &[
        Duty { role: Role::Chair, section: "comite", key: "committee-work-chair" },
        Duty { role: Role::Secretary, section: "comite", key: "committee-work-secretary" },
        Duty { role: Role::CommitteeMember, section: "comite", key: "committee-work-sit" },
        Duty { role: Role::DecidingAuthority, section: "decision", key: "committee-work-sign" },
    ],
    owed: |asked| owed(asked).boxed(),
};

async fn owed(asked: &Asked<'_>) -> AppResult<Vec<Owed>> {
    let calls: Vec<_> = asked.calls().collect();
    let sittings = store::list_sittings(asked.db.reader(), &calls).await?;
    Ok(asked.answer(|call, role| status(role, sittings.get(&call).copied().unwrap_or_default())))
}

const fn status(role: Role, sitting: Sitting) -> Owed {
    match role {
        _ if sitting.signed => Owed::done("committee-work-signed"),
        _ if !sitting.frozen => Owed::elsewhere("committee-work-unranked"),
        Role::Chair if !sitting.chair => Owed::todo("committee-work-to-adopt"),
        Role::Secretary if !sitting.secretary => Owed::todo("committee-work-to-adopt"),
        Role::Chair | Role::Secretary => Owed::done("committee-work-adopted"),
        Role::DecidingAuthority if sitting.chair && sitting.secretary => Owed::todo("committee-work-to-sign"),
        _ => Owed::elsewhere("committee-work-unadopted"),
    }
}
