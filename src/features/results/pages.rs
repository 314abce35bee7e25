//! Pages of the results: publication, public list, letter of an applicant.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    committee::{Laureate, Sheet},
    dossier::State,
    geo,
    ids::DossierId,
    money::Cents,
    text::safe_csv_cell,
};
use serde::Serialize;

use super::{letter::Letter, store::Told};
use crate::{
    features::dossiers,
    i18n::{self, Lang},
    web::{Errors, Page, Part, PartLinks, Room, part::LINES, words::plain},
};

/// A laureate.
#[derive(Clone, Debug, Serialize)]
pub struct LaureateView {
    /// Number of the dossier.
    pub number: String,
    /// Code of the track.
    pub track: String,
    /// Name of the project.
    pub project: String,
    /// Who leads it.
    pub lead: String,
    /// Names of its departments.
    pub departments: String,
    /// Award, without sign.
    pub amount: String,
    /// Award as a file writes it: `96000.00`.
    pub amount_plain: String,
    /// What the applicant tells the public, if it may be published.
    pub summary: String,
}

/// The laureates of a track.
#[derive(Clone, Debug, Serialize)]
pub struct TrackLaureates {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// How many, and their sum, in words.
    pub aside: String,
    /// How many.
    pub count: usize,
    /// Laureates, by number: those of the part that is shown.
    pub items: Vec<LaureateView>,
    /// The other parts.
    pub links: PartLinks,
}

/// A name and a figure.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// Name.
    pub name: String,
    /// Figure.
    pub figure: String,
}

/// The public list.
#[derive(Clone, Debug, Serialize)]
pub struct LaureatesPage {
    /// Short name of the call.
    pub slug: String,
    /// Its title.
    pub call: String,
    /// Amounts are invented.
    pub fictitious: bool,
    /// Reference of the decision.
    pub reference: String,
    /// When it was signed.
    pub signed_on: String,
    /// When it was published.
    pub published_on: String,
    /// How many laureates.
    pub count: usize,
    /// Sum of the awards.
    pub total: String,
    /// Tracks.
    pub tracks: Vec<TrackLaureates>,
    /// The call asks for departments.
    pub placed: bool,
    /// Parts of the funders.
    pub funders: Vec<Counted>,
    /// Laureates by department.
    pub departments: Vec<Counted>,
    /// Anchor of the publication in the journal.
    pub anchor: String,
    /// Ways to appeal.
    pub contact: String,
}

impl Page for LaureatesPage {
    const TEMPLATE: &'static str = "pages/results/laureates.html";
    const SECTION: &'static str = "/";
    const LARGE: bool = true;
}

fn names(codes: &[String]) -> Vec<&'static str> {
    codes.iter().filter_map(|code| geo::department(code)).map(|found| found.name).collect()
}

impl LaureatesPage {
    /// The public list of a published sheet: a part of it, or the whole of it.
    #[must_use]
    pub fn new(lang: Lang, sheet: &Sheet, told: &Told, shown: Option<&Part>) -> Self {
        let call = &sheet.call;
        let day = |at: domain::time::Instant| i18n::date(lang, at.in_zone(call.zone).date_naive());
        let laureates = sheet.laureates();
        let total: Cents = laureates.iter().map(|laureate| laureate.amount).sum();
        let mut tracks = Vec::new();
        let mut by_department: BTreeMap<&str, usize> = BTreeMap::new();
        for part in &sheet.tracks {
            let own = || laureates.iter().filter(|found| found.part.track.code == part.track.code);
            let awarded: Cents = own().map(|laureate| laureate.amount).sum();
            let (code, count) = (&part.track.code, own().count());
            let (start, lines) = shown.map_or((0, usize::MAX), |shown| (shown.start(code), LINES));
            let mut items = Vec::new();
            for (place, Laureate { dossier: row, amount, .. }) in own().enumerate() {
                for name in names(&row.departments).into_iter().collect::<BTreeSet<_>>() {
                    *by_department.entry(name).or_default() += 1;
                }
                if !(start..start.saturating_add(lines)).contains(&place) {
                    continue;
                }
                items.push(LaureateView {
                    number: row.number.clone(),
                    track: part.track.name.clone(),
                    project: row.project_name.clone(),
                    lead: row.lead_name.clone(),
                    departments: names(&row.departments).join(", "),
                    amount: plain(*amount),
                    amount_plain: amount.to_plain(),
                    summary: told.summaries.get(&row.id).cloned().unwrap_or_default(),
                });
            }
            let place = (format!("/appels/{}/laureats", call.slug), format!("volet-{code}"));
            let links = shown.map(|shown| shown.links(lang, (&place.0, code, &place.1), count)).unwrap_or_default();
            let args = [("count", count.into()), ("awarded", awarded.to_french().into())];
            tracks.push(TrackLaureates {
                code: part.track.code.clone(),
                name: call.track_label(&part.track.code).to_owned(),
                aside: i18n::text(lang, "results-track-aside", &args),
                count,
                items,
                links,
            });
        }
        let parts: Vec<Cents> = call.funders.iter().map(|funder| funder.amount).collect();
        let shares = domain::allocation::pro_rata(total, &parts);
        let funders = call.funders.iter().zip(shares);
        Self {
            slug: call.slug.clone(),
            call: call.title.clone(),
            fictitious: call.fictitious,
            reference: sheet.decision.as_ref().map(|row| row.reference.clone()).unwrap_or_default(),
            signed_on: sheet.decision.as_ref().and_then(|row| row.signer).map(|(_, at)| day(at)).unwrap_or_default(),
            published_on: sheet.published_at.map(day).unwrap_or_default(),
            count: laureates.len(),
            total: total.to_french(),
            tracks,
            placed: call.form.reads.departments.is_some(),
            funders: funders.map(|(funder, part)| Counted { name: funder.name.clone(), figure: plain(part) }).collect(),
            departments: by_department
                .into_iter()
                .map(|(name, count)| Counted { name: name.to_owned(), figure: count.to_string() })
                .collect(),
            anchor: told.anchor.clone(),
            contact: format!("{}, {}", call.contact.service, call.contact.email),
        }
    }

    /// The list as CSV (RFC 4180), with amounts in plain euros.
    ///
    /// # Errors
    /// When a line cannot be written.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let amount = if self.fictitious { "montant_fictif_eur" } else { "montant_eur" };
        let tracked = self.tracks.len() > 1;
        let columns = ["numero", "volet", "projet", "porteur", "departements", amount, "resume", "decision"];
        let kept = |column: &usize| (*column != 1 || tracked) && (*column != 4 || self.placed);
        writer.write_record((0..columns.len()).filter(kept).map(|column| columns[column]))?;
        for item in self.tracks.iter().flat_map(|track| &track.items) {
            let cells = [
                &item.number,
                &item.track,
                &item.project,
                &item.lead,
                &item.departments,
                &item.amount_plain,
                &item.summary,
                &self.reference,
            ];
            writer.write_record((0..cells.len()).filter(kept).map(|column| safe_csv_cell(cells[column])))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// The page by which the results are published.
#[derive(Clone, Debug, Serialize)]
pub struct PublicationPage {
    /// Short name of the call.
    pub slug: String,
    /// Amounts are invented.
    pub fictitious: bool,
    /// What was refused.
    pub errors: Errors,
    /// Where the decision stands.
    pub state: &'static str,
    /// Reference of the decision.
    pub reference: String,
    /// How many laureates.
    pub count: usize,
    /// Sum of the awards.
    pub total: String,
    /// How many letters go out.
    pub letters: usize,
}

impl Page for PublicationPage {
    const TEMPLATE: &'static str = "pages/results/publication.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "decision";
    const LARGE: bool = true;
}

impl PublicationPage {
    /// The page of a sheet.
    #[must_use]
    pub fn new(sheet: &Sheet, errors: Errors) -> Self {
        let laureates = sheet.laureates();
        let told =
            |state: State| matches!(state, State::Funded | State::Reserve | State::Declined | State::Inadmissible);
        Self {
            slug: sheet.call.slug.clone(),
            fictitious: sheet.call.fictitious,
            errors,
            state: sheet.state().as_str(),
            reference: sheet.decision.as_ref().map(|row| row.reference.clone()).unwrap_or_default(),
            count: laureates.len(),
            total: laureates.iter().map(|laureate| laureate.amount).sum::<Cents>().to_french(),
            letters: sheet.contenders.values().filter(|row| told(row.state)).count(),
        }
    }
}

/// What stands in the place of results that are not public.
#[derive(Clone, Debug, Serialize)]
pub struct NotYetPage {
    /// `list` or `letter`.
    pub what: &'static str,
    /// Where to go back to.
    pub back: String,
}

impl Page for NotYetPage {
    const TEMPLATE: &'static str = "pages/results/not_yet.html";
    const SECTION: &'static str = "/";
}

impl NotYetPage {
    /// In the place of the public list.
    #[must_use]
    pub fn list(slug: &str) -> Self {
        Self { what: "list", back: format!("/appels/{slug}") }
    }

    /// In the place of a letter.
    #[must_use]
    pub fn letter(dossier: DossierId) -> Self {
        Self { what: "letter", back: format!("/dossiers/{dossier}") }
    }
}

/// The letter on screen.
#[derive(Clone, Debug, Serialize)]
pub struct LetterPage {
    /// The letter.
    pub letter: Letter,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "pages/results/letter.html";
    const ROOM: Room = Room::Applicant;
    const SECTION: &'static str = dossiers::SECTION;
}
