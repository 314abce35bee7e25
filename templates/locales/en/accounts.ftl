## Signing up, signing in
accounts-sign-up-title = Create an account
accounts-sign-up-lead = It takes two minutes. Every answer is expected.
accounts-sign-up-data = Your data are used to run the calls that you answer, and for nothing else:
accounts-sign-up-data-link = how long they are kept, and your rights
accounts-sign-up-button = Create my account
accounts-have-account = Do you have an account already?
accounts-no-account = No account yet?
accounts-sign-in-title = Sign in
accounts-sign-in-button = Sign in
accounts-name = Full name
accounts-name-hint = As you write it. It appears on the receipt.
accounts-email = E-mail address
accounts-email-hint = One that you read often: deadlines arrive there. For example name@association.example.
accounts-password = Password
accounts-new-password = New password
accounts-old-password = Current password
accounts-password-hint = At least { $min } characters. Four or five unrelated words make a good password. No special character is asked for.
accounts-paste-hint = You can paste it from a password manager.
accounts-institution = Institution
accounts-lang = Language of your mails and screens
accounts-lang-hint = Texts of calls stay in the language in which they were written.
accounts-save = Save
accounts-saved = Saved.
accounts-aside-account = With an account
accounts-aside-write = You write your application in several sittings.
accounts-aside-file = You file it and get a receipt.
accounts-aside-follow = You follow it up to the decision.
accounts-aside-one = One account per person
accounts-aside-one-text = Do not share your password: every act bears the name of its author.
accounts-aside-without = Without an account, you can
accounts-aside-read = Read a call and check whether you can apply
accounts-aside-stuck = Stuck?
accounts-aside-stuck-text = After six attempts, wait a quarter of an hour. Your account is never closed because of it.
accounts-aside-help = Read the help
accounts-signed-out = You are signed out.

## A mail is on its way
accounts-sent-title = Look at your mail
accounts-sent-sign-up = A mail is on its way to the address that you gave. Open its link within 24 hours to confirm that address.
accounts-sent-reset = If this address has an account, a mail is on its way. Open its link within the hour to choose a new password.
accounts-sent-nothing = Nothing after five minutes? Look among unwanted mail, then check the address.
accounts-sent-again = Start again with another address
accounts-sent-demo = In this demonstration, no mail leaves the machine.

## Forgotten password, links
accounts-forgotten-link = Forgotten password
accounts-forgotten-title = Forgotten password
accounts-forgotten-lead = Give the address of your account. A link to choose a new password will be sent there.
accounts-forgotten-button = Send the link
accounts-link-confirm-title = Confirm your address
accounts-link-confirm-lead = One last step opens the account of { $email }.
accounts-link-confirm-hint = The one that you chose when you created the account. It shows that it is you.
accounts-link-confirm-button = Confirm and enter
accounts-link-reset-title = Choose a new password
accounts-link-reset-lead = For the account of { $email }. Sessions open elsewhere will end.
accounts-link-reset-button = Save and enter
accounts-link-invitation-title = Open your account
accounts-link-invitation-lead = Choose a password for { $email }. Your role gives rights over the applications of others: it asks for a longer password.
accounts-link-invitation-button = Save and enter

## What is wrong
accounts-error-name = Write your full name, in 120 characters at most
accounts-error-email = Write an e-mail address, such as name@association.example
accounts-error-password-empty = Choose a password
accounts-error-password-missing = Write the password
accounts-error-email-taken = This address has an account already
accounts-error-wrong-password = The address or the password is not right
accounts-error-old-password = This is not your current password
accounts-error-unconfirmed = This address is not confirmed yet: a new link has just been sent to you
accounts-error-disabled = This account is closed. Write to the contact of your call to know why
accounts-error-name-taken = There is an institution of that name already
accounts-error-institution-name = Write the name of the institution, in 200 characters at most
accounts-error-institution-kind = Choose a kind of institution
accounts-password-short = This password is too short: at least 12 characters are needed
accounts-password-short-staff = This password is too short: your rights over the applications of others ask for at least 16 characters
accounts-password-long = This password is too long: 128 characters at most
accounts-password-personal = This password is too easy to guess: it repeats your name, your address or that of the site
accounts-password-guessable = This password is too easy to guess: add one or two unrelated words

## My account
accounts-own-title = My account
accounts-own-identity = Identity and language
accounts-own-password = Password
accounts-own-password-text = Changing it ends your sessions open elsewhere.
accounts-own-password-button = Change the password
accounts-password-changed = Your password is changed. Your other sessions have ended.
accounts-own-sessions = Sessions
accounts-own-sessions-text = A session ends by itself after two hours without activity. You can end yours now, this one included, for example after using somebody else’s machine.
accounts-own-sessions-button = End all my sessions
accounts-sessions-ended = All your sessions have ended.

## Platform
accounts-platform-title = Platform
accounts-platform-accounts = See accounts
accounts-institutions = Institutions
accounts-institutions-none = No institution
accounts-institutions-none-text = Add the ministries, banks and networks for which officers and committee members speak.
accounts-institution-new = Add an institution
accounts-institution-name = Name of the institution
accounts-institution-kind = Kind
accounts-institution-add = Add the institution
accounts-institution-made = The institution is added.
accounts-kind-ministry = Ministry or State service
accounts-kind-bank = Bank or financial institution
accounts-kind-network = Network or association
accounts-kind-other = Other
accounts-list-title = Accounts
accounts-state = State
accounts-state-open = Open
accounts-state-waiting = Address to be confirmed
accounts-state-closed = Closed
accounts-operator = Operator
accounts-since = Created on
accounts-one-institution = Institution for which this person speaks
accounts-one-close = Close this account
accounts-one-close-text = The person is signed out and can no longer enter. Their applications and acts stay, in their name.
accounts-one-reopen = Open this account again
accounts-one-reopen-text = The person will be able to enter with the password that they had.
accounts-one-own = This is your account: another operator can close it.
accounts-closed = The account is closed.
accounts-reopened = The account is open again.

## Mail
mail-hello = Hello { $name },
mail-footer = This message was sent by a machine: please do not reply.
mail-confirm-subject = Confirm your address
mail-confirm-text = You asked for an account on Lauréat. Open this link within 24 hours and give the password that you chose:
mail-confirm-after = If you asked for nothing, do nothing: without you, this account will not open.
mail-reset-subject = Choose a new password
mail-reset-text = A new password was asked for on your account. Open this link within the hour to choose it:
mail-reset-after = If you asked for nothing, do nothing: your password does not change.
mail-known-address-subject = You have an account already
mail-known-address-text = An account has just been asked for with your address, which has one already. If it was you, sign in:
mail-known-address-reset = Forgotten password? Choose another:
mail-known-address-after = If it was not you, do nothing: your account has not changed.
mail-invitation-subject = Your role on the call “{ $call }”
mail-invitation-text = You were given a role on the call for projects “{ $call }”: { $role }.
mail-invitation-choose = Open this link within seven days to choose your password and enter:
mail-invitation-work = What awaits you is here:
mail-invitation-after = If you do not know this call, do nothing.
accounts-institution-siren = SIREN number
accounts-institution-siren-hint = Nine digits, if there is one. Whoever speaks for this institution is recused from applications of which it is lead or member.
accounts-error-institution-siren = Enter a SIREN number of nine digits, or nothing
accounts-institution-title = SIREN number of the institution
accounts-institution-edit = Enter or change the SIREN number
accounts-institution-save = Save the SIREN number

## Mails, for operators
accounts-mail-confirm = Mail that confirms an address
accounts-mail-known-address = Mail “address already known”
accounts-mail-reset = Mail for a new password
