//! The 101 departments of France, with the region of each today and at the time of the 2013 call.

use std::sync::LazyLock;

/// A department, as named by the official geographic code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department {
    /// Official code, a text: `01`, `2A`, `971`.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Name of its region since 2016.
    pub region: &'static str,
    /// Name of its region before 2016.
    pub region_2013: &'static str,
}

static DEPARTMENTS: LazyLock<Vec<Department>> = LazyLock::new(|| {
    let lines = include_str!("data/departments.csv").lines();
    lines.filter(|line| !line.starts_with('#')).skip(1).filter_map(read).collect()
});

fn read(line: &'static str) -> Option<Department> {
    let mut cells = line.split(',');
    let mut next = || cells.next();
    Some(Department { code: next()?, name: next()?, region: next()?, region_2013: next()? })
}

/// All departments, by code.
#[must_use]
pub fn departments() -> &'static [Department] {
    &DEPARTMENTS
}

/// Finds a department by its official code, written exactly: `01` and not `1`, `2A` and not `2a`.
#[must_use]
pub fn department(code: &str) -> Option<&'static Department> {
    DEPARTMENTS.iter().find(|department| department.code == code)
}
