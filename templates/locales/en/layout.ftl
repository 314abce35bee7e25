## Around every page
layout-skip = Skip to content
layout-home = Lauréat, home
layout-scope = Calls for projects
layout-nav = Sections
layout-nav-staff = Sections of the call
layout-language = Language
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-demo = Demonstration: every application is fictitious, and so is every amount.
layout-demo-long = Each call says where its model comes from.
layout-demo-mail = Read the mail that was sent
layout-deadline = Filing deadline
layout-accessibility = Accessibility: not compliant (not audited)
layout-privacy = Personal data
layout-legal = Legal notice
layout-help = Help and contact
layout-source = Source code
layout-footer = Lauréat runs calls for projects, from publication to the list of laureates. Times shown: Paris.

## Components
ui-error = Error:
ui-error-summary = { $count ->
    [one] Error: one answer needs correcting
   *[other] Error: { $count } answers need correcting
}
ui-optional = (optional)
ui-yes = Yes
ui-no = No
ui-choose = Choose
ui-chars-max = { $max } characters at most
ui-chars-min = { $length } characters written, at least { $min }
ui-chars-left = { $left } characters left out of { $max }
ui-chars-over = { $over } characters too many, out of { $max }
ui-save-failed = Not saved. What you typed stays on screen: use the “Save” button.
ui-breadcrumbs = Breadcrumb
ui-back = Back
ui-here = You are here
ui-file-keep = Attached file: { $name }
ui-change = Change
ui-pages = Pages of the list
ui-next = Rest of the list
ui-part = Lines { $from } to { $to } of { $total }
ui-part-first = Start of the list
ui-declare-first = First declare your interests on this call: applications open afterwards.
