//! Our words, read as Fluent reads them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::source::{SourceFile, files};

/// What a text needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Variables that it names.
    pub variables: BTreeSet<String>,
    /// Other texts that it shows.
    pub texts: BTreeSet<String>,
}

/// Keys of a language with what their texts need.
pub fn messages(language: &str) -> BTreeMap<String, Needs> {
    messages_of(&files(&format!("templates/locales/{language}"), ".ftl"))
}

/// Keys of these files. What could not be shown, or would be shown in part, is a fault.
pub fn messages_of(files: &[SourceFile]) -> BTreeMap<String, Needs> {
    let mut messages = BTreeMap::new();
    for file in files {
        let resource =
            parser::parse(file.text.as_str()).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.path));
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(term) => panic!("{}: nothing here uses terms: -{}", file.path, term.id.name),
                Entry::Junk { content } => panic!("{}: not a text: {content}", file.path),
            };
            let key = message.id.name;
            assert!(message.attributes.is_empty(), "{}: nothing shows the attributes of {key}", file.path);
            let mut needs = Needs::default();
            let text = message.value.unwrap_or_else(|| panic!("{}: {key} is empty", file.path));
            read_pattern(&text, &mut needs);
            assert!(messages.insert(key.to_owned(), needs).is_none(), "{}: {key} stands twice", file.path);
        }
    }
    messages
}

fn read_pattern(pattern: &Pattern<&str>, needs: &mut Needs) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            read_expression(expression, needs);
        }
    }
}

fn read_expression(expression: &Expression<&str>, needs: &mut Needs) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, needs),
        Expression::Select { selector, variants } => {
            read_inline(selector, needs);
            variants.iter().for_each(|variant| read_pattern(&variant.value, needs));
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, needs: &mut Needs) {
    let mut given = |arguments: &CallArguments<&str>| {
        arguments.positional.iter().for_each(|one| read_inline(one, needs));
        arguments.named.iter().for_each(|one| read_inline(&one.value, needs));
    };
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::FunctionReference { arguments, .. } => given(arguments),
        InlineExpression::TermReference { arguments, .. } => arguments.iter().for_each(given),
        InlineExpression::MessageReference { id, .. } => drop(needs.texts.insert(id.name.to_owned())),
        InlineExpression::VariableReference { id } => drop(needs.variables.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => read_expression(expression, needs),
    }
}
