//! What is checked of a page: its structure, its layout at several widths, accessibility, the focus, the colours of
//! the system, the console. What is wrong is kept and told when the browser closes; pictures are left on the way.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::browser::Browser;

/// Widths at which pages are photographed: a telephone held upright, a tablet, a desk.
pub const WIDTHS: [u32; 3] = [320, 768, 1280];
/// What a desk of 1280 pixels leaves at twice the size. (At four times it is a telephone: 320.)
const TWICE: u32 = 640;
const DESK: u32 = 1280;
/// Rules whose answer depends on the width.
const OF_LAYOUT: [&str; 2] = ["color-contrast", "target-size"];
/// The measures themselves.
const MEASURES: &str = include_str!("look.js");

/// Where pictures of a room go.
pub fn folder(room: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots").join(room)
}

impl Browser {
    /// Looks at a page on a journey, once: the walk over every page looks closer.
    pub async fn look(&mut self) {
        let path = self.path().await;
        let title = self.driver.title().await.unwrap();
        let name = format!("{path} « {title} »");
        self.listen(&name).await;
        // A page that was seen is not looked at again, unless it says something new.
        let errors = self.has(".govuk-error-summary").await;
        if !self.looked_at.insert(format!("{name} {errors}")) {
            return;
        }
        let plain: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let picture = format!("{:02}{}", self.looked_at.len(), plain.trim_end_matches('-'));
        let folder = folder(self.journey);
        self.prepare().await;
        self.measure(&name, "structure()").await;
        for width in [WIDTHS[0], DESK] {
            self.resize(width).await;
            self.measure(&format!("{name} at {width} px"), "layout()").await;
            self.photograph(&folder.join(format!("{picture}-{width}.png")), width, 6_000.0).await;
        }
        self.check_accessibility(&name, &[]).await;
    }

    /// Looks closely at the page: every check, at every width, with pictures `NAME-WIDTH.png`.
    pub async fn inspect(&mut self, room: &str, name: &str) {
        let said = format!("{room}/{name}");
        self.listen(&said).await;
        self.prepare().await;
        self.measure(&said, "structure()").await;
        for width in [WIDTHS[0], TWICE, WIDTHS[1], DESK] {
            self.resize(width).await;
            let there = format!("{said} at {width} px");
            self.measure(&there, "layout()").await;
            if width != TWICE {
                self.check_accessibility(&there, if width == DESK { &[] } else { &OF_LAYOUT }).await;
                self.photograph(&folder(room).join(format!("{name}-{width}.png")), width, 6_000.0).await;
            }
        }
        self.walk_by_keyboard(&said).await;
        let colours = |on: &str| {
            json!({ "features": [
                { "name": "forced-colors", "value": on },
                { "name": "prefers-reduced-motion", "value": if on == "active" { "reduce" } else { "" } },
            ] })
        };
        self.devtools("Emulation.setEmulatedMedia", colours("active")).await;
        self.measure(&said, "forced()").await;
        self.photograph(&folder(room).join(format!("{name}-forced.png")), DESK, 3_000.0).await;
        self.devtools("Emulation.setEmulatedMedia", colours("")).await;
        self.listen(&said).await;
    }

    /// Where the links of the page lead on this site.
    pub async fn links(&self) -> Vec<String> {
        let found = self.driver.execute("return look.links()", vec![]).await.unwrap();
        found.json().as_array().unwrap().iter().filter_map(|link| link.as_str().map(str::to_owned)).collect()
    }

    /// Status of the answer that the page is.
    pub async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.driver.execute(script, vec![]).await.unwrap().json().as_u64().unwrap()
    }

    /// What has been found wrong so far, taken away.
    pub fn take_problems(&mut self) -> Vec<String> {
        std::mem::take(&mut self.problems)
    }

    /// Keeps a problem for the end, and shows it at once: a journey that stops half-way tells what it saw.
    pub fn report(&mut self, problem: String) {
        eprintln!("{problem}");
        self.problems.push(problem);
    }

    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    async fn resize(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Puts the measures and the accessibility checker into the page.
    async fn prepare(&self) {
        self.driver.execute(MEASURES, vec![]).await.unwrap();
        if let Some(axe) = &self.axe {
            self.driver.execute(axe.as_str(), vec![]).await.unwrap();
        }
    }

    async fn measure(&mut self, said: &str, function: &str) {
        let answer = self.driver.execute(format!("return look.{function}"), vec![]).await.unwrap();
        for problem in answer.json().as_array().unwrap() {
            self.report(format!("{said}: {}", problem.as_str().unwrap_or_default()));
        }
    }

    async fn check_accessibility(&mut self, said: &str, rules: &[&str]) {
        if self.axe.is_none() {
            return;
        }
        let script = "const done = arguments[arguments.length - 1]; look.check(arguments[0]).then(done);";
        let rules = if rules.is_empty() { Value::Null } else { json!(rules) };
        let answer = self.driver.execute_async(script, vec![rules]).await.unwrap();
        for finding in answer.json().as_array().unwrap() {
            self.report(format!("{said}: {}", finding.as_str().unwrap_or_default()));
        }
    }

    /// Presses Tab from the top of the page until every control had the focus.
    async fn walk_by_keyboard(&mut self, said: &str) {
        let most = self.driver.execute("return look.begin()", vec![]).await.unwrap().json().as_u64().unwrap();
        let key = json!({ "type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
        for pressed in 1..=most {
            self.devtools("Input.dispatchKeyEvent", key.clone()).await;
            if pressed % 8 == 0 {
                let left = self.driver.execute("return look.left()", vec![]).await.unwrap();
                if left.json() == &json!(0) {
                    break;
                }
            }
        }
        self.measure(said, "end()").await;
    }

    /// What the browser says on its console: a refused style or script, an error of our script.
    async fn listen(&mut self, name: &str) {
        for entry in self.driver.browser_log().await.unwrap() {
            // A page that says 422, 403 or 404 is one that we asked for; so is the one page of a failure.
            let asked = entry.message.contains(" status of 4") || name == "errors/500";
            let expected = entry.message.contains("Failed to load resource") && asked;
            if !expected && matches!(entry.level.as_str(), "SEVERE" | "WARNING") {
                self.report(format!("{name}: console: {}", entry.message));
            }
        }
    }

    /// Leaves a picture of the page, down to a height.
    pub async fn photograph(&self, file: &Path, width: u32, most: f64) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let height = size["cssContentSize"]["height"].as_f64().unwrap_or(900.0).min(most);
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let options = json!({ "captureBeyondViewport": true, "optimizeForSpeed": true, "clip": clip });
        let shot = self.devtools("Page.captureScreenshot", options).await;
        std::fs::write(file, decode_base64(shot["data"].as_str().unwrap())).unwrap();
    }
}

/// Written for a build without optimisation: there are hundreds of pictures.
fn decode_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [0_u32; 256];
    for (value, letter) in (0..).zip(LETTERS) {
        values[usize::from(*letter)] = value;
    }
    let text = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    for four in text.chunks(4) {
        let mut bits = 0;
        for place in 0..4 {
            bits = bits << 6 | four.get(place).map_or(0, |letter| values[usize::from(*letter)]);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
