//! Checks of [`crate::geo`].

use std::collections::BTreeSet;

use crate::geo::{department, departments};

#[test]
fn there_are_101_departments_in_18_regions_and_27_before_2016() {
    assert_eq!(departments().len(), 101);
    assert!(departments().is_sorted_by(|a, b| a.code < b.code), "codes are unique and in order");
    assert_eq!(departments().iter().map(|d| d.region).collect::<BTreeSet<_>>().len(), 18);
    assert_eq!(departments().iter().map(|d| d.region_2013).collect::<BTreeSet<_>>().len(), 27);
    let cells = departments().iter().flat_map(|d| [d.code, d.name, d.region, d.region_2013]);
    assert!(cells.into_iter().all(|cell| !cell.is_empty() && cell.trim() == cell));
}

#[test]
fn a_department_is_found_by_its_exact_code() {
    fn check(code: &str, expected: Option<(&str, &str, &str)>) {
        assert_eq!(department(code).map(|d| (d.name, d.region, d.region_2013)), expected, "{code}");
    }
    check("01", Some(("Ain", "Auvergne-Rhône-Alpes", "Rhône-Alpes")));
    check("2A", Some(("Corse-du-Sud", "Corse", "Corse")));
    check("14", Some(("Calvados", "Normandie", "Basse-Normandie")));
    check("40", Some(("Landes", "Nouvelle-Aquitaine", "Aquitaine")));
    check("62", Some(("Pas-de-Calais", "Hauts-de-France", "Nord-Pas-de-Calais")));
    check("95", Some(("Val-d'Oise", "Île-de-France", "Île-de-France")));
    check("974", Some(("La Réunion", "La Réunion", "La Réunion")));
    for unknown in ["", "1", "2a", "20", "96", "975", "code", "#"] {
        check(unknown, None);
    }
}
