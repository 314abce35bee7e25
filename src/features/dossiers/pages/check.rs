//! « Vérifier avant de déposer »: what blocks, what will be looked at, what was written.

use domain::{
    call::{Call, Effect, Rule, Window},
    dossier::State,
    expression,
    meaning::missing,
    rules::{Evidence, Finding, FindingOutcome},
};
use serde::Serialize;

use crate::{
    features::dossiers::{
        reading::Reading,
        view::{Head, Opened},
        words,
    },
    i18n::{self, Lang},
    web::{Page, Visit},
};

/// The page.
#[derive(Debug, Serialize)]
pub struct CheckPage {
    /// Head of the page.
    pub head: Head,
    /// Why the filing that was just tried is refused, or empty.
    pub refused: String,
    /// What keeps the dossier from being filed.
    pub blocking: Vec<Point>,
    /// What does not.
    pub warnings: Vec<Point>,
    /// Steps that are complete.
    pub complete: Vec<Point>,
    /// Filing is open and nothing blocks.
    pub ready: bool,
    /// « Le dépôt ouvre le … », or empty.
    pub not_yet: String,
    /// A filing stands already: the new one replaces it.
    pub replaces: bool,
    /// Where the filing goes.
    pub action: String,
    /// The dossier in words.
    pub reading: Reading,
}

/// A point of a list.
#[derive(Debug, Serialize)]
pub struct Point {
    /// What.
    pub title: String,
    /// Why, and the rule.
    pub text: String,
    /// Where to mend it.
    pub href: String,
    /// Words of that link.
    pub link: String,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "pages/dossiers/check.html";
}

/// Builds the page.
pub(in crate::features::dossiers) fn check(opened: &Opened, refused: String, visit: &Visit) -> CheckPage {
    let lang = visit.lang;
    let findings = opened.findings(visit.arrived);
    let found = |rule: &Rule| findings.iter().find(|finding| finding.rule == rule.id);
    let (mut blocking, mut warnings) = (Vec::new(), Vec::new());
    for rule in &opened.definition.rules {
        let Some(finding) = found(rule).filter(|finding| finding.outcome == FindingOutcome::Broken) else { continue };
        match (rule.effect, rule.holds.is_name("complete")) {
            (Effect::BlocksFiling, _) => blocking.push(point(opened, rule, finding, lang)),
            // What is missing is listed step by step instead.
            (Effect::Finding, true) => warnings.splice(0..0, incomplete(opened, lang)).for_each(drop),
            (Effect::Finding, false) => warnings.push(point(opened, rule, finding, lang)),
        }
    }
    let calendar = &opened.call.definition.calendar;
    let window = calendar.window(visit.arrived);
    let opens = i18n::deadline(lang, calendar.opens, opened.definition.zone);
    CheckPage {
        ready: blocking.is_empty() && window == Window::Open && opened.locked.is_none(),
        not_yet: if window == Window::NotYet {
            i18n::text(lang, "dossiers-early", &[("date", opens.into())])
        } else {
            String::new()
        },
        complete: complete(opened, lang),
        replaces: opened.row.state == State::Filed,
        action: format!("{}/depot", opened.href()),
        reading: opened.reading(lang),
        head: opened.head(lang),
        refused,
        blocking,
        warnings,
    }
}

fn complete(opened: &Opened, lang: Lang) -> Vec<Point> {
    let state = |step| domain::meaning::step_state(&opened.definition, step, &opened.shown);
    let steps = opened.definition.form.steps.iter().enumerate();
    let done = steps.filter(|(_, step)| state(step) == domain::meaning::StepState::Complete);
    let point = |(index, step): (usize, &domain::form::Step)| Point {
        title: format!("{}. {}", index + 1, step.title),
        text: String::new(),
        href: opened.step_href(&step.code),
        link: i18n::word(lang, "dossiers-reread"),
    };
    done.map(point).collect()
}

/// What is missing: a line for each step, a line for each piece.
fn incomplete(opened: &Opened, lang: Lang) -> Vec<Point> {
    let call = &opened.definition;
    let lacks = missing(call, &opened.shown);
    let mut points = Vec::new();
    for (index, step) in call.form.steps.iter().enumerate() {
        let gaps: Vec<_> = lacks.questions.iter().filter(|gap| gap.step == step.code).collect();
        let Some(first) = gaps.first() else { continue };
        let names: Vec<String> = gaps.iter().map(|gap| words::gap(call, gap, lang)).collect();
        points.push(Point {
            title: i18n::text(
                lang,
                "dossiers-incomplete",
                &[("n", (index + 1).into()), ("step", step.title.clone().into()), ("count", gaps.len().into())],
            ),
            text: join(&names),
            href: format!("{}#{}", opened.step_href(&step.code), first.question),
            link: i18n::word(lang, "dossiers-fill"),
        });
    }
    let step = opened.pieces_step().map(|step| opened.step_href(&step.code)).unwrap_or_default();
    for piece in lacks.pieces.iter().filter_map(|code| call.piece(code)) {
        points.push(Point {
            title: i18n::text(lang, "dossiers-piece-missing", &[("piece", piece.label.clone().into())]),
            text: piece.help.clone(),
            href: format!("{step}#piece-{}", piece.code),
            link: i18n::word(lang, "dossiers-join"),
        });
    }
    points
}

/// Sentences in one line, without the stops that their texts may end with.
fn join(texts: &[String]) -> String {
    texts.iter().map(|text| text.trim_end_matches('.')).collect::<Vec<_>>().join(" ; ")
}

fn point(opened: &Opened, rule: &Rule, finding: &Finding, lang: Lang) -> Point {
    let call = &opened.definition;
    let found: Vec<String> =
        finding.evidence.iter().filter_map(|evidence| words::broken(call, evidence, lang)).collect();
    let args = [
        ("found", join(&found).into()),
        ("text", rule.text.clone().into()),
        ("rule", rule.id.clone().into()),
        ("article", rule.article.clone().into()),
    ];
    let step = question_of(call, rule, finding).and_then(|code| {
        let holds = |step: &&domain::form::Step| step.questions.iter().any(|question| question.code == code);
        call.form.steps.iter().find(holds).map(|step| format!("{}#{code}", opened.step_href(&step.code)))
    });
    Point {
        title: rule.title.clone(),
        text: i18n::text(lang, if found.is_empty() { "dossiers-rule" } else { "dossiers-rule-found" }, &args),
        link: if step.is_some() { i18n::word(lang, "dossiers-mend") } else { String::new() },
        href: step.unwrap_or_default(),
    }
}

/// The question to go to when a rule is broken: one without answer, else the first that what breaks it looks at.
fn question_of(call: &Call, rule: &Rule, finding: &Finding) -> Option<String> {
    let first = |text: &str| expression::parse(text).ok()?.questions(call).into_iter().next();
    let of = |evidence: &Evidence| match evidence {
        Evidence::MissingAnswer { question, .. } => Some(question.clone()),
        Evidence::Compared { row: Some(row), .. } if evidence.breaks() => first(&row.table),
        Evidence::Compared { left, .. } if evidence.breaks() => first(&left.of),
        _ => None,
    };
    finding.evidence.iter().find_map(of).or_else(|| rule.holds.questions(call).into_iter().next())
}
