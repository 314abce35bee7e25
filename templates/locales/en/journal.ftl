journal-title = Journal
journal-sub = { $count ->
    [0] No act
    [one] 1 act, chained
   *[other] { $count } acts, each bound to the one before by its hash
}
journal-export = Export (restricted)
journal-export-public = Public export
journal-head = Last hash
journal-head-text = Copy it to the minutes or to a mail: it will prove that nothing has been rewritten since.
journal-verify = To verify an export on any computer:
journal-empty = Nothing is written yet
journal-caption = Acts of the call, newest first
journal-seq = No.
journal-at = Date and time
journal-kind = Act
journal-actor = By
journal-subject = On
journal-hash = Hash
journal-payload = What was written
journal-cut = You are recused from some applications: acts about them are not shown here, and their numbers are missing from the sequence.
journal-erased = erased: personal data
journal-actor-worker = the platform
journal-actor-command-line = the operator, from the command line
journal-actor-visitor = a person who was not signed in
journal-subject-call = the call

journal-kind-call-imported = Definition of the call imported
journal-kind-call-published = Call published
journal-kind-role-granted = Role given
journal-kind-role-revoked = Role taken back
journal-kind-dossier-filed = Application filed
journal-kind-dossier-reopened = Application reopened by its lead
journal-kind-dossier-withdrawn = Application withdrawn by its lead
journal-kind-late-filing-refused = Late filing refused
journal-kind-finding-decided = Finding decided
journal-kind-verdict-given = Verdict given
journal-kind-eligible-base-corrected = Eligible base corrected
journal-kind-interests-declared = Interests declared
journal-kind-reviewer-assigned = Application assigned
journal-kind-assignment-returned = Assignment given back
journal-kind-review-submitted = Review submitted
journal-kind-ranking-frozen = Ranking frozen
journal-kind-proposal-changed = Proposal changed
journal-kind-proposal-adopted-by-chair = Proposal adopted by the chair
journal-kind-proposal-adopted-by-secretary = Proposal adopted by the secretary
journal-kind-decision-signed = Decision signed
journal-kind-results-published = Results published
journal-kind-content-erased = Content erased
