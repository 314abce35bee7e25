//! The whole matrix of rights, as a committed text that a change must show.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use crate::{
    interests::Interests,
    permissions::{Action, Decision, Role, decide, must_declare},
};

/// The roles of an actor who is known for one thing: everybody but visitors and machines is signed in.
fn roles(role: Role) -> Vec<Role> {
    match role {
        Role::Visitor | Role::Worker | Role::CommandLine | Role::Account => vec![role],
        _ => vec![Role::Account, role],
    }
}

fn matrix() -> String {
    let mut out = String::from("yes: allowed   403: forbidden   404: hidden   in: must sign in\n\n");
    let _ = write!(out, "{:22}", "");
    for role in Role::ALL {
        let _ = write!(out, "{:18}", format!("{role:?}"));
    }
    out.truncate(out.trim_end().len());
    for action in Action::ALL {
        let _ = write!(out, "\n{:22}", format!("{action:?}"));
        for role in Role::ALL {
            let mark = match decide(&roles(role), *action) {
                Decision::Allowed => "yes",
                Decision::Forbidden => "403",
                Decision::Hidden => "404",
                Decision::SignInRequired => "in",
            };
            let _ = write!(out, "{mark:18}");
        }
        out.truncate(out.trim_end().len());
    }
    out.push('\n');
    out
}

#[test]
fn the_matrix_is_the_committed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("permissions.txt");
    let found = matrix();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, found, "rights have changed: run again with UPDATE_EXPECT=1 and read the difference");
}

#[test]
fn a_refusal_reveals_only_what_one_may_know() {
    use Decision::{Allowed, Forbidden, Hidden, SignInRequired};
    let check = |roles: &[Role], action, expected| assert_eq!(decide(roles, action), expected, "{roles:?} {action:?}");
    check(&[], Action::ReadPublicPages, Allowed);
    check(&[], Action::ReadOwnDossier, SignInRequired);
    check(&[Role::Account], Action::ReadOwnDossier, Hidden);
    check(&[Role::Account, Role::CaseOfficer], Action::EditDossier, Forbidden);
    check(&[Role::Account, Role::Reviewer], Action::ReadOwnDossier, Hidden);
    check(&[Role::Account, Role::Owner], Action::ReadQueue, Hidden);
    check(&[Role::Account, Role::Reviewer], Action::ReadRanking, Forbidden);
    check(&[Role::Account, Role::Chair], Action::AdoptAsSecretary, Forbidden);
    check(&[Role::Account, Role::Chair, Role::CallManager], Action::PublishResults, Allowed);
    check(&[Role::Account, Role::Operator], Action::ReadOwnDossier, Hidden);
}

#[test]
fn every_action_is_someones() {
    for action in Action::ALL {
        assert!(Role::ALL.iter().any(|role| decide(&[*role], *action) == Decision::Allowed), "{action:?}");
    }
}

#[test]
fn names_of_roles_round_trip() {
    for (role, name) in Role::ON_CALL {
        assert_eq!(Role::parse_on_call(name), Some(role));
        assert_eq!(role.name_on_call(), Some(name));
    }
}

#[test]
fn whoever_acts_by_a_role_on_the_call_declares_between_the_closing_and_the_last_decision() {
    use Role::{Account, CallManager, CaseOfficer, Chair, CommandLine, DecidingAuthority, Operator, Owner, Reviewer};
    let undeclared = Interests::Undeclared { recused: BTreeSet::new() };
    let check = |roles: &[Role], action, expected: bool| {
        let ask = |interests: &Interests, closed, undecided| must_declare(action, roles, interests, closed, undecided);
        let said = format!("{roles:?} {action:?}");
        assert_eq!(ask(&undeclared, true, true), expected, "{said}");
        assert!(!ask(&Interests::Declared { recused: BTreeSet::new() }, true, true), "{said}");
        assert!(!ask(&undeclared, true, false), "{said}");
        assert!(!ask(&undeclared, false, true), "{said}");
    };
    check(&[Account, CaseOfficer], Action::ReadDossierAsOfficer, true);
    check(&[Account, CaseOfficer], Action::GiveVerdict, true);
    check(&[Account, CaseOfficer], Action::ReadReceipt, true);
    check(&[Account, Reviewer], Action::ReadDocument, true);
    check(&[Account, Reviewer], Action::SubmitReview, true);
    check(&[Account, CallManager], Action::ReadDashboard, true);
    check(&[Account, CallManager], Action::AssignReviewers, true);
    check(&[Account, Chair], Action::ReadRanking, true);
    check(&[Account, Chair], Action::AdoptAsChair, true);
    check(&[Account, DecidingAuthority], Action::SignDecision, true);
    check(&[Account, CaseOfficer], Action::ReadQueue, true);
    // Open without declaring: the declaration itself, the people of the call.
    check(&[Account, CaseOfficer], Action::DeclareInterests, false);
    check(&[Account, CallManager], Action::ManageRoles, false);
    // By something else than a role on the call.
    check(&[Account, Owner], Action::ReadDocument, false);
    check(&[Account, Owner, CaseOfficer], Action::ReadReceipt, false);
    check(&[CommandLine], Action::ExportJournal, false);
    check(&[Account, Operator], Action::ManageAccounts, false);
}

#[test]
fn every_action_of_staff_wants_the_declaration_but_those_that_touch_no_dossier() {
    let open: Vec<Action> = Action::ALL
        .iter()
        .copied()
        .filter(|action| {
            Role::ALL.iter().any(|role| role.name_on_call().is_some() && decide(&[*role], *action) == Decision::Allowed)
                && !action.wants_declaration()
        })
        .collect();
    assert_eq!(open, [Action::PublishCall, Action::ManageRoles, Action::DeclareInterests]);
}

#[test]
fn one_form_does_one_action_or_a_part_of_it() {
    let also: Vec<(Action, Action)> = Action::ALL
        .iter()
        .flat_map(|asked| Action::ALL.iter().map(move |done| (*asked, *done)))
        .filter(|(asked, done)| asked != done && asked.covers(*done))
        .collect();
    assert_eq!(also, [(Action::SubmitReview, Action::SaveReview)]);
    assert!(Action::ALL.iter().all(|action| action.covers(*action)));
}
