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
jobs-receipt = Receipt of a filing
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
