//! The program, as a process of its own.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{Done, Site};

/// A process that answers.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts it on a free port of this machine, and waits until it answers.
    pub async fn start(site: &Site) -> Done<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut server = Self { child: spawn(site, address)?, address };
        server.wait().await?;
        Ok(server)
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The processor time that it took so far, in user and in system mode.
    pub fn processor(&self) -> Done<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // After the name, which may hold anything and ends with the last bracket: times are the 12th and the 13th field.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
        let a_second = rustix::param::clock_ticks_per_second();
        Ok(Duration::from_millis((ticks(11) + ticks(12)) * 1_000 / a_second.max(1)))
    }

    /// Ends it without warning.
    pub fn kill(&mut self) -> Done {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again on the same port.
    pub async fn restart(&mut self, site: &Site) -> Done {
        self.child = spawn(site, self.address)?;
        self.wait().await
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(&mut self) -> Done {
        kill_process(Pid::from_child(&self.child), Signal::TERM)?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.kill()
    }

    async fn wait(&mut self) -> Done {
        let client = reqwest::Client::new();
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the program has ended: {status}").into());
            }
            let asked = client.get(format!("http://{}/healthz", self.address)).timeout(Duration::from_secs(2)).send();
            if asked.await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.kill()?;
        Err("the program does not answer".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whatever happened, no process of ours stays.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn spawn(site: &Site, address: SocketAddr) -> Done<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(site.storage.join("server.log"))?;
    Ok(Command::new(&site.program)
        .arg("serve")
        .env("LAUREAT__HTTP__BIND", address.to_string())
        .env("LAUREAT__HTTP__BASE_URL", format!("http://{address}"))
        .env("LAUREAT__DATABASE__URL", &site.database)
        .env("LAUREAT__STORAGE__FOLDER", site.storage.join("files"))
        .env("LAUREAT__MAIL__FOLDER", site.storage.join("mail"))
        .env("LAUREAT__LOG__FILTER", "warn")
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()?)
}
