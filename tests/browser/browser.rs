//! A headless Chromium with its driver, and what people do in it. What is checked of a page stands in `look`.

use std::{
    collections::BTreeSet,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{LoggingPrefsLogLevel, prelude::*};

/// Stops the driver when the test ends, however it ends.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The browser of a person.
pub struct Browser {
    pub(super) driver: WebDriver,
    pub(super) base: String,
    pub(super) journey: &'static str,
    pub(super) looked_at: BTreeSet<String>,
    pub(super) problems: Vec<String>,
    pub(super) axe: Option<String>,
    _process: Driver,
}

fn program(variable: &str, names: &[&str]) -> PathBuf {
    let named = std::env::var(variable).ok().filter(|path| !path.is_empty()).map(PathBuf::from);
    let folders = std::env::var("PATH").unwrap_or_default();
    let mut there = folders.split(':').flat_map(|folder| names.iter().map(move |name| Path::new(folder).join(name)));
    let found = named.or_else(|| there.find(|path| path.is_file()));
    found.unwrap_or_else(|| {
        panic!("{names:?} is missing: install it, or name it in {variable} (see scripts/browser.sh)")
    })
}

fn start_driver() -> (Driver, String) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let path = program("LAUREAT_TEST_CHROMEDRIVER", &["chromedriver"]);
    let mut command = Command::new(path);
    // Without a locale the driver does not find a file whose name has accents.
    command.env("LC_ALL", "C.UTF-8");
    command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
    let driver = Driver(command.spawn().unwrap());
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < deadline, "the driver of the browser does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    (driver, format!("http://127.0.0.1:{port}"))
}

impl Browser {
    /// Opens a browser on a site.
    pub async fn open(base: &str, journey: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let axe = root.join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&axe)
            .unwrap_or_else(|error| panic!("{}: {error}: run scripts/assets.sh", axe.display()));
        // The library of the driver asks for a provider of TLS, even on this machine.
        rustls::crypto::ring::default_provider().install_default().ok();
        let (process, address) = start_driver();
        let mut options = DesiredCapabilities::chrome();
        options
            .set_binary(
                &program("LAUREAT_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
                    .display()
                    .to_string(),
            )
            .unwrap();
        // Containers and root have no sandbox, and little shared memory.
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        ] {
            options.add_arg(flag).unwrap();
        }
        options.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(&address, options).await.unwrap();
        Self {
            driver,
            base: base.into(),
            journey,
            looked_at: BTreeSet::new(),
            problems: Vec::new(),
            axe: Some(axe),
            _process: process,
        }
    }

    /// Closes the browser, and fails with everything that was wrong on the way.
    pub async fn close(self) {
        self.driver.quit().await.unwrap();
        assert!(self.problems.is_empty(), "{} problems:\n{}", self.problems.len(), self.problems.join("\n"));
    }

    /// Goes to an address of the site, or to a whole address of it, and looks at the page.
    pub async fn visit(&mut self, path: &str) {
        self.go(path).await;
        self.look().await;
    }

    /// Goes to an address without looking.
    pub async fn go(&self, path: &str) {
        let path = path.strip_prefix(&self.base).unwrap_or(path);
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path of the current page.
    pub async fn path(&self) -> String {
        self.driver.current_url().await.unwrap().path().to_owned()
    }

    /// Forgets who is signed in.
    pub async fn forget(&self) {
        self.driver.delete_all_cookies().await.unwrap();
    }

    async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css.to_owned())).await {
            Ok(element) => element,
            Err(_) => panic!("{}: nothing matches {css} on the page: {}", self.path().await, self.words().await),
        }
    }

    /// The words of the page.
    pub async fn words(&self) -> String {
        let body = self.driver.find(By::Css("body")).await.unwrap();
        body.text().await.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Fails unless the words stand on the page.
    pub async fn must_say(&self, words: &str) {
        let page = self.words().await;
        assert!(page.contains(words), "{}: « {words} » is missing in: {page}", self.path().await);
    }

    /// Fails unless the field holds this.
    pub async fn must_say_in_field(&self, css: &str, text: &str) {
        assert_eq!(self.find(css).await.value().await.unwrap().as_deref(), Some(text), "{}", self.path().await);
    }

    /// Whether an element is there.
    pub async fn has(&self, css: &str) -> bool {
        !self.driver.find_all(By::Css(css.to_owned())).await.unwrap().is_empty()
    }

    /// Waits until an element is there, or is no more: a script of the page makes it come or go.
    pub async fn until(&self, css: &str, there: bool) {
        for _ in 0..100 {
            if self.has(css).await == there {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{}: {css} is {}there after five seconds", self.path().await, if there { "not " } else { "still " });
    }

    /// Types into a field, over what stands there.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text.to_owned()).await.unwrap();
    }

    /// Gives a file to a field.
    pub async fn attach(&self, css: &str, path: &Path) {
        self.find(css).await.send_keys(path.display().to_string()).await.unwrap();
    }

    /// Clicks on an element that stays on the page: a box to tick, a choice.
    pub async fn tick(&self, css: &str) {
        let element = self.find(css).await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
    }

    /// Ticks every element that matches.
    pub async fn tick_each(&self, css: &str) {
        let script =
            "const all = document.querySelectorAll(arguments[0]); all.forEach(e => e.click()); return all.length;";
        let ticked = self.driver.execute(script, vec![json!(css)]).await.unwrap();
        assert!(ticked.json().as_u64() > Some(0), "{}: nothing matches {css}", self.path().await);
    }

    /// Types the same text into every field that matches.
    pub async fn fill_each(&self, css: &str, text: &str) {
        for field in self.driver.find_all(By::Css(css.to_owned())).await.unwrap() {
            field.clear().await.unwrap();
            field.send_keys(text.to_owned()).await.unwrap();
        }
    }

    /// Clicks on what leads to another page, and looks at that page.
    pub async fn click(&mut self, css: &str) {
        self.follow(css).await;
        self.look().await;
    }

    /// Clicks on what leads to another page, and waits for it.
    pub async fn follow(&self, css: &str) {
        let element = self.find(css).await;
        self.mark().await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
        self.arrive().await;
    }

    /// Switches the scripts of pages off, and with them the accessibility checker.
    pub async fn without_script(&mut self) {
        self.axe = None;
        self.set_scripts("off").await;
    }

    /// Switches the scripts of pages `on` or `off`.
    pub async fn set_scripts(&self, to: &str) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": to == "off" })).await;
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) {
        self.driver.execute(script.to_owned(), vec![]).await.unwrap();
    }

    /// Opens what is folded.
    pub async fn unfold(&self, css: &str) {
        self.tick(&format!("{css} > summary")).await;
    }

    /// Chooses in a list, by value.
    pub async fn choose(&self, css: &str, value: &str) {
        self.tick(&format!("{css} option[value='{value}']")).await;
    }

    /// Presses a key.
    pub async fn key(&self, key: Key) {
        self.driver.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// Types a text where the focus is.
    pub async fn type_there(&self, text: &str) {
        self.driver.action_chain().send_keys(text.to_owned()).perform().await.unwrap();
    }

    /// Presses Tab until the focus is on such an element; each one on the way shows that it has the focus.
    pub async fn tab_to(&mut self, css: &str) {
        let script = "const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
            const shown = s.outlineStyle !== 'none' && s.outlineWidth !== '0px' && s.outlineColor !== 'rgba(0, 0, 0, 0)'
                || s.boxShadow !== 'none';
            const inside = box.width > 1 && box.right > 0 && box.bottom > 0;
            return [e.matches(arguments[0]), e === document.body || shown && inside, e.outerHTML.slice(0, 120)];";
        for _ in 0..80 {
            self.key(Key::Tab).await;
            let answer = self.driver.execute(script, vec![json!(css)]).await.unwrap().json().clone();
            if answer[1] != json!(true) {
                let path = self.path().await;
                self.report(format!("{path}: the focus cannot be seen on {}", answer[2]));
            }
            if answer[0] == json!(true) {
                return;
            }
        }
        panic!("{}: no key leads to {css}", self.path().await);
    }

    /// Presses Enter where the focus is, and looks at the page that follows.
    pub async fn enter(&mut self) {
        self.mark().await;
        self.key(Key::Enter).await;
        self.arrive().await;
        self.look().await;
    }

    /// Marks the document: the one that follows has no mark, that is how we know that it is there.
    async fn mark(&self) {
        self.driver.execute("document.documentElement.dataset.left = 'yes'", vec![]).await.unwrap();
    }

    async fn arrive(&self) {
        let arrived = "return document.readyState === 'complete' && !document.documentElement.dataset.left";
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Ok(answer) = self.driver.execute(arrived, vec![]).await
                && answer.json() == &Value::Bool(true)
            {
                break;
            }
            assert!(Instant::now() < deadline, "{}: the click leads nowhere", self.path().await);
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}
