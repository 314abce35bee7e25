//! The queue, one dossier, and the forms beside it.

use axum::response::Response;
use domain::{
    call::{Verdict, Window},
    dossier::verdicts::Ruling,
    permissions::Action,
};

use super::{
    actions::{self, NewDecision, Refused, Sense},
    forms::{Base, too_long},
    pages::{self, Around, DossierPage, QueuePage, Typed},
    seen::Seen,
    store::{self, Examined},
};
use crate::{
    db::{Interests, Permit, Subject, permit},
    error::AppResult,
    features::calls::store::{self as calls, LoadedCall},
    i18n::{self, Lang},
    web::{Checked, Errors, Path, Query, RawForm, Shell, Visit, page::download},
};

const SECTION: &str = "admissibility";
const PAGE_ROWS: usize = 50;
/// Rows read at a time for a file.
const FILE_ROWS: u64 = 500;

async fn enter(visit: &Visit, slug: &str, action: Action) -> AppResult<(LoadedCall, Permit, Interests)> {
    let conn = visit.app.db.reader();
    let call = calls::load_by_slug(conn, slug).await?;
    let permit = permit(&visit.app.db, &visit.actor, action, Subject::Call(call.id)).await?;
    let interests = permit.interests.clone();
    Ok((call, permit, interests))
}

/// `GET /calls/{slug}/admissibility`
pub async fn index(visit: Visit, Path(slug): Path<String>, Query(query): Query<RawForm>) -> AppResult<Response> {
    let (call, permit, interests) = enter(&visit, &slug, Action::ReadQueue).await?;
    let conn = visit.app.db.reader();
    let asked = pages::read_filter(&query);
    let counts = store::read_counts(&visit.app.db, &call, &interests, &asked.0).await?;
    let rows = store::list_queue(conn, call.id, &interests, &asked.0, &asked.2, PAGE_ROWS as u64 + 1).await?;
    let page = QueuePage::new(visit.lang, &call, visit.arrived, &asked, &counts, rows, PAGE_ROWS);
    visit.page(&Shell::staff(call.reference(), &permit, SECTION), &page)
}

/// `GET /calls/{slug}/admissibility.csv`: the list as shown, all its pages.
pub async fn export(visit: Visit, Path(slug): Path<String>, Query(query): Query<RawForm>) -> AppResult<Response> {
    let (call, _, interests) = enter(&visit, &slug, Action::ReadQueue).await?;
    let (filter, _, mut after) = pages::read_filter(&query);
    let mut rows = Vec::new();
    loop {
        let more = store::list_queue(visit.app.db.reader(), call.id, &interests, &filter, &after, FILE_ROWS).await?;
        let Some(last) = more.last() else { break };
        after.clone_from(&last.number);
        rows.extend(more);
    }
    let file = pages::csv(visit.lang, &call, &rows)?;
    Ok(download(&format!("{}-recevabilite.csv", call.slug()), "text/csv; charset=utf-8", file))
}

/// `GET /calls/{slug}/admissibility/next`: the first dossier that waits for its verdicts.
pub async fn next(visit: Visit, Path(slug): Path<String>, Query(query): Query<RawForm>) -> AppResult<Response> {
    let (call, _, interests) = enter(&visit, &slug, Action::ReadQueue).await?;
    let next = store::find_next_to_examine(visit.app.db.reader(), call.id, &interests, query.get("after")).await?;
    let queue = format!("/calls/{slug}/admissibility");
    Ok(match next {
        Some(number) => visit.go(&format!("{queue}/{number}")),
        None => visit.go_with(&queue, "admissibility-flash-none-left"),
    })
}

/// A dossier that this person may open, and the numbers beside it in their queue.
struct OnDesk {
    call: LoadedCall,
    permit: Permit,
    interests: Interests,
    dossier: Examined,
    previous: Option<String>,
    next: Option<String>,
}

/// A dossier that this person may open, or where they must go first.
enum Opened {
    Dossier(Box<OnDesk>),
    Elsewhere(Response),
}

async fn open(visit: &Visit, slug: &str, number: &str, action: Action) -> AppResult<Opened> {
    let (call, permit, interests) = enter(visit, slug, action).await?;
    let conn = visit.app.db.reader();
    let (dossier, previous, next) = store::load_in_queue(conn, call.id, &interests, number).await?;
    // Interests are declared on the whole list, which is complete once filing has closed.
    let closed = call.definition.calendar.window(visit.arrived) == Window::Closed;
    if closed && !interests.declared {
        let declare = format!("/calls/{slug}/reviews/declaration");
        return Ok(Opened::Elsewhere(visit.go_with_error(&declare, "admissibility-flash-declare")));
    }
    Ok(Opened::Dossier(Box::new(OnDesk { call, permit, interests, dossier, previous, next })))
}

/// `GET /calls/{slug}/admissibility/{number}`
pub async fn show(visit: Visit, Path((slug, number)): Path<(String, String)>) -> AppResult<Response> {
    match open(&visit, &slug, &number, Action::ReadDossierAsOfficer).await? {
        Opened::Elsewhere(response) => Ok(response),
        Opened::Dossier(opened) => {
            let (shell, page) = compose(&visit, &opened, Typed::default()).await?;
            visit.page(&shell, &page)
        }
    }
}

async fn compose(visit: &Visit, desk: &OnDesk, typed: Typed) -> AppResult<(Shell, DossierPage)> {
    let examination = store::examine(visit.app.db.reader(), desk.dossier.clone(), desk.call.clone()).await?;
    let around = Around {
        previous: desk.previous.clone(),
        next: desk.next.clone(),
        may_decide: desk.permit.allows(Action::GiveVerdict),
    };
    let typed = typed.beside(visit.lang, &examination);
    let page = DossierPage::new(visit.lang, visit.arrived, &examination, &around, &typed);
    Ok((Shell::staff(desk.call.reference(), &desk.permit, SECTION), page))
}

/// Shows the dossier again with what was refused.
async fn again(visit: &Visit, opened: &OnDesk, typed: Typed) -> AppResult<Response> {
    let (shell, page) = compose(visit, opened, typed).await?;
    visit.refused(&shell, &page)
}

/// The answer to an action: back with a message, or the page again with the refusal.
async fn answer(
    visit: &Visit,
    opened: &OnDesk,
    (raw, field, done): (RawForm, &str, &str),
    result: Result<(), Refused>,
) -> AppResult<Response> {
    let OnDesk { call, dossier, .. } = opened;
    match result {
        Ok(()) => Ok(visit.go_with(&format!("/calls/{}/admissibility/{}#decision", call.slug(), dossier.number), done)),
        Err(Refused::Failed(error)) => Err(error),
        Err(refused) => again(visit, opened, Typed::refused(visit.lang, &call.definition, raw, field, &refused)).await,
    }
}

/// What the findings' form says: decisions that were chosen, or fields that do not go together.
fn read_decisions(lang: Lang, raw: &RawForm) -> Result<Vec<NewDecision>, Errors> {
    let (mut decisions, mut errors) = (Vec::new(), Errors::default());
    let say = |key: &str, rule: &str| i18n::say(lang, key, &[("rule", rule.to_owned())]);
    for (field, motive) in &raw.0 {
        let Some(rule) = field.strip_prefix("motive-") else { continue };
        if let Some(text) = too_long(lang, motive) {
            errors.push(field, text);
            continue;
        }
        match Sense::parse(raw.get(&format!("decision-{rule}"))) {
            Some(Sense::Overridden) if motive.trim().is_empty() => {
                errors.push(field, say("admissibility-error-motive", rule));
            }
            Some(sense) => decisions.push(NewDecision { rule: rule.into(), sense, motive: motive.clone() }),
            None if !motive.trim().is_empty() => errors.push(field, say("admissibility-error-choose", rule)),
            None => {}
        }
    }
    let (contested, motive) = (raw.get("contest"), raw.get("contest-motive"));
    if let Some(text) = too_long(lang, motive) {
        errors.push("contest-motive", text);
    }
    match (contested.is_empty(), motive.trim().is_empty()) {
        (true, true) => {}
        (false, false) => {
            let (rule, motive) = (contested.to_owned(), motive.to_owned());
            decisions.push(NewDecision { rule, sense: Sense::Overridden, motive });
        }
        _ => errors.push("contest", i18n::word(lang, "admissibility-error-contest")),
    }
    if decisions.is_empty() && errors.is_empty() {
        errors.push("decision", i18n::word(lang, "admissibility-error-nothing"));
    }
    if errors.is_empty() { Ok(decisions) } else { Err(errors) }
}

/// `POST /calls/{slug}/admissibility/{number}/findings`
pub async fn decide(visit: Visit, Path((slug, number)): Path<(String, String)>, raw: RawForm) -> AppResult<Response> {
    let opened = match open(&visit, &slug, &number, Action::DecideFinding).await? {
        Opened::Elsewhere(response) => return Ok(response),
        Opened::Dossier(opened) => opened,
    };
    let decisions = match read_decisions(visit.lang, &raw) {
        Ok(decisions) => decisions,
        Err(errors) => return again(&visit, &opened, Typed::mistakes(raw, errors)).await,
    };
    let (app, actor, id, at) = (visit.app.clone(), visit.actor.clone(), opened.dossier.id, visit.arrived);
    let seen = Seen::of(&raw);
    let work = async move { actions::decide_findings(&app, &actor, id, decisions, &seen, at).await };
    let result = tokio::spawn(work).await?;
    answer(&visit, &opened, (raw, "decision", "admissibility-flash-findings"), result).await
}

/// `POST /calls/{slug}/admissibility/{number}/verdicts`
pub async fn rule(visit: Visit, Path((slug, number)): Path<(String, String)>, raw: RawForm) -> AppResult<Response> {
    let opened = match open(&visit, &slug, &number, Action::GiveVerdict).await? {
        Opened::Elsewhere(response) => return Ok(response),
        Opened::Dossier(opened) => opened,
    };
    let chosen = |verdict: Verdict| {
        let ruling = Ruling::parse(raw.get(&format!("ruling-{}", verdict.as_str())))?;
        Some((verdict, ruling, raw.get(&format!("why-{}", verdict.as_str())).to_owned()))
    };
    let rulings: Vec<_> = Verdict::ALL.into_iter().filter_map(chosen).collect();
    let long = |(verdict, _, why): &(Verdict, Ruling, String)| {
        too_long(visit.lang, why).map(|text| (format!("why-{}", verdict.as_str()), text))
    };
    let mut errors: Errors = rulings.iter().filter_map(long).collect();
    if rulings.is_empty() {
        errors.push("verdicts", i18n::word(visit.lang, "admissibility-error-nothing-verdict"));
    }
    if !errors.is_empty() {
        return again(&visit, &opened, Typed::mistakes(raw, errors)).await;
    }
    let (app, actor, id, at) = (visit.app.clone(), visit.actor.clone(), opened.dossier.id, visit.arrived);
    let seen = Seen::of(&raw);
    let work = async move { actions::give_verdicts(&app, &actor, id, rulings, &seen, at).await };
    let result = tokio::spawn(work).await?.map(|_| ());
    let then_next = result.is_ok() && raw.get("then") == "next";
    let response = answer(&visit, &opened, (raw, "verdicts", "admissibility-flash-verdicts"), result).await?;
    if then_next { go_on(&visit, &opened).await } else { Ok(response) }
}

/// Goes to the next dossier to examine, saying that this one is saved.
async fn go_on(visit: &Visit, OnDesk { call, interests, dossier, .. }: &OnDesk) -> AppResult<Response> {
    let queue = format!("/calls/{}/admissibility", call.slug());
    let next = store::find_next_to_examine(visit.app.db.reader(), call.id, interests, &dossier.number).await?;
    Ok(match next {
        Some(number) => visit.go_with(&format!("{queue}/{number}"), "admissibility-flash-verdicts"),
        None => visit.go_with(&queue, "admissibility-flash-done"),
    })
}

/// `POST /calls/{slug}/admissibility/{number}/base`
pub async fn correct(
    visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    form: Checked<Base>,
) -> AppResult<Response> {
    let opened = match open(&visit, &slug, &number, Action::CorrectBase).await? {
        Opened::Elsewhere(response) => return Ok(response),
        Opened::Dossier(opened) => opened,
    };
    let new = match form.result {
        Ok(new) => new,
        Err(errors) => return again(&visit, &opened, Typed::mistakes(form.raw, errors)).await,
    };
    let (app, actor, id, at) = (visit.app.clone(), visit.actor.clone(), opened.dossier.id, visit.arrived);
    let (seen, raw) = (Seen::of(&form.raw), form.raw);
    let work = async move { actions::correct_base(&app, &actor, id, new.base, &new.motive, &seen, at).await };
    let result = tokio::spawn(work).await?;
    answer(&visit, &opened, (raw, "base", "admissibility-flash-base"), result).await
}
