//! The site, served by this process on a port of its own.

use std::net::SocketAddr;

use laureat::config::Config;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::support::TestApp;

/// A served application with its own database, clock and files.
pub struct Server {
    /// The application: tests move its clock and run its jobs.
    pub app: TestApp,
    /// Address of the site.
    pub base: String,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves a fresh application.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Serves a fresh application with other settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = TestApp::with(|config| {
            config.http.base_url.clone_from(&base);
            change(config);
        })
        .await;
        let service = laureat::routes::router(app.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self { app, base, task }
    }

    /// Stops, and fails when jobs are left.
    pub async fn stop(self) {
        self.task.abort();
        self.app.finish().await;
    }
}
