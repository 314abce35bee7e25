//! Further calls, copied from the first large one by the database itself.

use laureat::{app::App, features::calls};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};

use super::{Args, Done, RUNNING, import, large};

/// Findings of each dossier.
const RULES: i64 = 4;

/// The identifier of a copy: its first four digits say which call.
fn moved(backend: DbBackend, column: &str, call: u16) -> String {
    match backend {
        DbBackend::Sqlite => format!("unhex('{call:04x}' || substr(hex({column}), 5))"),
        _ => format!("('{call:04x}' || substr({column}::text, 5))::uuid"),
    }
}

fn literal(backend: DbBackend, id: uuid::Uuid) -> String {
    match backend {
        DbBackend::Sqlite => format!("X'{}'", id.simple()),
        _ => format!("'{id}'::uuid"),
    }
}

/// Filings with short answers, one for each track: readable under the revision of the first large call.
async fn short_filing(app: &App, bulk: &DatabaseConnection) -> Done {
    use domain::{canonical, form::QuestionKind};
    use laureat::db::entities::submission;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    let call = calls::store::load_by_slug(app.db.reader(), RUNNING).await?;
    bulk.execute_unprepared("CREATE TEMPORARY TABLE short (track TEXT PRIMARY KEY, snapshot TEXT, digest TEXT)")
        .await?;
    for track in &call.definition.tracks {
        let row = laureat::db::entities::dossier::Entity::find()
            .filter(laureat::db::entities::dossier::Column::CallId.eq(call.id.uuid()))
            .filter(laureat::db::entities::dossier::Column::TrackCode.eq(track.code.as_str()))
            .filter(laureat::db::entities::dossier::Column::SubmissionId.is_not_null())
            .order_by_asc(laureat::db::entities::dossier::Column::Serial)
            .one(bulk)
            .await?
            .and_then(|row| row.submission_id)
            .ok_or("a track without a dossier")?;
        let filing = submission::Entity::find_by_id(row).one(bulk).await?.ok_or("no filing")?;
        let mut text: serde_json::Value = serde_json::from_str(&filing.snapshot)?;
        for question in call.definition.form.questions() {
            let long = matches!(
                question.kind,
                QuestionKind::LongText { .. } | QuestionKind::Budget { .. } | QuestionKind::Table { .. }
            );
            if let Some(answers) = text["answers"].as_object_mut().filter(|_| long) {
                answers.remove(&question.code);
            }
        }
        let text = canonical::to_text(&text)?;
        let digest = canonical::sha256_hex(text.as_bytes());
        let sql = format!("INSERT INTO short VALUES ('{}', '{}', '{digest}')", track.code, text.replace('\'', "''"));
        bulk.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Writes as many calls as are asked for.
pub async fn insert(app: &App, bulk: &DatabaseConnection, args: &Args, say: &impl Fn(&str)) -> Done {
    if args.calls <= 2 {
        return Ok(());
    }
    short_filing(app, bulk).await?;
    let source = calls::store::load_by_slug(app.db.reader(), RUNNING).await?;
    for index in 3..=args.calls {
        let slug = format!("appel-{index:03}");
        if calls::store::find_by_slug(app.db.reader(), &slug).await?.is_some() {
            continue;
        }
        let call = import(app, &slug, index).await?;
        let loaded = calls::store::load(app.db.reader(), call).await?;
        large::insert_people(app, bulk, call).await?;
        bulk.execute_unprepared("BEGIN").await?;
        for sql in statements(bulk.get_database_backend(), index, &source, &loaded) {
            bulk.execute_unprepared(&sql).await?;
        }
        bulk.execute_unprepared("COMMIT").await?;
        if index % 10 == 0 {
            say(&slug);
        }
    }
    Ok(())
}

fn statements(
    backend: DbBackend,
    index: u16,
    source: &calls::store::LoadedCall,
    call: &calls::store::LoadedCall,
) -> Vec<String> {
    let new = |column: &str| moved(backend, column, index);
    let (from, to) = (literal(backend, source.id.uuid()), literal(backend, call.id.uuid()));
    let revision = literal(backend, call.revision.uuid());
    let prefix = &call.definition.number_prefix;
    let of_call = format!("dossier_id IN (SELECT id FROM dossiers WHERE call_id = {from})");
    let reviews = format!(
        "review_id IN (SELECT r.id FROM reviews r JOIN assignments a ON a.id = r.assignment_id WHERE a.call_id = {from})"
    );
    let seq = |letter: char| new(&format!("{letter}.id"));
    let (job, mail) = (seq('d'), seq('d'));
    vec![
        format!(
            "INSERT INTO dossiers (id, call_id, revision_id, owner_id, track_code, state, editing, number, serial, project_name,
                lead_name, lead_siret, lead_siren, departments, requested_cents, eligible_base_cents, filed_at,
                submission_id, created_at, updated_at)
             SELECT {}, {to}, {revision}, owner_id, track_code, state, editing, '{prefix}' || substr(number, 5), serial, project_name,
                lead_name, lead_siret, lead_siren, departments, requested_cents, eligible_base_cents, filed_at,
                {}, created_at, updated_at FROM dossiers WHERE call_id = {from}",
            new("id"),
            new("submission_id"),
        ),
        format!(
            "INSERT INTO dossier_words (call_id, word, dossier_id)
             SELECT {to}, word, {} FROM dossier_words WHERE call_id = {from}",
            new("dossier_id"),
        ),
        format!(
            "INSERT INTO submissions (id, dossier_id, number, snapshot, digest, filed_at, filed_by, event_seq, event_hash,
                receipt_key, print_key)
             SELECT {}, {}, s.number, t.snapshot, t.digest, s.filed_at, s.filed_by, 0, '', s.receipt_key, s.print_key
             FROM submissions s JOIN dossiers d ON d.submission_id = s.id JOIN short t ON t.track = d.track_code
             WHERE d.call_id = {from}",
            new("s.id"),
            new("s.dossier_id"),
        ),
        format!(
            "INSERT INTO findings (submission_id, rule, dossier_id, position, outcome, evidence, decision, motive,
                decided_by, decided_at)
             SELECT {}, rule, {}, position, outcome, evidence, decision, motive, decided_by, decided_at
             FROM findings WHERE position < {RULES} AND {of_call}",
            new("submission_id"),
            new("dossier_id"),
        ),
        format!(
            "INSERT INTO admissibility_verdicts (dossier_id, kind, favourable, motive, decided_by, decided_at)
             SELECT {}, kind, favourable, motive, decided_by, decided_at FROM admissibility_verdicts WHERE {of_call}",
            new("dossier_id"),
        ),
        format!(
            "INSERT INTO assignments (id, call_id, dossier_id, reviewer_id, state, reason, assigned_at, ended_at)
             SELECT {}, {to}, {}, reviewer_id, state, reason, assigned_at, ended_at FROM assignments WHERE call_id = {from}",
            new("id"),
            new("dossier_id"),
        ),
        format!(
            "INSERT INTO reviews (id, assignment_id, dossier_id, reviewer_id, overall, version, saved_at, submitted_at)
             SELECT {}, {}, {}, reviewer_id, '', version, saved_at, submitted_at FROM reviews WHERE {of_call}",
            new("id"),
            new("assignment_id"),
            new("dossier_id"),
        ),
        format!(
            "INSERT INTO scores (review_id, criterion, half_points, comment, version, saved_at)
             SELECT {}, criterion, half_points, '', version, saved_at FROM
                (SELECT *, row_number() OVER (PARTITION BY review_id ORDER BY criterion) AS place FROM scores WHERE {reviews}) x
             WHERE place <= 2",
            new("review_id"),
        ),
        format!(
            "INSERT INTO jobs (id, kind, payload, state, attempts, run_at, locked_until, last_error, created_at, finished_at)
             SELECT {job}, 'make_receipt', '{{}}', 'done', 1, filed_at, NULL, NULL, filed_at, filed_at + 2000000
             FROM dossiers d WHERE call_id = {from} AND filed_at IS NOT NULL",
        ),
        format!(
            "INSERT INTO mails (id, message, recipient, subject, body_text, body_html, created_at, sent_at)
             SELECT {mail}, 'receipt', 'porteur@example.org', 'Récépissé', 'Texte', '<p>Texte</p>', filed_at, filed_at + 3000000
             FROM dossiers d WHERE call_id = {from} AND filed_at IS NOT NULL",
        ),
    ]
}
