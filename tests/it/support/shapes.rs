//! What templates are given, read from the source: structs that are serialised, their fields and the types of these.

use std::collections::BTreeMap;

use syn::{Fields, GenericArgument, Item, PathArguments, Type};

use super::{
    rust::{Path, module_of},
    source::{SourceFile, sources},
};

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
    /// Names of its fields, as templates ask for them, with their shapes.
    pub fields: BTreeMap<String, Shape>,
    /// The template that it is the page of.
    pub template: Option<String>,
    /// The folder of the templates of the mail that it is.
    pub message: Option<String>,
}

/// All structs that are serialised.
#[derive(Default)]
pub struct Shapes {
    /// In the order of files.
    pub structs: Vec<Struct>,
}

/// Something that is serialised, as it was found.
struct Found<'a> {
    file: &'a SourceFile,
    module: Path,
    name: String,
    what: What,
}

enum What {
    /// With its fields: name, type, and whether the fields of that type stand in its place.
    Struct(Vec<(String, Type, bool)>),
    /// A struct around one value, which is shown as that value.
    Around(Box<Type>),
    Enum,
}

impl Shapes {
    /// Reads our source.
    pub fn read() -> Self {
        Self::of(sources())
    }

    /// Reads these files.
    pub fn of(files: &[SourceFile]) -> Self {
        let (mut found, mut named) = (Vec::new(), Vec::new());
        let worth = |file: &&SourceFile| file.text.contains("Serialize") || file.text.contains("Page for");
        for file in files.iter().filter(worth) {
            let items = syn::parse_file(&file.text).unwrap().items;
            read_items(file, items, rooted(file, module_of(&file.path)), &mut found, &mut named);
        }
        let mut shapes = Self::default();
        for one in found.iter().filter(|one| matches!(one.what, What::Struct(_))) {
            let (path, name) = (one.file.path.clone(), one.name.clone());
            shapes.structs.push(Struct { path, name, fields: BTreeMap::new(), template: None, message: None });
        }
        let reader = Reader { found: &found };
        let structs = found.iter().filter(|one| matches!(one.what, What::Struct(_)));
        for (index, one) in structs.enumerate() {
            shapes.structs[index].fields = reader.fields(one, 8);
        }
        for (path, name, said) in named {
            let one = shapes.structs.iter_mut().find(|one| one.path == path && one.name == name);
            let one = one.unwrap_or_else(|| panic!("{path}: {name} is no struct that is serialised"));
            match said {
                Said::Template(template) => one.template = Some(template),
                Said::Message(message) => one.message = Some(message),
            }
        }
        shapes
    }

    /// The struct of that name in that file.
    pub fn find(&self, path: &str, name: &str) -> Option<usize> {
        self.structs.iter().position(|one| one.path == path && one.name == name)
    }

    /// The shape of a field; `None` when the struct has none of that name.
    pub fn field(&self, index: usize, name: &str) -> Option<Shape> {
        self.structs[index].fields.get(name).cloned()
    }
}

/// What stands for a module from everywhere: the crates beside the program have their own roots.
fn rooted(file: &SourceFile, mut path: Path) -> Path {
    let root = ["domain", "typeset"].into_iter().find(|root| file.path.starts_with(&format!("src/{root}/")));
    if let (Some(root), Some(first)) = (root, path.first_mut().filter(|first| *first == "crate")) {
        *first = root.to_owned();
    }
    path
}

fn read_items<'a>(
    file: &'a SourceFile,
    items: Vec<Item>,
    module: Path,
    found: &mut Vec<Found<'a>>,
    named: &mut Vec<(String, String, Said)>,
) {
    for item in items {
        let mut add = |name: &syn::Ident, what: What| {
            found.push(Found { file, module: module.clone(), name: name.to_string(), what });
        };
        match item {
            Item::Struct(one) if is_serialised(&one.attrs) => {
                let told = serde(&one.attrs);
                let unread = ["rename_all", "tag", "untagged"].iter().any(|unread| told.contains_key(*unread));
                assert!(!unread, "{}: how {} is shown is not read", file.path, one.ident);
                let into = told.get("into").map(|kind| Box::new(syn::parse_str(kind).unwrap()));
                match one.fields {
                    _ if into.is_some() => into.into_iter().for_each(|kind| add(&one.ident, What::Around(kind))),
                    Fields::Named(fields) => {
                        add(&one.ident, What::Struct(fields.named.into_iter().filter_map(field).collect()));
                    }
                    Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                        add(&one.ident, What::Around(Box::new(fields.unnamed[0].ty.clone())));
                    }
                    _ => {}
                }
            }
            Item::Enum(one) if is_serialised(&one.attrs) => add(&one.ident, What::Enum),
            Item::Mod(one) => {
                let inner = [module.as_slice(), &[one.ident.to_string()]].concat();
                read_items(file, one.content.map(|(_, items)| items).unwrap_or_default(), inner, found, named);
            }
            Item::Impl(one) => {
                let of = one.trait_.as_ref().and_then(|(_, path, _)| Some(path.segments.last()?.ident.to_string()));
                let said: fn(String) -> Said = match of.as_deref() {
                    Some("Page") => Said::Template,
                    Some("Message") => Said::Message,
                    _ => continue,
                };
                if let Type::Path(own) = &*one.self_ty {
                    let name = own.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
                    let text = one.items.iter().find_map(text_of);
                    let text = text.unwrap_or_else(|| panic!("{}: {name} names no template", file.path));
                    named.push((file.path.clone(), name, said(text)));
                }
            }
            _ => {}
        }
    }
}

/// What a struct says of its templates.
enum Said {
    /// It is a page, and this is its template.
    Template(String),
    /// It is a mail, and its templates stand in this folder.
    Message(String),
}

/// The text of `const TEMPLATE`, of a page, or `const NAME`, of a mail.
fn text_of(item: &syn::ImplItem) -> Option<String> {
    let syn::ImplItem::Const(one) = item else { return None };
    match &one.expr {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })
            if one.ident == "TEMPLATE" || one.ident == "NAME" =>
        {
            Some(text.value())
        }
        _ => None,
    }
}

fn is_serialised(attributes: &[syn::Attribute]) -> bool {
    let mut serialised = false;
    for derive in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let _ = derive.parse_nested_meta(|meta| {
            serialised |= meta.path.segments.last().is_some_and(|last| last.ident == "Serialize");
            Ok(())
        });
    }
    serialised
}

/// What serde is told, with values: `rename = "…"`.
fn serde(attributes: &[syn::Attribute]) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                let value = meta.value().and_then(|value| value.parse::<syn::LitStr>()).map(|text| text.value());
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                told.insert(name, value.unwrap_or_default());
                Ok(())
            })
            .unwrap();
    }
    told
}

/// Name and type of a field that is shown, and whether its fields stand in its place.
fn field(field: syn::Field) -> Option<(String, Type, bool)> {
    let told = serde(&field.attrs);
    let name = field.ident.as_ref()?.to_string();
    let name = told.get("rename").cloned().unwrap_or_else(|| name.trim_start_matches("r#").to_owned());
    let hidden = told.contains_key("skip") || told.contains_key("skip_serializing");
    (!hidden).then(|| (name, field.ty, told.contains_key("flatten")))
}

struct Reader<'a> {
    found: &'a [Found<'a>],
}

impl Reader<'_> {
    fn fields(&self, one: &Found<'_>, depth: usize) -> BTreeMap<String, Shape> {
        let What::Struct(fields) = &one.what else { return BTreeMap::new() };
        let mut shapes = BTreeMap::new();
        for (name, kind, flat) in fields {
            let inner = self.of(one.file, kind).filter(|_| *flat && depth > 0);
            match inner {
                Some(inner) => shapes.extend(self.fields(inner, depth - 1)),
                None => {
                    assert!(!flat, "{}: what stands in the place of {name} is not read", one.file.path);
                    shapes.insert(name.clone(), self.shape(one.file, kind));
                }
            }
        }
        shapes
    }

    /// What a type, as it is written in a file, names of ours.
    fn of(&self, file: &SourceFile, kind: &Type) -> Option<&Found<'_>> {
        let Type::Path(kind) = kind else { return None };
        let segments: Path = kind.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let brought = file.rust().whole(&segments);
        if segments.len() == 1 && brought.contains(&segments) {
            // The file brings no such name: it is its own or, by a star, the only one that can be meant.
            let named = || self.found.iter().filter(|one| one.name == segments[0]);
            let own = named().find(|one| one.file.path == file.path);
            return own.or_else(|| if named().count() == 1 { named().next() } else { None });
        }
        brought.into_iter().find_map(|whole| {
            let whole = rooted(file, whole);
            let (name, parent) = whole.split_last()?;
            let named = || self.found.iter().filter(|one| one.name == *name);
            // It stands there, or further down and is handed on.
            let there = named().find(|one| one.module == parent);
            there.or_else(|| named().find(|one| !parent.is_empty() && one.module.starts_with(parent)))
        })
    }

    /// The shape of a type, as it is written in a file.
    fn shape(&self, file: &SourceFile, kind: &Type) -> Shape {
        let last = match kind {
            Type::Reference(inner) => return self.shape(file, &inner.elem),
            Type::Paren(inner) => return self.shape(file, &inner.elem),
            Type::Group(inner) => return self.shape(file, &inner.elem),
            Type::Slice(list) => return Shape::List(Box::new(self.shape(file, &list.elem))),
            Type::Array(list) => return Shape::List(Box::new(self.shape(file, &list.elem))),
            Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        let Some(last) = last else { return Shape::Unknown };
        let name = last.ident.to_string();
        let mut given = match &last.arguments {
            PathArguments::AngleBracketed(given) => given
                .args
                .iter()
                .filter_map(|one| match one {
                    GenericArgument::Type(kind) => Some(self.shape(file, kind)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        match (name.as_str(), given.len()) {
            ("Option" | "Box" | "Arc" | "Rc" | "Cow", 1) => return given.remove(0),
            ("Vec" | "BTreeSet", 1) => return Shape::List(Box::new(given.remove(0))),
            ("BTreeMap", 2) => return Shape::Map(Box::new(given.remove(1))),
            _ => {}
        }
        match self.of(file, kind) {
            Some(Found { what: What::Enum, .. }) => return Shape::Leaf,
            Some(Found { file, what: What::Around(inner), .. }) => return self.shape(file, inner),
            Some(one) => {
                let structs = self.found.iter().filter(|one| matches!(one.what, What::Struct(_)));
                let place = structs.into_iter().position(|other| std::ptr::eq(other, one));
                return place.map_or(Shape::Unknown, Shape::Struct);
            }
            None => {}
        }
        let leaf = ["String", "str", "bool", "usize", "u8", "u16", "u32", "u64", "i32", "i64", "Cents"];
        if leaf.contains(&name.as_str()) || name.ends_with("Id") { Shape::Leaf } else { Shape::Unknown }
    }
}
