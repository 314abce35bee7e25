//! Accounts: sign-up, sign-in, one-time links, invitations, institutions.
//!
//! What happens to accounts is written in the logs of the machine, not in the journals of the calls:
//! those tell the life of a call, these the security of the site.

pub mod actions;
pub mod forms;
mod handlers;
pub mod mails;
pub mod pages;
pub mod password;
pub mod store;

use domain::permissions::Action::{
    AcceptInvitation, ChoosePassword, ConfirmAddress, ManageAccounts, ManageInstitutions, ManageOwnAccount, SignIn,
    SignUp,
};

use super::manifest::{Manifest, Way};
use crate::{
    queue::MailKind,
    web::{
        Route,
        Scope::{Link, Platform},
        Section,
    },
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    site: &[(3, Section { path: "/plateforme", key: "nav-platform", action: ManageInstitutions })],
    ways: &[(Way::SignIn, "/connexion")],
    mails: &[MailKind::of::<mails::Confirm>(), MailKind::of::<mails::KnownAddress>(), MailKind::of::<mails::Reset>()],
    ..Manifest::new("accounts", routes)
};

fn routes() -> Vec<Route> {
    use handlers::{links, operator, own, visitor};
    vec![
        Route::get("/inscription", Platform, SignUp, visitor::new_account),
        Route::post("/inscription", Platform, SignUp, visitor::create_account),
        Route::get("/inscription/courriel", Platform, SignUp, visitor::show_sign_up_sent),
        Route::get("/connexion", Platform, SignIn, visitor::new_session),
        Route::post("/connexion", Platform, SignIn, visitor::create_session),
        Route::post("/deconnexion", Platform, ManageOwnAccount, own::destroy_session),
        Route::get("/confirmation/{token}", Link, ConfirmAddress, links::show),
        Route::post("/confirmation/{token}", Link, ConfirmAddress, links::perform),
        Route::get("/mot-de-passe/oubli", Platform, SignIn, links::new_reset),
        Route::post("/mot-de-passe/oubli", Platform, SignIn, links::create_reset),
        Route::get("/mot-de-passe/oubli/courriel", Platform, SignIn, links::show_reset_sent),
        Route::get("/mot-de-passe/{token}", Link, ChoosePassword, links::show),
        Route::post("/mot-de-passe/{token}", Link, ChoosePassword, links::perform),
        Route::get("/invitation/{token}", Link, AcceptInvitation, links::show),
        Route::post("/invitation/{token}", Link, AcceptInvitation, links::perform),
        Route::get("/compte", Platform, ManageOwnAccount, own::show),
        Route::post("/compte/identite", Platform, ManageOwnAccount, own::update),
        Route::post("/compte/mot-de-passe", Platform, ManageOwnAccount, own::update_password),
        Route::post("/compte/fin-des-sessions", Platform, ManageOwnAccount, own::destroy_sessions),
        Route::get("/plateforme", Platform, ManageInstitutions, operator::show),
        Route::post("/plateforme/institutions", Platform, ManageInstitutions, operator::create_institution),
        Route::get("/plateforme/institutions/{id}", Platform, ManageInstitutions, operator::show_institution),
        Route::post("/plateforme/institutions/{id}", Platform, ManageInstitutions, operator::edit_institution),
        Route::get("/plateforme/comptes", Platform, ManageAccounts, operator::index_accounts),
        Route::get("/plateforme/comptes/{id}", Platform, ManageAccounts, operator::show_account),
        Route::post("/plateforme/comptes/{id}/institution", Platform, ManageAccounts, operator::update_institution),
        Route::post("/plateforme/comptes/{id}/fermeture", Platform, ManageAccounts, operator::create_closure),
        Route::post("/plateforme/comptes/{id}/reouverture", Platform, ManageAccounts, operator::create_reopening),
    ]
}
