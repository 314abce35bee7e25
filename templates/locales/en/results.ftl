## Results: publication, list of laureates, letters
results-title = Laureates
results-home = Calls for projects
results-lede = { $count ->
    [0] No project is funded.
    [one] One project is funded, for { $total }.
   *[other] { $count } projects are funded, for { $total } in all.
}
results-fictitious = (fictitious applications, fictitious amounts)
results-dates = Decision { $reference } signed on { $signed }, published on { $published }.
results-download = Download the list (CSV)
results-track-aside = { $count ->
    [0] No project funded.
    [one] One project, { $awarded }.
   *[other] { $count } projects, { $awarded }.
}
results-project = Project
results-lead = Lead
results-number = Application
results-departments = Departments
results-department = Department
results-projects = Projects
results-amount = Grant
results-amount-fictitious = Fictitious amount
results-amount-tag = (fictitious amount)
results-dossier-fictitious = fictitious application
results-dossier-fictitious-tag = (fictitious application)
results-summary = Summary of the project
results-by-funder = By funder
results-funder = Funder
results-funders-note = Shared in proportion to each funder’s part of the envelope.
results-by-department = By department
results-departments-note = A project in several departments counts in each.
results-anchor-title = Verify this publication
results-anchor-text = This list is written in the public journal of the call, at the anchor below (sequence and hash). Keep it: if the journal were written anew, it would no longer match.
results-contact = Any question: { $contact }.
results-publication-title = Publish the results
results-publication-effect = { $letters ->
    [one] Publishing makes { $count } laureates public for { $total }, and sends one letter. It cannot be undone.
   *[other] Publishing makes { $count } laureates public for { $total }, and sends { $letters } letters, one to each applicant. It cannot be undone.
}
results-publication-done = The results are public and the letters are sent or being sent.
results-publication-wait = Results are published once the authority has signed the decision.
results-refused-proposed = The proposal is not adopted yet: there is nothing to publish
results-refused-adopted = The authority has not signed the decision yet
results-refused-signed = The decision is signed
results-refused-published = The results are published already
results-done-published = Results published. The letters are on their way.

results-letter-title = Decision on your application { $number }
results-letter-back = Your application
results-letter-ref = Decision { $reference } of { $signed }, application { $number }
results-outcome-funded = Your project is funded
results-outcome-conditions = Your project is funded, under conditions
results-outcome-reserve = Your project is on the reserve list
results-outcome-declined = Your project is not funded
results-outcome-redirected = Your project is not funded here and is redirected
results-outcome-inadmissible = Your application could not be examined on its merits
results-letter-asked = You asked for { $requested } for “{ $project }”, on the track “{ $track }” of the call “{ $call }”.
results-letter-asked-one = You asked for { $requested } for “{ $project }”, in the call “{ $call }”.
results-letter-amount = The grant awarded to you is
results-letter-reserve = Your place on the reserve list is { $place }. If a laureate gives up, the applications of this list are funded in order.
results-letter-why = Why this decision
results-why-funded = Your application is funded in the order of the ranking, within the envelope.
results-why-conditions = The grant depends on the conditions written above.
results-why-reserve = Your application reaches the level that is asked, but the envelope ends before it in the order of the ranking.
results-why-declined = Your application does not reach the level that the rules ask, or the envelope does not allow to fund it. Your scores are below.
results-why-redirected = Another scheme suits your project better, for the reason written above.
results-why-inadmissible = A condition of admissibility or eligibility of the rules is not met. The application was therefore not scored.
results-letter-rank = Your score is { $total } out of 100, rank { $rank } of { $count } ranked applications. The rules ask at least { $threshold }.
results-letter-tied = Other applications have the same rank.
results-letter-scores = { $count ->
    [one] Scores of the review, out of { $max }
   *[other] Mean of the { $count } reviews, scores out of { $max }
}
results-letter-letters = { $count ->
    [one] Letters of the review
   *[other] Letters of the { $count } reviews; between two letters, their mean
}
results-letter-computed = A computation helped to decide
results-letter-algorithm = This decision rests on a ranking computed by a program (article L311-3-1 of the French code of relations between the public and the administration). { $count ->
    [one] One person scored your application.
   *[other] { $count } persons scored your application without consulting each other.
} The program took the mean of the scores, applied the weights of the grid and ranked the applications. People then proposed, adopted and signed.
results-letter-algorithm-right = You may ask for the rules of this computation and how they served in your case, at { $email }.
results-letter-appeals = If you contest
results-letter-all = See all laureates
results-mail-link = This letter is also in your space:
results-not-yet-list = The results are not published yet
results-not-yet-list-text = The list of laureates will be here, when each applicant receives a letter.
results-not-yet-list-back = The call for projects
results-not-yet-letter = There is no decision to read yet
results-not-yet-letter-text = The decision on your application will be here as soon as the results of the call are published. You will receive a mail that day.
results-not-yet-letter-back = Your application
# Between a name and its value.
results-colon = { ": " }

## What awaits a person
results-work = Run the call
results-work-owed = Results to publish
results-work-under-way = Under way

## Mails, for operators
results-mail-decision = Mail of a decision
