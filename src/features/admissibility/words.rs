//! What a rule looked at, in sentences; outcomes, standings and refusals in words.

use domain::{
    call::{Call, Verdict},
    dossier::{
        State,
        verdicts::{BaseProblem, Ruling, VerdictProblem},
    },
    form::{Choice, QuestionKind},
    money::Cents,
    rules::{Evidence, ShareOf},
};
use fluent_templates::fluent_bundle::FluentValue;

use super::actions::DecideRefused;
use crate::{
    features::calls::expressions::Words,
    i18n::{self, Lang},
    web::words::departments_with_codes,
};

/// Where a dossier stands for an officer: what reviewers and the committee made of it is not shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueueStanding {
    /// Verdicts are owed.
    ToExamine,
    /// Admissible and eligible.
    Admissible,
    /// Not.
    Inadmissible,
    /// Taken back by its applicant.
    Withdrawn,
}

impl QueueStanding {
    /// All of them, in the order of the filters.
    pub const ALL: [Self; 4] = [Self::ToExamine, Self::Admissible, Self::Inadmissible, Self::Withdrawn];

    /// Where a state stands.
    #[must_use]
    pub const fn of(state: State) -> Self {
        match state {
            State::Draft | State::Filed => Self::ToExamine,
            State::Inadmissible => Self::Inadmissible,
            State::Withdrawn => Self::Withdrawn,
            State::Admissible
            | State::InReview
            | State::Reviewed
            | State::Funded
            | State::Reserve
            | State::Declined => Self::Admissible,
        }
    }

    /// The states that it takes together.
    pub fn states(self) -> impl Iterator<Item = State> {
        State::ALL.iter().copied().filter(move |state| Self::of(*state) == self)
    }

    /// Its name in Fluent keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ToExamine => "to-examine",
            Self::Admissible => "admissible",
            Self::Inadmissible => "inadmissible",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub const fn in_address(self) -> &'static str {
        match self {
            Self::ToExamine => "a-examiner",
            Self::Admissible => "recevable",
            Self::Inadmissible => "ecarte",
            Self::Withdrawn => "retire",
        }
    }

    /// From its name in an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.in_address() == text)
    }

    /// In words.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        i18n::word(lang, &format!("admissibility-standing-{}", self.as_str()))
    }

    /// Tone of its tag.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::ToExamine => "wait",
            Self::Admissible => "ok",
            Self::Inadmissible => "stop",
            Self::Withdrawn => "info",
        }
    }
}

/// The sense of a verdict in words: « Recevable », « Non éligible ».
#[must_use]
pub fn ruling(lang: Lang, verdict: Verdict, ruling: Ruling) -> String {
    i18n::word(lang, &format!("admissibility-{}-{}", verdict.as_str(), ruling.as_str()))
}

/// Why nothing was decided; nothing for what is no refusal by a rule.
#[must_use]
pub fn refusal(lang: Lang, call: &Call, refused: &DecideRefused) -> Vec<String> {
    let say = |key: &str, args: &[(&'static str, FluentValue<'static>)]| {
        i18n::text(lang, &format!("admissibility-refused-{key}"), args)
    };
    match refused {
        DecideRefused::NotClosed { closes } => {
            vec![say("not-closed", &[("closes", i18n::deadline(lang, *closes, call.zone).into())])]
        }
        DecideRefused::Ranked => vec![say("ranked", &[])],
        DecideRefused::WrongState(state) => vec![wrong_state(lang, *state)],
        DecideRefused::MotiveMissing(rules) => vec![say("override-motive", &[("rules", rules.join(", ").into())])],
        DecideRefused::Base(BaseProblem::NotPositive) => vec![say("base-positive", &[])],
        DecideRefused::Base(BaseProblem::MotiveRequired) => vec![say("base-motive", &[])],
        DecideRefused::Verdict(verdict, problems) => problems
            .iter()
            .map(|problem| {
                let why = match problem {
                    VerdictProblem::WrongState(state) => return wrong_state(lang, *state),
                    VerdictProblem::Undecided(rules) => say("undecided", &[("rules", rules.join(", ").into())]),
                    VerdictProblem::OverrideWithoutMotive(rules) => {
                        say("override-motive", &[("rules", rules.join(", ").into())])
                    }
                    VerdictProblem::MotiveRequired => say("verdict-motive", &[]),
                };
                let name = i18n::word(lang, &format!("admissibility-verdict-{}", verdict.as_str()));
                i18n::text(lang, "admissibility-error-verdict", &[("verdict", name.into()), ("why", why.into())])
            })
            .collect(),
        // What stands there is said beside what was typed.
        DecideRefused::Stale(_) => Vec::new(),
    }
}

fn wrong_state(lang: Lang, state: State) -> String {
    let key = if state == State::Withdrawn { "withdrawn" } else { "with-reviewers" };
    i18n::word(lang, &format!("admissibility-refused-{key}"))
}

/// One value that a rule looked at, in a sentence.
#[must_use]
pub fn evidence(lang: Lang, call: &Call, value: &Evidence) -> String {
    let say = |key: &str, args: &[(&'static str, FluentValue<'static>)]| {
        i18n::text(lang, &format!("admissibility-seen-{key}"), args)
    };
    let at = |instant| FluentValue::from(i18n::date_time(lang, instant, call.zone));
    let number = |n: usize| FluentValue::from(i64::try_from(n).unwrap_or(i64::MAX));
    let money = |amount: Cents| FluentValue::from(amount.to_french());
    let share = |amount: Cents, base: Cents| {
        FluentValue::from(amount.share_of(base).map_or_else(|| "–".to_owned(), |share| share.to_string()))
    };
    let gap = |key: &str, year: usize, gap: Cents| {
        let key = if gap == Cents::ZERO { format!("{key}-even") } else { format!("{key}-gap") };
        say(&key, &[("year", number(year)), ("gap", money(gap))])
    };
    match value {
        Evidence::Compared { row, either, left, op, right, holds } => {
            let words = Words::new(call, lang);
            let seen = words.sentence(&words.compared(row.as_ref(), left, *op, right), *either);
            say("compared", &[("seen", seen.into()), ("holds", words.holds(*holds).into())])
        }
        Evidence::Filed { at: filed, closes } => {
            let key = if value.breaks() { "filed-late" } else { "filed" };
            say(key, &[("at", at(*filed)), ("closes", at(*closes))])
        }
        Evidence::MissingAnswer { question, row, .. } => {
            let key = if row.is_some() { "missing-cells" } else { "missing-answer" };
            say(key, &[("question", question_label(call, question).into())])
        }
        Evidence::MissingPiece { piece } => {
            let label = call.piece(piece).map_or(piece.as_str(), |known| known.label.as_str());
            say("missing-piece", &[("piece", label.to_owned().into())])
        }
        Evidence::Superseded => say("superseded", &[]),
        Evidence::Value { question, found, expected } => {
            let (found, expected) = (choices(call, question, found), choices(call, question, expected));
            let label = question_label(call, question);
            say("value", &[("question", label.into()), ("found", found.into()), ("expected", expected.into())])
        }
        Evidence::YesNo { question, found, expected } => {
            let word = |yes: bool| FluentValue::from(i18n::word(lang, if yes { "ui-yes" } else { "ui-no" }));
            let label = question_label(call, question);
            say("yes-no", &[("question", label.into()), ("found", word(*found)), ("expected", word(*expected))])
        }
        Evidence::DistinctSiren { found, unknown, min } => {
            say("siren", &[("found", number(*found)), ("unknown", number(*unknown)), ("min", number(*min))])
        }
        Evidence::Category { categories, found, min } => {
            let names = categories.iter().map(|value| call.form.category(value)).collect::<Vec<_>>().join(", ");
            say("category", &[("names", names.into()), ("found", number(*found)), ("min", number(*min))])
        }
        Evidence::UnknownCategory { count } => say("unknown-category", &[("count", number(*count))]),
        Evidence::Departments { found } if found.is_empty() => say("no-department", &[]),
        Evidence::Departments { found } => say("departments", &[("names", departments_with_codes(found).into())]),
        Evidence::Amount { requested, min, max } => {
            say("amount", &[("requested", money(*requested)), ("min", money(*min)), ("max", money(*max))])
        }
        Evidence::Rate { requested, base, max } => {
            let cap = max.to_string();
            let share = share(*requested, *base);
            say("rate", &[("amount", money(*requested)), ("base", money(*base)), ("share", share), ("cap", cap.into())])
        }
        Evidence::Share { of, amount, base, cap } => {
            let who = match of {
                ShareOf::LocalAuthority(name) if !name.is_empty() => name.clone(),
                ShareOf::LocalAuthority(_) => i18n::word(lang, "admissibility-seen-one-authority"),
                ShareOf::AllLocalAuthorities => i18n::word(lang, "admissibility-seen-all-authorities"),
                ShareOf::AllPublic => i18n::word(lang, "admissibility-seen-all-public"),
            };
            let share = share(*amount, *base);
            let args = [("amount", money(*amount)), ("base", money(*base)), ("share", share)];
            let [amount, base, share] = args;
            say("share", &[("who", who.into()), amount, base, share, ("cap", cap.to_string().into())])
        }
        Evidence::NoLocalCofinancing => say("no-cofinancing", &[]),
        Evidence::YearGap { year, gap: amount } => gap("year", *year, *amount),
        Evidence::InKindGap { year, gap: amount } => gap("in-kind", *year, *amount),
        Evidence::DeMinimis { received, requested, ceiling } => {
            let total = money(*received + *requested);
            let (received, requested) = (money(*received), money(*requested));
            let ceiling = money(*ceiling);
            say(
                "de-minimis",
                &[("received", received), ("requested", requested), ("total", total), ("ceiling", ceiling)],
            )
        }
        Evidence::Months { found, min, max } => {
            say("months", &[("found", (*found).into()), ("min", (*min).into()), ("max", (*max).into())])
        }
    }
}

fn question_label(call: &Call, code: &str) -> String {
    call.form.question(code).map_or(code, |question| question.label.as_str()).to_owned()
}

fn choices(call: &Call, question: &str, values: &[String]) -> String {
    let known: &[Choice] = match call.form.question(question).map(|question| &question.kind) {
        Some(QuestionKind::Choice(choices) | QuestionKind::Choices(choices)) => choices,
        _ => &[],
    };
    let label = |value: &String| known.iter().find(|one| one.value == *value).map_or(value, |one| &one.label).clone();
    values.iter().map(label).collect::<Vec<_>>().join(", ")
}
