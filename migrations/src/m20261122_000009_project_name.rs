//! What a dossier is called is the name of its project, whatever the call.

crate::migration!(
    "m20261122_000009_project_name",
    up: &["ALTER TABLE dossiers RENAME COLUMN pole_name TO project_name"],
    down: &["ALTER TABLE dossiers RENAME COLUMN project_name TO pole_name"]
);
