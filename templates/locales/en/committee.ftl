## Committee: ranking, proposal, adoption, decision
committee-title = Committee
committee-to-decision = See the decision
committee-to-ranking = See the ranking
committee-to-laureates = See the list of laureates
committee-back = Committee
committee-frozen-at = Ranking frozen on { $when }
committee-recused = Without recusals: you declared an interest. This page is computed without the applications you are recused from, ranks and amounts included.
committee-fictitious = Fictitious applications, fictitious amounts.
committee-exact = exact amounts, to the cent
committee-total = Total
committee-left = { $left } left
committee-awarded-of = { $awarded } awarded of { $whole }
committee-envelope-alt = { $awarded } awarded of { $whole }, { $left } left

committee-freeze-title = Freeze the ranking
committee-freeze-text = The ranking is computed from the submitted reviews. Once frozen it does not change: the committee works from it, and its digest is written in the journal.
committee-freeze = Freeze the ranking
committee-freeze-wait = Everything is ready. The manager of the call can freeze the ranking.
committee-missing-title = What is missing
committee-missing-open = Filing is not closed: it closes on { $when }
committee-missing-none = No application was filed
committee-missing-verdicts = { $count ->
    [one] One application waits for a verdict on admissibility or eligibility
   *[other] { $count } applications wait for a verdict on admissibility or eligibility
}
committee-missing-verdicts-link = Examine
committee-missing-bases = { $count ->
    [one] One application has no eligible base
   *[other] { $count } applications have no eligible base
}
committee-missing-bases-link = Examine
committee-missing-reviews = { $count ->
    [one] One application lacks reviews
   *[other] { $count } applications lack reviews
}
committee-missing-reviews-link = See the assignments

committee-envelope-title = The envelope
committee-funders = Awarded and left by funder
committee-funder = Funder
committee-funder-awarded = Awarded, €
committee-funder-left = Left, €
committee-funders-note = Shared in proportion to each funder’s part of the envelope.

committee-ties-title = Ties to settle
committee-tie = Equal: { $numbers }
committee-tie-text = Nothing in the grid separates them. Give them the same outcome, or each a reason. Adoption is blocked until then.

committee-adoption-title = Proposal of the committee
committee-propose-text = The proposal is first computed by the rules: in order of rank, up to the first application that no longer fits in the envelope. The committee may then depart from it, line by line, with a reason.
committee-propose = Compute the proposal
committee-propose-wait = The chair or the secretary can compute the proposal.
committee-adoption-text = { $reference }. The proposal is adopted once two persons have signed it: the chair and the secretary. Changing a line voids both signatures.
committee-seat-chair = Chair
committee-seat-secretary = Secretary
committee-seat-waits = Not adopted yet
committee-seat-signed = Adopted on { $when }
committee-adopt-effect = By adopting you confirm every line below. The authority can sign only after both adoptions.
committee-adopt-chair = Adopt as chair
committee-adopt-secretary = Adopt as secretary
committee-again = Compute the proposal again
committee-again-text = Every line goes back to what the rules give. Reasons and adoptions are erased.
committee-state-proposed = The proposal is not adopted yet.
committee-state-adopted = The proposal is adopted. It waits for the signature of the authority.
committee-state-signed = The decision is signed. The results are not published yet.
committee-state-published = The decision is signed and the results are published.

committee-ranking = Ranking
committee-ranking-of = Ranking: { $track }
committee-track-aside = { $count ->
    [0] no application, envelope { $envelope }
    [one] 1 application, envelope { $envelope }
   *[other] { $count } applications, envelope { $envelope }
}
committee-no-row = No ranked application.
committee-head-rank = Rank
committee-head-place = Place
committee-head-project = Project
committee-head-score = Score
committee-head-asked = Asked, €
committee-head-proposed = Proposed, €
committee-head-amount = Grant, €
committee-head-track = Track
committee-head-count = Projects
committee-head-awarded = Awarded, €
committee-head-envelope = Envelope, €
committee-head-left = Left, €
committee-row-ceiling = ceiling { $ceiling }
committee-cut = { $count ->
    [one] End of the envelope: { $left } left, the next application may receive { $needed }. { $gap } is missing.
   *[other] End of the envelope: { $left } left, the { $count } equal applications may receive { $needed }. { $gap } is missing.
}
committee-below-threshold = Below the threshold
committee-below-floor = { $criterion } below its floor: { $mean }
committee-departs = Departs from the computation
committee-tied = Tied
committee-withdrawn = Withdrawn
committee-reserve-place = Reserve list, place { $place }
committee-outcome-retained = Funded
committee-outcome-retained-with-conditions = Funded under conditions
committee-outcome-reserve = Reserve list
committee-outcome-not-retained = Not funded
committee-outcome-redirected = Redirected
committee-method = The score is the exact mean of the submitted reviews, weighted by the grid, out of 100. The order of filing never counts.

committee-rank-of = { $rank } of { $count }
committee-fact-track = Track
committee-fact-rank = Rank
committee-fact-asked = Asked
committee-fact-base = Eligible base
committee-fact-ceiling = Ceiling of the grant
committee-scores = Means of the reviews
committee-criterion = Criterion
committee-mean = Mean
committee-points = Points
committee-weight = weight { $weight }
committee-floor = floor { $floor }
committee-total-100 = Total out of 100

committee-line-title = Proposal of the committee
committee-line-computed = Computed by the rules:
committee-line-left = Left of the envelope for this application:
committee-line-adopted = The proposal has been adopted already. Changing this line voids the adoptions: chair and secretary will have to adopt again.
committee-line-outcome-label = Proposed outcome
committee-line-amount-label = Proposed grant
committee-line-amount-hint = For a funded application only.
committee-line-reserve-label = Place on the reserve list
committee-line-motive-label = Reason
committee-line-motive-hint = Required when the line departs from the computation. The applicant will read it in the letter.
committee-line-save = Save the line
committee-line-outcome = Choose the proposed outcome
committee-line-unreadable-amount = Write the amount in figures, for instance 96 000
committee-line-unreadable-place = Write the place in figures, from 1
committee-line-motive = Give a reason: the line departs from what the rules give
committee-line-amount = Give the amount of the grant, more than zero
committee-line-no-amount = Only a funded application has an amount
committee-line-ceiling = { $amount } is above the ceiling of this application, { $ceiling }
committee-line-track = The grant is { $gap } above what is left of the envelope, { $left }
committee-line-track-recused = The grant is above what is left of the envelope
committee-line-reserve = Give the place on the reserve list, from 1
committee-line-no-reserve = Only an application on the reserve list has a place

committee-guard-award-above-track = The database refused: the awards would exceed the envelope. Nothing has changed.
committee-guard-award-above-ceiling = The database refused: the grant exceeds the largest amount. Nothing has changed.
committee-guard-award-above-envelope = The database refused: the awards would exceed the envelope of the call. Nothing has changed.
committee-guard-award-above-dossier-ceiling = The database refused: the grant exceeds what this dossier can be given. Nothing has changed.
committee-refused-frozen = The ranking is frozen already
committee-refused-nothing = The committee has not proposed anything yet
committee-refused-signed = The decision is signed: the proposal does not change any more
committee-refused-withdrawn = A grant is proposed to an application that was withdrawn meanwhile: { $numbers }. Change its line first.
committee-refused-decision-proposed = Chair and secretary have not both adopted the proposal yet
committee-refused-decision-adopted = The authority has not signed the decision yet
committee-refused-decision-signed = The decision is signed already
committee-refused-decision-published = The results are published already
committee-refused-same-person = You adopted this proposal: somebody else must sign the decision
committee-blocked-already = The proposal is adopted already
committee-blocked-signature = Nobody has signed
committee-blocked-same-person = Chair and secretary must be two different persons
committee-blocked-reviews = Missing reviews: { $numbers }
committee-blocked-inconsistent = Lines to mend (amount, double place or missing line): { $numbers }
committee-blocked-tie = Ties to settle: { $numbers }. Give them the same outcome, or each a reason.
committee-blocked-over-track = The awards are { $gap } above the envelope of the track { $track }, { $envelope }
committee-blocked-over-envelope = The awards are { $gap } above the envelope of the call, { $envelope }
committee-done-frozen = Ranking frozen. It does not change any more.
committee-done-proposed = Proposal computed by the rules.
committee-done-edited = Line saved. The adoptions are to be made again.
committee-done-adopted = Your adoption is recorded.
committee-done-signed = Decision signed. The results can now be published.

committee-decision-title = Decision
committee-decision-of = Decision { $reference }
committee-decision-none = No proposal yet
committee-decision-none-text = The decision is prepared once the ranking is frozen and the committee has a proposal.
committee-summary = What the committee proposes
committee-by-track = By track
committee-stat-funded = Funded
committee-stat-awarded = Awarded
committee-stat-reserve = Reserve list
committee-stat-declined = Not funded
committee-inadmissible = { $count ->
    [one] One filed application was found inadmissible or ineligible: it was not ranked.
   *[other] { $count } filed applications were found inadmissible or ineligible: they were not ranked.
}
committee-departures = Departures from the computation ({ $count })
committee-departures-none = Every line is what the rules give.
committee-departure = Computed: { $computed }. Proposed: { $proposed }.
committee-motive = Reason:
committee-laureates = Funded applications
committee-reserve-list = Reserve list
committee-reserve-none = The reserve list is empty.
committee-checks = Checks
committee-check-adopted-ok = Adopted by chair and secretary
committee-check-adopted-todo = Not adopted by chair and secretary yet
committee-check-envelopes-ok = The awards fit in every envelope
committee-check-envelopes-todo = The awards exceed an envelope
committee-check-lines-ok = Every ranked application has an outcome
committee-check-lines-todo = A ranked application has no outcome
committee-check-motives-ok = Every departure has a reason
committee-check-motives-todo = Departure without a reason
committee-check-ties-ok = No tie is left to settle
committee-check-ties-todo = Ties to settle
committee-check-withdrawn-ok = No grant goes to a withdrawn application
committee-check-withdrawn-todo = A grant goes to a withdrawn application
committee-check-order-ok = No better-ranked application is passed over
committee-check-order-todo = Better ranked and passed over
committee-signatures = Signatures
committee-signed-by = { $name }, on { $when }
committee-signature-chair = Chair
committee-signature-secretary = Secretary
committee-signature-signer = Authority
committee-digest = Digest of the list:
committee-sign-effect = Signing settles the list of grants: each application takes its outcome, the proposal does not change any more, and the digest of the list is written in the journal. Nothing is public yet.
committee-sign = Sign the decision
committee-publish-effect = Publishing makes the list of laureates public and sends each applicant a letter. The other applications appear nowhere.
committee-publish = Publish the results
committee-next-proposed = The authority can sign once chair and secretary have adopted the proposal.
committee-next-adopted = The authority can sign.
committee-next-signed = The manager of the call can publish the results.
committee-next-published = The results are public.
committee-line-long-motive = The reason has more than { $max } characters: shorten it
committee-to-cut = Go to where the envelope ends
committee-ties-more = And { $count } other ties, named as these are settled.
committee-numbers-more = { $numbers } and { $count } others

## Two people at once
committee-stale = The proposal has changed since you opened the page. Nothing was done: read the proposal below, as it is now, then start again if you still agree with it.
committee-stale-line = Meanwhile, somebody changed this line. It now says: { $theirs }. Reason: { $motive } What you typed is not saved; all of it stays below. Save again to replace this line, or go back to the committee to keep it.
committee-stale-place = place { $place } on the reserve list
committee-stale-no-motive = none.

## What awaits a person
committee-work-chair = Chair the committee
committee-work-secretary = Keep the minutes of the committee
committee-work-sit = Sit on the committee
committee-work-sign = Sign the decision
committee-work-unranked = Ranking not frozen yet
committee-work-to-adopt = Proposal to adopt
committee-work-adopted = Adopted by you
committee-work-unadopted = Proposal not adopted yet
committee-work-to-sign = Decision to sign
committee-work-signed = Decision signed
