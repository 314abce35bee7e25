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
