//! Expressions in a call's file: the place of each mistake, conditions that go round, and the old forms.

use super::call_file::{PTCE_2013, printed, ptce_2013};
use crate::{
    call_file::{Reason, check},
    expression::{Sort, Why},
};

/// Where a piece of text stands in a file, as people count: line and column from 1.
fn stands(text: &str, wanted: &str) -> (usize, usize) {
    let at = text.find(wanted).unwrap_or_else(|| panic!("{wanted:?} is not in the file"));
    let line = text[..at].matches('\n').count() + 1;
    (line, text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

#[test]
fn a_mistake_in_an_expression_is_found_at_its_word() {
    let unknown = |name: &str, near: &str| Why::UnknownName { name: name.to_owned(), nearest: Some(near.to_owned()) };
    let value = |value: &str, near: &str| Why::UnknownValue { value: value.to_owned(), nearest: Some(near.to_owned()) };
    let mismatch = |op, left, right| Why::Mismatch { op, left, right };
    let holds = "holds = \"count(departments) >= 1\"";
    let counted = Why::UnknownFunction { name: "countt".into(), nearest: Some("count".into()) };
    let accents = Why::UnknownName { name: "été".into(), nearest: None };
    let rows: Vec<(&str, &str, &str, &str, Why)> = vec![
        (
            "sworn_accuracy, s",
            "sworn_acuracy, s",
            "sworn_acuracy",
            "rules[3]",
            unknown("sworn_acuracy", "sworn_accuracy"),
        ),
        ("members, category = \"ess\"", "members, category = \"es\"", "\"es\"", "rules[8]", value("es", "ess")),
        (
            "budget.public <=",
            "budget.publik <=",
            "budget.publik",
            "rules[12]",
            unknown("budget.publik", "budget.public"),
        ),
        (
            "'track = \"consolidation\"'",
            "'track = \"consolidatoin\"'",
            "\"consolidatoin\"'",
            "pieces[5].owed_if",
            value("consolidatoin", "consolidation"),
        ),
        ("'signatory = ", "'signature = ", "signature = ", "pieces[11].owed_if", unknown("signature", "signatory")),
        (
            "already_funded = no",
            "lead_name = no",
            "no\"\n\n[[rules]]\nid = \"ELI-10\"",
            "rules[14]",
            mismatch("=", Sort::Text, Sort::YesNo),
        ),
        (
            holds,
            "holds = \"\"\"\\\n   count(departments) >= 1 €\"\"\"",
            "1 €\"\"\"",
            "rules[10]",
            mismatch(">=", Sort::Number, Sort::Money),
        ),
        (
            holds,
            "holds = \"lead_name = \\\"\\u00e9té\\\" and countt(departments) >= 1\"",
            "countt(",
            "rules[10]",
            counted,
        ),
        (holds, "holds = '''\n  count(departments)\n  >= été'''", "été'''", "rules[10]", accents),
        (
            holds,
            "holds = 'lead_siret'",
            "lead_siret'",
            "rules[10]",
            Why::NotA { expected: Sort::YesNo, got: Sort::Text },
        ),
        (
            holds,
            "holds = 'years(first_cooperation_date) >= 1 and budgett.years = 1'",
            "budgett",
            "rules[10]",
            unknown("budgett.years", "budget.years"),
        ),
    ];
    for (from, to, word, path, why) in rows {
        assert!(PTCE_2013.contains(from), "{from:?}");
        let edited = PTCE_2013.replacen(from, to, 1);
        let mistakes = check(&edited).expect_err(to);
        assert_eq!(mistakes.len(), 1, "{}", printed(&mistakes));
        let mistake = &mistakes[0];
        let path = if path.ends_with(']') { format!("{path}.holds") } else { path.to_owned() };
        assert_eq!((&mistake.path, &mistake.reason), (&path, &Reason::Expression(why)), "{mistake}");
        assert_eq!((mistake.line, mistake.column), stands(&edited, word), "{mistake}");
        assert!(mistake.to_string().ends_with(['.', '?']), "{mistake}");
    }
}

#[test]
fn a_mistake_is_found_at_its_place_whatever_the_line_ends() {
    let windows = PTCE_2013.replace('\n', "\r\n").replacen("budget.public <=", "budget.publik <=", 1);
    let mistakes = check(&windows).expect_err("a name");
    assert_eq!((mistakes[0].line, mistakes[0].column), stands(&windows, "budget.publik"));
}

#[test]
fn conditions_of_the_form_do_not_go_round_nor_look_at_the_whole_dossier() {
    let conditions = |one: &str, other: &str| {
        let with = |text: String, code: &str, condition: &str| {
            let line = format!("code = \"{code}\"\n");
            text.replacen(&line, &format!("{line}visible_if = '{condition}'\n"), 1)
        };
        with(with(PTCE_2013.to_owned(), "staff_fte", one), "keywords", other)
    };
    assert_eq!(check(&conditions("answered(keywords)", "answered(story)")).map(|_| ()), Ok(()));
    let mistakes = check(&conditions("answered(keywords)", "staff_fte > 3")).expect_err("a cycle");
    assert_eq!(mistakes.len(), 1, "{}", printed(&mistakes));
    assert_eq!(mistakes[0].reason, Reason::Expression(Why::Cycle(vec!["keywords".into(), "staff_fte".into()])));
    let mistakes = check(&conditions("staff_fte > 3", "yes")).expect_err("a cycle of one");
    assert_eq!(mistakes[0].reason, Reason::Expression(Why::Cycle(vec!["staff_fte".into()])));
    let mistakes = check(&conditions("complete", "yes")).expect_err("the whole dossier");
    assert_eq!(mistakes[0].reason, Reason::Expression(Why::NotInConditions("complete".into())));
    let column = "code = \"commitment\"\n";
    let of_row = |condition: &str| PTCE_2013.replacen(column, &format!("{column}visible_if = '{condition}'\n"), 1);
    assert_eq!(check(&of_row("category = \"ess\" and pole_status = \"carried\"")).map(|_| ()), Ok(()));
    let mistakes = check(&of_row("answered(commitment)")).expect_err("a cell that hides itself");
    assert_eq!(mistakes[0].reason, Reason::Expression(Why::Cycle(vec!["members.commitment".to_owned()])));
    assert_eq!(mistakes[0].path, "steps[3].questions[1].columns[5].visible_if");
    assert!(check(&of_row("count(members) > 3")).is_err(), "a column hides by rows that hold it");
}

/// The rules and pieces of the call, as they were written before there were expressions.
const OLD_FORMS: &str = include_str!("data/old_forms.toml");

/// The call of 2013 in the old forms.
pub(super) fn in_old_forms() -> String {
    let cut = |name: &str| PTCE_2013.find(name).unwrap_or_else(|| panic!("{name}"));
    let (pieces, grid) = (cut("[[pieces]]"), cut("[grid]"));
    format!("{}{OLD_FORMS}\n{}", &PTCE_2013[..pieces], &PTCE_2013[grid..])
}

#[test]
fn files_in_the_old_forms_are_still_read() {
    let old = check(&in_old_forms()).unwrap_or_else(|mistakes| panic!("{}", printed(&mistakes)));
    let new = ptce_2013();
    assert_eq!(old.rules.len(), 18);
    for (old, new) in old.rules.iter().zip(&new.rules) {
        assert_eq!((&old.id, &old.title, &old.text), (&new.id, &new.title, &new.text));
    }
    let rule = |id: &str| old.rules.iter().find(|rule| rule.id == id).map(|rule| rule.holds.to_string());
    assert_eq!(rule("ELI-2").as_deref(), Some("count_distinct(siren(lead_siret), siren(members.siret)) >= 3"));
    assert_eq!(rule("ELI-9").as_deref(), Some("already_funded = no"));
    let minima = in_old_forms().replacen("{ ess = 1, enterprise = 1 }", "{ ess = 2, enterprise = 0 }", 1);
    let two = check(&minima).unwrap_or_else(|mistakes| panic!("{}", printed(&mistakes)));
    let two = two.rules.iter().find(|rule| rule.id == "ELI-3").map(|rule| rule.holds.to_string());
    let persons = "yes and count_distinct(siren(lead_siret) if lead_category in [\"ess\"], \
                   siren(members.siret) if category in [\"ess\"]) >= 2";
    assert_eq!(two.as_deref(), Some(persons));
}

#[test]
fn mistakes_in_the_old_forms_are_found_too() {
    for (from, to, path) in [
        ("\"sworn_accuracy\",", "\"sworn_acuracy\",", "rules[3].predicate"),
        ("predicate = \"budget_balanced\"", "predicate = \"budget_balancd\"", "rules[13].predicate"),
        ("on_track = \"consolidation\"", "on_track = \"consolidatoin\"", "pieces[5].owed"),
        ("{ ess = 1", "{ es = 1", "rules[8].predicate"),
        ("min_distinct_siren = 3", "min_distinct_siren = \"3\"", "rules[7].predicate.min_distinct_siren"),
    ] {
        let edited = in_old_forms().replacen(from, to, 1);
        let mistakes = check(&edited).expect_err(to);
        assert!(mistakes.iter().all(|mistake| mistake.path == path), "{}", printed(&mistakes));
    }
}
