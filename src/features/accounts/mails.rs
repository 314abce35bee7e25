//! What the mails of this room say.

use serde::Serialize;

use crate::queue::Message;

/// Confirms the address of a new account.
#[derive(Debug, Serialize)]
pub struct Confirm {
    /// The person.
    pub name: String,
    /// The link that confirms.
    pub link: String,
}

impl Message for Confirm {
    const NAME: &'static str = "confirm";
    const LABEL: &'static str = "accounts-mail-confirm";
}

/// Tells somebody who signs up that their address has an account.
#[derive(Debug, Serialize)]
pub struct KnownAddress {
    /// The person.
    pub name: String,
    /// Where one signs in.
    pub sign_in: String,
    /// Where one asks for a new password.
    pub reset: String,
}

impl Message for KnownAddress {
    const NAME: &'static str = "known_address";
    const LABEL: &'static str = "accounts-mail-known-address";
}

/// Lets somebody choose a new password.
#[derive(Debug, Serialize)]
pub struct Reset {
    /// The person.
    pub name: String,
    /// The link by which it is chosen.
    pub link: String,
}

impl Message for Reset {
    const NAME: &'static str = "reset";
    const LABEL: &'static str = "accounts-mail-reset";
}
