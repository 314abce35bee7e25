//! Roles of questions: what a file without `[reads]` means, and what is said of a role that nobody plays.

use super::{
    call_file::{PTCE_2013, printed, ptce_2013},
    call_file_expressions::in_old_forms,
};
use crate::{
    answers::{Answer, Answers, Row},
    call::Call,
    call_file::{Reason, Thing, check},
    expression::Why,
    form::{FundingTable, MembersTable, codes},
    meaning::{Dossier, Truth},
    money::Cents,
};

/// The call of 2013 with its roles said instead of implied.
fn stated(reads: &str) -> String {
    PTCE_2013.replacen("[contact]", &format!("{reads}\n[contact]"), 1)
}

const SAME: &str = r#"
[reads]
project_name = "pole_name"
lead_name = "lead_name"
lead_siret = "lead_siret"
lead_category = "lead_category"
public_summary = "public_summary"
publication_consent = "consent_publication"
departments = "departments"
duration = "duration_months"
budget = "budget"
members = { table = "members", name = "name", siret = "siret", category = "category" }
funding = { table = "funding", name = "name", kind = "kind", years = ["year_1", "year_2", "year_3"] }
de_minimis = { table = "de_minimis", amount = "amount" }
"#;

fn call(text: &str) -> Call {
    check(text).unwrap_or_else(|mistakes| panic!("{}", printed(&mistakes)))
}

#[test]
fn a_file_that_says_nothing_means_the_usual_codes() {
    assert_eq!(call(&stated(SAME)).form.reads, ptce_2013().form.reads);
    let reads = ptce_2013().form.reads;
    let members = MembersTable {
        table: "members".into(),
        name: "name".into(),
        siret: "siret".into(),
        category: Some("category".into()),
    };
    assert_eq!(reads.members, Some(members));
    let FundingTable { years, .. } = reads.funding.expect("a funding plan");
    assert_eq!(years, codes::FUNDER_YEARS);
}

#[test]
fn a_role_follows_the_question_that_is_named() {
    let text = stated(SAME)
        .replace("\"pole_name\"", "\"intitule\"")
        .replace("code = \"siret\"", "code = \"numero\"")
        .replace("siret = \"siret\"", "siret = \"numero\"")
        .replace("members.siret", "members.numero")
        .replace("contact_email, pole_name", "contact_email, intitule");
    let call = call(&text);
    let row = Row { id: "1".into(), cells: [("numero".to_owned(), Answer::Text("73282932000074".into()))].into() };
    let answers = Answers([("members".to_owned(), Answer::Table(vec![row]))].into());
    let sirets: Vec<_> = call.form.members(&answers).map(|member| member.siret).collect();
    assert_eq!(sirets, [Some("73282932000074")]);
    assert_eq!(call.form.reads.project_name, "intitule");
}

#[test]
fn an_amount_may_be_asked_by_a_question_of_its_own() {
    let text = stated(SAME)
        .replace("{ number = \"74\", label = \"Aide demandée à cet appel\", side = \"requested\" },", "")
        .replace("budget = \"budget\"", "budget = \"budget\"\nrequested = \"cash_need\"");
    let call = call(&text);
    let answers = Answers([("cash_need".to_owned(), Answer::Money(Cents(150_000)))].into());
    assert_eq!(call.form.requested(&answers), Some(Cents(150_000)));
    assert_eq!(call.form.requested(&Answers::default()), None);
    assert_eq!(call.form.requested_question(), "cash_need");
}

#[test]
fn what_is_wrong_with_a_role_is_said_at_its_line() {
    let unknown = |what, code: &str, nearest: Option<&str>| Reason::Unknown {
        what,
        code: code.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    let rows: [(&str, &str, &str, Reason); 6] = [
        (
            "lead_name = \"lead_name\"",
            "lead_name = \"lead_nam\"",
            "reads.lead_name",
            unknown(Thing::Question, "lead_nam", Some("lead_name")),
        ),
        ("lead_name = \"lead_name\"\n", "", "reads.lead_name", Reason::Missing),
        (
            "project_name = \"pole_name\"",
            "project_name = \"story\"",
            "reads.project_name",
            Reason::WrongKind { expected: "short_text", got: "long_text" },
        ),
        (
            "siret = \"siret\"",
            "siret = \"siren\"",
            "reads.members.siret",
            unknown(Thing::Column, "siren", Some("siret")),
        ),
        (
            "budget = \"budget\"",
            "budget = \"budget\"\nrequested = \"cash_need\"",
            "reads.requested",
            Reason::TwoAmountsAsked,
        ),
        ("side = \"requested\"", "side = \"income\"", "reads", Reason::NoAmountAsked),
    ];
    for (from, to, path, reason) in rows {
        let whole = stated(SAME);
        assert!(whole.contains(from), "{from:?} is not in the file");
        let mistakes = check(&whole.replacen(from, to, 1)).expect_err(to);
        assert_eq!(mistakes.len(), 1, "{to:?} gives:\n{}", printed(&mistakes));
        assert_eq!((mistakes[0].path.as_str(), &mistakes[0].reason), (path, &reason), "{to}");
    }
}

#[test]
fn conditions_and_caps_without_their_question_are_refused() {
    let without = SAME.replace("budget = \"budget\"", "requested = \"cash_need\"");
    let mistakes = check(&stated(&without)).expect_err("no budget");
    let needs = |path: &str| mistakes.iter().any(|one| one.path == path && one.reason == Reason::NeedsRole("budget"));
    assert!(needs("tracks[1].rate_max") && needs("caps"), "{}", printed(&mistakes));
    let balance = mistakes.iter().find(|one| one.path == "rules[13].holds").map(|one| &one.reason);
    assert_eq!(balance, Some(&Reason::Expression(Why::NeedsRole("budget"))));
}

#[test]
fn a_predicate_without_its_role_is_refused() {
    let stated = |reads: &str| in_old_forms().replacen("[contact]", &format!("{reads}\n[contact]"), 1);
    assert!(check(&stated(SAME)).is_ok());
    for (line, rule, role) in [
        ("departments = \"departments\"\n", "rules[10].predicate", "departments"),
        ("de_minimis = { table = \"de_minimis\", amount = \"amount\" }\n", "rules[16].predicate", "de_minimis"),
    ] {
        let mistakes = check(&stated(&SAME.replacen(line, "", 1))).expect_err(role);
        assert_eq!(mistakes.len(), 1, "{}", printed(&mistakes));
        assert_eq!((mistakes[0].path.as_str(), &mistakes[0].reason), (rule, &Reason::NeedsRole(role)));
    }
}

#[test]
fn a_limit_that_the_call_does_not_set_is_no_limit() {
    let text = PTCE_2013.replacen("months_max = 24\n", "", 1).replacen("all_public = \"80 %\"\n", "", 1);
    let mistakes = check(&text).expect_err("no cap on public money");
    assert_eq!(mistakes[0].reason, Reason::Expression(Why::NotSet("caps.all_public".into())), "{}", printed(&mistakes));
    let call = call(&PTCE_2013.replacen("months_max = 24\n", "", 1));
    let answers = Answers([("duration_months".to_owned(), Answer::Integer(59))].into());
    let rule = call.rules.iter().find(|rule| rule.id == "ELI-12").expect("the rule");
    let joined = std::collections::BTreeMap::new();
    let dossier = Dossier::new(&call, Some(&call.tracks[0]), &answers, &joined);
    assert_eq!(dossier.holds(&rule.holds), Truth::Yes);
    let told = format!("{:?}", dossier.explain(&rule.holds));
    assert!(told.contains("AtLeast") && !told.contains("1000000000000"), "{told}");
}
