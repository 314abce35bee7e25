//! The sections of the file other than the form, one function each.
//!
//! A missing or unreadable value is noted and replaced by a neutral one, so that reading goes on.

use super::{
    grid, predicates, questions,
    read::Node,
    reads,
    reason::{Reason, Thing},
};
use crate::{
    call::{AllocationPolicy, Calendar, CalendarStep, Call, Caps, Contact, Effect, Funder, Owed, Piece, Rule, Track},
    expression,
    form::{Form, Step},
    money::Cents,
    text::{Email, Phone},
    time::{Instant, LocalDate, Zone},
};

/// Reads the whole file.
pub(super) fn call(root: Node<'_>) -> Call {
    let zone_name = root.text("zone");
    let zone = Zone::parse(&zone_name).unwrap_or_else(|| {
        if !zone_name.is_empty() {
            root.wrong("zone", Reason::UnknownZone(zone_name));
        }
        Zone::PARIS
    });
    let envelope = root.money("envelope");
    let funders = funders(&root);
    let tracks = tracks(&root);
    sums(&root, envelope, funders.as_deref(), tracks.as_deref());
    let contact = contact(&root);
    let calendar = calendar(&root, zone);
    let caps = caps(&root);
    let steps: Vec<Step> = root.tables("steps").into_iter().map(questions::step).collect();
    let form = Form { reads: reads::read(&root, &steps), steps };
    let pieces = root.tables("pieces").into_iter().map(piece).collect();
    let means = predicates::Means { reads: &form.reads, tracks: tracks.as_deref().unwrap_or_default(), caps };
    let rules = root.tables("rules").into_iter().map(|node| rule(node, &means)).collect();
    let grid = grid::read(&root);
    let allocation = root.text("allocation");
    root.report.known(&root.child("allocation"), Thing::Word, &allocation, &["merit-stop"]);
    let call = Call {
        slug: root.code("slug"),
        number_prefix: root.code("number_prefix"),
        title: root.text("title"),
        notice: root.text_or_empty("notice"),
        fictitious: root.flag_or("fictitious", false),
        summary: root.text("summary"),
        purpose: root.texts("purpose"),
        audience: root.texts("audience"),
        appeals: root.texts("appeals"),
        contact,
        zone,
        calendar: calendar.unwrap_or(Calendar {
            opens: Instant::from_micros(0),
            closes: Instant::from_micros(0),
            steps: Vec::new(),
        }),
        envelope: envelope.unwrap_or(Cents::ZERO),
        funders: funders.unwrap_or_default(),
        tracks: tracks.unwrap_or_default(),
        caps,
        form,
        pieces,
        rules,
        grid,
        allocation: AllocationPolicy::MeritStop,
    };
    root.done();
    call
}

fn sums(root: &Node<'_>, envelope: Option<Cents>, funders: Option<&[Funder]>, tracks: Option<&[Track]>) {
    let Some(envelope) = envelope else { return };
    if let Some(tracks) = tracks {
        let sum: Cents = tracks.iter().map(|track| track.envelope).sum();
        if sum != envelope {
            root.wrong("envelope", Reason::EnvelopeNotTracks { envelope, tracks: sum });
        }
    }
    if let Some(funders) = funders {
        let sum: Cents = funders.iter().map(|funder| funder.amount).sum();
        if sum != envelope {
            root.wrong("envelope", Reason::EnvelopeNotFunders { envelope, funders: sum });
        }
    }
}

fn contact(root: &Node<'_>) -> Contact {
    let Some(node) = root.table("contact") else {
        return Contact { service: String::new(), email: String::new(), phone: String::new(), address: String::new() };
    };
    let contact = Contact {
        service: node.text("service"),
        email: node.text("email"),
        phone: node.text("phone"),
        address: node.text("address"),
    };
    if !contact.email.is_empty() && Email::parse(&contact.email).is_err() {
        node.wrong("email", Reason::BadEmail(contact.email.clone()));
    }
    if !contact.phone.is_empty() && Phone::parse(&contact.phone).is_err() {
        node.wrong("phone", Reason::BadPhone(contact.phone.clone()));
    }
    node.done();
    contact
}

fn calendar(root: &Node<'_>, zone: Zone) -> Option<Calendar> {
    let node = root.table("calendar")?;
    let instant = |key| {
        let at = Instant::from_local(node.local_time(key)?, zone);
        if at.is_none() {
            node.wrong(key, Reason::NoSuchLocalTime);
        }
        at
    };
    let (opens, closes) = (instant("opens"), instant("closes"));
    let steps = node.tables_or_none("steps").into_iter().map(calendar_step).collect();
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes <= opens
    {
        node.wrong("closes", Reason::ClosesBeforeOpens);
    }
    node.done();
    Some(Calendar { opens: opens?, closes: closes?, steps })
}

fn calendar_step(node: Node<'_>) -> CalendarStep {
    let (from, until) = (node.day("from"), node.day("until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        node.wrong("until", Reason::EndsBeforeStart);
    }
    let label = node.text("label");
    node.done();
    CalendarStep { label, from: from.unwrap_or(LocalDate::MIN), until: until.unwrap_or(LocalDate::MIN) }
}

fn funders(root: &Node<'_>) -> Option<Vec<Funder>> {
    let nodes = root.tables("funders");
    let read = |node: Node<'_>| {
        let (name, amount) = (node.text("name"), node.money("amount"));
        node.done();
        amount.map(|amount| Funder { name, amount })
    };
    // Reads them all before looking whether one has no amount: each mistake counts.
    nodes.into_iter().map(read).collect::<Vec<_>>().into_iter().collect()
}

fn tracks(root: &Node<'_>) -> Option<Vec<Track>> {
    root.tables("tracks").into_iter().map(track).collect::<Vec<_>>().into_iter().collect()
}

fn track(node: Node<'_>) -> Option<Track> {
    let (code, name, idea) = (node.code("code"), node.text("name"), node.text("idea"));
    let envelope = node.money("envelope");
    let (requested_min, requested_max) = (node.money("requested_min"), node.money("requested_max"));
    let months = |key| node.get(key).and_then(|_| node.integer(key));
    let (months_min, months_max) = (months("months_min"), months("months_max"));
    let rate_max = node.get("rate_max").map(|_| node.rate("rate_max"));
    if requested_min > requested_max && requested_max.is_some() {
        node.wrong("requested_min", Reason::MinOverMax);
    }
    if months_min > months_max && months_max.is_some() {
        node.wrong("months_min", Reason::MinOverMax);
    }
    node.done();
    Some(Track {
        code,
        name,
        idea,
        envelope: envelope?,
        requested_min: requested_min?,
        requested_max: requested_max?,
        months_min,
        months_max,
        rate_max,
    })
}

/// Public money is capped where the call says so.
fn caps(root: &Node<'_>) -> Caps {
    let Some(node) = root.get("caps").and_then(|_| root.table("caps")) else { return Caps::default() };
    let cap = |key| node.get(key).map(|_| node.rate(key));
    let caps = Caps {
        one_local_authority: cap("one_local_authority"),
        all_local_authorities: cap("all_local_authorities"),
        all_public: cap("all_public"),
    };
    node.done();
    caps
}

fn piece(node: Node<'_>) -> Piece {
    let piece = Piece {
        code: node.code("code"),
        label: node.text("label"),
        help: node.text_or_empty("help"),
        owed: owed(&node),
        files_max: node.count_or("files_max", 1, 1, 20),
    };
    node.done();
    piece
}

/// `owed_if = "…"`, `owed = "always"` or `owed = "optional"`; in older files `{ on_track = "…" }` or
/// `{ question = "…", values = ["…"] }`.
fn owed(node: &Node<'_>) -> Owed {
    if node.get("owed_if").is_some() {
        return node.expression("owed_if").map_or(Owed::Optional, Owed::When);
    }
    let Some(value) = node.owed("owed") else { return Owed::Optional };
    if let Some(word) = value.as_str() {
        node.report.known(&node.child("owed"), Thing::Word, word, &["always", "optional"]);
        return if word == "always" { Owed::Always } else { Owed::Optional };
    }
    let Some(table) = node.table("owed") else { return Owed::Optional };
    let condition = if table.get("on_track").is_some() {
        predicates::on_track(&table.text("on_track"))
    } else {
        predicates::among(&table.text("question"), &table.texts("values"))
    };
    table.done();
    Owed::When(condition)
}

fn rule(node: Node<'_>, means: &predicates::Means<'_>) -> Rule {
    let id = node.text("id");
    let number = id.strip_prefix("ADM-").or_else(|| id.strip_prefix("ELI-"));
    if !id.is_empty() && !number.is_some_and(|n| n.parse::<u16>().is_ok_and(|read| read > 0 && read.to_string() == n)) {
        node.wrong("id", Reason::BadRuleId(id.clone()));
    }
    let effect = node.text("effect");
    node.report.known(&node.child("effect"), Thing::Word, &effect, &["blocks_filing", "finding"]);
    let rule = Rule {
        id,
        title: node.text("title"),
        text: node.text("text"),
        article: node.text("article"),
        effect: if effect == "blocks_filing" { Effect::BlocksFiling } else { Effect::Finding },
        holds: holds(&node, means).unwrap_or_else(|| expression::Node::name("judged_by_a_person")),
    };
    node.done();
    rule
}

/// `holds = "…"`; in older files `predicate = …`.
fn holds(node: &Node<'_>, means: &predicates::Means<'_>) -> Option<expression::Node> {
    if node.get("holds").is_none() && node.get("predicate").is_some() {
        return predicates::read(node, means);
    }
    node.owed("holds");
    node.expression("holds")
}
