//! What templates are given, read from the source: structs that are serialised, their fields and the types of these.

use std::collections::BTreeMap;

use super::source::{SourceFile, files};

/// The shape of a value in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A struct, by its place in [`Shapes`].
    Struct(usize),
    /// A list of such values.
    List(Box<Shape>),
    /// Such values by key.
    Map(Box<Shape>),
    /// A text, a number, a choice: nothing below it.
    Leaf,
    /// Not known: nothing is checked below it.
    Unknown,
}

/// A struct that is serialised.
#[derive(Debug)]
pub struct Struct {
    /// Its file.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Names and types of its fields, as they are written.
    pub fields: BTreeMap<String, String>,
    /// The template that it is the page of.
    pub template: Option<String>,
}

/// All structs that are serialised.
pub struct Shapes {
    /// In the order of files.
    pub structs: Vec<Struct>,
    enums: Vec<String>,
}

impl Shapes {
    /// Reads our source.
    pub fn read() -> Self {
        let mut shapes = Self { structs: Vec::new(), enums: Vec::new() };
        let files = files("src", ".rs");
        for file in &files {
            shapes.read_file(file);
        }
        for file in &files {
            for (name, template) in pages(file) {
                let one = shapes.structs.iter_mut().find(|one| one.path == file.path && one.name == name);
                one.unwrap_or_else(|| panic!("{}: {name} is no struct that is serialised", file.path)).template =
                    Some(template);
            }
        }
        shapes
    }

    fn read_file(&mut self, file: &SourceFile) {
        let code: String = file.code().map(|(_, line)| format!("{line}\n")).collect();
        for (at, _) in code.match_indices("Serialize") {
            // From the attribute that derives it to the end of the item.
            let Some(start) = code[..at].rfind('\n').map(|line| line + 1) else { continue };
            if !code[start..].trim_start().starts_with("#[derive(") {
                continue;
            }
            let Some(body) = code[at..].find(['{', ';']).map(|brace| at + brace) else { continue };
            let head = code[at..body].lines().last().unwrap_or_default().trim();
            let Some((kind, rest)) = head.trim_start_matches("pub ").split_once(' ') else { continue };
            let kind = kind.trim_start_matches("pub(super)").trim();
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            match kind {
                "enum" => self.enums.push(name),
                "struct" if code[body..].starts_with('{') => {
                    let end = code[body..].find("\n}").map_or(code.len(), |end| body + end);
                    let fields = fields(&code[body + 1..end]);
                    self.structs.push(Struct { path: file.path.clone(), name, fields, template: None });
                }
                _ => {}
            }
        }
    }

    /// The struct of that name which the file most likely means: its own, else of its room, else the only one.
    pub fn find(&self, path: &str, name: &str) -> Option<usize> {
        let named = || self.structs.iter().enumerate().filter(|(_, one)| one.name == name);
        let room = path.split('/').take(3).collect::<Vec<_>>().join("/");
        let own = named().find(|(_, one)| one.path == path);
        let near = || named().find(|(_, one)| one.path.starts_with(&room));
        let only = || if named().count() == 1 { named().next() } else { None };
        own.or_else(near).or_else(only).map(|(index, _)| index)
    }

    /// The shape of a field; `None` when the struct has none of that name.
    pub fn field(&self, index: usize, name: &str) -> Option<Shape> {
        let one = &self.structs[index];
        one.fields.get(name).map(|written| self.shape(&one.path, written))
    }

    /// The shape of a type, as it is written in a file.
    pub fn shape(&self, path: &str, written: &str) -> Shape {
        let written = written.trim().trim_start_matches('&').trim();
        let written = match written.strip_prefix('\'') {
            Some(rest) => rest.split_once(' ').map_or("", |(_, rest)| rest).trim(),
            None => written,
        };
        let inner = |open: &str| written.strip_prefix(open).map(|rest| &rest[..rest.rfind('>').unwrap_or(rest.len())]);
        for wrapper in ["Option<", "Box<", "Arc<", "Rc<"] {
            if let Some(inner) = inner(wrapper) {
                return self.shape(path, inner);
            }
        }
        for list in ["Vec<", "BTreeSet<"] {
            if let Some(inner) = inner(list) {
                return Shape::List(Box::new(self.shape(path, inner)));
            }
        }
        if let Some(array) = written.strip_prefix('[') {
            let item = array.split([';', ']']).next().unwrap_or_default();
            return Shape::List(Box::new(self.shape(path, item)));
        }
        if let Some(inner) = inner("BTreeMap<") {
            let value = inner.split_once(',').map_or("", |(_, value)| value);
            return Shape::Map(Box::new(self.shape(path, value)));
        }
        let name = written.rsplit("::").next().unwrap_or_default();
        let name = name.split('<').next().unwrap_or_default();
        if let Some(index) = self.find(path, name) {
            return Shape::Struct(index);
        }
        let leaf = ["String", "str", "bool", "usize", "u8", "u16", "u32", "u64", "i32", "i64", "Cents"];
        if leaf.contains(&name) || name.ends_with("Id") || self.enums.iter().any(|one| one == name) {
            Shape::Leaf
        } else {
            Shape::Unknown
        }
    }
}

/// Fields between the braces of a struct.
fn fields(body: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in body.char_indices().chain([(body.len(), ',')]) {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                let written = body[start..at].lines().filter(|line| !line.trim_start().starts_with("#["));
                let written: String = written.collect::<Vec<_>>().join(" ");
                if let Some((name, kind)) = written.split_once(':') {
                    let name = name.trim().rsplit(' ').next().unwrap_or_default();
                    fields.insert(name.trim_start_matches("r#").to_owned(), kind.trim().to_owned());
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    fields
}

/// Pages of a file with their templates.
fn pages(file: &SourceFile) -> Vec<(String, String)> {
    let implementations = file.text.split("impl Page for ").skip(1);
    let read = |text: &str| {
        let name = text.chars().take_while(|c| c.is_alphanumeric()).collect();
        let template = text.split_once("TEMPLATE: &'static str = \"")?.1.split_once('"')?.0;
        Some((name, template.to_owned()))
    };
    implementations.filter_map(read).collect()
}
