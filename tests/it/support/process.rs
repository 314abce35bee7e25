//! The real program in processes of its own: started, read, killed.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::Response,
};
use tempfile::TempDir;

use super::Client;

/// How long a test waits for something that happens in another process.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again and again until the answer is yes; fails when it never is.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !holds().await {
        assert!(begin.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A process of the program; it is killed when the test ends.
pub struct Process {
    child: Child,
    said: Arc<Mutex<String>>,
    folder: TempDir,
}

impl Process {
    /// Starts the program on a database, in an empty folder, with these settings only.
    pub fn start(arguments: &[&str], database: &str, settings: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = program(arguments, database, folder.path());
        command.env("LAUREAT__HTTP__BIND", "127.0.0.1:0").env("LAUREAT__HTTP__SECURE_COOKIES", "false");
        command.envs(settings.iter().copied());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()).lines(), said.clone());
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut heard = heard.lock().unwrap();
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        Self { child, said, folder }
    }

    /// Runs the program to its end: its code of return, what it wrote to standard output and to standard error.
    pub async fn output(arguments: &[&str], database: &str, settings: &[(&str, &str)]) -> (i32, String, String) {
        let folder = TempDir::new().unwrap();
        let mut command = program(arguments, database, folder.path());
        command.envs(settings.iter().copied());
        // Servers of the test answer meanwhile.
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// What it wrote to standard error so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until it has said these words.
    pub async fn says(&mut self, words: &str) {
        let begin = Instant::now();
        while !self.said().contains(words) {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none() || self.said().contains(words), "« {words} » never came: {}", self.said());
            assert!(begin.elapsed() < PATIENCE, "« {words} » not within {PATIENCE:?}: {}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// A browser of the site that this process serves.
    pub async fn browser(&mut self) -> Client {
        self.says("écoute sur ").await;
        let said = self.said();
        let (_, rest) = said.split_once("écoute sur ").unwrap();
        remote(format!("http://{}", rest.split(')').next().unwrap()))
    }

    /// Kills it at once (SIGKILL).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end (SIGTERM), and waits.
    pub async fn end(mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let mut status = None;
        eventually("the process ends", async || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        })
        .await;
        status.unwrap()
    }
}

/// The program on a database, in a folder, without any other setting of this machine.
fn program(arguments: &[&str], database: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laureat"));
    command.args(arguments).current_dir(folder).env_clear().env("LAUREAT__DATABASE__URL", database);
    command.env("LAUREAT__PASSWORDS__MEMORY_KIB", "64").env("LAUREAT__PASSWORDS__ITERATIONS", "1");
    command.env("LAUREAT__DATABASE__MAX_CONNECTIONS", "3");
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = &self.folder;
    }
}

/// A browser of a site elsewhere.
fn remote(base: String) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Client::new(Router::new().fallback(move |request: Request| {
        let (http, base) = (http.clone(), base.clone());
        async move {
            let (parts, body) = request.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            let sent = http.request(parts.method, format!("{base}{}", parts.uri)).headers(parts.headers).body(bytes);
            let answer = sent.send().await.unwrap();
            let mut response = Response::builder().status(answer.status());
            response.headers_mut().unwrap().extend(answer.headers().clone());
            response.body(Body::from(answer.bytes().await.unwrap())).unwrap()
        }
    }))
}
