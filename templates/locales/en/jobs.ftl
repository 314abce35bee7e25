## Background work
jobs-title = Mails and receipts that failed
jobs-lead = Mails leave and receipts are made after the person has had an answer. What does not succeed is kept here: nothing is lost, a filed dossier stays filed.
jobs-lists = Lists
jobs-given-up = Given up
jobs-given-up-text = The platform does not try again by itself. Mend the cause, then try again.
jobs-waiting = Waiting
jobs-waiting-text = The platform tries again by itself, more and more seldom, for nearly three days.
jobs-none = Nothing here
jobs-none-text = No failure to deal with in this list.
jobs-stuck = { $count ->
    [one] A job has been waiting since { $at } without being begun. Check that “laureat worker”, or “laureat serve” without --no-worker, is running.
   *[other] { $count } jobs are waiting, the oldest since { $at }, without being begun. Check that “laureat worker”, or “laureat serve” without --no-worker, is running.
}
jobs-what = What
jobs-why = Why
jobs-when = Last failure
jobs-attempts = { $count ->
    [one] one attempt
   *[other] { $count } attempts
}
jobs-next = Next attempt: { $at }
jobs-retry = Try again
jobs-retry-all = Try all again ({ $count })
jobs-flash-retried = They are being tried again. The list empties as attempts succeed.
jobs-flash-nothing = Nothing to try again: it is done already, or being done.
jobs-mail-other = Mail
jobs-why-mail-address = The address cannot receive mail
jobs-advice-mail-address = Check the address of the account, and the setting “mail.from”.
jobs-why-mail-refused = The mail server refused for good
jobs-advice-mail-refused = The address probably does not exist any more. Reach the person otherwise, correct their address, then try again.
jobs-why-mail-later = The mail server asks to come back later
jobs-advice-mail-later = Often passing: full mailbox, spam check, busy server.
jobs-why-mail-credentials = The mail server refuses our name or password
jobs-advice-mail-credentials = Correct LAUREAT__MAIL__SMTP_URL or the file of “mail.smtp_url_file”, restart the platform, then try again.
jobs-why-mail-silent = The mail server did not answer in time
jobs-advice-mail-silent = Mostly passing. If it lasts, check the server and the firewall.
jobs-why-mail-unreachable = The mail server cannot be reached or has cut the line
jobs-advice-mail-unreachable = Check the address of the server with “laureat doctor”. A mail that was cut at the end may have arrived all the same.
jobs-why-storage = Files cannot be reached
jobs-advice-storage = Check the store of files with “laureat doctor”, then try again.
jobs-why-interrupted = The program stopped on the way, at each attempt
jobs-advice-interrupted = Look for the reference in the logs, and check the memory of the machine.
jobs-why-internal = A fault of the platform
jobs-advice-internal = Look for the reference in the logs: the cause is written there.
jobs-error-call = Choose a call of the list
jobs-verify-title = Verify a call
jobs-verify-text = The chain of the journal is read again, and each table compared with what the journal says. It takes from a few seconds to a few minutes; you can leave the page and come back.
jobs-verify-call = Short name of the call
jobs-verify-files = Read the stored files too
jobs-verify-files-hint = Each file of a filing is read and its digest compared: it takes longer.
jobs-verify = Verify the journal and the tables
jobs-long = Verifications and housekeeping
jobs-state = State
jobs-state-waiting = Waiting
jobs-state-running = Under way
jobs-state-ending = Ending
jobs-state-again = To be tried again
jobs-state-failed = Given up
jobs-state-done = Done
jobs-state-found = Done: look at it
jobs-state-cancelled = Cancelled
jobs-asked-at = Asked for on
jobs-ended-at = Ended on
jobs-next-at = Next attempt
jobs-reference = Reference
jobs-progress = { $done } of { $of }
jobs-progress-open = { $done } so far
jobs-phase-files = Looking for files that nothing names
jobs-told = What was found
jobs-come-back = This page does not change by itself. You can leave it and come back.
jobs-refresh = See how far it is
jobs-cancel = Cancel this job
jobs-flash-cancelled = It is cancelled. If the job was under way, it ends within seconds.
jobs-flash-nothing-to-cancel = Nothing to cancel: the job is over.
jobs-tidy = Housekeeping of the day
jobs-tidy-told = Deleted: counters of attempts { $attempts }, ended sessions { $sessions }, personal links that open nothing { $links }, done jobs { $jobs }, sent mails { $mails }, files that nothing names { $files }.
jobs-tidy-doubt = No file was deleted: { $count } are named by no application, too many for what a killed program leaves. Check that the store of files is that of this database.
