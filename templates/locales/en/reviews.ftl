## Interests, assignments, reviews
reviews-declaration-title = Declare your interests
reviews-declaration-sub = No application opens before you have signed.
reviews-declaration-early = The list of organisations is not complete yet
reviews-declaration-early-text = Applications are still being filed. Come back after closing: { $deadline }.
reviews-declaration-empty = No organisation to look at
reviews-declaration-empty-text = No application was filed for this call.
reviews-interest-is = An interest is a tie of work, office, money, family or friendship with an organisation, today or in the last three years. When in doubt, declare it.
reviews-organisations = { $count ->
    [one] The organisation of the call
   *[other] The { $count } organisations of the call
}
reviews-organisations-aside = leads and members together, without their applications
reviews-letters = Letters
reviews-tick = Tick those with which you have a tie
reviews-reason = Which tie?
reviews-your-declaration = Your declaration
reviews-swear = I have read the list and declare on my honour
reviews-swear-none = that I have no interest in any of these organisations
reviews-swear-some = that I have an interest in the ticked organisations, and in no other
reviews-once-signed = As soon as you sign
reviews-effect-hidden = Applications in which these organisations figure disappear from your lists, rankings, totals and mails.
reviews-effect-room = You leave the room when they are discussed; the quorum is counted without you.
reviews-effect-journal = Your recusal is written in the journal of the call.
reviews-sign = Sign my declaration
reviews-extend-only = You can extend it at any time, not reduce it.
reviews-extend = Extend my declaration
reviews-declared-on = Signed on { $date }.
reviews-no-interest = You declared no interest.
reviews-interests = You declared:
reviews-declared = Your declaration is signed.
reviews-error-reason = Say which tie you have with this organisation
reviews-error-reason-long = Describe the tie in at most 500 characters
reviews-error-choice = Say whether you have an interest or none
reviews-error-none-but-ticked = You declare no interest, but you ticked an organisation
reviews-error-some-but-none-ticked = Tick the organisations in which you have an interest
reviews-error-still-open = Applications are still being filed: declarations are signed after closing
reviews-error-list-changed = The list has changed meanwhile. Read it again and sign again

reviews-mine = My applications
reviews-mine-sub = { $count ->
    [0] No review to submit
    [one] { $done } review submitted out of one
   *[other] { $done ->
        [0] No review submitted
        [one] 1 review submitted
       *[other] { $done } reviews submitted
    } out of { $count }
}
reviews-mine-empty = You have no application to review
reviews-mine-empty-text = The call manager assigns admissible applications. They will appear here.
reviews-col-dossier = Application
reviews-col-track = Track
reviews-col-asked = Asked
reviews-col-asked-fictitious = Asked (fictitious amount)
reviews-col-criteria = Criteria
reviews-col-state = State
reviews-col-reviewers = Reviewers
reviews-of = { $done } of { $count }
reviews-state-open = To do
reviews-state-begun = Begun
reviews-state-submitted = Submitted
reviews-state-submitted-on = Submitted on { $date }

reviews-review = review
reviews-dossier-read = Application to read
reviews-dossier-open = Open application
reviews-grid = Scoring grid
reviews-asked = { $amount } asked
reviews-fictitious = fictitious application
reviews-total = Your total
reviews-total-provisional = Your provisional total
reviews-criteria-done = { $done ->
    [0] no complete criterion
    [one] 1 complete criterion
   *[other] { $done } complete criteria
} of { $count }
reviews-out-of = of { $max }
reviews-blind = You will see the other reviews only once yours is submitted. Nobody sees yours before.
reviews-scale = Scale: { $scale }. Half points are allowed.
reviews-scale-letters = Scale: { $scale }.
reviews-weight = { $weight } %
reviews-floor = at least { $floor }
reviews-score-of = Score: { $name }
reviews-why = Why this score
reviews-overall = Overall opinion
reviews-overall-label = Strengths, weaknesses, advice
reviews-overall-hint = The committee reads this text with your scores.
reviews-submit-text = Once submitted, your review does not change any more.
reviews-submit = Submit my review
reviews-save = Save
reviews-saved = Your review is saved.
reviews-saved-at = Saved at { $time }
reviews-submitted = Your review is submitted.
reviews-stale = Saved meanwhile, in another window: { $saved } What you typed is below; save it to keep it instead.
reviews-frozen-on = You submitted this review on { $date }. It does not change any more.
reviews-own = My review
reviews-other = Review by { $name }
reviews-other-total = { $total } of 100
reviews-others-none = No other review submitted
reviews-others-none-text = It will appear here as soon as it is.
reviews-return = Hand this application back
reviews-return-text = You will not review it: the call manager will give it to someone else. What you wrote does not count.
reviews-return-reason = For which reason?
reviews-return-send = Hand back
reviews-returned = The application was handed back.
reviews-error-return-reason = Say why you hand this application back
reviews-error-return-long = This text has more than { $max } characters: shorten it
reviews-error-ended = This review is already submitted, or the application was handed back
reviews-error-score = Choose a score of the grid
reviews-error-too-long = At most 5,000 characters
reviews-error-stale = This field was changed in another window: read both versions, then save
reviews-error-missing-score = { $code }: choose a score
reviews-error-beyond-scale = { $code }: this score is not on the scale
reviews-error-short-comment = { $code }: explain the score in at least { $min } characters ({ $length } so far)

reviews-assignments = Assignments
reviews-assignments-sub = { $seats ->
    [one] Each admissible application is read by one reviewer.
   *[other] Each admissible application is read by { $seats } reviewers of different institutions.
}
reviews-assignments-caption = Applications and their reviewers
reviews-assignments-empty = No admissible application
reviews-assignments-empty-text = Applications found admissible and eligible appear here.
reviews-stat-dossiers = Applications to review
reviews-stat-lacking = Lacking reviewers
reviews-stat-assigned = Reviews assigned
reviews-stat-submitted = Reviews submitted
reviews-filter = Applications shown
reviews-filter-all = All
reviews-filter-missing = To assign
reviews-none-missing = Each application has its reviewers
reviews-lacks = { $count ->
    [one] One reviewer is missing
   *[other] { $count } reviewers are missing
}
reviews-same-institution = Two reviewers of the same institution: { $institution }
reviews-give = Assign
reviews-give-one = Assign application { $number }
reviews-to = To whom
reviews-to-hint = Tick applications, choose a reviewer.
reviews-give-button = Assign the ticked applications
reviews-load = { $assigned ->
    [0] no application
    [one] 1 application
   *[other] { $assigned } applications
}, { $submitted ->
    [0] no review submitted
    [one] 1 submitted
   *[other] { $submitted } submitted
}
reviews-not-declared = has not declared their interests yet
reviews-no-reviewer = Nobody is a reviewer of this call.
reviews-no-reviewer-link = Give the role
reviews-withdraw = Take back
reviews-withdraw-hidden = application { $number } from { $name }
reviews-assigned = The applications are assigned.
reviews-withdrawn = The assignment was taken back.
reviews-error-withdrawal = This review is begun or submitted: only the reviewer can hand the application back.
reviews-error-frozen = The ranking is frozen: assignments do not change any more.
reviews-error-assign-incomplete = Tick at least one application and choose a reviewer
reviews-error-assign-refused = Nothing was assigned: some ticked applications cannot go to this person
reviews-problem-state = This application is not to be reviewed
reviews-problem-not-reviewer = This person is not a reviewer of the call
reviews-problem-not-declared = This person has not declared their interests yet
reviews-problem-recused = This person declared an interest in this application
reviews-problem-already = This person has this application already
reviews-problem-gave-back = This person handed this application back
reviews-problem-no-seat = This application has all its reviewers already
reviews-long-list = The list is long: go through it by letter, or look for a name or a SIREN number. What you tick stays ticked from page to page, until you sign.
reviews-look-for = Name or SIREN number
reviews-look = Look for it
reviews-look-none = No organisation has that name or number. Try a part of the name.
reviews-ticked-elsewhere = Ticked on other pages of the list
reviews-part-before = Organisations before
reviews-part-after = Organisations after

## What awaits a person
reviews-work = Review the applications given to you
reviews-work-done = Nothing to hand in
reviews-work-owed = { $count ->
    [one] One review to hand in
   *[other] { $count } reviews to hand in
}
