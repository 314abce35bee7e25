//! The queue, one dossier, and the forms beside it.

use axum::response::Response;
use domain::{
    call::Verdict,
    dossier::verdicts::{Ruling, Sense},
};

use super::{
    actions::{self, NewDecision},
    forms::{Base, too_long},
    pages::{self, Around, DossierPage, QueuePage, QueueSheet, Typed},
    seen::SeenMarks,
    store,
};
use crate::{
    error::{AppResult, Refused},
    features::door::{OnCall, OnDossier},
    i18n::{self, Lang},
    web::{
        Checked, Errors, Query, RawForm,
        page::{self, Rendered, download},
    },
};

const PAGE_ROWS: usize = 50;
/// Rows read at a time for a file.
const FILE_ROWS: u64 = 500;

/// `GET /appels/{slug}/recevabilite`
pub async fn index(at: OnCall, Query(query): Query<RawForm>) -> AppResult<Response> {
    let (db, interests) = (&at.visit.app.db, &at.permit.interests);
    let asked = pages::read_filter(&query);
    let counts = store::read_counts(db, &at.call, interests, &asked.0).await?;
    let (visit, call, key) = (&at.visit, &at.call, pages::sheet_key(at.visit.lang, &asked));
    let sheet = db.kept_part(call.id, key, interests.recused(), &call.version, async {
        let rows = store::list_queue(db.reader(), call.id, interests, &asked.0, &asked.2, PAGE_ROWS as u64 + 1).await?;
        let sheet = QueueSheet::new(visit.lang, call, &asked, rows, PAGE_ROWS);
        if sheet.is_empty() { Ok(Rendered::default()) } else { page::part(visit, &sheet) }
    });
    at.page(&QueuePage::new(visit.lang, call, visit.arrived, &asked, &counts, &*sheet.await?))
}

/// `GET /appels/{slug}/recevabilite.csv`: the list as shown, all its pages.
pub async fn export(at: OnCall, Query(query): Query<RawForm>) -> AppResult<Response> {
    let (conn, interests) = (at.visit.app.db.reader(), &at.permit.interests);
    let (filter, _, mut after) = pages::read_filter(&query);
    let mut rows = Vec::new();
    loop {
        let more = store::list_queue(conn, at.call.id, interests, &filter, &after, FILE_ROWS).await?;
        let Some(last) = more.last() else { break };
        after.clone_from(&last.number);
        rows.extend(more);
    }
    let file = pages::csv(at.visit.lang, &at.call, &rows)?;
    Ok(download(&format!("{}-recevabilite.csv", at.call.slug()), "text/csv; charset=utf-8", file))
}

/// `GET /appels/{slug}/recevabilite/suivant`: the first dossier that waits for its verdicts.
pub async fn next(at: OnCall, Query(query): Query<RawForm>) -> AppResult<Response> {
    let conn = at.visit.app.db.reader();
    let next = store::find_next_to_examine(conn, at.call.id, &at.permit.interests, query.get("apres")).await?;
    Ok(match next {
        Some(number) => at.visit.go(&at.path(&format!("/recevabilite/{number}"))),
        None => at.go_with("/recevabilite", "admissibility-flash-none-left"),
    })
}

/// `GET /appels/{slug}/recevabilite/{number}`
pub async fn show(at: OnDossier) -> AppResult<Response> {
    at.page(&compose(&at, Typed::default()).await?)
}

async fn compose(at: &OnDossier, typed: Typed) -> AppResult<DossierPage> {
    let (conn, lang) = (at.visit.app.db.reader(), at.visit.lang);
    let beside = store::find_beside(conn, at.call.id, &at.permit.interests, at.dossier.id).await?;
    let examination = store::examine(conn, at.dossier.clone().try_into()?, at.call.clone()).await?;
    let around = Around::new(beside, &at.permit);
    let typed = typed.beside(lang, &examination);
    Ok(DossierPage::new(lang, at.visit.arrived, &examination, &around, &typed))
}

/// Shows the dossier again, as it stands now, with what was refused.
async fn again(at: &OnDossier, typed: Typed) -> AppResult<Response> {
    at.refused(&compose(&at.read_again().await?, typed).await?)
}

fn done(at: &OnDossier, key: &str) -> Response {
    at.go_with(&format!("/recevabilite/{}#decision", at.dossier.number()), key)
}

/// Shows the dossier again with what a rule refused, at the field of the form.
async fn refused(
    at: &OnDossier,
    raw: RawForm,
    field: &str,
    refused: Refused<actions::DecideRefused>,
) -> AppResult<Response> {
    again(at, Typed::refused(at.visit.lang, &at.call.definition, raw, field, &refused.rule()?)).await
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

/// `POST /appels/{slug}/recevabilite/{number}/constats`
pub async fn decide(at: OnDossier, raw: RawForm) -> AppResult<Response> {
    let decisions = match read_decisions(at.visit.lang, &raw) {
        Ok(decisions) => decisions,
        Err(errors) => return again(&at, Typed::mistakes(raw, errors)).await,
    };
    let (id, seen) = (at.dossier.id, SeenMarks::of(&raw));
    match at.act(async move |act| actions::decide_findings(&act, id, decisions, &seen).await).await {
        Ok(decided) if decided.stale.is_empty() => Ok(done(&at, "admissibility-flash-findings")),
        Ok(decided) => again(&at, Typed::stale(raw, decided)).await,
        Err(why) => refused(&at, raw, "decision", why).await,
    }
}

/// `POST /appels/{slug}/recevabilite/{number}/verdicts`
pub async fn rule(at: OnDossier, raw: RawForm) -> AppResult<Response> {
    let chosen = |verdict: Verdict| {
        let ruling = Ruling::parse(raw.get(&format!("ruling-{}", verdict.as_str())))?;
        Some((verdict, ruling, raw.get(&format!("why-{}", verdict.as_str())).to_owned()))
    };
    let rulings: Vec<_> = Verdict::ALL.into_iter().filter_map(chosen).collect();
    let long = |(verdict, _, why): &(Verdict, Ruling, String)| {
        too_long(at.visit.lang, why).map(|text| (format!("why-{}", verdict.as_str()), text))
    };
    let mut errors: Errors = rulings.iter().filter_map(long).collect();
    if rulings.is_empty() {
        errors.push("verdicts", i18n::word(at.visit.lang, "admissibility-error-nothing-verdict"));
    }
    if !errors.is_empty() {
        return again(&at, Typed::mistakes(raw, errors)).await;
    }
    let (id, seen) = (at.dossier.id, SeenMarks::of(&raw));
    match at.act(async move |act| actions::give_verdicts(&act, id, rulings, &seen).await).await {
        Ok(_) if raw.get("then") == "next" => go_on(&at).await,
        Ok(_) => Ok(done(&at, "admissibility-flash-verdicts")),
        Err(why) => refused(&at, raw, "verdicts", why).await,
    }
}

/// Goes to the next dossier to examine, saying that this one is saved.
async fn go_on(at: &OnDossier) -> AppResult<Response> {
    let (conn, number) = (at.visit.app.db.reader(), at.dossier.number());
    let next = store::find_next_to_examine(conn, at.call.id, &at.permit.interests, number).await?;
    Ok(match next {
        Some(number) => at.go_with(&format!("/recevabilite/{number}"), "admissibility-flash-verdicts"),
        None => at.go_with("/recevabilite", "admissibility-flash-done"),
    })
}

/// `POST /appels/{slug}/recevabilite/{number}/assiette`
pub async fn correct(at: OnDossier, form: Checked<Base>) -> AppResult<Response> {
    let (raw, new) = match (form.raw, form.result) {
        (raw, Ok(new)) => (raw, new),
        (raw, Err(errors)) => return again(&at, Typed::mistakes(raw, errors)).await,
    };
    let (id, seen) = (at.dossier.id, SeenMarks::of(&raw));
    match at.act(async move |act| actions::correct_base(&act, id, new.base, &new.motive, &seen).await).await {
        Ok(()) => Ok(done(&at, "admissibility-flash-base")),
        Err(why) => refused(&at, raw, "base", why).await,
    }
}
