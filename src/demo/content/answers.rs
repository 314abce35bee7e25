//! The answers of an invented dossier, step by step.

use std::collections::BTreeMap;

use domain::{
    answers::{Answer, Answers, Row},
    form::{QuestionKind, codes},
    money::Cents,
    time::LocalDate,
};

use super::{Defect, Draft, Writer, money, numbers};
use crate::demo::{dice::Dice, words::for_address};

type Cells = BTreeMap<String, Answer>;

/// Answers that are being written; those to questions that the form does not hold are left out in the end.
struct Sheet(Cells);

impl Sheet {
    fn text(&mut self, code: &str, text: impl Into<String>) {
        self.0.insert(code.to_owned(), Answer::Text(text.into()));
    }

    fn choice(&mut self, code: &str, value: &str) {
        self.0.insert(code.to_owned(), Answer::Choice(value.to_owned()));
    }

    fn choices<'a>(&mut self, code: &str, values: impl IntoIterator<Item = &'a str>) {
        let values = values.into_iter().map(str::to_owned).collect();
        self.0.insert(code.to_owned(), Answer::Choices(values));
    }

    fn integer(&mut self, code: &str, number: i64) {
        self.0.insert(code.to_owned(), Answer::Integer(number));
    }

    fn yes_no(&mut self, code: &str, yes: bool) {
        self.0.insert(code.to_owned(), Answer::YesNo(yes));
    }

    fn rows(&mut self, code: &str, rows: impl IntoIterator<Item = Cells>) {
        let rows = rows.into_iter().zip(1..).map(|(cells, rank)| Row { id: format!("{rank:04}"), cells }).collect();
        self.0.insert(code.to_owned(), Answer::Table(rows));
    }
}

fn text(value: impl Into<String>) -> Answer {
    Answer::Text(value.into())
}

fn cells<const N: usize>(pairs: [(&str, Answer); N]) -> Cells {
    pairs.into_iter().map(|(code, answer)| (code.to_owned(), answer)).collect()
}

/// Some sentences of a list, in any order, as one paragraph.
fn paragraph(draft: &Draft<'_>, sentences: &[String], count: usize, dice: &mut Dice) -> String {
    let chosen: Vec<String> = dice.some(sentences, count).into_iter().cloned().collect();
    let said: Vec<String> = chosen.iter().map(|sentence| draft.say(dice, sentence)).collect();
    said.join(" ")
}

/// All answers.
pub(super) fn invent(draft: &Draft<'_>, writer: &Writer, dice: &mut Dice) -> Answers {
    let mut sheet = Sheet(BTreeMap::new());
    lead(&mut sheet, draft, writer, dice);
    pole(&mut sheet, draft, dice);
    territory(&mut sheet, draft, dice);
    let plan = money::invent(draft, dice);
    project(&mut sheet, draft, plan.months, plan.requested, dice);
    steering(&mut sheet, draft, dice);
    sheet.0.insert(codes::BUDGET.to_owned(), Answer::Budget(plan.budget));
    sheet.0.insert(codes::FUNDING.to_owned(), Answer::Table(plan.funding));
    sheet.text("self_financing_path", paragraph(draft, &draft.words.texts.path, 3, dice));
    sheet.0.insert("cash_need".to_owned(), Answer::Money(Cents::from_euros(plan.requested / 8 / 500 * 500)));
    sheet.choice("large_purchase", if dice.chance(30) { "yes" } else { "no" });
    commitments(&mut sheet, draft, dice);
    if draft.defect == Some(Defect::MissingAnswer) {
        let lost = *dice.pick(&["needs", "governance", "self_financing_path", "objectives"]);
        sheet.text(lost, "À compléter.");
    }
    // The call's file may ask less, or offer fewer years, than the one that these answers were written for.
    sheet.0.retain(|code, _| draft.call.form.question(code).is_some());
    Answers(sheet.0)
}

fn lead(sheet: &mut Sheet, draft: &Draft<'_>, writer: &Writer, dice: &mut Dice) {
    let group = &draft.group;
    let (given, family) = draft.words.person(dice);
    sheet.text(codes::LEAD_SIRET, group.lead.siret.clone());
    sheet.text(codes::LEAD_NAME, group.lead.name.clone());
    sheet.choice("lead_legal_form", group.legal_form);
    sheet.choice(codes::LEAD_CATEGORY, &group.lead.category);
    if group.legal_form == "association" {
        sheet.text("lead_rna", numbers::rna(dice, &draft.area.department));
    }
    let street = dice.pick(&draft.words.texts.streets);
    sheet.text("lead_address", format!("{}, {street}, {}", dice.between(1, 48), draft.area.town));
    sheet.text("representative_name", format!("{given} {family}"));
    sheet.text("representative_role", dice.pick(&draft.words.texts.roles).clone());
    sheet.text("contact_name", writer.name.clone());
    sheet.text("contact_email", format!("contact.{}@example.org", for_address(&draft.area.town)));
    sheet.text("contact_phone", numbers::phone(dice));
    sheet.integer("staff_fte", dice.between(2, 38));
    let income = dice.between(90, 900) * 1_000;
    let years = (2010..=2012).map(|year| year + draft.later()).zip([92, 100, 107]).map(|(year, share)| {
        cells([("year", Answer::Integer(year)), ("amount", Answer::Money(Cents::from_euros(income * share / 100)))])
    });
    sheet.rows("lead_income", years);
    sheet.yes_no("already_funded", draft.defect == Some(Defect::AlreadyFunded));
    // Where former support keeps a dossier from being filed, nobody who filed had any.
    sheet.yes_no("former_state_support", false);
    if draft.defect == Some(Defect::AlreadyFunded) {
        sheet.integer("already_funded_year", 2011);
    }
}

fn pole(sheet: &mut Sheet, draft: &Draft<'_>, dice: &mut Dice) {
    sheet.text(codes::PROJECT_NAME, draft.pole.clone());
    let day = LocalDate::from_yo_opt(
        i32::try_from(dice.between(2008, 2012) + draft.later()).unwrap_or(2012),
        1 + dice.below(360) as u32,
    );
    if let Some(day) = day {
        sheet.0.insert("first_cooperation_date".to_owned(), Answer::Date(day));
    }
    sheet.choice("pole_status", dice.pick::<&str>(&["own_body", "carried", "carried", "informal"]));
    sheet.text("story", paragraph(draft, &draft.words.texts.story, 4, dice));
    sheet.choices("sectors", draft.theme.sectors.iter().map(String::as_str));
    sheet.text("keywords", draft.theme.keywords.clone());
    let members = draft.group.members.iter().map(|member| {
        cells([
            ("name", text(member.name.clone())),
            ("siret", text(member.siret.clone())),
            ("category", Answer::Choice(member.category.clone())),
            ("role", text(member.role.clone())),
            ("commitment", text(member.gives.clone())),
        ])
    });
    sheet.rows(codes::MEMBERS, members);
}

fn territory(sheet: &mut Sheet, draft: &Draft<'_>, dice: &mut Dice) {
    let mut departments = vec![draft.area.department.as_str()];
    if dice.chance(8) {
        let region = domain::geo::department(&draft.area.department).map(|own| own.region_2013);
        let near = domain::geo::departments().iter().filter(|one| Some(one.region_2013) == region);
        departments.push(dice.pick(&near.collect::<Vec<_>>()).code);
    }
    sheet.choices(codes::DEPARTMENTS, departments);
    let grouping = dice.pick(&draft.words.groupings);
    sheet.text("municipalities", format!("{} et la communauté de communes {grouping}", draft.area.town));
    let scale = if draft.area.kind == "urban_priority" { "district" } else { "intermunicipal" };
    sheet.choice("scale", if dice.chance(75) { scale } else { "department" });
    sheet.choice("territory_type", &draft.area.kind);
    match draft.area.kind.as_str() {
        "urban_priority" => sheet.choices("zoning", ["city_policy"]),
        "rural" => sheet.choices("zoning", ["rural_zone"]),
        _ => {}
    }
    sheet.text("needs", paragraph(draft, &draft.theme.needs, 4, dice));
    sheet.text("places", draft.say(dice, &draft.theme.place));
}

fn project(sheet: &mut Sheet, draft: &Draft<'_>, months: i64, requested: i64, dice: &mut Dice) {
    let members = draft.group.members.len() + 1;
    let summary = draft.say(dice, &draft.theme.summary);
    let intro = draft.say(dice, dice_pick(&draft.words.texts.pole_intro, draft.base));
    sheet.text(codes::PUBLIC_SUMMARY, format!("{summary}. {intro} Le groupe réunit {members} organisations."));
    let goals = paragraph(draft, &draft.theme.objectives, 4, dice);
    let ways = paragraph(draft, &draft.words.texts.cooperation, 2, dice);
    sheet.text("objectives", format!("{goals}\n\n{ways}"));
    sheet.integer(codes::DURATION, months);
    let pilots: Vec<String> = draft.group.names();
    let count = 3 + dice.below(3);
    let actions: Vec<_> = dice.some(&draft.theme.actions, count).into_iter().cloned().collect();
    let rows: Vec<Cells> = actions
        .iter()
        .map(|action| {
            let cost = requested * dice.between(9, 24) / 100 / 100 * 100;
            let involved = dice.some(&pilots, 2);
            let name = |rank: usize| text(involved.get(rank).map(|name| (*name).clone()).unwrap_or_default());
            cells([
                ("title", text(action.title.clone())),
                ("pilot", name(0)),
                ("members", name(1)),
                ("deliverable", text(action.deliverable.clone())),
                ("cost", Answer::Money(Cents::from_euros(cost))),
            ])
        })
        .collect();
    sheet.rows("actions", rows);
    let pooling = dice.some(&["premises", "jobs", "purchasing", "human_resources", "tools", "offer", "research"], 3);
    sheet.choices("pooling", pooling.into_iter().copied());
    sheet.text("innovation", paragraph(draft, &draft.theme.innovation, 2, dice));
    // Drawn only where it is asked, so that a call without it keeps its draws.
    if draft.call.form.question("shared_offer").is_some() {
        sheet.text("shared_offer", paragraph(draft, &draft.words.texts.cooperation, 2, dice));
    }
    sheet.text("environment", paragraph(draft, &draft.theme.environment, 2, dice));
}

fn dice_pick(sentences: &[String], turn: usize) -> &str {
    &sentences[turn % sentences.len()]
}

fn steering(sheet: &mut Sheet, draft: &Draft<'_>, dice: &mut Dice) {
    let texts = &draft.words.texts;
    sheet.text("governance", paragraph(draft, &texts.governance, 3, dice));
    sheet.text("participation", paragraph(draft, &texts.participation, 2, dice));
    sheet.integer("animation_fte", dice.between(2, 10) * 25);
    sheet.text("animation_profile", paragraph(draft, &texts.animation, 1, dice));
    let risks = dice
        .some(&texts.risks, 3)
        .into_iter()
        .map(|one| cells([("risk", text(one.risk.clone())), ("answer", text(one.answer.clone()))]));
    sheet.rows("risks", risks);
}

fn commitments(sheet: &mut Sheet, draft: &Draft<'_>, dice: &mut Dice) {
    let texts = &draft.words.texts;
    let jobs = &texts.indicators[..1];
    let others = dice.some(&texts.indicators[1..], 3);
    let chosen: Vec<_> = jobs.iter().chain(others).collect();
    let indicators = chosen.into_iter().map(|one| {
        let (start, end) = (one.low * dice.between(50, 140) / 100, one.high * dice.between(40, 100) / 100);
        cells([
            ("name", text(one.name.clone())),
            ("theme", Answer::Choice(one.theme.clone())),
            ("baseline", Answer::Integer(start)),
            ("target", Answer::Integer(end.max(start + 1))),
        ])
    });
    let indicators: Vec<Cells> = indicators.collect();
    sheet.rows("indicators", indicators);
    sheet.text("evaluation_method", paragraph(draft, &texts.evaluation, 1, dice));
    sheet.choice("has_auditor", if dice.chance(25) { "yes" } else { "no" });
    sheet.choice("signatory", if dice.chance(12) { "delegate" } else { "legal_head" });
    sheet.yes_no("spending_not_started", draft.defect != Some(Defect::SpendingStarted));
    // Further statements that a call may ask to swear to are sworn.
    let sworn = draft.call.form.questions().filter(|question| question.kind == QuestionKind::Sworn);
    for question in sworn {
        sheet.yes_no(&question.code, true);
    }
    sheet.yes_no("consent_publication", true);
}
