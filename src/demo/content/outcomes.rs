//! What every rule says of every dossier of the replay, as it stands and with something taken away.

use domain::{
    answers::{Answer, Row},
    call::Effect,
    form::codes,
    rules::{Facts, LeadStanding, Outcome, assess},
};

use super::{
    tests::{call, joined},
    *,
};

/// What is taken away from a dossier, one thing a dossier in turn.
const TAKEN: [&str; 16] = [
    "lead_siret",
    "members",
    "members.category",
    "members.siret",
    "members but one",
    "lead_legal_form",
    "lead_category",
    "departments",
    "duration_months",
    "budget",
    "funding",
    "funding.kind",
    "already_funded",
    "spending_not_started",
    "de_minimis.amount",
    "sworn_tax",
];

fn without(answers: &Answers, taken: &str) -> Answers {
    let mut answers = answers.clone();
    let rows = |answers: &mut Answers, table: &str, change: &dyn Fn(&mut Vec<Row>)| {
        if let Some(Answer::Table(rows)) = answers.0.get_mut(table) {
            change(rows);
        }
    };
    match taken.split_once('.') {
        Some((table, column)) => rows(&mut answers, table, &|rows| {
            if let Some(first) = rows.first_mut() {
                first.cells.remove(column);
            }
        }),
        None if taken == "members but one" => rows(&mut answers, codes::MEMBERS, &|rows| rows.truncate(1)),
        None => drop(answers.0.remove(taken)),
    }
    answers
}

/// One letter a rule: respected, broken, for a person.
fn letters(call: &Call, application: &Application, answers: &Answers, kept: LeadStanding, late: bool) -> String {
    let findings = assess(&Facts {
        call,
        track: call.track(&application.track).expect("a track"),
        answers,
        pieces_joined: &joined(application),
        deadline: call.calendar.closes,
        instant: if late { call.calendar.closes } else { call.calendar.opens },
        kept_by_lead: kept,
    });
    let letter = |outcome| match outcome {
        Outcome::Respected => 'r',
        Outcome::Broken => 'B',
        Outcome::NeedsHuman => '?',
    };
    findings.iter().map(|finding| letter(finding.outcome)).collect()
}

#[test]
fn every_rule_says_of_every_dossier_what_it_always_said() {
    let (words, call) = (Words::load().expect("words"), call());
    assert!(call.rules.iter().any(|rule| rule.effect == Effect::BlocksFiling));
    let mut lines = String::new();
    for (index, application) in applications(&words, &call, 1, 180, 1).iter().enumerate() {
        let taken = TAKEN[index % TAKEN.len()];
        let whole = letters(&call, application, &application.answers, LeadStanding::LastFiled, false);
        let kept = if index % 2 == 0 { LeadStanding::Superseded } else { LeadStanding::Unknown };
        let less = letters(&call, application, &without(&application.answers, taken), kept, index % 3 == 0);
        lines.push_str(&format!("{:>3} {whole} {less} without {taken}\n", index + 1));
    }
    insta::assert_snapshot!(lines);
}
