//! A person before the deadline: seven times in ten they save an answer, twice they join a file, once they file.

use std::{net::SocketAddr, time::Instant};

use domain::canonical::sha256_hex;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use tokio::sync::Mutex;

use super::{
    Plan,
    ledger::{End, Entry, Ledger},
    people::Person,
};

const BOUNDARY: &str = "----laureat-peak";
/// Pieces that take several files, and how many of each one person joins.
const PIECES: [(&str, usize); 5] =
    [("lettres-membres", 12), ("devis", 8), ("cofinancement", 5), ("annexes", 3), ("comptes", 3)];

/// A session.
pub struct Session {
    client: Client,
    base: String,
    person: Person,
    rank: usize,
    acts: usize,
    joined: usize,
    /// The dossier is filed, or may be: it must be reopened before it is edited.
    filed: bool,
    upload_bytes: usize,
    only_saves: bool,
    question: String,
}

impl Session {
    /// Of a person who is signed in.
    pub fn new(client: Client, address: SocketAddr, person: Person, rank: usize, plan: &Plan) -> Self {
        let base = format!("http://{address}/dossiers/{}", person.dossier);
        Self {
            client,
            base,
            person,
            rank,
            acts: 0,
            joined: 0,
            filed: false,
            upload_bytes: plan.upload_bytes,
            only_saves: plan.only_saves,
            question: plan.question.clone(),
        }
    }

    /// Does the next thing.
    pub async fn act(&mut self, ledger: &Mutex<Ledger>) {
        // Each person begins elsewhere in the same round of ten.
        let turn = (self.acts + self.rank * 7) % 10;
        self.acts += 1;
        if self.only_saves {
            return self.save(ledger).await;
        }
        if turn == 9 {
            return self.file(ledger).await;
        }
        if self.filed && !self.reopen(ledger).await {
            return;
        }
        match turn {
            3 | 6 => self.join(ledger).await,
            _ => self.save(ledger).await,
        }
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.base)).header("cookie", &self.person.cookie)
    }

    /// Sends a form of plain fields.
    fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut body = format!("csrf={}", self.person.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encode(value)));
        }
        self.post(path).header("content-type", "application/x-www-form-urlencoded").body(body)
    }

    async fn save(&mut self, ledger: &Mutex<Ledger>) {
        let value = format!("Pôle {} version {}", self.rank, self.acts);
        let dossier = self.person.dossier.to_string();
        let version = self.person.version.to_string();
        let versioned = format!("v.{}", self.question);
        let fields =
            [(self.question.as_str(), value.as_str()), (&versioned, &version), ("field", self.question.as_str())];
        let request = self.form(&format!("/etapes/{}", self.person.step), &fields).header("x-requested-with", "fetch");
        let began = Instant::now();
        let answer = request.send().await;
        let end = match answer {
            Err(error) => End::Silence(error.to_string()),
            Ok(response) if response.status() == StatusCode::CONFLICT => {
                // A save that was not answered before the program went down had been written.
                self.person.version += 1;
                let known = ledger.lock().await.doubtful.contains_key(&dossier);
                if known { return } else { End::Wrong("somebody else has written".into()) }
            }
            Ok(response) => match read_version(response).await {
                Ok(version) => {
                    self.person.version = version;
                    ledger.lock().await.acknowledge(Entry::Saved {
                        dossier: dossier.clone(),
                        value: value.clone(),
                        version,
                    });
                    End::Done
                }
                Err(end) => end,
            },
        };
        let mut ledger = ledger.lock().await;
        if matches!(end, End::Silence(_)) {
            ledger.doubtful.entry(dossier).or_default().push(value);
        }
        ledger.ended("save", began, end);
    }

    async fn join(&mut self, ledger: &Mutex<Ledger>) {
        let mut left = self.joined;
        let Some((piece, _)) = PIECES.iter().find(|(_, most)| {
            if left < *most {
                true
            } else {
                left -= most;
                false
            }
        }) else {
            return self.save(ledger).await;
        };
        self.joined += 1;
        let file = content(self.rank, self.joined, self.upload_bytes);
        let sha256 = sha256_hex(&file);
        let mut body = Vec::with_capacity(file.len() + 600);
        for (name, value) in [("csrf", self.person.csrf.as_str()), ("piece", piece)] {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"piece-{}.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n",
            self.joined
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(&file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request =
            self.post("/documents").header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        let began = Instant::now();
        let end = redirected(request.body(body).send().await, "#piece-").await;
        let mut ledger = ledger.lock().await;
        if matches!(end, End::Done) {
            ledger.acknowledge(Entry::Joined { dossier: self.person.dossier.to_string(), sha256 });
        }
        ledger.ended("join a file", began, end);
    }

    async fn file(&mut self, ledger: &Mutex<Ledger>) {
        if self.filed && !self.reopen(ledger).await {
            return;
        }
        let began = Instant::now();
        let end = redirected(self.form("/depot", &[]).send().await, "/recepisse").await;
        self.filed = !matches!(end, End::Wrong(_));
        let done = matches!(end, End::Done);
        ledger.lock().await.ended("file", began, end);
        if !done {
            return;
        }
        let began = Instant::now();
        let receipt = match self
            .client
            .get(format!("{}/recepisse", self.base))
            .header("cookie", &self.person.cookie)
            .send()
            .await
        {
            Ok(response) if response.status().is_success() => response.text().await.ok(),
            _ => None,
        };
        let read = receipt.as_deref().and_then(|page| Some((number(page)?, digest(page)?)));
        let end = match (&receipt, &read) {
            (Some(_), Some(_)) => End::Done,
            (Some(_), None) => End::Wrong("the receipt says no number or no digest".into()),
            (None, _) => End::Silence("no receipt".into()),
        };
        let mut ledger = ledger.lock().await;
        ledger.acknowledge(Entry::Filed { dossier: self.person.dossier.to_string(), receipt: read });
        ledger.ended("read the receipt", began, end);
    }

    /// Reopens the filed dossier, and says whether it can be edited now.
    async fn reopen(&mut self, ledger: &Mutex<Ledger>) -> bool {
        let began = Instant::now();
        let end = redirected(self.form("/reouverture", &[]).send().await, "/dossiers/").await;
        if matches!(end, End::Done) {
            self.filed = false;
        }
        ledger.lock().await.ended("reopen", began, end);
        !self.filed
    }
}

async fn read_version(response: Response) -> Result<i64, End> {
    let status = response.status();
    let text = response.text().await.map_err(|error| End::Silence(error.to_string()))?;
    let said: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    match said.and_then(|said| said.get("version")?.as_i64()) {
        Some(version) if status.is_success() => Ok(version),
        _ => Err(End::Wrong(format!("{status}: {}", text.chars().take(200).collect::<String>()))),
    }
}

/// The right answer to a form is to be sent on to such an address.
async fn redirected(answer: Result<Response, reqwest::Error>, to: &str) -> End {
    match answer {
        Err(error) => End::Silence(error.to_string()),
        Ok(response) => {
            let status = response.status();
            let location = response.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
            if status == StatusCode::SEE_OTHER && location.contains(to) {
                return End::Done;
            }
            let location = location.to_owned();
            match response.text().await {
                Ok(text) => {
                    let words = text.split("error-summary").nth(1).unwrap_or_default();
                    End::Wrong(format!("{status} {location} {}", words.chars().take(300).collect::<String>()))
                }
                Err(error) => End::Silence(error.to_string()),
            }
        }
    }
}

/// A file that begins as a PDF does, and is like no other.
fn content(rank: usize, nth: usize, bytes: usize) -> Vec<u8> {
    let mut file = format!("%PDF-1.7\n% {rank} {nth}\n").into_bytes();
    let mut state = (rank as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ nth as u64;
    while file.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        file.extend_from_slice(&state.to_le_bytes());
    }
    file
}

/// The first digest on a page.
fn digest(page: &str) -> Option<String> {
    page.split("app-mono\">").skip(1).find_map(|rest| {
        let found: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        (found.len() == 64).then_some(found)
    })
}

/// The first number of a dossier on a page: « 2999-0042 ».
fn number(page: &str) -> Option<String> {
    page.split("2999-").skip(1).find_map(|rest| {
        let found: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (found.len() >= 4).then(|| format!("2999-{found}"))
    })
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
