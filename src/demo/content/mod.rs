//! Invented dossiers: who files, for which pole, with which answers and pieces. Pure: a seed in, dossiers out.
//!
//! What is decided of them later comes from the rules of the call, not from here: a planted defect is only
//! an answer or a piece that is wrong, and the latent quality is only what reviewers see through their own eyes.

mod answers;
mod group;
mod money;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use domain::{answers::Answers, call::Call};

use super::{
    dice::Dice,
    numbers,
    words::{Area, Theme, Words, fill, for_address},
};
use crate::{
    i18n::{self, Lang},
    web::words::capital,
};
use group::Group;

/// What is wrong with a dossier, on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// A piece or two are not joined.
    MissingPiece,
    /// A text is too short to count as an answer.
    MissingAnswer,
    /// Fewer organisations than needed.
    FewMembers,
    /// No enterprise outside the social economy.
    NoEnterprise,
    /// Income and charges differ.
    Unbalanced,
    /// A local authority pays too much.
    CapsExceeded,
    /// No local authority pays.
    NoLocalFunding,
    /// The amount asked is out of the range of the track.
    OutOfRange,
    /// The pole was funded before.
    AlreadyFunded,
    /// Spending has begun.
    SpendingStarted,
    /// The lead is a public body.
    PublicLead,
    /// Not what the call is about: only a person can tell.
    OffSubject,
    /// What is shown as an enterprise is none: only a person can tell.
    FalseEnterprise,
}

/// How many of each defect among 180 dossiers, at least and at most.
const DEFECTS: [(Defect, i64, i64); 13] = [
    (Defect::MissingPiece, 11, 13),
    (Defect::MissingAnswer, 3, 4),
    (Defect::FewMembers, 4, 5),
    (Defect::NoEnterprise, 6, 7),
    (Defect::Unbalanced, 5, 6),
    (Defect::CapsExceeded, 3, 4),
    (Defect::NoLocalFunding, 2, 2),
    (Defect::OutOfRange, 3, 4),
    (Defect::AlreadyFunded, 1, 2),
    (Defect::SpendingStarted, 1, 2),
    (Defect::PublicLead, 1, 1),
    (Defect::OffSubject, 2, 2),
    (Defect::FalseEnterprise, 1, 1),
];
/// Leads who file twice on one track, among 180 dossiers.
const TWICE: usize = 3;
const REFERENCE: usize = 180;

/// A person who writes a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// A piece to be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedPiece {
    /// Its kind.
    pub piece: String,
    /// Name of the file.
    pub file_name: String,
    /// What its page says.
    pub lines: Vec<String>,
}

/// An invented dossier.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its track.
    pub track: String,
    /// Who writes it.
    pub writer: Writer,
    /// SIRET of the lead.
    pub siret: String,
    /// Name of the lead.
    pub lead: String,
    /// Names of all organisations of the group.
    pub organisations: Vec<String>,
    /// Name of the pole.
    pub pole: String,
    /// The answers.
    pub answers: Answers,
    /// The pieces.
    pub pieces: Vec<JoinedPiece>,
    /// What is wrong with it.
    pub defect: Option<Defect>,
    /// The dossier of the same lead on the same track that this one comes after.
    pub again: Option<usize>,
    /// Quality by criterion, in thousandths.
    pub quality: BTreeMap<String, i64>,
    /// Values of slots of comments.
    pub slots: Vec<(&'static str, String)>,
}

/// What the parts of a dossier are made from.
pub(super) struct Draft<'a> {
    words: &'a Words,
    call: &'a Call,
    area: &'a Area,
    theme: &'a Theme,
    track: &'a str,
    defect: Option<Defect>,
    /// Register numbers from this rank on are free.
    base: usize,
    pole: String,
    group: Group,
}

impl Draft<'_> {
    /// Years since the call of 2013, for which the words were written.
    fn later(&self) -> i64 {
        i64::from(self.call.calendar.closes.in_zone(self.call.zone).year()) - 2013
    }

    /// The month before filing closes, when papers are signed: « septembre 2013 ».
    fn month_of_papers(&self) -> String {
        let before = self.call.calendar.closes.plus_days(-31).in_zone(self.call.zone);
        i18n::month(Lang::Fr, before.date_naive())
    }

    /// Puts the values of this dossier in the slots of a sentence.
    fn say(&self, dice: &mut Dice, sentence: &str) -> String {
        let (few, many) = (dice.between(4, 9).to_string(), (dice.between(6, 44) * 20).to_string());
        let year = (dice.between(2007, 2012) + self.later()).to_string();
        let brand = dice.pick(&self.words.texts.brands).clone();
        let slots = [
            ("pole", self.pole.as_str()),
            ("lead", self.group.lead.name.as_str()),
            ("subject", self.theme.subject.as_str()),
            ("of_zone", self.area.of.as_str()),
            ("at_zone", self.area.at.as_str()),
            ("town", self.area.town.as_str()),
            ("n", few.as_str()),
            ("m", many.as_str()),
            ("year", year.as_str()),
            ("brand", brand.as_str()),
        ];
        // A sentence begins with a capital, whatever a slot put there.
        capital(&fill(sentence, &slots))
    }
}

/// Invents `count` dossiers for a call. Ranks of register numbers begin at `base`.
#[must_use]
pub fn applications(words: &Words, call: &Call, seed: u64, count: usize, base: usize) -> Vec<Application> {
    let mut dice = Dice::new(seed, "applications");
    let defects = defects(&mut dice, count);
    let mut areas: Vec<&Area> = words.areas.iter().collect();
    dice.shuffle(&mut areas);
    let (mut poles, mut addresses) = (BTreeSet::new(), BTreeSet::new());
    let mut all: Vec<Application> = Vec::with_capacity(count);
    for index in 0..count {
        let mut own = Dice::new(seed, &format!("dossier {index}"));
        let area = areas[index % areas.len()];
        let theme = own.pick(&words.themes);
        let track = if own.chance(52) { call.tracks.first() } else { call.tracks.last() };
        let Some(track) = track.map(|track| track.code.as_str()) else { break };
        let mut pole = name_pole(&mut own, theme, area);
        while !poles.insert(pole.clone()) {
            pole = name_pole(&mut own, own_theme(words, index, poles.len()), area);
        }
        let defect = defects.get(index).copied().flatten();
        let first = base + index * 20;
        let group = group::invent(words, (area, theme), defect, first, &mut own);
        let draft = Draft { words, call, area, theme, track, defect, base: first, pole, group };
        let mut application = build(&draft, &mut own);
        while !addresses.insert(application.writer.email.clone()) {
            application.writer.email = application.writer.email.replacen('@', &format!("{}@", index % 10), 1);
        }
        all.push(application);
    }
    file_again(&mut dice, &mut all);
    all
}

fn own_theme(words: &Words, index: usize, turn: usize) -> &Theme {
    &words.themes[(index + turn) % words.themes.len()]
}

fn name_pole(dice: &mut Dice, theme: &Theme, area: &Area) -> String {
    let stem = dice.pick(&theme.stems);
    match dice.below(4) {
        0 => format!("{stem} {}", area.of),
        1 => format!("Pôle {stem} ({})", area.town),
        2 => format!("{stem} – {}", area.town),
        _ => format!("{stem}, pôle {}", area.of),
    }
}

/// Gives a defect, or none, to each rank.
fn defects(dice: &mut Dice, count: usize) -> Vec<Option<Defect>> {
    let mut all = vec![None; count];
    let mut ranks: Vec<usize> = (0..count).collect();
    dice.shuffle(&mut ranks);
    let mut ranks = ranks.into_iter();
    for (defect, least, most) in DEFECTS {
        let wanted = usize::try_from(dice.between(least, most)).unwrap_or(0);
        // Rounded to the nearest for a smaller call.
        for rank in ranks.by_ref().take((wanted * count + REFERENCE / 2) / REFERENCE) {
            all[rank] = Some(defect);
        }
    }
    all
}

/// Some leads file a second dossier on the same track: a later rank takes the lead of an earlier one.
fn file_again(dice: &mut Dice, all: &mut [Application]) {
    let wanted = (TWICE * all.len()).div_ceil(REFERENCE);
    let mut clean: Vec<usize> = (0..all.len()).filter(|rank| all[*rank].defect.is_none()).collect();
    dice.shuffle(&mut clean);
    let mut taken = BTreeSet::new();
    for &later in &clean {
        if taken.len() >= wanted * 2 {
            break;
        }
        let same_kind = |earlier: &&usize| {
            let (a, b) = (&all[**earlier], &all[later]);
            **earlier < later && a.track == b.track && lead_form(a) == lead_form(b) && !taken.contains(*earlier)
        };
        let found = clean.iter().copied().find(|earlier| same_kind(&earlier));
        let Some(earlier) = found.filter(|_| !taken.contains(&later)) else { continue };
        taken.extend([earlier, later]);
        let first = all[earlier].clone();
        let second = &mut all[later];
        for code in ["lead_siret", "lead_name", "lead_rna", "lead_address", "representative_name"] {
            match first.answers.0.get(code) {
                Some(answer) => second.answers.0.insert(code.to_owned(), answer.clone()),
                None => second.answers.0.remove(code),
            };
        }
        second.writer = first.writer.clone();
        second.siret.clone_from(&first.siret);
        second.lead.clone_from(&first.lead);
        second.again = Some(earlier);
    }
}

fn lead_form(application: &Application) -> Option<&str> {
    application.answers.text("lead_legal_form")
}

fn build(draft: &Draft<'_>, dice: &mut Dice) -> Application {
    let (given, family) = draft.words.person(dice);
    let writer = Writer {
        name: format!("{given} {family}"),
        email: format!("{}.{}@example.org", for_address(&given), for_address(&family)),
    };
    let answers = answers::invent(draft, &writer, dice);
    let pieces = pieces(draft, &answers, dice);
    let actions = dice.pick(&draft.theme.actions);
    let slots = vec![
        ("pole", draft.pole.clone()),
        ("town", draft.area.town.clone()),
        ("of_zone", draft.area.of.clone()),
        ("subject", draft.theme.subject.clone()),
        ("action", actions.title.clone()),
    ];
    let mean = dice.around(575, 115);
    let quality = draft.call.grid.criteria.iter().map(|criterion| (criterion.code.clone(), mean + dice.around(0, 65)));
    Application {
        track: draft.track.to_owned(),
        writer,
        siret: numbers::siret(draft.base),
        lead: draft.group.lead.name.clone(),
        organisations: draft.group.names(),
        pole: draft.pole.clone(),
        quality: quality.collect(),
        answers,
        pieces,
        defect: draft.defect,
        again: None,
        slots,
    }
}

/// Every piece owed, and the account details that most join; a page or two lack where that is the defect.
fn pieces(draft: &Draft<'_>, answers: &Answers, dice: &mut Dice) -> Vec<JoinedPiece> {
    let shown = domain::meaning::Shown::new(draft.call, draft.track, answers, &BTreeMap::new());
    let owed = |piece: &&domain::call::Piece| shown.owes(&piece.code);
    let mut kinds: Vec<&domain::call::Piece> = draft.call.pieces.iter().filter(owed).collect();
    if draft.defect == Some(Defect::MissingPiece) {
        for _ in 0..dice.between(1, 2) {
            let lost = dice.below(kinds.len());
            kinds.remove(lost);
        }
    }
    kinds.extend(draft.call.pieces.iter().filter(|piece| piece.code == "rib" && dice.chance(70)));
    kinds
        .into_iter()
        .map(|piece| JoinedPiece {
            piece: piece.code.clone(),
            file_name: format!("{}.pdf", piece.code),
            lines: vec![
                piece.label.clone(),
                draft.pole.clone(),
                format!("Porteur : {}", draft.group.lead.name),
                format!("{}, le {} {}", draft.area.town, dice.between(1, 30), draft.month_of_papers()),
                "Dossier fictif : pièce fabriquée pour la démonstration.".to_owned(),
            ],
        })
        .collect()
}

#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod tests;
