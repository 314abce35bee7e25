//! Every page and mail has its templates, every template its page or mail, and none asks for a variable that it is not given.

use std::collections::{BTreeMap, BTreeSet};

use laureat::web::templates::Templates;

use crate::support::{
    shapes::{Shape, Shapes},
    source::{SourceFile, files, sources},
    views::Views,
};

fn page_templates(templates: &Templates) -> BTreeSet<String> {
    let names = templates.engine().get_template_names();
    names.filter(|name| name.starts_with("pages/")).map(str::to_owned).collect()
}

#[test]
fn every_page_has_a_template_and_every_template_a_page() {
    let templates = Templates::load().unwrap();
    let named: BTreeSet<String> = Shapes::read().structs.into_iter().filter_map(|one| one.template).collect();
    let there = page_templates(&templates);
    assert_eq!(named.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new(), "templates that are missing");
    // A part that other templates include or extend begins with an underscore.
    let alone = there.difference(&named).filter(|name| !name.contains("/_"));
    assert_eq!(alone.collect::<Vec<_>>(), Vec::<&String>::new(), "templates that no page shows");
}

/// Mails that messages name, and those that rooms declare.
#[test]
fn every_mail_has_a_message_and_its_room_declares_it() {
    let templates = Templates::load().unwrap();
    let names = templates.engine().get_template_names();
    // A part that the mails share stands beside their folders.
    let there: BTreeSet<&str> =
        names.filter_map(|name| name.strip_prefix("mail/")?.split_once('/')).map(|(message, _)| message).collect();
    let shapes = Shapes::read();
    let named: BTreeSet<&str> = shapes.structs.iter().filter_map(|one| one.message.as_deref()).collect();
    let declared: BTreeSet<&str> =
        laureat::features::ROOMS.iter().flat_map(|room| room.mails).map(|kind| kind.name).collect();
    assert_eq!(there, named, "folders of mails and messages");
    assert_eq!(named, declared, "messages and what rooms declare");
}

#[test]
fn a_template_asks_for_nothing_but_what_it_is_given() {
    let templates = Templates::load().unwrap();
    for name in templates.engine().get_template_names() {
        let given: &[&str] = match name.split('/').next().unwrap_or_default() {
            "mail" => &["mail", "lang", "site"],
            _ => &["shell", "page"],
        };
        let asked = templates.engine().get_template_variables(name).unwrap();
        let unknown: Vec<_> = asked.iter().filter(|variable| !given.contains(variable)).collect();
        assert!(unknown.is_empty(), "{name} asks for {unknown:?}");
    }
}

#[test]
fn a_template_asks_for_fields_that_its_page_has_and_shows_each_of_them() {
    let shapes = Shapes::read();
    let views = Views::read(&shapes);
    let unknown: Vec<&String> = views.unknown.iter().collect();
    assert!(unknown.is_empty(), "fields that do not exist: {unknown:#?}");

    // Every struct that a page or a mail is made of.
    let shown = shapes.structs.iter().enumerate();
    let shown = shown.filter(|(_, one)| one.template.is_some() || one.message.is_some()).map(|(index, _)| index);
    let mut waiting: Vec<usize> = shown.collect();
    assert!(waiting.len() > 40, "only {} pages and mails were found", waiting.len());
    let mut parts = BTreeSet::new();
    while let Some(index) = waiting.pop() {
        if parts.insert(index) {
            let fields = shapes.structs[index].fields.keys();
            waiting.extend(fields.filter_map(|name| part_of(shapes.field(index, name)?)));
        }
    }
    let mut unused = Vec::new();
    for index in parts {
        let one = &shapes.structs[index];
        let source = sources().iter().find(|file| file.path == one.path).unwrap().rust();
        for field in one.fields.keys().filter(|field| !views.used.contains(&(index, (*field).clone()))) {
            // What the program itself reads (a file beside the page, an order) is of use too.
            if !source.fields.contains(field) {
                unused.push(format!("{}: {}.{field}", one.path, one.name));
            }
        }
    }
    assert!(unused.is_empty(), "fields that no template shows: {unused:#?}");
}

/// The struct of a field, also below lists and maps.
fn part_of(shape: Shape) -> Option<usize> {
    match shape {
        Shape::Struct(index) => Some(index),
        Shape::List(inner) | Shape::Map(inner) => part_of(*inner),
        Shape::Leaf | Shape::Unknown => None,
    }
}

/// Structs are read as they are serialised, by whatever name a file calls them.
#[test]
fn the_shape_of_a_struct_is_the_one_that_is_serialised() {
    let room = r#"
        use super::ui::{self, Tag as Mark};
        use crate::features::ranks::Row;
        #[derive(Clone, Serialize)]
        pub(crate) struct PageOf<'a, T> {
            #[serde(rename = "type")] kind: Option<&'a str>,
            #[serde(flatten)] head: ui::Head,
            #[serde(skip)] hidden: u8,
            r#in: Vec<Mark>,
            rows: &'a [Box<Row>],
            sums: std::collections::BTreeMap<String, Vec<super::ui::Amount>>,
            own: Option<Head>,
            other: T,
        }
        #[derive(serde::Serialize)] struct Head { own: String }
        impl<'a, T> crate::web::Page for PageOf<'a, T> { const TEMPLATE: &'static str = "pages/x.html"; }
    "#;
    let toolbox = r#"
        #[derive(Serialize)] pub struct Head { title: String, tag: Option<Tag> }
        #[derive(Serialize)] pub struct Tag { label: String }
        #[derive(Serialize)] pub struct Amount(Money);
        #[derive(Serialize)] pub struct Money { cents: i64 }
        pub struct NotShown { x: u8 }
    "#;
    let other = "#[derive(Serialize)] pub struct Row { rank: u8 } #[derive(Serialize)] pub struct Tag { wrong: u8 }";
    let files = [
        SourceFile::new("src/features/a.rs", other),
        SourceFile::new("src/features/pages.rs", room),
        SourceFile::new("src/features/ranks.rs", other),
        SourceFile::new("src/features/ui.rs", toolbox),
    ];
    let shapes = Shapes::of(&files);
    let page = shapes.find("src/features/pages.rs", "PageOf").unwrap();
    assert_eq!(shapes.structs[page].template.as_deref(), Some("pages/x.html"));
    let names: Vec<_> = shapes.structs[page].fields.keys().map(String::as_str).collect();
    assert_eq!(names, ["in", "other", "own", "rows", "sums", "tag", "title", "type"]);
    let of = |path: &str, name: &str| Shape::Struct(shapes.find(path, name).unwrap());
    let list = |shape: Shape| Shape::List(Box::new(shape));
    for (field, shape) in [
        ("in", list(of("src/features/ui.rs", "Tag"))),
        ("tag", of("src/features/ui.rs", "Tag")),
        ("own", of("src/features/pages.rs", "Head")),
        ("rows", list(of("src/features/ranks.rs", "Row"))),
        ("sums", Shape::Map(Box::new(list(of("src/features/ui.rs", "Money"))))),
        ("type", Shape::Leaf),
        ("other", Shape::Unknown),
    ] {
        assert_eq!(shapes.field(page, field), Some(shape), "{field} in {:#?}", shapes.structs);
    }
    assert_eq!(shapes.find("src/features/ui.rs", "NotShown"), None);
}

/// The test above sees what it must: fields in loops, conditions, components and below a text.
#[test]
fn a_field_that_does_not_exist_is_found_wherever_it_is_asked_for() {
    let shapes = Shapes::read();
    for (source, known) in [
        ("{% for track in page.tracks %}{{ track.rows | length }}{% endfor %}", true),
        ("{% for track in page.tracks %}{{ track.lines }}{% endfor %}", false),
        ("{% for track in page.tracks %}{% for row in track.rows %}{{ row.hrefs }}{% endfor %}{% endfor %}", false),
        ("{% for track in page.tracks %}{% endfor %}{{ track.lines }}", true),
        ("{% if page.frozzen %}{% endif %}", false),
        ("{% if page.frozen and not page.slog %}{% endif %}", false),
        ("{{ t(key=\"x\", when=page.frozen_on) }}", false),
        ("{{ t(key=\"page.frozen_on\", when=page.frozen_at) }}", true),
        ("{% set one = page.tracks %}{% for track in one %}{{ track.lines }}{% endfor %}", false),
        ("{{ page.slug.length }}", false),
        ("{{ shell.call.slog }}", false),
        ("{{ <part items={page.tracks} /> }}", false),
        ("{% <part items={page.envelopes}> %}{{ page.slug }}{% </part> %}", true),
    ] {
        let part =
            "{% component part(items: array) %}{% for one in items %}{{ one.head }}{% endfor %}{% endcomponent part %}";
        let sources = BTreeMap::from([
            ("pages/committee/show.html".to_owned(), source.to_owned()),
            ("components/part.html".to_owned(), part.to_owned()),
        ]);
        let views = Views::of(&shapes, sources);
        assert_eq!(views.unknown.is_empty(), known, "{source}: {:?}", views.unknown);
    }
}

#[test]
fn a_field_that_a_mail_does_not_have_is_found_too() {
    let shapes = Shapes::read();
    for (part, source, known) in [
        ("subject.txt", "{{ mail.name }}", true),
        ("subject.txt", "{{ mail.nane }}", false),
        ("body.txt", "{% if mail.choose %}{{ mail.link }}{% endif %}", true),
        ("body.html", "{% if mail.chose %}{% endif %}", false),
        ("body.html", "{{ t(key=\"x\", lang=lang, call=mail.title) }}", false),
    ] {
        let views = Views::of(&shapes, BTreeMap::from([(format!("mail/invitation/{part}"), source.to_owned())]));
        assert_eq!(views.unknown.is_empty(), known, "{part}: {source}: {:?}", views.unknown);
    }
}

#[test]
fn a_mail_has_a_subject_and_both_bodies() {
    let templates = Templates::load().unwrap();
    let names: BTreeSet<&str> =
        templates.engine().get_template_names().filter(|name| name.starts_with("mail/")).collect();
    let messages: BTreeSet<&str> = names.iter().filter_map(|name| name.split('/').nth(1)).collect();
    for message in messages.iter().filter(|message| !message.contains('.')) {
        for part in ["subject.txt", "body.txt", "body.html"] {
            let name = format!("mail/{message}/{part}");
            assert!(names.contains(name.as_str()), "{name} is missing");
        }
    }
}

#[test]
fn pages_hold_no_script_no_style_and_no_form_without_token() {
    for file in files("templates", ".html") {
        if file.path.starts_with("templates/mail/") {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            let place = format!("{}:{}", file.path, number + 1);
            assert!(!line.contains("<style") && !line.contains(" style=\""), "{place}: inline style");
            assert!(!line.contains("<script>") && !line.contains(" onclick="), "{place}: inline script");
            for shown in line.rsplit("| safe").skip(1) {
                // Only what our own templates rendered, which its type says, is shown as it is.
                let field = shown.rsplit("{{ page.").next().unwrap_or_default().trim();
                let template = file.path.trim_start_matches("templates/");
                let rendered = files("src", ".rs").iter().any(|source| {
                    source.text.contains(&format!("\"{template}\""))
                        && source.text.contains(&format!("    {field}: Rendered,"))
                });
                assert!(rendered, "{place}: text of people could become markup");
            }
        }
        let forms = file.text.split("<form").skip(1).filter(|form| {
            let end = form.find("</form>").unwrap_or(form.len());
            form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""))
                && !form[..end].contains("field.csrf")
        });
        assert_eq!(forms.count(), 0, "{}: a form without token", file.path);
    }
}
