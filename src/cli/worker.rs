//! `laureat worker`: the jobs alone, for installations with several processes.

use tokio::sync::watch;

use super::{Failure, Outcome};
use crate::{config::Config, worker};

/// Works until told to stop; the job at hand is finished first.
pub(super) async fn run(config: Config) -> Outcome {
    let app = super::open(config).await?;
    let _place = super::company::look_around(&app.config);
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(worker::serve(app.clone(), stopped));
    eprintln!("Les tâches en attente sont faites au fur et à mesure.");
    super::serve::asked_to_stop().await;
    stop.send_replace(true);
    jobs.await.map_err(|e| Failure::Failed(format!("le travail de fond s’est mal terminé : {e}")))?;
    app.db.close().await?;
    Ok(())
}
