//! What every rule says of every dossier of the replay, as it stands and with something taken away.

use domain::{
    answers::{Answer, Row},
    form::codes,
    rules::{Evidence, Facts, Finding, FindingOutcome, LeadStanding, assess},
};

use super::{
    tests::{call, joined},
    *,
};
use crate::{features::admissibility, i18n::Lang};

/// Rules and pieces as they were written before there were expressions.
const OLD_FORMS: &str = include_str!("../../domain/checks/data/old_forms.toml");

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

fn findings(
    call: &Call,
    application: &Application,
    answers: &Answers,
    kept_by_lead: LeadStanding,
    late: bool,
) -> Vec<Finding> {
    assess(&Facts {
        call,
        track: call.track(&application.track).expect("a track"),
        answers,
        pieces_joined: &joined(application),
        deadline: call.calendar.closes,
        instant: if late { call.calendar.closes } else { call.calendar.opens },
        kept_by_lead,
    })
}

/// One letter a rule: respected, broken, for a person.
fn letters(call: &Call, application: &Application, answers: &Answers, kept: LeadStanding, late: bool) -> String {
    let letter = |outcome| match outcome {
        FindingOutcome::Respected => 'r',
        FindingOutcome::Broken => 'B',
        FindingOutcome::NeedsHuman => '?',
    };
    findings(call, application, answers, kept, late).iter().map(|finding| letter(finding.outcome)).collect()
}

fn outcomes(call: &Call) -> String {
    let words = Words::load().expect("words");
    let mut lines = String::new();
    for (index, application) in applications(&words, call, 1, 180, 1).iter().enumerate() {
        let taken = TAKEN[index % TAKEN.len()];
        let whole = letters(call, application, &application.answers, LeadStanding::LastFiled, false);
        let kept = if index % 2 == 0 { LeadStanding::Superseded } else { LeadStanding::Unknown };
        let less = letters(call, application, &without(&application.answers, taken), kept, index % 3 == 0);
        lines.push_str(&format!("{:>3} {whole} {less} without {taken}\n", index + 1));
    }
    lines
}

#[test]
fn every_rule_says_of_every_dossier_what_it_always_said() {
    insta::assert_snapshot!(outcomes(&call()));
}

#[test]
fn rules_in_the_old_forms_say_the_same() {
    let (new, old) = (include_str!("../../../config/calls/ptce-2013.toml"), OLD_FORMS);
    let (pieces, grid) = (new.find("[[pieces]]").expect("pieces"), new.find("[grid]").expect("grid"));
    let text = format!("{}{old}\n{}", &new[..pieces], &new[grid..]);
    let old = domain::call_file::check(&text).expect("the old forms");
    assert_eq!(outcomes(&old), outcomes(&call()));
}

/// For each rule and outcome, the sentences of the first dossier that has it.
#[test]
fn what_rules_looked_at_reads_like_sentences() {
    let (words, call) = (Words::load().expect("words"), call());
    let mut seen: BTreeMap<(usize, FindingOutcome), Vec<String>> = BTreeMap::new();
    for (index, application) in applications(&words, &call, 1, 180, 1).iter().enumerate() {
        let taken = without(&application.answers, TAKEN[index % TAKEN.len()]);
        for answers in [&application.answers, &taken] {
            for (rule, finding) in
                findings(&call, application, answers, LeadStanding::LastFiled, false).iter().enumerate()
            {
                let sentence = |one: &Evidence| admissibility::words::evidence(Lang::Fr, &call, one);
                let told = || finding.evidence.iter().map(sentence).collect();
                seen.entry((rule, finding.outcome)).or_insert_with(told);
            }
        }
    }
    let line = |((rule, outcome), told): ((usize, FindingOutcome), Vec<String>)| {
        format!("{} {}\n    {}\n", call.rules[rule].id, outcome.as_str(), told.join("\n    "))
    };
    insta::assert_snapshot!(seen.into_iter().map(line).collect::<String>());
}
