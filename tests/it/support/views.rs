//! Reads templates as far as it takes to know which fields of which structs they ask for.
//!
//! What is followed: paths such as `page.rows`, loops, `set`, and structs that are handed to components. What comes out
//! of a filter or a literal is not followed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    shapes::{Shape, Shapes},
    source::files,
};

type Names = BTreeMap<String, Shape>;

/// A tag of a template: `{{ … }}` or `{% … %}`.
struct Tag<'a> {
    line: usize,
    text: &'a str,
}

/// What the templates ask for.
pub struct Views<'a> {
    shapes: &'a Shapes,
    sources: BTreeMap<String, String>,
    components: BTreeMap<String, (String, String)>,
    done: BTreeSet<(String, String)>,
    /// Fields that are asked for: struct and name.
    pub used: BTreeSet<(usize, String)>,
    /// Fields that are asked for and do not exist.
    pub unknown: BTreeSet<String>,
}

impl<'a> Views<'a> {
    /// Reads every page with the struct that it is the template of.
    pub fn read(shapes: &'a Shapes) -> Self {
        let mut sources = BTreeMap::new();
        for file in files("templates", ".html").into_iter().chain(files("templates/mail", ".txt")) {
            sources.insert(file.path.trim_start_matches("templates/").to_owned(), without_comments(&file.text));
        }
        Self::of(shapes, sources)
    }

    /// As [`Views::read`], from these templates.
    pub fn of(shapes: &'a Shapes, sources: BTreeMap<String, String>) -> Self {
        let mut views = Self {
            shapes,
            sources,
            components: BTreeMap::new(),
            done: BTreeSet::new(),
            used: BTreeSet::new(),
            unknown: BTreeSet::new(),
        };
        views.components = views.sources.iter().flat_map(|(path, source)| components(path, source)).collect();
        let shell = shapes.find("src/web/page.rs", "ShellView").map_or(Shape::Unknown, Shape::Struct);
        for (index, page) in shapes.structs.iter().enumerate() {
            let Some(template) = &page.template else { continue };
            let Some(source) = views.sources.get(template).cloned() else { continue };
            let names = Names::from([("page".into(), Shape::Struct(index)), ("shell".into(), shell.clone())]);
            views.walk(template, &source, names);
        }
        for (index, mail) in shapes.structs.iter().enumerate() {
            let Some(message) = &mail.message else { continue };
            for part in ["subject.txt", "body.txt", "body.html"] {
                let path = format!("mail/{message}/{part}");
                let Some(source) = views.sources.get(&path).cloned() else { continue };
                views.walk(&path, &source, Names::from([("mail".into(), Shape::Struct(index))]));
            }
        }
        let layout = views.sources.get("layout.html").cloned().unwrap_or_default();
        views.walk("layout.html", &layout, Names::from([("shell".into(), shell)]));
        views
    }

    fn walk(&mut self, path: &str, source: &str, names: Names) {
        let mut scopes = vec![names];
        for tag in tags(source) {
            let place = format!("{path}:{}", tag.line);
            let (word, rest) = tag.text.split_once(char::is_whitespace).unwrap_or((tag.text, ""));
            match word {
                "for" => {
                    let (variables, list) = rest.split_once(" in ").unwrap_or((rest, ""));
                    let item = match self.value(&place, &scopes, list) {
                        Shape::List(item) | Shape::Map(item) => *item,
                        _ => Shape::Unknown,
                    };
                    let last = variables.split(',').next_back().unwrap_or_default().trim();
                    scopes.push(Names::from([(last.to_owned(), item)]));
                }
                "endfor" => drop(scopes.pop()),
                "set" => {
                    let (name, value) = rest.split_once('=').unwrap_or((rest, ""));
                    let shape = self.value(&place, &scopes, value);
                    if let Some(scope) = scopes.last_mut() {
                        scope.insert(name.trim().to_owned(), shape);
                    }
                }
                "component" => scopes.push(Names::new()),
                "endcomponent" => drop(scopes.pop()),
                _ if tag.text.starts_with('<') => self.call(&place, &scopes, tag.text),
                _ => self.expression(&place, &scopes, tag.text),
            }
        }
    }

    /// A component that is handed values.
    fn call(&mut self, place: &str, scopes: &[Names], text: &str) {
        let text = text.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let (component, arguments) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let mut given = Names::new();
        for (name, value) in split_arguments(arguments) {
            let shape = self.value(place, scopes, &value);
            given.insert(name, shape);
        }
        if let Some(shell) = find(scopes, "shell") {
            given.insert("shell".into(), shell);
        }
        let Some((path, body)) = self.components.get(component).cloned() else { return };
        if self.done.insert((component.to_owned(), format!("{given:?}"))) {
            self.walk(&path, &body, given);
        }
    }

    /// The shape of an expression, when it is a path.
    fn value(&mut self, place: &str, scopes: &[Names], text: &str) -> Shape {
        let text = text.trim();
        self.expression(place, scopes, text);
        let path = text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        if path { self.resolve(place, scopes, text).unwrap_or(Shape::Unknown) } else { Shape::Unknown }
    }

    /// Every path of an expression.
    fn expression(&mut self, place: &str, scopes: &[Names], text: &str) {
        for path in paths(text) {
            self.resolve(place, scopes, &path);
        }
    }

    /// Whether a component does without a field: it asks for it only after looking whether it is there.
    fn is_optional(&self, place: &str, path: &str) -> bool {
        let file = place.split(':').next().unwrap_or_default();
        let source = self.sources.get(file).filter(|_| file.starts_with("components/"));
        source.is_some_and(|source| source.contains(&format!("if {path} %}}")))
    }

    fn resolve(&mut self, place: &str, scopes: &[Names], path: &str) -> Option<Shape> {
        let mut segments = path.split('.');
        let mut shape = find(scopes, segments.next()?)?;
        for segment in segments {
            shape = match shape {
                Shape::Struct(index) => match self.shapes.field(index, segment) {
                    Some(field) => {
                        self.used.insert((index, segment.to_owned()));
                        field
                    }
                    None if self.is_optional(place, path) => return None,
                    None => {
                        let name = &self.shapes.structs[index].name;
                        self.unknown.insert(format!("{place}: {path}: {name} has no {segment}"));
                        return None;
                    }
                },
                Shape::Leaf | Shape::List(_) if segment.chars().all(|c| !c.is_ascii_digit()) => {
                    self.unknown.insert(format!("{place}: {path}: nothing is below it"));
                    return None;
                }
                Shape::List(item) | Shape::Map(item) => *item,
                Shape::Leaf | Shape::Unknown => return None,
            };
        }
        Some(shape)
    }
}

fn find(scopes: &[Names], name: &str) -> Option<Shape> {
    scopes.iter().rev().find_map(|scope| scope.get(name)).cloned()
}

fn without_comments(source: &str) -> String {
    let mut kept = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("{#") {
        kept.push_str(before);
        let (comment, after) = after.split_once("#}").unwrap_or((after, ""));
        // Lines keep their numbers.
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept + rest
}

/// Texts of a template, those of its comments and of its markup apart. Texts that are joined are one, with `*` for what
/// is put between them: `"reviews-" ~ state` is `reviews-*`.
pub fn texts(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(&without_comments(source)) {
        join(tag.text, &mut found);
    }
    found
}

/// Texts of an expression; also of each one in parentheses, which is a piece of the one around it.
fn join(text: &str, found: &mut Vec<String>) {
    let (mut pieces, mut joined): (Vec<String>, bool) = (Vec::new(), false);
    let mut rest = text.trim_start();
    let end = |pieces: &mut Vec<String>, found: &mut Vec<String>| {
        let whole = std::mem::take(pieces);
        if whole.iter().any(|piece| piece != "*") {
            found.push(whole.concat());
        }
    };
    while let Some(c) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let (piece, length) = match c {
            '"' => {
                let inner = rest[1..].split('"').next().unwrap_or_default();
                (Some(inner.to_owned()), inner.len() + 2)
            }
            '(' => {
                let inner = inside(&rest[1..]);
                join(inner, found);
                (Some("*".to_owned()), inner.len() + 2)
            }
            _ if is_name(c) => (Some("*".to_owned()), rest.find(|c| !is_name(c)).unwrap_or(rest.len())),
            _ => (None, c.len_utf8()),
        };
        let called = c == '(' && pieces.last().is_some_and(|last| last == "*");
        match piece {
            _ if called => {}
            Some(piece) => {
                if !joined {
                    end(&mut pieces, found);
                }
                pieces.push(piece);
                joined = false;
            }
            None if c == '~' => joined = true,
            None => {
                end(&mut pieces, found);
                joined = false;
            }
        }
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    end(&mut pieces, found);
}

/// What stands before the parenthesis that closes.
fn inside(text: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    let close = text.char_indices().find(|(_, c)| {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &text[..close.map_or(text.len(), |(at, _)| at)]
}

/// Calls of a function in the tags of a template: what stands between its parentheses.
pub fn calls(source: &str, function: &str) -> Vec<String> {
    let open = format!("{function}(");
    let source = without_comments(source);
    let mut found = Vec::new();
    for tag in tags(&source) {
        for (at, _) in tag.text.match_indices(&open) {
            if !tag.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                found.push(inside(&tag.text[at + open.len()..]).to_owned());
            }
        }
    }
    found
}

/// The tags of a source, in order.
fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find(['{']).map(|found| at + found) {
        let Some(close) = [("{{", "}}"), ("{%", "%}")].iter().find(|(open, _)| source[start..].starts_with(open))
        else {
            at = start + 1;
            continue;
        };
        let (mut quoted, mut depth, mut end) = (false, 0, source.len());
        for (offset, c) in source[start + 2..].char_indices() {
            let here = start + 2 + offset;
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                _ if depth == 0 && source[here..].starts_with(close.1) => {
                    end = here;
                    break;
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
        }
        let text = source[start + 2..end].trim_matches('-').trim();
        tags.push(Tag { line: source[..start].matches('\n').count() + 1, text });
        at = (end + 2).min(source.len());
    }
    tags
}

/// Components of a file: name, file and body.
fn components(path: &str, source: &str) -> Vec<(String, (String, String))> {
    let mut found = Vec::new();
    for piece in source.split("{% component ").skip(1) {
        let name: String = piece.chars().take_while(|c| *c != '(').collect();
        let body = piece.split_once("%}").map_or("", |(_, body)| body);
        let body = body.split("{% endcomponent").next().unwrap_or_default();
        found.push((name, (path.to_owned(), body.to_owned())));
    }
    found
}

/// Paths of an expression: names and their fields, without texts, keywords and names of arguments.
fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_' || c == '"') {
        rest = &rest[start..];
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted.split_once('"').map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let (path, after) = rest.split_at(end);
        let argument = after.starts_with('=') && !after.starts_with("==");
        let called = after.starts_with('(');
        if !argument && !called {
            paths.push(path.trim_end_matches('.').to_owned());
        }
        rest = after;
    }
    paths
}

/// Arguments of a component: `name={value}`, `name="text"`, or `name` alone for `name={name}`.
fn split_arguments(text: &str) -> Vec<(String, String)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if end == 0 {
            rest = rest.chars().next().map_or("", |c| &rest[c.len_utf8()..]);
        } else if let Some(value) = after.strip_prefix("={") {
            let (mut depth, mut quoted) = (1, false);
            let close = value.char_indices().find(|(_, c)| {
                match c {
                    '"' => quoted = !quoted,
                    '{' if !quoted => depth += 1,
                    '}' if !quoted => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            let close = close.map_or(value.len(), |(at, _)| at);
            arguments.push((name.to_owned(), value[..close].to_owned()));
            rest = value.get(close + 1..).unwrap_or_default().trim_start();
        } else if let Some(value) = after.strip_prefix("=\"") {
            let (value, after) = value.split_once('"').unwrap_or((value, ""));
            arguments.push((name.to_owned(), format!("\"{value}\"")));
            rest = after.trim_start();
        } else {
            arguments.push((name.to_owned(), name.to_owned()));
            rest = after.trim_start();
        }
    }
    arguments
}
