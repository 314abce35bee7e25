//! `dev.templates`: pages, styles and texts that somebody works on show at the next request, in a real process.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// A served site, ended with the test.
struct Served(Child, String);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Served {
    fn start(folder: &Path) -> Self {
        let laureat = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_laureat"));
            command
                .current_dir(folder)
                .env("LAUREAT__DATABASE__URL", format!("sqlite://{}", folder.join("dev.db").display()))
                .env("LAUREAT__HTTP__BIND", "127.0.0.1:0")
                .env("LAUREAT__DEV__TEMPLATES", folder.join("templates"))
                .env_remove("LAUREAT_CONFIG");
            command
        };
        assert!(laureat().arg("migrate").output().unwrap().status.success());
        let mut child = laureat().args(["serve", "--no-worker"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .find_map(|line| Some(line.unwrap().split_once("écoute sur ")?.1.trim_end_matches(')').to_owned()))
            .unwrap();
        // What is still said is read, so that the program never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, address)
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.1).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks until the answer says something: a change shows within a fraction of a second.
    fn must_say(&self, path: &str, words: &str) -> String {
        for _ in 0..50 {
            let answer = self.get(path);
            if answer.contains(words) {
                return answer;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("{path} does not say {words}: {}", self.get(path))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_changed_page_text_or_style_shows_without_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let site = Served::start(folder.path());
    let before = site.must_say("/", "Appels à projets");
    let change = |name: &str, from: &str, to: &str| {
        let path = templates.join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name} does not hold {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    };

    change("locales/fr/calls.ftl", "calls-index-title = Appels à projets", "calls-index-title = Tous nos appels");
    site.must_say("/", "Tous nos appels");
    change("pages/calls/index.html", "{% block main %}", "{% block main %}<p>À l’essai</p>");
    site.must_say("/", "<p>À l’essai</p>");
    change("assets/css/02-base.css", "", "/* à l’essai */");
    let after = site.must_say("/", "app.css?v=");
    let style = |page: &str| page.split_once("/assets/app.css?v=").unwrap().1[..12].to_owned();
    assert_ne!(style(&before), style(&after), "the address of the style says that it changed");
    site.must_say("/assets/app.css", "à l’essai");
    assert!(site.get("/assets/../locales/fr/calls.ftl").starts_with("HTTP/1.1 404"));

    change("pages/calls/index.html", "<p>À l’essai</p>", "{{ nothing");
    let broken = site.must_say("/", "HTTP/1.1 503");
    // Not even the page of failures can be made then; the log says why.
    assert!(!broken.contains("nothing"), "a page that cannot be made tells nothing of the inside: {broken}");
    change("pages/calls/index.html", "{{ nothing", "");
    site.must_say("/", "HTTP/1.1 200");
}
