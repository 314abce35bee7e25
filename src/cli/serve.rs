//! `laureat serve`: the site, and the worker beside it.

use std::net::SocketAddr;

use tokio::{net::TcpListener, sync::watch};

use super::{Failure, Outcome};
use crate::{app::App, config::Config, routes, worker};

/// Arguments of `serve`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// N’ouvre que le site ; lancez « laureat worker » à côté
    #[arg(long)]
    no_worker: bool,
}

/// Serves until told to stop; running requests and the job at hand are finished first.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    let app = super::open(config).await?;
    let _place = super::company::look_around(&app.config);
    open_site(app, !args.no_worker).await
}

/// Opens the site, and the worker beside it when asked to, until told to stop.
pub(super) async fn open_site(app: App, with_worker: bool) -> Outcome {
    let bind = app.config.http.bind.clone();
    let listener = TcpListener::bind(&bind)
        .await
        .map_err(|e| Failure::Failed(format!("impossible d’écouter sur {bind} (réglage « http.bind ») : {e}")))?;
    let (stop, stopped) = watch::channel(false);
    let jobs = with_worker.then(|| tokio::spawn(worker::serve(app.clone(), stopped)));
    eprintln!("Lauréat est ouvert : {} (écoute sur {})", app.config.http.base_url, listener.local_addr()?);
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await?;
    stop.send_replace(true);
    if let Some(jobs) = jobs {
        jobs.await.map_err(|e| Failure::Failed(format!("le travail de fond s’est mal terminé : {e}")))?;
    }
    app.db.close().await?;
    eprintln!("Lauréat est fermé.");
    Ok(())
}

/// Waits for an interruption (Ctrl-C) or a termination.
pub(super) async fn asked_to_stop() {
    use tokio::signal::{
        ctrl_c,
        unix::{SignalKind, signal},
    };
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "termination signals cannot be received");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = ctrl_c() => {}
        () = terminated => {}
    }
    eprintln!("Arrêt demandé : les demandes en cours se terminent.");
}
