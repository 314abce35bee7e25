//! The list of routes: what the site answers to, committed, so that a change of it is seen.

use std::collections::BTreeSet;

use laureat::routes;

#[test]
fn the_list_of_routes_is_the_committed_one() {
    let mut lines: Vec<String> = routes::all()
        .iter()
        .map(|route| {
            let demo = if route.demo_only { " (demonstration)" } else { "" };
            format!("{:60} {:4} {:?} on {:?}{demo}\n", route.path, route.method, route.action, route.scope)
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!("routes", lines.concat());
}

#[test]
fn no_route_stands_twice_and_a_change_is_a_post() {
    let mut seen = BTreeSet::new();
    for route in routes::all() {
        assert!(seen.insert((route.path, route.method.to_string())), "{} {} stands twice", route.method, route.path);
        assert!(matches!(route.method.as_str(), "GET" | "POST"), "{} {}", route.method, route.path);
    }
}

/// Their scope says which roles count: those that the call of the address gives, or those of the dossier.
#[test]
fn the_address_names_what_its_scope_says() {
    for route in routes::all() {
        let named = match route.scope {
            routes::Scope::Platform => true,
            routes::Scope::Link => route.path.contains("{token}"),
            routes::Scope::Call => route.path.contains("{slug}"),
            routes::Scope::Dossier => route.path.contains("{id}") || route.path.contains("{number}"),
        };
        assert!(named, "{} {} is on a {:?} that its address does not name", route.method, route.path, route.scope);
    }
}
