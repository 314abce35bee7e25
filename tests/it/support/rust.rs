//! Our Rust, read as its compiler reads it: paths made whole, calls, texts, functions and types, also inside macros.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    spanned::Spanned,
    visit::{self, Visit},
};

/// Segments of a path.
pub type Path = Vec<String>;

/// A function or a method.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name; of a method after the type: `Ruling::as_str`.
    pub name: String,
    /// Texts in it, those of macros apart.
    pub texts: Vec<String>,
    /// The line of its signature.
    pub line: usize,
    /// From its signature to its last brace.
    pub lines: usize,
    /// Whether it is `async`.
    pub is_async: bool,
}

/// A call by path, `i18n::word(lang, "…")`: the path as it is written, without what stands before its last two names.
#[derive(Clone, Debug)]
pub struct Call {
    /// `i18n::word`.
    pub path: String,
    /// What it is given, each with its texts in order.
    pub arguments: Vec<Argument>,
}

/// What a call is given.
#[derive(Clone, Debug, Default)]
pub struct Argument {
    /// All texts in it.
    pub texts: Vec<String>,
    /// Texts that stand first in a tuple: `("name", value)`.
    pub named: Vec<String>,
    /// It is a list on the spot: `&[…]`.
    pub inline: bool,
}

/// What a file of Rust says.
#[derive(Debug, Default)]
pub struct Rust {
    /// Paths that it uses, whole: `use` trees opened, names that they bring resolved, `super` and `self` too.
    pub paths: BTreeSet<String>,
    /// The code without comments and without spaces that mean nothing, in one line.
    pub code: String,
    /// Where the lines of the source begin in [`Rust::code`].
    lines: Vec<(usize, usize)>,
    /// Texts between quotes, those of comments apart.
    pub texts: Vec<String>,
    /// Texts that stand first in a tuple.
    pub named: BTreeSet<String>,
    /// Fields that are read: `.name`, unless it is a call.
    pub fields: BTreeSet<String>,
    /// Calls by a path of two names or more.
    pub calls: Vec<Call>,
    /// Functions and methods.
    pub functions: Vec<Function>,
    /// Structs, enums, unions, traits and aliases that other files can name.
    pub types: Vec<String>,
    module: Path,
    names: Names,
}

impl Rust {
    /// Reads a file; `path` says which module it is.
    pub fn read(path: &str, text: &str) -> Self {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut seen = Seen { module: module_of(path), ..Seen::default() };
        seen.visit_file(&file);
        let mut rust = Self { functions: seen.functions, types: seen.types, ..Self::default() };
        for (module, segments) in &seen.used {
            for whole in resolve(&seen.names, module, segments, 4) {
                rust.paths.insert(whole.join("::"));
            }
        }
        (rust.module, rust.names) = (seen.module, seen.names);
        let tokens: TokenStream = text.parse().unwrap();
        rust.flatten(tokens);
        rust
    }

    /// What a path, as it is written in this file, may be from the root.
    pub fn whole(&self, segments: &[String]) -> BTreeSet<Path> {
        resolve(&self.names, &self.module, segments, 4)
    }

    /// Lines of the source in which the code holds this text.
    pub fn lines_with(&self, text: &str) -> Vec<usize> {
        let line = |at: usize| self.lines.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let found = self.code.match_indices(text).filter_map(|(at, _)| line(at));
        found.map(|index| self.lines[index].1).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn push(&mut self, line: usize, text: &str) {
        if self.lines.last().is_none_or(|(_, last)| *last != line) {
            self.lines.push((self.code.len(), line));
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"');
        if self.code.ends_with(is_word) && text.starts_with(is_word) {
            self.code.push(' ');
        }
        self.code.push_str(text);
    }

    fn flatten(&mut self, tokens: TokenStream) {
        let tokens = without_comments(tokens);
        for (at, token) in tokens.iter().enumerate() {
            let line = token.span().start().line;
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    if group.delimiter() == Delimiter::Parenthesis {
                        self.named.extend(first_text(group.stream()));
                        if let Some(path) = path_before(&tokens[..at]) {
                            self.calls.push(Call { path, arguments: arguments(group.stream()) });
                        }
                    }
                    self.push(line, open);
                    self.flatten(group.stream());
                    self.push(group.span_close().start().line, close);
                }
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let after_dot = at.checked_sub(1).is_some_and(|before| is_punct(&tokens[before], '.'));
                    let called = matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                    if after_dot && !called {
                        self.fields.insert(name.clone());
                    }
                    self.push(line, &name);
                }
                TokenTree::Literal(literal) => {
                    self.texts.extend(text_of(token));
                    self.push(line, &literal.to_string());
                }
                TokenTree::Punct(punct) => self.push(line, &punct.as_char().to_string()),
            }
        }
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// Tokens without the attributes that comments of documentation become.
fn without_comments(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let doc = match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let mut inner = group.stream().into_iter();
                matches!(inner.next(), Some(TokenTree::Ident(name)) if name == "doc")
                    && inner.next().is_some_and(|next| is_punct(&next, '='))
            }
            _ => false,
        };
        if doc {
            kept.pop_if(|last| is_punct(last, '!'));
            kept.pop_if(|last| is_punct(last, '#'));
        } else {
            kept.push(token);
        }
    }
    kept
}

/// The text of `("text", …)`.
fn first_text(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter();
    let text = text_of(&tokens.next()?)?;
    tokens.next().filter(|next| is_punct(next, ',')).map(|_| text)
}

/// The last two names of the path that tokens end with.
fn path_before(tokens: &[TokenTree]) -> Option<String> {
    let [.., TokenTree::Ident(room), first, second, TokenTree::Ident(name)] = tokens else { return None };
    (is_punct(first, ':') && is_punct(second, ':')).then(|| format!("{room}::{name}"))
}

fn arguments(tokens: TokenStream) -> Vec<Argument> {
    let mut all = vec![Argument::default()];
    let mut first = true;
    for token in tokens {
        if is_punct(&token, ',') {
            all.push(Argument::default());
            first = true;
            continue;
        }
        let Some(argument) = all.last_mut() else { continue };
        let list = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        argument.inline |= first && list;
        first &= is_punct(&token, '&');
        gather(token, argument);
    }
    all
}

fn gather(token: TokenTree, argument: &mut Argument) {
    argument.texts.extend(text_of(&token));
    if let TokenTree::Group(group) = token {
        if group.delimiter() == Delimiter::Parenthesis {
            argument.named.extend(first_text(group.stream()));
        }
        group.stream().into_iter().for_each(|inner| gather(inner, argument));
    }
}

/// The module that a file is: `src/features/jobs/store.rs` is `crate::features::jobs::store`.
pub fn module_of(path: &str) -> Path {
    let roots = ["src/domain/", "src/typeset/", "migrations/src/", "src/"];
    let inner = roots.iter().find_map(|root| path.strip_prefix(root)).unwrap_or(path);
    let inner = inner.trim_end_matches(".rs");
    let inner = ["mod", "lib", "main"]
        .iter()
        .find_map(|last| inner.strip_suffix(last).filter(|before| before.is_empty() || before.ends_with('/')))
        .unwrap_or(inner);
    let names = inner.split('/').filter(|name| !name.is_empty()).map(str::to_owned);
    std::iter::once("crate".to_owned()).chain(names).collect()
}

/// Names of a file, each with the paths that it may stand for, and the modules in which they were brought.
type Names = BTreeMap<String, BTreeSet<(Path, Path)>>;

/// The path from the root, by the names of the file.
fn resolve(names: &Names, module: &[String], segments: &[String], depth: usize) -> BTreeSet<Path> {
    let Some((first, rest)) = segments.split_first() else { return BTreeSet::new() };
    let from = |start: &[String], rest: &[String]| BTreeSet::from([[start, rest].concat()]);
    match first.as_str() {
        "crate" => from(segments, &[]),
        "self" => from(module, rest),
        "super" => {
            let up = segments.iter().take_while(|name| *name == "super").count();
            from(&module[..module.len().saturating_sub(up).max(1)], &segments[up..])
        }
        _ => match names.get(first).filter(|_| depth > 0) {
            None => from(segments, &[]),
            Some(known) => known
                .iter()
                .flat_map(|(module, target)| {
                    // `use tokio;` names itself.
                    let again = if target.first() == Some(first) { 0 } else { depth - 1 };
                    resolve(names, module, target, again)
                })
                .map(|start| [start.as_slice(), rest].concat())
                .collect(),
        },
    }
}

/// What a walk over the syntax gathers.
#[derive(Default)]
struct Seen {
    module: Path,
    used: Vec<(Path, Path)>,
    names: Names,
    functions: Vec<Function>,
    open: Vec<usize>,
    owner: Option<String>,
    types: Vec<String>,
}

impl Seen {
    fn open(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [prefix, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.open(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.open(prefix, item)),
            syn::UseTree::Glob(_) => self.used.push((self.module.clone(), [prefix, &["*".to_owned()]].concat())),
            syn::UseTree::Name(name) => self.bring(prefix, &name.ident, &name.ident),
            syn::UseTree::Rename(rename) => self.bring(prefix, &rename.ident, &rename.rename),
        }
    }

    fn bring(&mut self, prefix: &[String], ident: &syn::Ident, name: &syn::Ident) {
        let path = if ident == "self" { prefix.to_vec() } else { [prefix, &[ident.to_string()]].concat() };
        let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name.to_string() };
        self.used.push((self.module.clone(), path.clone()));
        self.names.entry(name).or_default().insert((self.module.clone(), path));
    }

    /// Paths of what a macro is given.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Path = Vec::new();
        let mut colons = 0;
        let end = |path: &mut Path, used: &mut Vec<(Path, Path)>, module: &Path| {
            let path = std::mem::take(path);
            if path.len() > 1 {
                used.push((module.clone(), path));
            }
        };
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        end(&mut path, &mut self.used, &self.module);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                _ => {
                    // `a::{b, c}` in a macro is a path to `a` at least.
                    end(&mut path, &mut self.used, &self.module);
                    colons = 0;
                }
            }
            if let TokenTree::Group(group) = token {
                self.scan(group.stream());
            }
        }
        end(&mut path, &mut self.used, &self.module);
    }

    /// Notes a function, and walks through it.
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block, walk: impl FnOnce(&mut Self)) {
        let line = signature.span().start().line;
        let owner = self.owner.take().map(|owner| format!("{owner}::")).unwrap_or_default();
        self.open.push(self.functions.len());
        self.functions.push(Function {
            name: format!("{owner}{}", signature.ident),
            texts: Vec::new(),
            line,
            lines: block.span().end().line - line + 1,
            is_async: signature.asyncness.is_some(),
        });
        walk(self);
        self.open.pop();
    }

    fn define(&mut self, visibility: &syn::Visibility, name: &syn::Ident) {
        if !matches!(visibility, syn::Visibility::Inherited) {
            self.types.push(name.to_string());
        }
    }
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.open(&[], &item.tree);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let inner = [self.module.as_slice(), &[item.ident.to_string()]].concat();
        self.names.entry(item.ident.to_string()).or_default().insert((Vec::new(), inner.clone()));
        let before = std::mem::replace(&mut self.module, inner);
        visit::visit_item_mod(self, item);
        self.module = before;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.used.push((self.module.clone(), segments));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.scan(item.tokens.clone());
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("doc") {
            return;
        }
        if let syn::Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block, |seen| visit::visit_item_fn(seen, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let owner = self.owner.clone();
        self.function(&item.sig, &item.block, |seen| visit::visit_impl_item_fn(seen, item));
        self.owner = owner;
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let before = self.owner.take();
        if let syn::Type::Path(own) = &*item.self_ty {
            self.owner = own.path.segments.last().map(|last| last.ident.to_string());
        }
        visit::visit_item_impl(self, item);
        self.owner = before;
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        for index in &self.open {
            self.functions[*index].texts.push(text.value());
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.define(&item.vis, &item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.define(&item.vis, &item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.define(&item.vis, &item.ident);
        visit::visit_item_union(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.define(&item.vis, &item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.define(&item.vis, &item.ident);
        visit::visit_item_type(self, item);
    }
}
