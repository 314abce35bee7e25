## A dossier to be read
dossiers-side-charges = Total charges
dossiers-side-income = Total own income
dossiers-side-requested = Grant asked of this call
dossiers-side-in-kind-charges = Total contributions in kind, use (86)
dossiers-side-in-kind-income = Total contributions in kind, source (87)
dossiers-side-funding = Funding plan, without the grant asked
dossiers-year = Year { $n }
dossiers-budget-line = Line of the budget
dossiers-total = Total
dossiers-no-row = No line.
dossiers-no-file = No file joined.
dossiers-no-answer = No answer.

## Heads of pages
dossiers-unnamed = Application without a name
dossiers-number = application no. { $number }
dossiers-fictitious = fictitious application
dossiers-fictitious-amounts = All amounts are fictitious.
dossiers-deadline = File before { $date }
dossiers-deadline-over = Filing closed on { $date }
dossiers-left = { $time } left
dossiers-saved = Saved at { $time }
dossiers-my-dossier = My application
dossiers-all-steps = All steps

## List
dossiers-list-title = My applications
dossiers-list-name = Application
dossiers-list-call = Call
dossiers-list-state = State
dossiers-list-date = Date
dossiers-list-filed = Filed on { $date }
dossiers-list-deadline = To be filed before { $date }
dossiers-list-empty = You have no application yet.
dossiers-list-empty-text = Choose an open call, read its rules, then start: your answers are saved as you go.
dossiers-list-calls = See the calls
dossiers-state-draft = Being written
dossiers-state-filed = Filed
dossiers-state-under-examination = Being examined
dossiers-state-inadmissible = Not admissible or not eligible
dossiers-state-funded = Selected
dossiers-state-reserve = On the reserve list
dossiers-state-declined = Not selected
dossiers-state-withdrawn = Withdrawn
dossiers-meaning-draft = Your application is not filed. It counts when you file it, before the deadline.
dossiers-meaning-filed = Your application is filed. The service first checks that it is admissible.
dossiers-meaning-under-examination = Your application is being examined. No result is given before publication, for everybody at once.
dossiers-meaning-inadmissible = Your application could not be examined on its merits. The letter of decision says why.
dossiers-meaning-funded = Your project is selected. The letter of decision gives the amount and what follows.
dossiers-meaning-reserve = Your project is on the reserve list: it is funded if money becomes available.
dossiers-meaning-declined = Your project is not selected. The letter of decision says why and how to appeal.
dossiers-meaning-withdrawn = You withdrew your application. It will not be examined.

## Start
dossiers-new-title = Start an application
dossiers-new-intro = Two answers to open it. You can fill it in several sittings.
dossiers-new-track = Which track?
dossiers-new-siret = SIRET number of the organisation that leads the project
dossiers-new-siret-hint = 14 digits, for example 732 829 320 00074.
dossiers-new-button = Open the application
dossiers-track-hint = { $idea } Grant from { $min } to { $max }.
dossiers-drafts-many = You already have { $max } dossiers in writing for this call, the most possible. Go on with one of them from “My dossiers”, or file it.
dossiers-track-missing = Choose a track
dossiers-siret-empty = Write the SIRET number
dossiers-siret-digits = A SIRET number has digits only
dossiers-siret-length = A SIRET number has 14 digits
dossiers-siret-checksum = This SIRET number does not exist: check the 14 digits
dossiers-flash-started = The application is open.

## Steps
dossiers-progress = { $done } of { $count } steps complete.
dossiers-progress-left = { $points ->
    [one] One answer
   *[other] { $points } answers
} and { $pieces ->
    [one] one document
   *[other] { $pieces } documents
} still missing.
dossiers-continue = Continue: { $step }
dossiers-steps = Steps of the application
dossiers-step-complete = Complete
dossiers-step-todo = To do
dossiers-step-optional = Optional
dossiers-step-points = { $count ->
    [one] 1 point to settle
   *[other] { $count } points to settle
}
dossiers-step-saved = Changed on { $date }
dossiers-step-place = Step { $n } of { $count } · next: { $next }
dossiers-step-place-last = Step { $n } of { $count } · next: check and file
dossiers-all-expected = All answers are expected unless marked “(optional)”. Each is saved as soon as you leave it.
dossiers-save-next = Save and continue
dossiers-save = Save
dossiers-back-steps = Back to the steps
dossiers-example = For example: { $example }
dossiers-departments-how = Numbers or names, separated by commas: 02, Oise.
dossiers-aside = Around the application
dossiers-see-call = Read the call again
dossiers-see-receipt = See the receipt
dossiers-read-decision = Read the decision and its reasons
dossiers-see-follow-up = Follow my application
dossiers-filed-on = Application no. { $number } filed on { $date }.
dossiers-reopened = You reopened it: the filing above stays valid until you file again.
dossiers-reopen = Reopen the application
dossiers-reopen-text = You can change your answers and file again until the deadline. The last filing counts.
dossiers-reopen-until = You can reopen, change and file again until { $date }.
dossiers-withdraw = Withdraw my application
dossiers-withdraw-text = The application will not be examined any more. This cannot be undone.
dossiers-withdraw-button = Withdraw for good
dossiers-flash-grown = Saved. Your answers bring up another question.
dossiers-kept = This question is no longer asked, from your other answers: “{ $question }”. Your answer is kept in the draft; it will not be filed.
dossiers-flash-saved = Saved.
dossiers-flash-locked = This application cannot be changed any more: nothing was changed.
dossiers-flash-reopened = The application is reopened. The earlier filing stays valid.
dossiers-flash-not-reopened = This application cannot be reopened.
dossiers-flash-withdrawn = The application is withdrawn.
dossiers-locked-closed = Filing closed on { $date }: the application cannot be changed any more.
dossiers-locked-filed = This application is filed. Reopen it to change it.
dossiers-locked-open = This application is already reopened.
dossiers-locked-state = This application cannot be changed any more.

## Tables
dossiers-add-row = Add: { $name }
dossiers-row-new = Add: { $name }
dossiers-row-edit = Change: { $line }
dossiers-row-save = Save
dossiers-row-save-another = Save and add another
dossiers-row-remove = Remove this line
dossiers-row-removed = this line was removed
dossiers-row-unnamed = Without a name
dossiers-row-incomplete = to be completed
dossiers-flash-row-removed = The line is removed.
dossiers-cancel = Back without saving
dossiers-too-many-rows = The table is full: { $max } lines at most

## Budget
dossiers-account = Account
dossiers-budget-how = In euros. An empty cell is zero. Totals follow each save.
dossiers-budget-charges = Charges
dossiers-budget-income = Income
dossiers-budget-in-kind = Contributions in kind
dossiers-budget-income-total = Total income
dossiers-budget-gap = Gap: income less charges
dossiers-budget-in-kind-gap = Gap: 87 less 86
dossiers-budget-funding-sub = from the funding plan
dossiers-balance = What balances
dossiers-balance-note = A budget that does not balance can be saved and filed, but it will be noted.
dossiers-year-even = Year { $n } balances
dossiers-year-short = Year { $n }: { $gap } of income missing
dossiers-year-over = Year { $n }: { $gap } of income too much
dossiers-year-sums = Charges { $charges }, income { $income }
dossiers-in-kind-even = 86 equals 87
dossiers-in-kind-odd = 86 and 87 differ
dossiers-requested = Amount asked
dossiers-range = between { $min } and { $max }
dossiers-requested-share = Share asked
dossiers-all-local = All local authorities
dossiers-all-public = All public money
dossiers-max = max. { $n }

## Composition
dossiers-composition = Composition asked for
dossiers-composition-note = The lead counts as a member. A member counts as soon as its SIRET number and category are given.

## Documents
dossiers-pieces = Documents to join
dossiers-pieces-intro = First save your answers above. Each document is joined by itself.
dossiers-piece-joined = Joined
dossiers-piece-owed = To join
dossiers-piece-optional = Optional
dossiers-piece-limit = PDF preferred; images, texts and spreadsheets are taken. { $max } MB at most.
dossiers-join-file = File
dossiers-join-more = Another file
dossiers-join-button = Join
dossiers-remove = Remove
dossiers-flash-joined = The file is joined.
dossiers-flash-removed = The file is removed.
dossiers-file-type = The format of this file is not taken. Send a PDF, a JPEG or PNG image, an OpenDocument, Word or Excel document.
dossiers-file-empty = Choose a file that is not empty.
dossiers-file-large = This file is larger than { $max } MB. Reduce it or split it.
dossiers-file-dossier = This file is not attached: a dossier takes { $max } MB of files at most, including those that you removed. What is already attached is kept, and you can go on and file. If a document is missing, write to the contact of the call.
dossiers-file-hour = This file is not attached: an account sends { $max } MB of files at most within an hour, including those that you removed. What is already attached is kept, and you can go on and file. To attach more files, come back in an hour.
dossiers-file-no-room = This file is not attached: the site has not enough room left for files. What is already attached is kept, and you can go on and file. Keep the file, try again later and, if the deadline is near, write to the contact of the call.
dossiers-file-many = There are already { $max } file(s), the most possible. Remove one first.

## What cannot be read
dossiers-problem-too-long = { $got } characters, { $max } at most
dossiers-problem-number = write a whole number
dossiers-problem-range = write a number between { $min } and { $max }
dossiers-problem-amount = write an amount in euros, for example 12 500 or 12 500,50
dossiers-problem-amount-large = this amount is too large
dossiers-problem-date = write a date, for example 01/09/2014
dossiers-problem-choice = choose an answer of the list
dossiers-problem-email = write an address like name@example.com
dossiers-problem-phone = write a telephone number, for example 01 99 00 00 00
dossiers-problem-rna = an RNA number starts with W, then 9 characters
dossiers-problem-department = “{ $text }” is not a department: write its number or its name

## Two answers
dossiers-conflict-title = Two answers to one question
dossiers-conflict-text = Another answer was saved while you were writing. Nothing is lost: choose what stays. Your other answers are saved.
dossiers-conflict-mine = Your answer
dossiers-conflict-not-saved = not saved yet
dossiers-conflict-theirs = The other answer
dossiers-conflict-choose = Which answer stays?
dossiers-conflict-keep-mine = Mine, as written above
dossiers-conflict-keep-theirs = The other one
dossiers-conflict-button = Save this choice
dossiers-stale = Not saved: { $name } changed this answer meanwhile. Use “Save” to choose between both.

## Check and file
dossiers-check-title = Check before filing
dossiers-check-blocked = { $count ->
    [one] You cannot file yet: one point blocks.
   *[other] You cannot file yet: { $count } points block.
}
dossiers-check-warned = { $count ->
    [one] You can file. One point deserves a look.
   *[other] You can file. { $count } points deserve a look.
}
dossiers-check-complete = Your application is complete.
dossiers-not-filed = Your application is saved; nothing is lost.
dossiers-check-to-mend = To settle before filing ({ $count })
dossiers-check-to-look = To look at, without blocking ({ $count })
dossiers-check-to-look-text = You can file in spite of these points. They will be noted.
dossiers-check-done = Complete
dossiers-reread = Read again
dossiers-reread-title = Read your answers again
dossiers-reread-all = Read all steps on one page
dossiers-fill = Complete
dossiers-join = Join
dossiers-mend = Mend
dossiers-mend-first = Settle the first point
dossiers-incomplete = { $count ->
    [one] { $n }. { $step }: one answer missing
   *[other] { $n }. { $step }: { $count } answers missing
}
dossiers-piece-missing = Document to join: { $piece }
dossiers-rule = { $text } Rule { $rule }, { $article }.
dossiers-rule-found = { $found }. { $text } Rule { $rule }, { $article }.
dossiers-gap-short = { $label } ({ $got } characters, at least { $min })
dossiers-gap-rows = { $label } ({ $got } lines, at least { $min })
dossiers-gap-cells = { $label } (line { $row }: { $columns })
dossiers-found-superseded = An application filed later replaces it
dossiers-found-value = The answer to “{ $question }” is not among those that the call admits
dossiers-found-siren = { $found } distinct legal persons, at least { $min }
dossiers-found-category = { $names }: { $found }, at least { $min }
dossiers-found-unknown-category = { $count } member(s) without a category
dossiers-found-departments = No department of France is given
dossiers-found-amount = { $found } asked, between { $min } and { $max } expected
dossiers-found-rate = The grant asked is { $found } of the charges, { $max } at most
dossiers-found-share = { $who }: { $found } of the charges, { $max } at most
dossiers-found-no-local = No local authority is in the funding plan
dossiers-found-year-gap = Year { $year }: { $gap } between income and charges
dossiers-found-in-kind-gap = Year { $year }: { $gap } between 87 and 86
dossiers-found-de-minimis = { $found } of de minimis aid, { $max } at most
dossiers-found-months = { $found } months, between { $min } and { $max } expected
dossiers-file-title = File
dossiers-file-button = File the application
dossiers-file-later = The button “File the application” appears here when nothing blocks any more. You then get a receipt at once, dated by the server’s clock.
dossiers-sworn = By filing, you swear that what the application says is true and that you may commit the leading organisation. You get a receipt at once.
dossiers-replaces = This filing replaces the earlier one. The number does not change.
dossiers-late = Filing closed on { $date }
dossiers-early = Filing opens on { $date }
dossiers-blocked = The application is not filed: some rules are not respected ({ $rules })
dossiers-already-filed = This application is already filed, or cannot be filed any more
dossiers-flash-filed = Your application is filed.

## Receipt
dossiers-receipt-title = Receipt
dossiers-receipt-done = Application filed
dossiers-receipt-number = Number
dossiers-receipt-at = Received on
dossiers-receipt-clock = { $zone } (UTC{ $offset }), server’s clock
dossiers-receipt-by = Filed by
dossiers-receipt-pdf = Download the receipt (PDF)
dossiers-print-pdf = Application as filed (PDF)
dossiers-receipt-keep = A copy goes to your address. Keep this receipt: it proves what you filed and when.
dossiers-receipt-soon = Its PDF is being made: reload this page in a moment.
dossiers-receipt-next = What happens now
dossiers-receipt-silence = Without an answer, and if you disagree
dossiers-silence = If you hear nothing before { $date }, two months after filing, your request counts as refused (French code on relations between the public and the administration, L231-4 and D231-3). A later decision replaces that refusal.
dossiers-receipt-files = What you filed
dossiers-receipt-file = Document
dossiers-receipt-size = Size
dossiers-receipt-sha = SHA-256 fingerprint
dossiers-receipt-digest = SHA-256 fingerprint of the whole application
dossiers-receipt-anchor = Place in the journal: rank and seal
dossiers-receipt-verify = Whoever has these files can compute their fingerprints and compare. The filing stands in the journal of the call, where each line seals the one before.
dossiers-service = Service in charge
dossiers-change = Change something
dossiers-mail-subject = Application { $number } filed: receipt
dossiers-mail-hello = Dear { $name },
dossiers-mail-filed = Your application no. { $number } was filed on { $date } for “{ $call }”.
dossiers-mail-link = The receipt goes with this mail. It is also online, with the fingerprint of each file:

## Follow-up
dossiers-follow-up-title = Follow-up: { $name }
dossiers-where = Where your application stands
dossiers-moment-filed = Application filed
dossiers-moment-draft = Application started
dossiers-moment-closing = Closing of filing
dossiers-moment-days = { $from } to { $until }
dossiers-filings = Your filings
dossiers-filing = Filing no. { $n }

## Mails, for operators
dossiers-mail-receipt = Mail of a receipt
dossiers-job-receipt = Receipt of a filing
