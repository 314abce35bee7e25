## Admissibility: the queue
admissibility-title = Admissibility
admissibility-progress = { $decided } of { $total } applications decided.
admissibility-progress-open = Verdicts are given after closing: { $closes }.
admissibility-examine-next = Examine the next one
admissibility-views = Views
admissibility-view-all = All
admissibility-filters = Filters
admissibility-filters-on = Filters ({ $count })
admissibility-search = Number, project, lead or SIRET
admissibility-filter-state = State
admissibility-filter-track = Track
admissibility-filter = Filter
admissibility-clear = Clear all
admissibility-count = { $count ->
    [0] No application
    [one] 1 application
   *[other] { $count } applications
}
admissibility-export = Export the list as CSV
admissibility-empty = No application has been filed yet
admissibility-empty-text = Applications appear here as soon as they are filed. You can examine them after closing.
admissibility-empty-filtered = No application matches
admissibility-empty-filtered-text = Remove a filter or change the words that you look for.
admissibility-caption = Filed applications
admissibility-col-project = Project
admissibility-col-track = Track and territory
admissibility-col-place = Territory
admissibility-col-findings = To decide
admissibility-col-state = State
admissibility-no-finding = nothing to decide
admissibility-more = and { $count } more
admissibility-first-page = Start of the list
admissibility-standing-to-examine = To examine
admissibility-standing-admissible = Admissible
admissibility-standing-inadmissible = Set aside
admissibility-standing-withdrawn = Withdrawn
admissibility-fictitious = fictitious application
admissibility-fictitious-amounts = fictitious amounts

## CSV file
admissibility-csv-number = Number
admissibility-csv-project = Project
admissibility-csv-lead = Lead
admissibility-csv-siret = SIRET
admissibility-csv-track = Track
admissibility-csv-departments = Departments
admissibility-csv-requested = Amount requested (euros)
admissibility-csv-filed = Filed on
admissibility-csv-findings = Findings to decide
admissibility-csv-state = State

## One application
admissibility-dossier-label = Open application
admissibility-back = Queue
admissibility-previous = Previous
admissibility-next = Next
admissibility-filed-on = Filed on { $at }
admissibility-pdf = Whole application as PDF
admissibility-reading = Filed application
admissibility-deciding = Findings and decision
admissibility-steps = Steps of the application
admissibility-to-decide = To decide ({ $count })
admissibility-nothing-to-decide = No finding is left to decide.
admissibility-decided = Decided findings ({ $count })
admissibility-respected = Rules respected ({ $count })
admissibility-read-only = You can read this application. Decisions are for the case officers of the call.
admissibility-outcome-broken = The machine finds a breach.
admissibility-outcome-needs-human = The machine cannot tell: it is for you to judge.
admissibility-decision-on = Decision on { $rule }
admissibility-confirm-broken = Confirm: not respected
admissibility-override-broken = Override: respected
admissibility-confirm-human = Respected
admissibility-override-human = Not respected
admissibility-override-respected = Not respected
admissibility-motive = Reason
admissibility-motive-override = Required to override the finding
admissibility-motive-human = Required if the rule is not respected
admissibility-save-findings = Save the findings
admissibility-change = Change this decision
admissibility-save-change = Save
admissibility-decided-by = { $name }, on { $at }:
admissibility-settled-respected = rule respected
admissibility-settled-broken = rule not respected
admissibility-contest = Contest a rule found respected
admissibility-contest-rule = Rule that is not respected
admissibility-contest-save = Save the finding
admissibility-verdicts = Your decision
admissibility-verdicts-help = Two verdicts, in your name. When both are favourable the application goes to review; one unfavourable sets it aside.
admissibility-verdict-admissibility = Admissibility
admissibility-verdict-eligibility = Eligibility
admissibility-admissibility-favourable = Admissible
admissibility-admissibility-unfavourable = Inadmissible
admissibility-eligibility-favourable = Eligible
admissibility-eligibility-unfavourable = Not eligible
admissibility-proposed = The findings propose: { $ruling }.
admissibility-proposed-wait = { $count ->
    [one] One finding must be decided before this verdict.
   *[other] { $count } findings must be decided before this verdict.
}
admissibility-given = { $ruling }, by { $name } on { $at }.
admissibility-verdict-motive = Reason
admissibility-verdict-motive-help = Required for a refusal, or when a rule is not respected. The applicant will read it.
admissibility-save = Save
admissibility-save-next = Save and go to the next one
admissibility-base = Eligible base
admissibility-base-declared = Declared charges
admissibility-base-kept = Base retained
admissibility-base-requested = Grant requested
admissibility-base-ceiling = Largest grant
admissibility-base-rate = At most { $rate } of the base, and at most { $max }.
admissibility-base-max = At most { $max }.
admissibility-base-corrected = Corrected by { $name } on { $at }: { $motive }
admissibility-base-correct = Correct the base
admissibility-base-amount = Base retained
admissibility-base-amount-help = Entering the declared charges again removes the correction.
admissibility-base-motive = Reason for the correction
admissibility-base-save = Save the base

## Messages
admissibility-flash-findings = Findings saved.
admissibility-flash-verdicts = Decision saved.
admissibility-flash-base = Base saved.
admissibility-flash-done = Decision saved. No application is left to examine.
admissibility-flash-none-left = No application is left to examine.
admissibility-error-choose = { $rule }: choose a decision, or erase the reason.
admissibility-error-motive = { $rule }: write the reason.
admissibility-error-nothing = Choose at least one decision.
admissibility-error-nothing-verdict = Choose at least one verdict.
admissibility-error-contest = Choose the rule and write the reason.
admissibility-error-amount = Write the base in euros, for example 120 000.
admissibility-error-motive-long = The reason has more than { $max } characters: shorten it.
admissibility-error-verdict = { $verdict }: { $why }
admissibility-refused-ranked = The ranking is frozen: the findings, verdicts and bases that it rests on do not change any more. Nothing was changed.
admissibility-refused-not-closed = Filing is open until { $closes }. The application may still be replaced: decisions are made after closing.
admissibility-refused-withdrawn = The applicant has withdrawn this application: nothing is left to decide.
admissibility-refused-with-reviewers = This application is with the reviewers: its admissibility does not change any more.
admissibility-refused-override-motive = A reason is due for: { $rules }.
admissibility-refused-undecided = First decide: { $rules }.
admissibility-refused-verdict-motive = Write the reason for this verdict.
admissibility-refused-base-positive = The base is an amount above zero.
admissibility-refused-base-motive = Write the reason for the correction.

## What the rules looked at
admissibility-seen-filed = Filed on { $at }, before closing on { $closes }.
admissibility-seen-filed-late = Filed on { $at }, after closing on { $closes }.
admissibility-seen-compared = { $seen } – { $holds }.
admissibility-seen-missing-answer = No answer: “{ $question }”.
admissibility-seen-missing-cells = A row is incomplete in “{ $question }”.
admissibility-seen-missing-piece = Missing document: { $piece }.
admissibility-seen-superseded = The same lead later filed another application, which replaces this one.
admissibility-seen-value = “{ $question }”: { $found }. Accepted: { $expected }.
admissibility-seen-yes-no = “{ $question }”: { $found } (expected: { $expected }).
admissibility-seen-siren = Distinct SIREN: { $found }, at least { $min }{ $unknown ->
    [0] .
    [one] ; one member has no SIRET.
   *[other] ; { $unknown } members have no SIRET.
}
admissibility-seen-category = { $names }: { $found }, at least { $min }.
admissibility-seen-unknown-category = { $count ->
    [one] One member has no category.
   *[other] { $count } members have no category.
}
admissibility-seen-departments = Territory: { $names }.
admissibility-seen-no-department = No department of France in the territory.
admissibility-seen-amount = Requested: { $requested }, between { $min } and { $max }.
admissibility-seen-rate = { $amount } requested out of { $base } of charges, that is { $share }. Cap: { $cap }.
admissibility-seen-share = { $who }: { $amount } out of { $base } of charges, that is { $share }. Cap: { $cap }.
admissibility-seen-one-authority = An authority without a name
admissibility-seen-all-authorities = All local authorities
admissibility-seen-all-public = All public money
admissibility-seen-no-cofinancing = No local authority takes part.
admissibility-seen-year-even = Year { $year }: income and charges are equal.
admissibility-seen-year-gap = Year { $year }: income less charges, { $gap }.
admissibility-seen-in-kind-even = Year { $year }: accounts 86 and 87 are equal.
admissibility-seen-in-kind-gap = Year { $year }: account 87 less account 86, { $gap }.
admissibility-seen-de-minimis = { $received } already received and { $requested } requested, that is { $total }. Cap: { $ceiling }.
admissibility-seen-months = { $found } months, between { $min } and { $max }.

## Two people at once
admissibility-stale-finding = { $rule }: meanwhile, { $name } decided “{ $theirs }” (on { $at }). { $motive } Your decision is not saved; it stays in the form of this finding. Send it again to replace theirs, or send nothing to keep theirs.
admissibility-stale-verdict = { $verdict }: meanwhile, { $name } concluded “{ $theirs }” (on { $at }). { $motive } What you were sending is not saved; all of it stays below. Send it again to replace that conclusion, or send nothing to keep it.
admissibility-stale-verdict-findings = { $verdict }: findings have changed since you opened the page. Your conclusion is not saved; it stays below. Read the findings again, then send it again.
admissibility-stale-base = Eligible base: meanwhile, { $name } took { $theirs } (on { $at }). { $motive } Your correction is not saved; it stays below. Send it again to replace theirs, or send nothing to keep theirs.
admissibility-stale-base-declared = Eligible base: meanwhile, the correction was taken away, and the declared base ({ $theirs }) counts again. Your correction is not saved; it stays below. Send it again if it is still useful.
admissibility-stale-motive = Reason: “{ $motive }”
admissibility-stale-kept = { $count ->
    [one] Your other decision is saved.
   *[other] Your { $count } other decisions are saved.
}

## What awaits a person
admissibility-work = Check applications
admissibility-work-done = Everything is checked
admissibility-work-owed = { $count ->
    [one] 1 application to check
   *[other] { $count } applications to check
}
