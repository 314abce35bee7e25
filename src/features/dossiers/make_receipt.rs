//! Makes the receipt and the printed dossier of a filing, stores both, then sends the receipt.
//! JobDone twice, it writes the same bytes to the same place and sends one mail.

use std::sync::LazyLock;

use domain::{dossier::silence_refusal_date, ids::SubmissionId, permissions::Action};
use serde::{Deserialize, Serialize};
use typeset::{Document, DossierPrint, Item, Receipt, ReceiptFile, Section, Service, Typesetter};

use super::{
    mails,
    reading::{self, ReadingFile, ReadingItem},
    store::{self, Submission},
};
use crate::{
    app::App,
    db::{Act, Actor},
    error::{AppError, AppResult},
    features::accounts,
    files,
    i18n::{self, Lang},
    queue::{self, Attached, JobDone, Lane, Running, Work},
};

/// Fonts and templates are loaded once.
static TYPESETTER: LazyLock<Result<Typesetter, String>> =
    LazyLock::new(|| Typesetter::new().map_err(|error| error.to_string()));

/// Makes the receipt and the print of a filing.
#[derive(Debug, Serialize, Deserialize)]
pub struct MakeReceipt {
    /// The filing.
    pub submission: SubmissionId,
}

impl Work for MakeReceipt {
    const KIND: &'static str = "make_receipt";
    const LANE: Lane = Lane::Documents;
    const LABEL: &'static str = "dossiers-job-receipt";

    async fn run(self, running: Running) -> JobDone {
        make(&running.app, self.submission).await?;
        Ok(None)
    }
}

async fn make(app: &App, id: SubmissionId) -> AppResult<()> {
    let filing = store::load_submission(app.db.reader(), id).await?;
    if filing.receipt_key.is_some() {
        return Ok(());
    }
    let person = accounts::store::load_person(app.db.reader(), filing.filed_by).await?;
    let (receipt_key, print_key) = (files::receipt_key(id), files::print_key(id));
    for (key, document) in [(&receipt_key, receipt(&filing)), (&print_key, print(&filing))] {
        files::put(&*app.files, key, render(document, filing.filed_at.micros()).await?).await?;
    }
    let words = mail(&filing, &person.name, person.lang);
    let mut mail = queue::compose(app, person.lang, &person.email, &words)?;
    let name = format!("recepisse-{}.pdf", filing.snapshot.number);
    mail.attachment = Some(Attached { key: receipt_key.clone(), name });
    let tx = Act::now(app, &Actor::Worker).on_dossier(filing.dossier, Action::RunJobs).await?;
    // Another worker may have taken this job over meanwhile: whoever writes first sends the mail.
    if store::submissions::save_prints(&tx, id, &receipt_key, &print_key).await? {
        queue::enqueue_mail(&tx, app, &mail).await?;
    }
    Ok(tx.commit().await?)
}

async fn render(document: Document, at: i64) -> AppResult<Vec<u8>> {
    tokio::task::spawn_blocking(move || match &*TYPESETTER {
        Ok(typesetter) => typesetter.render(&document, at).map_err(AppError::from),
        Err(error) => Err(AppError::internal(error.clone())),
    })
    .await?
}

/// Documents are in French, the language of the procedure.
const LANG: Lang = Lang::Fr;

fn filed_at(filing: &Submission) -> String {
    let local = filing.filed_at.in_zone(filing.definition.zone);
    let zone = i18n::zone_name(LANG, filing.definition.zone);
    format!("{}, {} ({zone})", i18n::long_date(LANG, local.date_naive()), local.format("%H:%M:%S"))
}

fn silence(filing: &Submission, lang: Lang) -> (String, String) {
    let day = i18n::date(lang, silence_refusal_date(filing.filed_at, filing.definition.zone));
    (i18n::text(lang, "dossiers-silence", &[("date", day.clone().into())]), day)
}

fn project(filing: &Submission) -> String {
    filing.snapshot.answers.text(&filing.definition.form.reads.project_name).unwrap_or_default().to_owned()
}

fn file(file: &ReadingFile) -> ReceiptFile {
    ReceiptFile { name: file.name.clone(), size_text: file.size_text.clone(), sha256: file.sha256.clone() }
}

fn receipt(filing: &Submission) -> Document {
    let (call, snapshot) = (&filing.definition, &filing.snapshot);
    let (silence_text, silence_date_text) = silence(filing, LANG);
    let files = snapshot.documents.iter().map(|document| ReceiptFile {
        name: document.file_name.clone(),
        size_text: reading::size_text(document.size, LANG),
        sha256: document.sha256.clone(),
    });
    Document::Receipt(Receipt {
        title: i18n::word(LANG, "dossiers-receipt-title"),
        number: snapshot.number.clone(),
        call_title: call.title.clone(),
        fictitious: call.fictitious,
        lead: snapshot.lead.name.clone(),
        project: project(filing),
        track: call.track_label(&snapshot.track).to_owned(),
        filed_at_text: filed_at(filing),
        digest: filing.digest.clone(),
        files: files.collect(),
        anchor: filing.anchor(),
        service: Service {
            name: call.contact.service.clone(),
            email: call.contact.email.clone(),
            phone: call.contact.phone.clone(),
            address: call.contact.address.clone(),
        },
        silence_text,
        silence_date_text,
        appeals: call.appeals.clone(),
    })
}

fn print(filing: &Submission) -> Document {
    let reading = reading::of(&filing.definition, &filing.snapshot, LANG);
    let sections = reading
        .steps
        .into_iter()
        .map(|step| Section { title: step.title, items: step.items.into_iter().map(item).collect() });
    Document::Dossier(DossierPrint {
        title: project(filing),
        number: filing.snapshot.number.clone(),
        call_title: filing.definition.title.clone(),
        fictitious: filing.definition.fictitious,
        filed_at_text: filed_at(filing),
        digest: filing.digest.clone(),
        sections: sections.collect(),
    })
}

fn item(item: ReadingItem) -> Item {
    match item.kind {
        "table" => Item::Table {
            label: item.label,
            headers: item.heads.into_iter().map(|head| head.label).collect(),
            rows: item.rows.into_iter().map(|row| row.cells).collect(),
        },
        "files" => Item::Files { label: item.label, files: item.files.iter().map(file).collect() },
        _ => Item::Answer { label: item.label, value: item.value },
    }
}

fn mail(filing: &Submission, name: &str, lang: Lang) -> mails::ReceiptMail {
    let contact = &filing.definition.contact;
    mails::ReceiptMail {
        name: name.to_owned(),
        number: filing.snapshot.number.clone(),
        date: i18n::deadline(lang, filing.filed_at, filing.definition.zone),
        call: filing.definition.title.clone(),
        project: project(filing),
        fictitious: filing.definition.fictitious,
        digest: filing.digest.clone(),
        anchor: filing.anchor(),
        silence: silence(filing, lang).0,
        dossier: filing.dossier.to_string(),
        service: format!("{}, {}, {}", contact.service, contact.email, contact.phone),
    }
}
