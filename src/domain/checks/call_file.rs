//! Checks of `crate::call_file`.

use proptest::prelude::*;

use crate::{
    call::{Call, Owed, Window},
    call_file::{Expected, Mistake, Reason, Thing, check, reschedule},
    expression::parse,
    money::{BasisPoints, Cents},
    time::Instant,
};

pub(super) const PTCE_2013: &str = include_str!("../../../config/calls/ptce-2013.toml");

pub(super) fn ptce_2013() -> Call {
    check(PTCE_2013).unwrap_or_else(|mistakes| panic!("{}", printed(&mistakes)))
}

pub(super) fn printed(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|mistake| format!("{mistake}\n")).collect()
}

#[test]
fn the_call_of_2013_checks_clean() {
    let call = ptce_2013();
    assert_eq!(call.envelope, Cents::from_euros(3_000_000));
    assert_eq!(call.tracks[1].rate_max, Some(BasisPoints(5_000)));
    assert_eq!(call.calendar.opens.to_rfc3339(), "2013-07-15T07:00:00.000000Z");
    assert_eq!(call.calendar.closes.to_rfc3339(), "2013-10-11T21:59:00.000000Z");
    assert_eq!(call.calendar.window(Instant::from_micros(0)), Window::NotYet);
    assert_eq!(call.form.steps.len(), 8);
    assert_eq!(call.rules.len(), 18);
    assert_eq!(call.grid.scale_max, 10);
    assert_eq!(call.grid.criteria[1].floors["emergence"], 6, "three points are six half points");
    let owed = call.piece("comptes").map(|piece| piece.owed.clone());
    assert_eq!(owed, parse("track = \"consolidation\"").ok().map(Owed::When));
    let ceiling = call.rules.iter().find(|rule| rule.id == "ELI-11").map(|rule| rule.holds.to_string());
    assert_eq!(ceiling.as_deref(), Some("sum(de_minimis, amount) + budget.requested <= 200000 €"));
}

/// One edit of the file, and the path and reason of the only mistake that it makes.
fn one_mistake(from: &str, to: &str) -> Mistake {
    assert!(PTCE_2013.contains(from), "{from:?} is not in the file");
    let edited = PTCE_2013.replacen(from, to, 1);
    let mistakes = check(&edited).expect_err(to);
    assert_eq!(mistakes.len(), 1, "{to:?} gives:\n{}", printed(&mistakes));
    mistakes[0].clone()
}

#[test]
fn each_mistake_is_found_at_its_place() {
    let unknown = |what, code: &str, nearest: Option<&str>| Reason::Unknown {
        what,
        code: code.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    let rows: Vec<(&str, &str, &str, Reason)> = vec![
        ("zone = \"Europe/Paris\"", "zone = \"Europe/Pari\"", "zone", Reason::UnknownZone("Europe/Pari".into())),
        ("fictitious = true", "fictitous = true", "fictitous", Reason::UnknownKey(Some("fictitious".into()))),
        ("summary = \"", "summary = \"\" #", "summary", Reason::Empty),
        ("title = \"P", "# title = \"P", "title", Reason::Missing),
        ("email = \"ptce@", "email = \"ptce.", "contact.email", Reason::BadEmail("ptce.example.org".into())),
        ("phone = \"01 99", "phone = \"99", "contact.phone", Reason::BadPhone("99 00 00 00".into())),
        ("closes = 2013-10", "closes = 2013-01", "calendar.closes", Reason::ClosesBeforeOpens),
        ("until = 2013-10-26", "until = 2013-10-02", "calendar.steps[1].until", Reason::EndsBeforeStart),
        ("opens = 2013-07-15T09:00:00", "opens = 2013-03-31T02:30:00", "calendar.opens", Reason::NoSuchLocalTime),
        ("requested_min = 50_000", "requested_min = 500_000", "tracks[1].requested_min", Reason::MinOverMax),
        ("months_min = 24", "months_min = 48", "tracks[2].months_min", Reason::MinOverMax),
        ("rate_max = \"70 %\"", "rate_max = \"700 %\"", "tracks[1].rate_max", Reason::RateOutOfRange),
        ("rate_max = \"70 %\"", "rate_max = 0.70", "tracks[1].rate_max", Reason::NotA(Expected::Percent)),
        (
            "weights = { emergence = 20",
            "weights = { emergence = 21",
            "grid.criteria",
            Reason::Weights { track: "emergence".into(), total: 101 },
        ),
        (
            "amount = 600_000",
            "amount = 600_000.50",
            "envelope",
            Reason::EnvelopeNotFunders { envelope: Cents::from_euros(3_000_000), funders: Cents(300_000_050) },
        ),
        (
            "envelope = 2_000_000",
            "envelope = 2_000_001",
            "envelope",
            Reason::EnvelopeNotTracks { envelope: Cents::from_euros(3_000_000), tracks: Cents::from_euros(3_000_001) },
        ),
        (
            "name = \"Ville\"",
            "name = \"Caisse des Dépôts\"",
            "funders[4].name",
            Reason::Duplicate(Thing::Funder, "Caisse des Dépôts".into()),
        ),
        ("id = \"ADM-2\"", "id = \"ADM-1\"", "rules[2].id", Reason::Duplicate(Thing::Rule, "ADM-1".into())),
        ("id = \"ELI-13\"", "id = \"ELI-013\"", "rules[18].id", Reason::BadRuleId("ELI-013".into())),
        (
            "code = \"keywords\"",
            "code = \"story\"",
            "steps[2].questions[6].code",
            Reason::Duplicate(Thing::Question, "story".into()),
        ),
        (
            "code = \"keywords\"",
            "code = \"Mots clés\"",
            "steps[2].questions[6].code",
            Reason::BadCode("Mots clés".into()),
        ),
        ("code = \"rib\"", "code = \"statuts\"", "pieces[4].code", Reason::Duplicate(Thing::Piece, "statuts".into())),
        (
            "tie_break = [\"C2\"",
            "tie_break = [\"C9\"",
            "grid.tie_break[1]",
            unknown(Thing::Criterion, "C9", Some("C1")),
        ),
        (
            "floors = { emergence = 3",
            "floors = { emergence = 6",
            "grid.criteria[2].floors.emergence",
            Reason::FloorOverScale,
        ),
        ("\"bon\", ", "", "grid.scale_words", Reason::ScaleWords { needed: 6, got: 5 }),
        (
            "allocation = \"merit-stop\"",
            "allocation = \"lottery\"",
            "allocation",
            unknown(Thing::Word, "lottery", None),
        ),
        ("holds_pieces = true", "holds_pieces = false", "steps", Reason::PiecesStep(0)),
        (
            "code = \"pole_name\"\nlabel = \"Nom du pôle\"\nrequired = true\nkind = \"short_text\"\nmax = 120",
            "code = \"pole_name\"\nlabel = \"Nom du pôle\"\nkind = \"long_text\"",
            "steps[2].questions[1].kind",
            Reason::WrongKind { expected: "short_text", got: "long_text" },
        ),
        (
            "code = \"public_summary\"",
            "code = \"resume\"",
            "steps",
            Reason::MissingQuestion { code: "public_summary".into(), kind: "long_text" },
        ),
        (
            "code = \"siret\"\nlabel = \"Numéro SIRET\"\nrequired = true\nkind = \"siret\"",
            "code = \"siret\"\nlabel = \"Numéro SIRET\"\nrequired = true\nkind = \"sworn\"",
            "steps[3].questions[1].columns[2].kind",
            Reason::NotAColumn("sworn"),
        ),
    ];
    for (from, to, path, reason) in rows {
        if matches!(reason, Reason::NotAColumn(_)) {
            let mistakes = check(&PTCE_2013.replacen(from, to, 1)).expect_err(to);
            assert!(mistakes.iter().any(|m| m.path == path && m.reason == reason), "{}", printed(&mistakes));
            continue;
        }
        let mistake = one_mistake(from, to);
        assert_eq!((mistake.path.as_str(), &mistake.reason), (path, &reason), "{to}");
        assert!(mistake.to_string().ends_with(['.', '?', '…']), "{mistake}");
    }
}

#[test]
fn a_mistake_has_its_line_and_column() {
    let mistake = one_mistake("rate_max = \"70 %\"", "rate_max = \"beaucoup\"");
    let line = PTCE_2013.lines().position(|line| line == "rate_max = \"70 %\"").map(|index| index + 1);
    assert_eq!((Some(mistake.line), mistake.column), (line, 1));
    let mistake = one_mistake("floors = { emergence = 3", "floors = { emergence = 3.2");
    assert_eq!(mistake.path, "grid.criteria[2].floors.emergence");
    assert_eq!(mistake.column, 12);
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_lines() {
    let edited = PTCE_2013
        .replacen("zone = \"Europe/Paris\"", "zone = \"Mars\"", 1)
        .replacen("id = \"ADM-2\"", "id = \"X\"", 1)
        .replacen("threshold = 60", "threshold = 160", 1)
        .replacen("rate_max = \"50 %\"", "rate_max = true", 1);
    let mistakes = check(&edited).expect_err("four mistakes");
    let paths: Vec<&str> = mistakes.iter().map(|mistake| mistake.path.as_str()).collect();
    assert_eq!(paths, ["zone", "tracks[2].rate_max", "rules[2].id", "grid.threshold"]);
}

#[test]
fn nine_steps_are_too_many() {
    let mistakes = check(&format!("{PTCE_2013}\n[[steps]]\ncode = \"neuf\"\ntitle = \"Neuf\"\nquestions = []\n"));
    assert_eq!(mistakes.expect_err("nine").first().map(|m| m.reason.clone()), Some(Reason::TooManySteps(9)));
}

#[test]
fn a_text_that_is_not_toml_says_where() {
    let mistakes = check("slug = \"a\"\ntitle = \n").expect_err("not toml");
    assert!(matches!(mistakes[0].reason, Reason::Syntax(_)));
    assert_eq!(mistakes[0].line, 2);
    assert!(!check("").expect_err("empty").is_empty());
}

#[test]
fn a_rescheduled_call_is_the_same_later() {
    let text = reschedule(PTCE_2013, "ptce-suite", "Suite", "2014", 200).expect("checks");
    let (before, after) = (ptce_2013(), check(&text).expect("checks"));
    assert_eq!(
        (after.slug.as_str(), after.title.as_str(), after.number_prefix.as_str()),
        ("ptce-suite", "Suite", "2014")
    );
    // From summer to winter time: the hour on the clock of Paris stays, the UTC hour moves.
    assert_eq!(after.calendar.opens.to_rfc3339(), "2014-01-31T08:00:00.000000Z");
    assert_eq!(after.calendar.steps[0].from.to_string(), "2014-04-30");
    let same = Call {
        slug: before.slug.clone(),
        title: before.title.clone(),
        number_prefix: before.number_prefix.clone(),
        calendar: before.calendar.clone(),
        ..after
    };
    assert_eq!(same, before);
    assert!(reschedule(PTCE_2013, "Deux Mots", "x", "1", 1).is_err());
    for days in [i64::MAX, 4_000_000, -1_000_000] {
        let mistakes = reschedule(PTCE_2013, "a", "b", "c", days).expect_err("out of the calendar");
        assert_eq!(mistakes[0].reason, Reason::DateOutOfReach);
    }
}

/// Values of every kind, some beyond what any field takes.
const KINDS: [&str; 14] = [
    "true",
    "0",
    "-1",
    "9223372036854775807",
    "99999999999999999999",
    "1.5",
    "inf",
    "\"\"",
    "\"x\"",
    "[]",
    "[1, \"x\"]",
    "{}",
    "2013-02-30",
    "1979-05-27T07:32:00Z",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,400}") {
        let _ = check(&text);
    }

    /// Lines taken away, values of another kind put in: whatever is wrong is said at a place of the file.
    #[test]
    fn mistakes_stand_inside_the_file(
        removed in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        changed in prop::collection::vec((any::<prop::sample::Index>(), 0..KINDS.len()), 0..4),
    ) {
        let mut lines: Vec<String> = PTCE_2013.lines().map(str::to_owned).collect();
        for (at, kind) in changed {
            let line = at.get_mut(&mut lines);
            if let Some((key, _)) = line.clone().split_once(" = ") {
                *line = format!("{key} = {}", KINDS[kind]);
            }
        }
        for at in removed {
            lines.remove(at.index(lines.len()));
        }
        for mistake in check(&lines.join("\n")).err().unwrap_or_default() {
            prop_assert!((1..=lines.len()).contains(&mistake.line), "{}", mistake);
            let line = &lines[mistake.line - 1];
            prop_assert!((1..=line.chars().count() + 1).contains(&mistake.column), "{} in {:?}", mistake, line);
        }
    }

    #[test]
    fn no_cut_or_splice_of_a_file_makes_it_panic(at in 0usize..40_000, len in 0usize..60, splice in "[\\[\\]{}=\"a-z0-9.\n é]{0,6}") {
        let chars: Vec<char> = PTCE_2013.chars().collect();
        let at = at.min(chars.len());
        let text: String = chars[..at].iter().copied()
            .chain(splice.chars())
            .chain(chars[(at + len).min(chars.len())..].iter().copied())
            .collect();
        if let Err(mistakes) = check(&text) {
            prop_assert!(!mistakes.is_empty());
        }
    }
}

/// The small fund: one track, letters, roles said in the file.
const FUND: &str = include_str!("../../../config/calls/fonds-culturel.toml");

#[test]
fn a_grid_of_letters_gives_threshold_and_floors_by_letter() {
    let call = check(FUND).unwrap_or_else(|mistakes| panic!("{}", printed(&mistakes)));
    assert_eq!((call.grid.scale_max, call.grid.letters().len()), (6, 4));
    assert_eq!(call.grid.threshold_letter().map(|one| one.letter.as_str()), Some("C"));
    assert_eq!(call.grid.threshold.to_plain(), "33.33");
    assert_eq!(call.grid.criteria[0].floors["projets"], 2);
    assert!(!call.has_tracks() && !call.has_base() && call.track_label("projets").is_empty());
    let wrong = |from: &str, to: &str| {
        assert!(FUND.contains(from), "{from:?} is not in the file");
        let mistakes = check(&FUND.replacen(from, to, 1)).expect_err(to);
        mistakes.into_iter().map(|one| (one.path, one.reason)).collect::<Vec<_>>()
    };
    let unknown = |code: &str| Reason::Unknown { what: Thing::Letter, code: code.into(), nearest: Some("A".into()) };
    assert_eq!(wrong("points = 2 }", "points = 3 }"), [("grid.letters[2].points".into(), Reason::LettersOrder)]);
    assert_eq!(wrong("threshold = \"C\"", "threshold = \"E\""), [("grid.threshold".into(), unknown("E"))]);
    let floor = ("grid.criteria[1].floors.projets".into(), Reason::NotA(Expected::Letter));
    assert_eq!(wrong("floors = { projets = \"C\"", "floors = { projets = \"E\""), [floor]);
    let word = Reason::Unknown { what: Thing::Word, code: "lettres".into(), nearest: Some("letters".into()) };
    assert!(wrong("scale = \"letters\"", "scale = \"lettres\"").contains(&("grid.scale".into(), word)));
}
