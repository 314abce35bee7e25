//! What the mails of this room say.

use serde::Serialize;

use crate::queue::Message;

/// Tells somebody that they were given a role on a call.
#[derive(Debug, Serialize)]
pub struct Invitation {
    /// The person.
    pub name: String,
    /// Title of the call.
    pub call: String,
    /// The role, in words.
    pub role: String,
    /// Where they go.
    pub link: String,
    /// They choose a first password there.
    pub choose: bool,
}

impl Message for Invitation {
    const NAME: &'static str = "invitation";
    const LABEL: &'static str = "calls-mail-invitation";
}
