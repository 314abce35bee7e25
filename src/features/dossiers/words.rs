//! What is wrong, missing or out of bounds, in the words of the applicant's pages.

use domain::{
    answers::AnswerProblem,
    call::Call,
    dossier::{EditRefused, SubmitRefused},
    form::QuestionKind,
    meaning::{Gap, Lack},
    rules::{Evidence, ShareOf},
    text::NumberProblem,
    time::Zone,
};

use crate::{
    features::calls::expressions::Words,
    i18n::{self, Lang, say},
};

/// Why a typed value is not an answer.
pub(super) fn problem(problem: &AnswerProblem, lang: Lang) -> String {
    let number = |n: i64| n.to_string();
    match problem {
        AnswerProblem::TooLong { max, got } => {
            say(lang, "dossiers-problem-too-long", &[("max", max.to_string()), ("got", got.to_string())])
        }
        AnswerProblem::NotANumber => say(lang, "dossiers-problem-number", &[]),
        AnswerProblem::OutOfRange { min, max } => {
            say(lang, "dossiers-problem-range", &[("min", number(*min)), ("max", number(*max))])
        }
        AnswerProblem::NotAnAmount => say(lang, "dossiers-problem-amount", &[]),
        AnswerProblem::AmountTooLarge => say(lang, "dossiers-problem-amount-large", &[]),
        AnswerProblem::NotADate => say(lang, "dossiers-problem-date", &[]),
        AnswerProblem::NotAChoice | AnswerProblem::ManyValues | AnswerProblem::NotOneField => {
            say(lang, "dossiers-problem-choice", &[])
        }
        AnswerProblem::NotAnEmail => say(lang, "dossiers-problem-email", &[]),
        AnswerProblem::NotAPhone => say(lang, "dossiers-problem-phone", &[]),
        AnswerProblem::NotASiret(why) => i18n::word(lang, siret_key(*why)),
        AnswerProblem::NotAnRna => say(lang, "dossiers-problem-rna", &[]),
        AnswerProblem::NotADepartment(text) => {
            say(lang, "dossiers-problem-department", &[("text", text.chars().take(40).collect())])
        }
    }
}

/// Why a text is not a SIRET number: the key of the words.
pub(super) const fn siret_key(problem: NumberProblem) -> &'static str {
    match problem {
        NumberProblem::Empty => "dossiers-siret-empty",
        NumberProblem::NotDigits => "dossiers-siret-digits",
        NumberProblem::Length => "dossiers-siret-length",
        NumberProblem::Checksum => "dossiers-siret-checksum",
    }
}

/// What lacks to a question.
pub(super) fn gap(call: &Call, gap: &Gap, lang: Lang) -> String {
    let Some(question) = call.form.question(&gap.question) else { return String::new() };
    let label = question.label.clone();
    match &gap.why {
        Lack::Unanswered | Lack::NotSworn => label,
        Lack::TooShort { min, got } => {
            say(lang, "dossiers-gap-short", &[("label", label), ("min", min.to_string()), ("got", got.to_string())])
        }
        Lack::TooFewRows { min, got } => {
            say(lang, "dossiers-gap-rows", &[("label", label), ("min", min.to_string()), ("got", got.to_string())])
        }
        Lack::CellsMissing { row, columns, .. } => {
            let QuestionKind::Table { columns: all, .. } = &question.kind else { return label };
            let names = columns.iter().filter_map(|code| all.iter().find(|column| column.code == *code));
            let names: Vec<&str> = names.map(|column| column.label.as_str()).collect();
            say(
                lang,
                "dossiers-gap-cells",
                &[("label", label), ("row", row.to_string()), ("columns", names.join(", "))],
            )
        }
    }
}

/// Why a dossier cannot be edited.
pub(super) fn locked(refused: EditRefused, zone: Zone, lang: Lang) -> String {
    match refused {
        EditRefused::Closed { at } => say(lang, "dossiers-locked-closed", &[("date", i18n::deadline(lang, at, zone))]),
        EditRefused::MustReopen => say(lang, "dossiers-locked-filed", &[]),
        EditRefused::AlreadyOpen => say(lang, "dossiers-locked-open", &[]),
        EditRefused::WrongState(_) => say(lang, "dossiers-locked-state", &[]),
    }
}

/// Why a dossier was not filed.
pub(super) fn not_filed(refused: &SubmitRefused, zone: Zone, lang: Lang) -> String {
    match refused {
        SubmitRefused::Closed { at } => say(lang, "dossiers-late", &[("date", i18n::deadline(lang, *at, zone))]),
        SubmitRefused::NotOpen { at } => say(lang, "dossiers-early", &[("date", i18n::deadline(lang, *at, zone))]),
        SubmitRefused::Blocked(rules) => say(lang, "dossiers-blocked", &[("rules", rules.join(", "))]),
        SubmitRefused::WrongState(_) => say(lang, "dossiers-already-filed", &[]),
    }
}

/// The name of a category of members.
pub(super) fn category(call: &Call, value: &str) -> String {
    call.form.category(value).to_owned()
}

/// What a broken rule found; `None` for what does not break it by itself, and for what is listed elsewhere.
pub(super) fn broken(call: &Call, evidence: &Evidence, lang: Lang) -> Option<String> {
    let question = |code: &str| call.form.question(code).map_or(code.to_owned(), |question| question.label.clone());
    let missing = matches!(evidence, Evidence::MissingAnswer { .. } | Evidence::UnknownCategory { .. });
    if !evidence.breaks() && !missing {
        return None;
    }
    Some(match evidence {
        Evidence::Compared { row, either, left, op, right, .. } => {
            let words = Words::new(call, lang);
            words.sentence(&words.compared(row.as_ref(), left, *op, right), *either)
        }
        Evidence::Filed { closes, .. } => {
            say(lang, "dossiers-late", &[("date", i18n::deadline(lang, *closes, call.zone))])
        }
        Evidence::MissingAnswer { question: code, .. } => question(code),
        Evidence::MissingPiece { piece } => call.piece(piece).map_or(piece.clone(), |piece| piece.label.clone()),
        Evidence::Superseded => say(lang, "dossiers-found-superseded", &[]),
        Evidence::Value { question: code, .. } | Evidence::YesNo { question: code, .. } => {
            say(lang, "dossiers-found-value", &[("question", question(code))])
        }
        Evidence::DistinctSiren { found, min, .. } => {
            say(lang, "dossiers-found-siren", &[("found", found.to_string()), ("min", min.to_string())])
        }
        Evidence::Category { categories, found, min } => {
            let names: Vec<String> = categories.iter().map(|value| category(call, value)).collect();
            let args = [("names", names.join(", ")), ("found", found.to_string()), ("min", min.to_string())];
            say(lang, "dossiers-found-category", &args)
        }
        Evidence::UnknownCategory { count } => {
            say(lang, "dossiers-found-unknown-category", &[("count", count.to_string())])
        }
        Evidence::Departments { .. } => say(lang, "dossiers-found-departments", &[]),
        Evidence::Amount { requested, min, max } => say(
            lang,
            "dossiers-found-amount",
            &[("found", requested.to_french()), ("min", min.to_french()), ("max", max.to_french())],
        ),
        Evidence::Rate { requested, base, max } => {
            let share = requested.share_of(*base).map_or_else(|| "–".to_owned(), |share| share.to_string());
            say(lang, "dossiers-found-rate", &[("found", share), ("max", max.to_string())])
        }
        Evidence::Share { of, amount, base, cap } => {
            let share = amount.share_of(*base).map_or_else(|| "–".to_owned(), |share| share.to_string());
            say(
                lang,
                "dossiers-found-share",
                &[("who", share_of(of, lang)), ("found", share), ("max", cap.to_string())],
            )
        }
        Evidence::NoLocalCofinancing => say(lang, "dossiers-found-no-local", &[]),
        Evidence::YearGap { year, gap } => {
            say(lang, "dossiers-found-year-gap", &[("year", year.to_string()), ("gap", gap.to_french())])
        }
        Evidence::InKindGap { year, gap } => {
            say(lang, "dossiers-found-in-kind-gap", &[("year", year.to_string()), ("gap", gap.to_french())])
        }
        Evidence::DeMinimis { received, requested, ceiling } => say(
            lang,
            "dossiers-found-de-minimis",
            &[("found", (*received + *requested).to_french()), ("max", ceiling.to_french())],
        ),
        Evidence::Months { found, min, max } => say(
            lang,
            "dossiers-found-months",
            &[("found", found.to_string()), ("min", min.to_string()), ("max", max.to_string())],
        ),
    })
}

/// Whose money a share counts.
pub(super) fn share_of(of: &ShareOf, lang: Lang) -> String {
    match of {
        ShareOf::LocalAuthority(name) => name.clone(),
        ShareOf::AllLocalAuthorities => i18n::word(lang, "dossiers-all-local"),
        ShareOf::AllPublic => i18n::word(lang, "dossiers-all-public"),
    }
}
