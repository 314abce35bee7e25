//! Personal links: what one opens, for how long and how often. Whoever holds one may do one thing, and nothing else.

use crate::permissions::Action;

/// What a personal link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Confirming the address of a new account.
    Confirm,
    /// Choosing a new password.
    Reset,
    /// Choosing a first password.
    Invitation,
}

stored_names!(LinkPurpose {
    Confirm = "confirm",
    Reset = "reset",
    Invitation = "invitation",
});

impl LinkPurpose {
    /// The one thing that its holder may do.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Confirm => Action::ConfirmAddress,
            Self::Reset => Action::ChoosePassword,
            Self::Invitation => Action::AcceptInvitation,
        }
    }

    /// Seconds during which it opens.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Confirm => 86_400,
            Self::Reset => 3_600,
            Self::Invitation => 7 * 86_400,
        }
    }

    /// How many acts may be done with it. Reading its page uses nothing up: mail scanners follow links.
    #[must_use]
    pub const fn uses(self) -> i64 {
        match self {
            Self::Confirm | Self::Reset | Self::Invitation => 1,
        }
    }
}
