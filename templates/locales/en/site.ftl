## Refusals and faults
failure-reference = Reference
failure-ours = The technical team finds it in its logs.
failure-calls = See the calls
failure-not-found-title = This page does not exist
failure-not-found-what = The address leads to nothing that you can see.
failure-not-found-do = Check it if you typed it. If somebody sent you the link, ask them to invite you, then sign in.
failure-forbidden-title = This page is not open to you
failure-forbidden-what = Your account does not give the right to do this. Nothing was changed.
failure-forbidden-do = If you think that you should have access, write to the manager of the call and give the reference.
failure-sign-in-title = Sign in first
failure-sign-in-what = To open this page, we need to know who you are. If you were signed in, your session has ended.
failure-sign-in-do = Sign in: you will come back to the same place. What was saved still is.
failure-form-stale-title = This form has expired
failure-form-stale-what = Your session ended while the page was open, or you signed in meanwhile. Nothing was changed.
failure-form-stale-do = First copy what you had written, if it is given back below. Sign in if you no longer are, open the page again, paste your text and send it.
failure-written = What you had written
failure-written-number = Text { $number }
failure-bad-request-title = This request was not understood
failure-bad-request-what = What the browser sent is incomplete or cannot be read. Nothing was changed.
failure-bad-request-do = Go back, reload the page and try again.
failure-account-closed-title = This person’s account is closed
failure-account-closed-what = An operator closed the account of this address. The role was not given.
failure-account-closed-do = Give another address, or ask the operator to open the account again, then try again.
failure-method-title = This page does not open this way
failure-method-what = The address exists, but not for what the browser asked of it. Nothing was changed.
failure-method-do = If you reloaded a page or followed a bookmark, start again from the list of calls.
failure-too-large-title = This is too large
failure-too-large-what = The file or the form exceeds the accepted size. Nothing was saved.
failure-too-large-do = Make the file smaller, for example by scanning it less finely, or cut it in two.
failure-too-many-title = Too many attempts
failure-too-many-what = Too many requests followed each other. Your account is not closed.
failure-too-many-do = Wait a quarter of an hour, or an hour if you asked for an account or a link, then try again. If you asked for several links, only the last one works.
failure-timeout-title = The request took too long
failure-timeout-what = It was not done within a minute, most often because sending was too slow. What was saved before still is.
failure-timeout-do = Check your connection, go back, reload the page and see whether your action was done before you try again. A lighter file gets through more easily.
failure-page-only-title = It is done, but the page does not show
failure-page-only-what = Your request went through. Only the page that should follow could not be shown; nothing that you sent is lost.
failure-page-only-do = Do not send it again: open the home page in a minute to see where you stand. If it lasts, write to the contact of the call with the reference.
failure-busy-title = The service is busy
failure-busy-what = Saving is not possible at this instant. Your last action was not done; all that was saved or filed before still is.
failure-busy-do = Try again in a minute: go back, what you typed is still there, then do it again. If the deadline is near and this lasts, write to the contact of the call with the reference.
failure-unconfirmed-title = We do not know whether your action was done
failure-unconfirmed-what = The link with the database broke while saving. Your last action may have been done or not; all that was saved or filed before still is.
failure-unconfirmed-do = Wait a minute, open the page in another tab and see whether your action is there before you try again. If the deadline is near, write to the contact of the call with the reference.
failure-link-over-title = This link no longer works
failure-link-over-what = It was used already, it expired, another one replaced it, or the address was copied wrongly. Nothing was changed.
failure-link-over-do = If it was to confirm your address or to open your account, sign in: we send you a new one if it is needed. For a password, use “Forgotten password”: only the last link that was sent works. Otherwise, ask whoever wrote to you for another one.
failure-erased-title = This application was erased
failure-erased-what = What was filed has been kept as long as it had to be: answers and files were erased. The number, the digest of the filing and the decision are kept.
failure-erased-do = If you kept the receipt and the file of the application, their digest can still be compared with the journal of the call. For any question, write to the contact of the call.
failure-storage-title = Files cannot be reached for the moment
failure-storage-what = The place where files are kept does not answer. The file that you were sending was not kept; all that was saved, joined or filed before still is.
failure-storage-do = Keep the file on your computer and try again in a few minutes. If the deadline is near, write to the contact of the call with the reference.
failure-internal-title = Something went wrong on our side
failure-internal-what = Your last action was not done. Everything that was marked “saved” is saved. If you were filing, nothing is filed until you have a receipt.
failure-internal-do = Go back and try again. If it happens again, write to the contact of the call and give the reference.

## My work
site-work-none = You hold no role
site-work-none-text = This page shows the calls that you run, check, review or decide on. Your own applications are under “My applications”.
site-work-open = Filing is open
site-work-published = Results published

## Mail of the demonstration
site-mails-title = Sent mail
site-mails-lead = In this demonstration, no mail leaves the machine: here it is, newest first.
site-mails-none = No mail
site-mails-none-text = Create an account or file an application: the mail will appear here.
site-mail-subject = Subject
site-mail-recipient = Recipient
site-mail-when = Written on
site-mail-waiting = Waiting to be sent
site-mail-to = To { $recipient }, on { $when }
site-mail-links = Links in this mail

## Information
site-unset = not given in the settings of this site

site-accessibility-title = Accessibility
site-accessibility-lead = Lauréat aims at full compliance with the French accessibility standard (RGAA). By our own examination, compliance is partial today.
site-accessibility-1-title = State of compliance
site-accessibility-1-text =
    No audit by a third party was made of this version yet. Hence no rate of compliance can be given, and unknown defects are possible.
site-accessibility-2-title = What is done
site-accessibility-2-text =
    - Every page works without script, by keyboard, and at a width of 320 pixels.
    - Fields have a visible label; errors are written beside the field and summed up at the top of the page.
    - Nothing is said by colour alone.
    - Documents that are produced (receipts, applications, letters) are tagged PDF.
site-accessibility-3-title = What is missing
site-accessibility-3-text =
    - A whole audit, with people who use a screen reader.
    - Files joined by applicants are not checked: their accessibility depends on their author.
site-accessibility-4-title = Reporting a defect
site-accessibility-4-text =
    If a page keeps you from answering a call, write to the contact of that call, given on its page, or to the body that runs this site: { $contact }. A solution must be offered to you before the deadline.

    Without an answer, you can turn to the French Defender of Rights.

site-privacy-title = Personal data
site-privacy-lead = Your data are used to run the calls for projects that you take part in, and for nothing else. No audience measurement, no advertising, nothing fetched from another site.
site-privacy-1-title = Who answers for them
site-privacy-1-text =
    The body that publishes this site: { $publisher }. For each call, the bodies named on its page take part.
site-privacy-2-title = What is kept
site-privacy-2-text =
    - Your account: name, e-mail address, language, and a fingerprint of your password from which it cannot be derived.
    - Your applications: answers, documents, filings, and the people whom you name in them.
    - What officers, reviewers and committee members do: findings, scores, decisions, declarations of interests.
    - A journal of the acts of each call, which shows that nothing was changed afterwards.
    - Technical logs, without the content of your applications, for the security of the site.
site-privacy-3-title = Why
site-privacy-3-text =
    Applications are examined as a task in the public interest: awarding grants. Accounts and technical logs serve the security of that examination.
site-privacy-4-title = Who sees them
site-privacy-4-text =
    Only you see an application that is not filed. A filed one is read by the officers, the appointed reviewers and the committee members of that call, except those who declared an interest. Published results name the laureates.
site-privacy-5-title = How long
site-privacy-5-text =
    A document that you remove is no longer in your application and is shown to nobody but you, unless a filing holds it; its file stays stored until the body erases it. By itself the platform only erases what is of no more use: sent mails after a while, links and sessions that have ended. The body decides how long applications are kept under its rules on archives, and erases an account on request when no application stands against it.
site-privacy-6-title = Your rights
site-privacy-6-text =
    You can ask to read, correct or erase your data, or object to their use, from: { $contact }. A filed application is not corrected any more, since it is evidence: a correction is joined to it.

    You can also turn to the French data protection authority (CNIL).
site-privacy-7-title = Cookies
site-privacy-7-text =
    Four, all needed for the site to work: your session, the protection of forms, the message shown after an action, the chosen language. None is used to follow you.

site-legal-title = Legal notice
site-legal-lead = Who publishes this site, and with what software.
site-legal-1-title = Publication
site-legal-1-text =
    Body: { $publisher }

    Director of publication: { $director }

    Contact: { $contact }
site-legal-2-title = Hosting
site-legal-2-text = { $host }
site-legal-3-title = Content
site-legal-3-text =
    The texts of calls are those of the bodies that publish them. Answers and documents remain their authors’.
site-legal-4-title = Software
site-legal-4-text =
    This site uses Lauréat, version { $version }, free software under the EUPL-1.2 licence. It is not a service of the State and bears none of its signs.

site-help-title = Help and contact
site-help-lead = The essentials for answering a call, and whom to write to.
site-help-1-title = Answering a call
site-help-1-text =
    - Read the call and check that you can apply.
    - Create an account and confirm your address.
    - Start an application: it is written step by step, in several sittings.
    - Join the documents that are asked for.
    - Check, then file. You are given a receipt, and it is sent to you.
site-help-2-title = “Saved” is not “filed”
site-help-2-text =
    What is saved is kept for you. Nothing is filed until you have a receipt.

    Before the deadline, you can open a filed application again: the earlier filing stays valid until the next one.
site-help-3-title = The deadline
site-help-3-text =
    What counts is when your request reaches the server, Paris time unless said otherwise. Do not wait for the last hour.
site-help-4-title = Signing in
site-help-4-text =
    Forgotten password? A link is sent to you from the sign-in page. After several failed attempts, wait a quarter of an hour: your account is never closed because of it.

    A session ends by itself after two hours without activity.
site-help-5-title = Writing to somebody
site-help-5-text =
    For a question about a call, write to the contact given on its page. For the site itself: { $contact }. If a page shows a reference, give it.

site-source-title = Source code
site-source-lead = Lauréat is free software, under the European Union Public Licence (EUPL-1.2).
site-source-1-title = What runs here
site-source-1-text =
    Version { $version }. Source code: { $source }
site-source-2-title = What the licence allows
site-source-2-text =
    To use, study, change and share the software, for any purpose. Whoever changes it and offers it to others, even over the network, publishes the code under the same licence or a compatible one.
site-source-3-title = Other works
site-source-3-text =
    The site uses the govuk-frontend library (MIT) and the typefaces Public Sans and Source Serif 4 (SIL Open Font License). Their licences come with the code.
