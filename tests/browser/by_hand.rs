//! A dossier written by hand: the eight steps as an applicant fills them in, line by line, and its pieces.

use std::path::Path;

use crate::{
    browser::Browser,
    support::{PDF, siret},
};

/// What is done to a field.
enum Act {
    /// Text is typed.
    Type(&'static str, &'static str),
    /// A choice is clicked on.
    Choose(&'static str, &'static str),
    /// An entry of a list is chosen.
    Pick(&'static str, &'static str),
}
use Act::{Choose, Pick, Type};

const LONG: &str = "Le quartier a perdu deux ateliers en cinq ans et les habitants réparent leurs objets chez eux, sans \
    outils ni conseils. Trois organisations se sont réunies pour ouvrir un lieu commun, former vingt personnes et \
    vendre ensemble ce qui est remis en état.";

const LEAD: &[Act] = &[
    Type("#lead_name", "Association d’essai"),
    Pick("#lead_legal_form", "association"),
    Pick("#lead_category", "ess"),
    Type("#lead_address", "12, rue de l’Atelier, 75011 Paris"),
    Type("#representative_name", "Nadia Benali"),
    Type("#representative_role", "Présidente"),
    Type("#contact_name", "Nadia Benali"),
    Type("#contact_email", "nadia.benali@example.org"),
    Type("#contact_phone", "01 99 00 00 12"),
    Choose("already_funded", "non"),
];
const POLE: &[Act] =
    &[Type("#pole_name", "Pôle d’essai 1"), Choose("pole_status", "carried"), Choose("sectors", "recycling")];
const PLACE: &[Act] = &[
    Type("#departments", "75"),
    Type("#municipalities", "Paris, onzième arrondissement"),
    Choose("territory_type", "urban_priority"),
    Type("#needs", LONG),
];
const PROJECT: &[Act] = &[
    Type("#public_summary", LONG),
    Type("#objectives", LONG),
    Type("#duration_months", "24"),
    Choose("pooling", "premises"),
];
const MEANS: &[Act] = &[Type("#governance", LONG), Type("#animation_fte", "100")];
const BUDGET: &[Act] = &[
    Type("[name='budget.64.0']", "100000"),
    Type("[name='budget.64.1']", "100 000"),
    Type("[name='budget.70.0']", "37500"),
    Type("[name='budget.70.1']", "37 500"),
    Type("[name='budget.74.0']", "50000"),
    Type("[name='budget.74.1']", "50 000"),
    Type("#self_financing_path", LONG),
    Choose("large_purchase", "no"),
];
const PROMISES: &[Act] = &[
    Choose("has_auditor", "no"),
    Choose("signatory", "legal_head"),
    Choose("spending_not_started", "oui"),
    Choose("sworn_accuracy", "oui"),
    Choose("sworn_tax", "oui"),
    Choose("republican_commitment", "oui"),
    Choose("consent_publication", "oui"),
];

/// Steps in their order.
const STEPS: [(&str, &[Act]); 8] = [
    ("porteur", LEAD),
    ("pole", POLE),
    ("membres", &[]),
    ("territoire", PLACE),
    ("projet", PROJECT),
    ("gouvernance", MEANS),
    ("budget", BUDGET),
    ("engagements", PROMISES),
];

/// Lines of tables: the step, the table, what is typed.
const LINES: [(&str, &str, &[Act]); 3] = [
    (
        "projet",
        "actions",
        &[
            Type("#title", "Ouvrir l’atelier commun"),
            Type("#pilot", "Association d’essai"),
            Type("#deliverable", "Un lieu ouvert cinq jours sur sept"),
            Type("#cost", "200 000"),
        ],
    ),
    (
        "budget",
        "funding",
        &[
            Type("#name", "Ville d’essai"),
            Pick("#kind", "local_authority"),
            Pick("#status", "acquired"),
            Type("#year_1", "12 500"),
            Type("#year_2", "12 500"),
        ],
    ),
    (
        "engagements",
        "indicators",
        &[Type("#name", "Emplois créés"), Pick("#theme", "jobs"), Type("#baseline", "0"), Type("#target", "6")],
    ),
];

const MEMBERS: [(&str, &str); 3] =
    [("Coopérative d’essai", "ess"), ("Menuiserie d’essai", "enterprise"), ("Ville d’essai", "local_authority")];

/// Pieces that an association owes.
const PIECES: [&str; 6] =
    ["statuts", "declaration", "dirigeants", "budget-structure", "lettres-membres", "cofinancement"];

async fn act(browser: &Browser, acts: &[Act]) {
    for one in acts {
        match one {
            Type(css, text) => browser.fill(css, text).await,
            Choose(name, value) => browser.tick(&format!("input[name='{name}'][value='{value}']")).await,
            Pick(css, value) => browser.choose(css, value).await,
        }
    }
}

/// Fills in every step, and saves each with its button.
pub async fn write(browser: &mut Browser, home: &str) {
    browser.visit(&format!("{home}/etapes/porteur")).await;
    for (step, acts) in STEPS {
        assert!(browser.path().await.ends_with(step), "{step} comes next, not {}", browser.path().await);
        act(browser, acts).await;
        if step == "membres" {
            members(browser).await;
        }
        for (_, table, cells) in LINES.iter().filter(|(of, ..)| *of == step) {
            // The button of the table saves the page first.
            browser.click(&format!("#{table} button[value$=':new']")).await;
            act(browser, cells).await;
            browser.click("main form .app-actions button:not([name])").await;
        }
        browser.click("main form[data-autosave] .app-actions button:not([name])").await;
    }
}

async fn members(browser: &mut Browser) {
    browser.click("#members button[value$=':new']").await;
    for (rank, (name, category)) in MEMBERS.iter().enumerate() {
        browser.fill("#name", name).await;
        browser.fill("#siret", &siret(11 + rank)).await;
        browser.choose("#category", category).await;
        browser.fill("#role", "Tient l’atelier deux jours par semaine").await;
        let last = rank + 1 == MEMBERS.len();
        browser.click(if last { "main form .app-actions button:not([name])" } else { "button[value=another]" }).await;
    }
    for (name, _) in MEMBERS {
        browser.must_say(name).await;
    }
}

/// Joins every piece that is owed, each by its field.
pub async fn join(browser: &mut Browser, home: &str, folder: &Path) {
    for piece in PIECES {
        let paper = folder.join(format!("{piece} de l’association.pdf"));
        std::fs::write(&paper, PDF).unwrap();
        browser.visit(&format!("{home}/documents")).await;
        browser.attach(&format!("#fichier-{piece}"), &paper).await;
        browser.click(&format!("#piece-{piece} form[enctype='multipart/form-data'] button")).await;
        browser.must_say(&format!("{piece} de l’association.pdf")).await;
    }
}
