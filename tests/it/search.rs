//! What a search finds is what the pure function says, on both databases, for texts that nobody chose.

use std::collections::BTreeMap;

use domain::{
    ids::{CallId, DossierId},
    interests::Interests,
    search,
};
use laureat::{
    db::entities::dossier_word::{Column, Entity, Model},
    features::admissibility::store::{Filter, list_queue},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::support::TestApp;

/// Pieces of names as people write them, composed or not.
const PIECES: &[&str] = &[
    "L’Économie",
    "e\u{301}cole",
    "ECOLE",
    "écologie",
    "Œuvre",
    "oeuf",
    "d'été",
    "Saint-Étienne",
    "saint",
    "sainte",
    "ça",
    "Cabane",
    "ﬁl",
    "filature",
    "Straße",
    "strass",
    "naïf",
    "na",
    "10",
    "1 000",
    "n° 12",
    "a",
    "À",
    "z",
    "Zébulon",
    "été\u{a0}2013",
    "Pôle",
    "poly_technique",
    "100 %",
    "\u{10428}\u{10400}",
    "株式会社",
];

/// The same pieces each time, in an order that looks like none.
fn name(n: usize) -> String {
    (0..3).map(|place| PIECES[(n * 7 + place * 13 + n * n) % PIECES.len()]).collect::<Vec<_>>().join(" ")
}

async fn found(app: &TestApp, call: CallId, text: &str) -> Vec<DossierId> {
    let filter = Filter { text: text.to_owned(), ..Filter::default() };
    let rows = list_queue(app.app.db.reader(), call, &Interests::NotAsked, &filter, "", 50).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn both_databases_find_what_the_pure_function_finds() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let mut known = BTreeMap::new();
    for n in 1..=6 {
        let id = app.filed(owner, "emergence", n).await;
        let words = search::words([name(n).as_str(), name(n + 40).as_str()]);
        Entity::delete_many().filter(Column::DossierId.eq(id.uuid())).exec(app.app.db.unguarded()).await.unwrap();
        let row = |word: &String| {
            Model { call_id: call.uuid(), word: word.clone(), dossier_id: id.uuid() }.into_active_model()
        };
        Entity::insert_many(words.iter().map(row)).exec_without_returning(app.app.db.unguarded()).await.unwrap();
        known.insert(id, words);
    }
    let mut some = 0;
    for n in 0..120 {
        let whole = name(n);
        // A whole name, its first letters, and each of its words cut.
        let begin: String = whole.chars().take(1 + n % 6).collect();
        let cut: String = whole.split(' ').map(|word| word.chars().take(2).collect::<String>() + " ").collect();
        for typed in [whole, begin, cut] {
            let asked = search::asked(&typed);
            let expected: Vec<DossierId> =
                known.iter().filter(|(_, words)| search::finds(&asked, words)).map(|(id, _)| *id).collect();
            let mut found = found(&app, call, &typed).await;
            found.sort_unstable();
            if !typed.trim().is_empty() {
                assert_eq!(found, expected, "« {typed} » ({asked:?})");
                some += usize::from(!expected.is_empty() && expected.len() < known.len());
            }
        }
    }
    assert!(some > 60, "searches that find some and not all: {some}");
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn a_filing_is_found_by_its_names_its_number_and_its_siret() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let id = app.filed(owner, "emergence", 1).await;
    let row = laureat::features::dossiers::store::load_dossier(app.app.db.reader(), id).await.unwrap();
    let siret = format!("{} {}", &row.lead_siret[..9], &row.lead_siret[9..]);
    for text in [row.number(), &row.project_name.to_uppercase(), &row.lead_name, &row.lead_siret, &siret, "1"] {
        assert_eq!(found(&app, call, text).await, [id], "{text}");
    }
    for text in ["2013-0002", "introuvable", "%", "' OR 1=1"] {
        assert_eq!(found(&app, call, text).await, [], "{text}");
    }
    app.finish().await;
}
