calls-index-title = Calls for projects
calls-index-intro = Find a call, check whether you can apply, then prepare and file your application here.
calls-empty-title = No call is published at the moment
calls-empty-text = The next calls will appear on this page, with their dates and conditions.
calls-demo-accounts = This is a demonstration: one person of each role has an account that is ready to use. Their addresses and password are printed where the site was started.
calls-demo-accounts-link = Sign in
calls-group-open = Open
calls-group-upcoming = To come
calls-group-examined = Applications being examined
calls-group-decided = Decided
calls-standing-draft = Not public yet
calls-standing-upcoming = To come
calls-standing-open = Open
calls-standing-examined = Filing closed
calls-standing-decided = Results published
calls-left = { $left } left
calls-card-deadline = File until { $deadline }
calls-card-envelope = Envelope: { $amount }
calls-laureates-of = See the laureates
calls-fictitious = Demonstration call: fictitious applications, fictitious amounts
calls-fictitious-amount = (fictitious amount)
calls-fictitious-amounts = Fictitious amounts.

calls-start = Start an application
calls-laureates = See the laureates
calls-check-first = First check whether I can apply
calls-notice-draft = This page is not public yet: only the team of the call sees it.
calls-notice-upcoming = Filing is not open yet. You can already prepare the documents.
calls-notice-examined = Filing is closed. Applications are being examined; each applicant will receive an answer with its reasons.
calls-fact-deadline = File until
calls-fact-aid = Grant per application
calls-fact-aid-text = depending on the track
calls-fact-envelope = Envelope
calls-fact-envelope-text = shared between { $count } tracks
calls-fact-months = Length of the project
calls-money-range = { $from } to { $to }
calls-months-range = { $from } to { $to } months
calls-months-min = at least { $months } months
calls-months-max = at most { $months } months
calls-days-range = from { $from } to { $to }
calls-purpose = What the call supports
calls-calendar = Calendar
calls-timeline-opens = Filing opens
calls-timeline-closes = Filing closes
calls-timeline-open = filing is open
calls-audience = Who can apply
calls-money = How much, and in which track
calls-money-one = How much
calls-tracks-caption = Tracks and their conditions
calls-track = Track
calls-aid = Possible grant
calls-rate = Share of eligible costs
calls-at-most = { $share } at most
calls-months = Length
calls-track-envelope = Envelope of the track
calls-funders = Who funds the envelope
calls-caps = Public money cannot pay for everything:
calls-cap-one-authority = one local authority funds at most { $share } of eligible costs;
calls-cap-all-authorities = all local authorities together, at most { $share };
calls-cap-public = all public money together, at most { $share }.
calls-criteria = How your application is scored
calls-criteria-intro = { $reviews ->
    [one] One person scores each application.
   *[other] { $reviews } people score each application, without consulting each other.
} At least { $threshold } is needed. { $tracks ->
    [one] Applications
   *[other] In each track, applications
} are funded in the order of the ranking, as long as the envelope allows.
calls-weight = Weight
calls-criteria-caption = Weight of each criterion{ $tracks ->
    [one] {""}
   *[other] , by track
}
calls-criteria-scale = (each criterion is scored from 0 to { $max })
calls-scale-letter = { $letter }: { $meaning } (counts for { $points } out of { $max })
calls-threshold = { $total } out of 100
calls-threshold-letter = { $letter } for each criterion, that is { $total } out of 100
calls-criterion = Criterion
calls-floor = lowest score: { $points }
calls-scale = What each score means
calls-pieces = Documents to prepare
calls-owed-always = for everybody
calls-owed-optional = optional
calls-owed-when = if { $condition }
calls-rules = The rules, in plain words
calls-rules-intro = The platform checks these rules while you write and warns you before you file. After filing, a person judges; each refusal has its reasons.
calls-rules-admissibility = Admissibility
calls-rules-eligibility = Eligibility
calls-appeals = Your remedies if you disagree with the answer
calls-aside = On this page, and contact
calls-on-this-page = On this page
calls-contact = A question?
calls-notice = Where this call comes from

calls-people-title = People and roles
calls-people-sub = Each role that is given or taken back is written in the journal of the call.
calls-people-none = Nobody yet.
calls-people-revoke = Take back
calls-people-add = Add a person
calls-people-add-text = They receive a mail. If they have no account yet, it holds a link to choose a password.
calls-people-email = E-mail address
calls-people-name = First and last name
calls-people-name-hint = An existing account keeps its name.
calls-people-institution = Institution
calls-people-role = Role
calls-people-send = Give this role
calls-role-granted = The role is given; the person is being told by mail.
calls-role-revoked = The role is taken back.
calls-role-last-manager = This role stays: a call keeps at least one manager. Name another one first.
calls-error-email = Write an e-mail address, such as first.last@example.org
calls-error-name = Write the first and last name of the person
calls-error-name-long = This name has more than { $max } characters: shorten it
calls-error-role = Choose a role

calls-dashboard-title = Dashboard
calls-dashboard-today = { $day }, { $time }
calls-dashboard-public = Public page
calls-publish-title = This call is not public yet
calls-publish-text = Read the public page again, then publish the call: everybody will be able to read it and, once it opens, to start an application.
calls-publish = Publish the call
calls-published = The call is public.
calls-late-title = { $count ->
    [one] 1 delay to lift
   *[other] { $count } delays to lift
}
calls-late-caption = Who is late
calls-late-who = Who
calls-late-what = What is missing
calls-late-since = Delay
calls-late-reviews = { $count ->
    [one] 1 review out of { $whole }
   *[other] { $count } reviews out of { $whole }
}
calls-late-days = { $count ->
    [one] 1 day late
   *[other] { $count } days late
}
calls-funnel-title = Where applications stand
calls-funnel-received = Received
calls-funnel-admissible = Admissible and eligible
calls-funnel-reviewed = Reviewed
calls-funnel-funded = Funded
calls-funnel-inadmissible = { $count } set aside
calls-funnel-withdrawn = { $count } withdrawn by their lead
calls-funnel-declined = { $count } not funded
calls-funnel-reserve = { $count } on the reserve list
calls-stat-drafts = applications being prepared
calls-stat-left = before the deadline
calls-tasks-title = Progress
calls-task-admissibility = Admissibility and eligibility
calls-task-admissibility-text = { $done } applications checked out of { $whole }, { $left } waiting
calls-task-admissibility-link = See the queue
calls-task-declarations = Declarations of interests
calls-task-declarations-text = { $done } people out of { $whole } have declared their interests
calls-task-declarations-link = See the people
calls-task-reviews = Reviews
calls-task-reviews-text = { $done } reviews submitted out of { $whole } assigned, { $left } expected
calls-task-reviews-link = See the assignments
calls-reviewers-title = Load of the reviewers
calls-reviewers-none = No application is assigned yet.
calls-reviewers-caption = Load of the reviewers, the latest first
calls-reviewer = Reviewer
calls-reviewer-done-of = Submitted of assigned
calls-reviewer-status = State
calls-reviewer-done = All submitted
calls-reviewer-open = { $count } to submit
calls-of = { $done } of { $whole }
calls-reviewers-folded = { $count ->
    [one] 1 person has submitted everything
   *[other] { $count } people have submitted everything
}
calls-fact-deadline-text = { $time } ({ $zone })
calls-fact-deadline-left = { $time } ({ $zone }), { $left } left
calls-late-all = See all delays

## Mails, for operators
calls-mail-invitation = Mail of an invitation
