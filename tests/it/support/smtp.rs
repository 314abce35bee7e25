//! A mail server in the test process: it speaks just enough SMTP to accept, to refuse, to be silent and to break off.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the server behaves from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes every mail.
    Accepts,
    /// It answers `RCPT` with this line.
    AnswersRecipients(&'static str),
    /// It answers `AUTH` with this line.
    AnswersPasswords(&'static str),
    /// It takes the connection and says nothing.
    Silent,
    /// It sends one letter of its answer each quarter of a second.
    Dribbles,
    /// It closes the connection after so many lines of a mail.
    CutsWithin(usize),
    /// It keeps the mail and closes the connection before saying so.
    CutsAfter,
}

/// The server; it stops when the test ends.
#[derive(Clone)]
pub struct SmtpServer {
    /// The setting `mail.smtp_url`.
    pub url: String,
    manner: Arc<Mutex<Manner>>,
    received: Arc<Mutex<Vec<Vec<u8>>>>,
    connections: Arc<AtomicUsize>,
}

impl SmtpServer {
    /// Listens on a free port of this machine.
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://laureat:5ecr3t@{}", listener.local_addr().unwrap());
        let server =
            Self { url, manner: Arc::new(Mutex::new(manner)), received: Arc::default(), connections: Arc::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.connections.fetch_add(1, Ordering::SeqCst);
                let one = serving.clone();
                tokio::spawn(async move { one.talk(stream).await });
            }
        });
        server
    }

    /// Behaves otherwise from now on.
    pub fn now(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// The mails that it kept.
    pub fn received(&self) -> Vec<Vec<u8>> {
        self.received.lock().unwrap().clone()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn manner(&self) -> Manner {
        *self.manner.lock().unwrap()
    }

    /// A client who goes away ends the talk: nothing here is an error.
    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        match self.manner() {
            Manner::Silent => {
                while lines.next_line().await.ok()?.is_some() {}
                return None;
            }
            Manner::Dribbles => loop {
                write.write_all(b"2").await.ok()?;
                tokio::time::sleep(std::time::Duration::from_millis(250)).await;
            },
            _ => write.write_all(b"220 test ESMTP\r\n").await.ok()?,
        }
        while let Some(line) = lines.next_line().await.ok()? {
            let verb: String = line.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
            let answer = match (verb.to_ascii_uppercase().as_str(), self.manner()) {
                ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN",
                ("AUTH", Manner::AnswersPasswords(line)) | ("RCPT", Manner::AnswersRecipients(line)) => line,
                ("AUTH", _) => "235 welcome",
                ("DATA", manner) => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut mail = Vec::new();
                    let mut count = 0;
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        count += 1;
                        if manner == Manner::CutsWithin(count) {
                            return None;
                        }
                        mail.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
                        mail.extend_from_slice(b"\r\n");
                    }
                    self.received.lock().unwrap().push(mail);
                    if manner == Manner::CutsAfter {
                        return None;
                    }
                    "250 kept"
                }
                ("QUIT", _) => "221 bye",
                _ => "250 ok",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
        None
    }
}
