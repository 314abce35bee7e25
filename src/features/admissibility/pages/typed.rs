//! What was typed and refused, and what to say about it when somebody else was faster.

use domain::{
    call::{Call, Verdict},
    dossier::verdicts::{Settled, settled},
    ids::UserId,
    time::Instant,
};

use crate::{
    features::admissibility::{
        actions::{DecideRefused, Decided},
        seen::{Place, verdict_changed},
        store::Examination,
        words,
    },
    i18n::{self, Lang},
    web::{Errors, RawForm},
};

/// What was typed and refused, to be shown again.
#[derive(Debug, Default)]
pub struct Typed {
    /// Fields as they came.
    pub raw: RawForm,
    /// What is wrong with them.
    pub errors: Errors,
    /// What somebody else decided meanwhile.
    stale: Vec<Place>,
    /// How many other decisions of the form are kept.
    kept: usize,
}

impl Typed {
    /// What an action refused, with the fields that it refused.
    #[must_use]
    pub fn refused(lang: Lang, call: &Call, raw: RawForm, field: &str, refused: &DecideRefused) -> Self {
        let errors = words::refusal(lang, call, refused).into_iter().map(|text| (field, text)).collect();
        match refused {
            DecideRefused::Stale(places) => Self { raw, errors, stale: places.clone(), kept: 0 },
            _ => Self { raw, errors, ..Self::default() },
        }
    }

    /// Decisions that somebody else made meanwhile, beside those that were kept.
    #[must_use]
    pub fn stale(raw: RawForm, decided: Decided) -> Self {
        Self { raw, errors: Errors::default(), stale: decided.stale, kept: decided.written }
    }

    /// Fields that cannot be understood.
    #[must_use]
    pub fn mistakes(raw: RawForm, errors: Errors) -> Self {
        Self { raw, errors, ..Self::default() }
    }

    /// Says what stands there now beside what was typed, for each decision that came too late.
    #[must_use]
    pub fn beside(mut self, lang: Lang, examination: &Examination) -> Self {
        let now = Now { lang, examination };
        for (field, text) in self.stale.iter().map(|place| now.say(place, &self.raw)) {
            self.errors.push(&field, text);
        }
        if self.kept > 0 && !self.stale.is_empty() {
            let text = i18n::text(lang, "admissibility-stale-kept", &[("count", self.kept.into())]);
            self.errors.push("decision", text);
        }
        self
    }
}

/// What stands there now.
struct Now<'a> {
    lang: Lang,
    examination: &'a Examination,
}

impl Now<'_> {
    fn say(&self, place: &Place, raw: &RawForm) -> (String, String) {
        match place {
            Place::Finding(rule) => self.finding(rule, raw),
            Place::Verdict(verdict) => ("verdicts".into(), self.verdict(*verdict, raw)),
            Place::Base => ("base".into(), self.base()),
        }
    }

    fn text(&self, key: &str, who: Option<(UserId, Instant)>, args: &[(&'static str, String)]) -> String {
        let name = who.and_then(|(by, _)| self.examination.names.get(&by).cloned()).unwrap_or_else(|| "–".into());
        let at = who.map(|(_, at)| i18n::date_time(self.lang, at, self.examination.filing.definition.zone));
        let all = [&[("name", name), ("at", at.unwrap_or_default())], args].concat();
        i18n::say(self.lang, &format!("admissibility-stale-{key}"), &all)
    }

    /// « Motif : … », or nothing.
    fn motive(&self, motive: &str) -> String {
        if motive.is_empty() {
            return String::new();
        }
        i18n::text(self.lang, "admissibility-stale-motive", &[("motive", motive.to_owned().into())])
    }

    fn finding(&self, rule: &str, raw: &RawForm) -> (String, String) {
        let known = self.examination.findings.iter().find(|known| known.finding.rule == rule);
        let sense = known.and_then(|known| settled(known.finding.outcome, known.decision.as_ref()));
        let key = if sense == Some(Settled::Broken) { "broken" } else { "respected" };
        let theirs = i18n::word(self.lang, &format!("admissibility-settled-{key}"));
        let motive = self.motive(known.map_or("", |known| known.motive.as_str()));
        let args = [("rule", rule.to_owned()), ("theirs", theirs), ("motive", motive)];
        let text = self.text("finding", known.and_then(|known| known.decided), &args);
        let field = format!("motive-{rule}");
        (if raw.has(&field) { field } else { "contest".into() }, text)
    }

    fn verdict(&self, verdict: Verdict, raw: &RawForm) -> String {
        let title = i18n::word(self.lang, &format!("admissibility-verdict-{}", verdict.as_str()));
        match self.examination.verdicts.get(&verdict) {
            Some(given) if verdict_changed(raw, self.examination, verdict) => {
                let theirs = words::ruling(self.lang, verdict, given.ruling);
                let args = [("verdict", title), ("theirs", theirs), ("motive", self.motive(&given.motive))];
                self.text("verdict", Some((given.decided_by, given.decided_at)), &args)
            }
            _ => self.text("verdict-findings", None, &[("verdict", title)]),
        }
    }

    fn base(&self) -> String {
        match &self.examination.correction {
            Some(known) => {
                let args = [("theirs", known.base.to_french()), ("motive", self.motive(&known.motive))];
                self.text("base", Some((known.decided_by, known.decided_at)), &args)
            }
            None => self.text("base-declared", None, &[("theirs", self.examination.declared.to_french())]),
        }
    }
}
