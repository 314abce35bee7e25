//! The lead and the members of an invented pole.

use super::{Defect, numbers};
use crate::demo::{
    dice::Dice,
    words::{Area, MemberWords, Theme, Words, fill},
};

/// An organisation of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) siret: String,
    pub(super) category: String,
    pub(super) role: String,
    pub(super) gives: String,
}

/// The group: who leads, under which legal form, and the others.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) lead: Organisation,
    pub(super) legal_form: &'static str,
    pub(super) members: Vec<Organisation>,
}

impl Group {
    pub(super) fn names(&self) -> Vec<String> {
        std::iter::once(&self.lead).chain(&self.members).map(|one| one.name.clone()).collect()
    }
}

fn organisation(words: &Words, like: &MemberWords, category: &str, rank: usize, dice: &mut Dice) -> Organisation {
    let slots = [
        ("brand", dice.pick(&words.texts.brands).clone()),
        ("family", dice.pick(&words.family).clone()),
        ("grouping", dice.pick(&words.groupings).clone()),
    ];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(slot, value)| (*slot, value.as_str())).collect();
    Organisation {
        name: fill(&like.name, &slots),
        siret: numbers::siret(rank),
        category: if like.category.is_empty() { category.to_owned() } else { like.category.clone() },
        role: like.role.clone(),
        gives: like.gives.clone(),
    }
}

/// Three to seven organisations in all, the smaller groups being as frequent as the larger ones.
fn size(dice: &mut Dice) -> usize {
    match dice.between(1, 100) {
        1..=18 => 3,
        19..=40 => 4,
        41..=65 => 5,
        66..=85 => 6,
        _ => 7,
    }
}

pub(super) fn invent(
    words: &Words,
    (area, theme): (&Area, &Theme),
    defect: Option<Defect>,
    base: usize,
    dice: &mut Dice,
) -> Group {
    let (legal_form, category) = match dice.between(1, 100) {
        _ if defect == Some(Defect::PublicLead) => ("public", "local_authority"),
        1..=60 => ("association", "ess"),
        61..=86 => ("cooperative", "ess"),
        87..=92 if defect != Some(Defect::NoEnterprise) => ("company", "enterprise"),
        87..=96 => ("foundation", "ess"),
        _ => ("mutual", "ess"),
    };
    let brand = dice.pick(&words.texts.brands);
    let prefix = words.texts.legal_prefix.get(legal_form).map_or("Association", String::as_str);
    let lead = Organisation {
        name: format!("{prefix} {brand} {}", area.of),
        siret: numbers::siret(base),
        category: category.to_owned(),
        role: String::new(),
        gives: String::new(),
    };
    let mut next = base;
    let mut members = Vec::new();
    let total = if defect == Some(Defect::FewMembers) { 2 } else { size(dice) };
    let with_enterprise = defect != Some(Defect::NoEnterprise);
    if category != "ess" || !with_enterprise {
        another(&mut members, &mut next, words, &theme.ess, "ess", dice);
    }
    if with_enterprise {
        another(&mut members, &mut next, words, &theme.enterprise, "enterprise", dice);
    }
    // A local authority, a laboratory or a school is there most of the time.
    if total > 2 && dice.chance(88) {
        another(&mut members, &mut next, words, &words.texts.member_public, "other", dice);
    }
    for _ in members_left(total, &members) {
        match dice.between(1, 10) {
            1..=5 => another(&mut members, &mut next, words, &theme.ess, "ess", dice),
            6..=7 if with_enterprise => another(&mut members, &mut next, words, &theme.enterprise, "enterprise", dice),
            6..=8 => another(&mut members, &mut next, words, &words.texts.member_public, "other", dice),
            _ => another(&mut members, &mut next, words, &words.texts.member_other, "other", dice),
        }
    }
    if defect == Some(Defect::FewMembers) && dice.chance(50) {
        // Another establishment of the lead is no other organisation.
        let mut annexe = lead.clone();
        annexe.name = format!("{}, antenne", lead.name);
        annexe.siret = numbers::establishment(base, 2);
        annexe.role = "Accueil et relais local".into();
        annexe.gives = "Un bureau".into();
        members.push(annexe);
    }
    Group { lead, legal_form, members }
}

fn members_left(total: usize, members: &[Organisation]) -> std::ops::Range<usize> {
    0..(total - 1).saturating_sub(members.len())
}

fn another(
    members: &mut Vec<Organisation>,
    next: &mut usize,
    words: &Words,
    from: &[MemberWords],
    category: &str,
    dice: &mut Dice,
) {
    *next += 1;
    let mut new = organisation(words, dice.pick(from), category, *next, dice);
    while members.iter().any(|member| member.name == new.name) {
        new = organisation(words, dice.pick(from), category, *next, dice);
    }
    members.push(new);
}
