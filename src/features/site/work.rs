//! What awaits a person, asked of every room: each once, about all calls on which they hold one of its roles.

use std::collections::BTreeMap;

use domain::{
    ids::{CallId, UserId},
    time::Instant,
};

use crate::{
    db::Db,
    error::AppResult,
    features::{
        ROOMS,
        calls::store::HeldCall,
        manifest::{Asked, Duty, Owed},
    },
    web::Navigation,
};

/// The duties of a person on their calls and what each still owes, in the order of the sections of the staff.
pub(super) async fn awaiting(
    db: &Db,
    user: UserId,
    calls: &[HeldCall],
    (now, navigation): (Instant, &Navigation),
) -> AppResult<BTreeMap<CallId, Vec<(Duty, Owed)>>> {
    let mut awaiting: BTreeMap<CallId, Vec<(Duty, Owed)>> = BTreeMap::new();
    for work in ROOMS.iter().filter_map(|room| room.work) {
        let held = calls.iter().flat_map(|call| {
            let duties = work.duties.iter().filter(|duty| call.roles.contains(&duty.role));
            duties.map(move |duty| (call, *duty))
        });
        // Where filing is open or the results are public the call says it for all roles, and no room is asked.
        let (said, asked): (Vec<_>, Vec<_>) =
            held.map(|(call, duty)| (call.id, duty, told(call, now))).partition(|(.., told)| told.is_some());
        let held = asked.iter().map(|(call, duty, _)| (*call, duty.role)).collect();
        let owed = if asked.is_empty() { Vec::new() } else { (work.owed)(&Asked { db, user, held }).await? };
        let answered = asked.into_iter().zip(owed).map(|((call, duty, _), owed)| (call, duty, owed));
        let said = said.into_iter().filter_map(|(call, duty, told)| Some((call, duty, told?)));
        for (call, duty, owed) in said.chain(answered) {
            awaiting.entry(call).or_default().push((duty, owed));
        }
    }
    let place = |duty: &Duty| navigation.staff.iter().position(|section| section.path == duty.section);
    for duties in awaiting.values_mut() {
        duties.sort_by_key(|(duty, _)| place(duty));
    }
    Ok(awaiting)
}

/// What a call says to whatever role.
fn told(call: &HeldCall, now: Instant) -> Option<Owed> {
    match () {
        () if call.results_published => Some(Owed::done("site-work-published")),
        () if now < call.closes_at => Some(Owed::elsewhere("site-work-open")),
        () => None,
    }
}
