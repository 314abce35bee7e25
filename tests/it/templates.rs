//! Every page has its template, every template its page, and none asks for a variable that it is not given.

use std::collections::BTreeSet;

use laureat::web::templates::Templates;

use crate::support::source::files;

/// Templates that pages name.
fn named_by_pages() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files("src", ".rs") {
        for (_, line) in file.code() {
            if let Some((_, rest)) = line.split_once("const TEMPLATE: &'static str = \"") {
                names.extend(rest.split_once('"').map(|(name, _)| name.to_owned()));
            }
        }
    }
    names
}

fn page_templates(templates: &Templates) -> BTreeSet<String> {
    let names = templates.engine().get_template_names();
    names.filter(|name| name.starts_with("pages/")).map(str::to_owned).collect()
}

#[test]
fn every_page_has_a_template_and_every_template_a_page() {
    let templates = Templates::load().unwrap();
    let (named, there) = (named_by_pages(), page_templates(&templates));
    assert_eq!(named.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new(), "templates that are missing");
    // A part that other templates include or extend begins with an underscore.
    let alone = there.difference(&named).filter(|name| !name.contains("/_"));
    assert_eq!(alone.collect::<Vec<_>>(), Vec::<&String>::new(), "templates that no page shows");
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
            assert!(!line.contains("| safe"), "{place}: text of people could become markup");
        }
        let forms = file.text.split("<form").skip(1).filter(|form| {
            let end = form.find("</form>").unwrap_or(form.len());
            form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""))
                && !form[..end].contains("field.csrf")
        });
        assert_eq!(forms.count(), 0, "{}: a form without token", file.path);
    }
}
