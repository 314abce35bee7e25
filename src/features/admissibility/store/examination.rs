//! Everything that decisions on a dossier rest on: findings, verdicts and the corrected base, with who decided them.

use std::collections::BTreeMap;

use domain::{
    call::Verdict,
    dossier::verdicts::{FindingDecision, Ruling, Sense},
    ids::{DossierId, SubmissionId, UserId},
    money::Cents,
    rules::{Finding, FindingOutcome},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::Examined;
use crate::{
    db::entities::{admissibility_verdict, base_correction, finding, user},
    error::{AppError, AppResult},
    features::{
        calls::store::{self as calls, LoadedCall},
        dossiers::store::{Submission, load_submission_of},
    },
};

/// A finding with what was decided of it.
#[derive(Clone, Debug)]
pub struct DecidedFinding {
    /// What the machine found.
    pub finding: Finding,
    /// What the officer decided.
    pub decision: Option<FindingDecision>,
    /// Their motive; may be empty for a confirmation.
    pub motive: String,
    /// Who and when.
    pub decided: Option<(UserId, Instant)>,
}

/// One of the two verdicts.
#[derive(Clone, Debug)]
pub struct GivenVerdict {
    /// Which.
    pub verdict: Verdict,
    /// Its sense.
    pub ruling: Ruling,
    /// Why.
    pub motive: String,
    /// Who gave it.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Instant,
}

/// A corrected eligible base.
#[derive(Clone, Debug)]
pub struct BaseCorrection {
    /// The amount.
    pub base: Cents,
    /// Why.
    pub motive: String,
    /// Who corrected it.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Instant,
}

/// Everything that decisions on a dossier rest on.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The dossier.
    pub dossier: Examined,
    /// The call as it is now, for its calendar.
    pub call: LoadedCall,
    /// The filing, with the call as it was then: its rules are those that count.
    pub filing: Submission,
    /// Findings, in the order of the rules.
    pub findings: Vec<DecidedFinding>,
    /// Verdicts given.
    pub verdicts: BTreeMap<Verdict, GivenVerdict>,
    /// The corrected base.
    pub correction: Option<BaseCorrection>,
    /// Charges that the applicant declared.
    pub declared: Cents,
    /// Names of everybody who decided something on the dossier.
    pub names: BTreeMap<UserId, String>,
}

/// Loads what decisions on a dossier rest on.
///
/// # Errors
/// When the database does not answer or a row cannot be read.
pub async fn load_examination(conn: &impl ConnectionTrait, dossier: Examined) -> AppResult<Examination> {
    let call = calls::load(conn, dossier.call).await?;
    examine(conn, dossier, call).await
}

/// The same for a call that was read already.
///
/// # Errors
/// As [`load_examination`].
pub async fn examine(conn: &impl ConnectionTrait, dossier: Examined, call: LoadedCall) -> AppResult<Examination> {
    let mut names = BTreeMap::new();
    let findings = list_findings(conn, dossier.submission, &mut names).await?;
    let (verdicts, correction) = list_given(conn, dossier.id, &mut names).await?;
    let filing = load_submission_of(conn, &call, dossier.submission).await?;
    let declared = declared_charges(&filing);
    Ok(Examination { dossier, call, filing, findings, verdicts, correction, declared, names })
}

/// A finding with the name of who decided it.
#[derive(FromQueryResult)]
struct NamedFinding {
    #[sea_orm(nested)]
    finding: finding::Model,
    name: Option<String>,
}

async fn list_findings(
    conn: &impl ConnectionTrait,
    filing: SubmissionId,
    names: &mut BTreeMap<UserId, String>,
) -> AppResult<Vec<DecidedFinding>> {
    let rows = finding::Entity::find()
        .left_join(user::Entity)
        .column_as(Expr::col((user::Entity, user::Column::Name)), "name")
        .filter(finding::Column::SubmissionId.eq(filing.uuid()))
        .order_by_asc(finding::Column::Position)
        .into_model::<NamedFinding>()
        .all(conn)
        .await?;
    let read = |NamedFinding { finding, name }: NamedFinding| {
        names.extend(finding.decided_by.map(UserId::from_uuid).zip(name));
        decided(finding)
    };
    rows.into_iter().map(read).collect()
}

fn decided(row: finding::Model) -> AppResult<DecidedFinding> {
    let outcome =
        FindingOutcome::parse(&row.outcome).ok_or_else(|| AppError::internal(format!("finding {}", row.rule)))?;
    let sense =
        |word: &str| Sense::parse(word).ok_or_else(|| AppError::internal(format!("finding decided « {word} »")));
    let decision = row.decision.as_deref().map(sense).transpose()?.map(|sense| match sense {
        Sense::Confirmed => FindingDecision::Confirmed,
        Sense::Overridden => FindingDecision::Overridden { motive: row.motive.clone() },
    });
    Ok(DecidedFinding {
        finding: Finding { rule: row.rule, outcome, evidence: serde_json::from_str(&row.evidence)? },
        decision,
        motive: row.motive,
        decided: row.decided_by.zip(row.decided_at).map(|(by, at)| (UserId::from_uuid(by), Instant::from_micros(at))),
    })
}

/// A verdict or the corrected base (whose kind is `base`), with the name of who gave it.
#[derive(FromQueryResult)]
struct Given {
    kind: String,
    favourable: bool,
    base: i64,
    motive: String,
    decided_by: Uuid,
    decided_at: i64,
    name: String,
}

/// What was decided of a dossier in one table: kind, sense and base as told, then the columns of motive, author and
/// instant, with the name of the author.
fn given_in<E: EntityTrait>(table: E, told: [Expr; 3], columns: [E::Column; 3], of_dossier: Expr) -> SelectStatement {
    let [kind, favourable, base] = told;
    let author = Expr::col((table, columns[1]));
    Query::select()
        .expr_as(kind, "kind")
        .expr_as(favourable, "favourable")
        .expr_as(base, "base")
        .columns(columns)
        .column((user::Entity, user::Column::Name))
        .from(table)
        .inner_join(user::Entity, Expr::col((user::Entity, user::Column::Id)).eq(author))
        .and_where(of_dossier)
        .to_owned()
}

/// The verdicts and the corrected base of a dossier, in one query.
async fn list_given(
    conn: &impl ConnectionTrait,
    id: DossierId,
    names: &mut BTreeMap<UserId, String>,
) -> AppResult<(BTreeMap<Verdict, GivenVerdict>, Option<BaseCorrection>)> {
    use admissibility_verdict::Column as V;
    use base_correction::Column as B;
    let base = given_in(
        base_correction::Entity,
        [Expr::val("base"), Expr::val(true), Expr::col(B::BaseCents)],
        [B::Motive, B::DecidedBy, B::DecidedAt],
        B::DossierId.eq(id.uuid()),
    );
    let both = given_in(
        admissibility_verdict::Entity,
        [Expr::col(V::Kind), Expr::col(V::Favourable), Expr::val(0_i64)],
        [V::Motive, V::DecidedBy, V::DecidedAt],
        V::DossierId.eq(id.uuid()),
    )
    .union(UnionType::All, base)
    .to_owned();
    let (mut verdicts, mut correction) = (BTreeMap::new(), None);
    for row in conn.query_all(&both).await? {
        let Given { kind, favourable, base, motive, decided_by, decided_at, name } =
            Given::from_query_result(&row, "")?;
        let (decided_by, decided_at) = (UserId::from_uuid(decided_by), Instant::from_micros(decided_at));
        names.insert(decided_by, name);
        match Verdict::parse(&kind) {
            Some(verdict) => {
                let ruling = if favourable { Ruling::Favourable } else { Ruling::Unfavourable };
                verdicts.insert(verdict, GivenVerdict { verdict, ruling, motive, decided_by, decided_at });
            }
            None => correction = Some(BaseCorrection { base: Cents(base), motive, decided_by, decided_at }),
        }
    }
    Ok((verdicts, correction))
}

/// All charges in money of the budget that was filed.
fn declared_charges(filing: &Submission) -> Cents {
    let figures = filing.definition.form.figures(&filing.snapshot.answers);
    figures.map(|figures| figures.eligible_base()).unwrap_or_default()
}
