## Dossier lu
dossiers-side-charges = Total des charges
dossiers-side-income = Total des ressources propres
dossiers-side-requested = Subvention demandée à cet appel
dossiers-side-in-kind-charges = Total des emplois en nature (86)
dossiers-side-in-kind-income = Total des contributions en nature (87)
dossiers-side-funding = Plan de financement, hors subvention demandée
dossiers-year = Année { $n }
dossiers-budget-line = Ligne du budget
dossiers-total = Total
dossiers-no-row = Aucune ligne.
dossiers-no-file = Aucun fichier joint.
dossiers-no-answer = Sans réponse.
