## Recevabilité : la file
admissibility-title = Recevabilité
admissibility-progress = { $decided } dossiers décidés sur { $total }.
admissibility-progress-open = Les verdicts se donnent après la clôture : { $closes }.
admissibility-examine-next = Examiner le suivant
admissibility-views = Vues
admissibility-view-all = Tous
admissibility-filters = Filtres
admissibility-filters-on = Filtres ({ $count })
admissibility-search = Numéro, projet, porteur ou SIRET
admissibility-filter-state = État
admissibility-filter-track = Volet
admissibility-filter = Filtrer
admissibility-clear = Tout effacer
admissibility-count = { $count ->
    [0] Aucun dossier
    [one] 1 dossier
   *[other] { $count } dossiers
}
admissibility-export = Exporter la liste en CSV
admissibility-empty = Aucun dossier déposé pour le moment
admissibility-empty-text = Les dossiers apparaissent ici dès leur dépôt. Vous pourrez les examiner après la clôture.
admissibility-empty-filtered = Aucun dossier ne correspond
admissibility-empty-filtered-text = Retirez un filtre ou changez les mots cherchés.
admissibility-caption = Dossiers déposés
admissibility-col-project = Projet
admissibility-col-track = Volet et territoire
admissibility-col-place = Territoire
admissibility-col-findings = À trancher
admissibility-col-state = État
admissibility-no-finding = rien à trancher
admissibility-more = et { $count } de plus
admissibility-first-page = Début de la liste
admissibility-standing-to-examine = À examiner
admissibility-standing-admissible = Recevable
admissibility-standing-inadmissible = Écarté
admissibility-standing-withdrawn = Retiré
admissibility-fictitious = dossier fictif
admissibility-fictitious-amounts = montants fictifs

## Fichier CSV
admissibility-csv-number = Numéro
admissibility-csv-project = Projet
admissibility-csv-lead = Porteur
admissibility-csv-siret = SIRET
admissibility-csv-track = Volet
admissibility-csv-departments = Départements
admissibility-csv-requested = Montant demandé (euros)
admissibility-csv-filed = Déposé le
admissibility-csv-findings = Constats à trancher
admissibility-csv-state = État

## Un dossier
admissibility-dossier-label = Dossier ouvert
admissibility-back = File
admissibility-previous = Précédent
admissibility-next = Suivant
admissibility-filed-on = Déposé le { $at }
admissibility-pdf = Dossier complet en PDF
admissibility-reading = Dossier déposé
admissibility-deciding = Constats et décision
admissibility-steps = Étapes du dossier
admissibility-to-decide = À trancher ({ $count })
admissibility-nothing-to-decide = Plus aucun constat à trancher.
admissibility-decided = Constats tranchés ({ $count })
admissibility-respected = Règles respectées ({ $count })
admissibility-read-only = Vous pouvez lire ce dossier. Les décisions reviennent aux instructeurs de l’appel.
admissibility-outcome-broken = La machine constate un écart.
admissibility-outcome-needs-human = La machine ne peut pas conclure : à vous de juger.
admissibility-decision-on = Décision sur { $rule }
admissibility-confirm-broken = Confirmer : non respectée
admissibility-override-broken = Écarter : respectée
admissibility-confirm-human = Respectée
admissibility-override-human = Non respectée
admissibility-override-respected = Non respectée
admissibility-motive = Motif
admissibility-motive-override = Obligatoire pour écarter le constat
admissibility-motive-human = Obligatoire si la règle n’est pas respectée
admissibility-save-findings = Enregistrer les constats
admissibility-change = Modifier cette décision
admissibility-save-change = Enregistrer
admissibility-decided-by = { $name }, le { $at } :
admissibility-settled-respected = règle respectée
admissibility-settled-broken = règle non respectée
admissibility-contest = Contester une règle respectée
admissibility-contest-rule = Règle qui n’est pas respectée
admissibility-contest-save = Enregistrer le constat
admissibility-verdicts = Votre décision
admissibility-verdicts-help = Deux verdicts, en votre nom. Les deux favorables envoient le dossier à l’évaluation ; un seul défavorable l’écarte.
admissibility-verdict-admissibility = Recevabilité
admissibility-verdict-eligibility = Éligibilité
admissibility-admissibility-favourable = Recevable
admissibility-admissibility-unfavourable = Irrecevable
admissibility-eligibility-favourable = Éligible
admissibility-eligibility-unfavourable = Non éligible
admissibility-proposed = Les constats proposent : { $ruling }.
admissibility-proposed-wait = { $count ->
    [one] Un constat reste à trancher avant ce verdict.
   *[other] { $count } constats restent à trancher avant ce verdict.
}
admissibility-given = { $ruling }, par { $name } le { $at }.
admissibility-verdict-motive = Motif
admissibility-verdict-motive-help = Obligatoire pour un refus, ou si une règle n’est pas respectée. Le porteur lira ce motif.
admissibility-save = Enregistrer
admissibility-save-next = Enregistrer et passer au suivant
admissibility-base = Assiette éligible
admissibility-base-declared = Charges déclarées
admissibility-base-kept = Assiette retenue
admissibility-base-requested = Aide demandée
admissibility-base-ceiling = Aide au plus
admissibility-base-rate = { $rate } de l’assiette au plus, et { $max } au plus.
admissibility-base-max = { $max } au plus.
admissibility-base-corrected = Corrigée par { $name } le { $at } : { $motive }
admissibility-base-correct = Corriger l’assiette
admissibility-base-amount = Assiette retenue
admissibility-base-amount-help = Redonner les charges déclarées annule la correction.
admissibility-base-motive = Motif de la correction
admissibility-base-save = Enregistrer l’assiette

## Messages
admissibility-flash-findings = Constats enregistrés.
admissibility-flash-verdicts = Décision enregistrée.
admissibility-flash-base = Assiette enregistrée.
admissibility-flash-done = Décision enregistrée. Il ne reste aucun dossier à examiner.
admissibility-flash-none-left = Il ne reste aucun dossier à examiner.
admissibility-error-choose = { $rule } : choisissez une décision, ou effacez le motif.
admissibility-error-motive = { $rule } : écrivez le motif.
admissibility-error-nothing = Choisissez au moins une décision.
admissibility-error-nothing-verdict = Choisissez au moins un verdict.
admissibility-error-contest = Choisissez la règle et écrivez le motif.
admissibility-error-amount = Écrivez l’assiette en euros, par exemple 120 000.
admissibility-error-motive-long = Le motif a plus de { $max } signes : raccourcissez-le.
admissibility-error-verdict = { $verdict } : { $why }
admissibility-refused-ranked = Le classement est figé : les constats, les avis et l’assiette sur lesquels il repose ne changent plus. Rien n’a été changé.
admissibility-refused-not-closed = Le dépôt est ouvert jusqu’au { $closes }. Le dossier peut encore être remplacé : les décisions se prennent après la clôture.
admissibility-refused-withdrawn = Le porteur a retiré ce dossier : il n’y a plus rien à décider.
admissibility-refused-with-reviewers = Ce dossier est confié aux évaluateurs : sa recevabilité ne change plus.
admissibility-refused-override-motive = Un motif est dû pour : { $rules }.
admissibility-refused-undecided = Tranchez d’abord : { $rules }.
admissibility-refused-verdict-motive = Écrivez le motif de ce verdict.
admissibility-refused-base-positive = L’assiette est un montant au-dessus de zéro.
admissibility-refused-base-motive = Écrivez le motif de la correction.

## Ce que les règles ont regardé
admissibility-seen-filed = Déposé le { $at }, avant la clôture du { $closes }.
admissibility-seen-filed-late = Déposé le { $at }, après la clôture du { $closes }.
admissibility-seen-compared = { $seen } – { $holds }.
admissibility-seen-missing-answer = Sans réponse : « { $question } ».
admissibility-seen-missing-cells = Une ligne est incomplète dans « { $question } ».
admissibility-seen-missing-piece = Pièce manquante : { $piece }.
admissibility-seen-superseded = Le même porteur a déposé ensuite un autre dossier, qui remplace celui-ci.
admissibility-seen-value = « { $question } » : { $found }. Réponses admises : { $expected }.
admissibility-seen-yes-no = « { $question } » : { $found } (attendu : { $expected }).
admissibility-seen-siren = SIREN distincts : { $found }, { $min } au moins{ $unknown ->
    [0] .
    [one] {""} ; un membre est sans SIRET.
   *[other] {""} ; { $unknown } membres sont sans SIRET.
}
admissibility-seen-category = { $names } : { $found }, { $min } au moins.
admissibility-seen-unknown-category = { $count ->
    [one] Un membre est sans catégorie.
   *[other] { $count } membres sont sans catégorie.
}
admissibility-seen-departments = Territoire : { $names }.
admissibility-seen-no-department = Aucun département de France dans le territoire.
admissibility-seen-amount = Demandé : { $requested }, entre { $min } et { $max }.
admissibility-seen-rate = { $amount } demandés sur { $base } de charges, soit { $share }. Plafond : { $cap }.
admissibility-seen-share = { $who } : { $amount } sur { $base } de charges, soit { $share }. Plafond : { $cap }.
admissibility-seen-one-authority = Une collectivité sans nom
admissibility-seen-all-authorities = Toutes les collectivités
admissibility-seen-all-public = Tout l’argent public
admissibility-seen-no-cofinancing = Aucune collectivité locale ne participe.
admissibility-seen-year-even = Année { $year } : produits et charges sont égaux.
admissibility-seen-year-gap = Année { $year } : produits moins charges, { $gap }.
admissibility-seen-in-kind-even = Année { $year } : les comptes 86 et 87 sont égaux.
admissibility-seen-in-kind-gap = Année { $year } : compte 87 moins compte 86, { $gap }.
admissibility-seen-de-minimis = { $received } déjà reçus et { $requested } demandés, soit { $total }. Plafond : { $ceiling }.
admissibility-seen-months = { $found } mois, entre { $min } et { $max }.

## Deux personnes à la fois
admissibility-stale-finding = { $rule } : entre-temps, { $name } a décidé « { $theirs } » (le { $at }). { $motive } Votre décision n’est pas enregistrée ; elle reste dans le formulaire de ce constat. Envoyez-la de nouveau pour remplacer celle-ci, ou n’envoyez rien pour la garder.
admissibility-stale-verdict = { $verdict } : entre-temps, { $name } a conclu « { $theirs } » (le { $at }). { $motive } Ce que vous envoyiez n’est pas enregistré ; tout reste ci-dessous. Envoyez de nouveau pour remplacer cette conclusion, ou n’envoyez rien pour la garder.
admissibility-stale-verdict-findings = { $verdict } : les constats ont changé depuis que vous avez ouvert la page. Votre conclusion n’est pas enregistrée ; elle reste ci-dessous. Relisez les constats, puis envoyez-la de nouveau.
admissibility-stale-base = Assiette : entre-temps, { $name } a retenu { $theirs } (le { $at }). { $motive } Votre correction n’est pas enregistrée ; elle reste ci-dessous. Envoyez-la de nouveau pour remplacer celle-ci, ou n’envoyez rien pour la garder.
admissibility-stale-base-declared = Assiette : entre-temps, la correction a été retirée, et l’assiette déclarée ({ $theirs }) vaut de nouveau. Votre correction n’est pas enregistrée ; elle reste ci-dessous. Envoyez-la de nouveau si elle est toujours utile.
admissibility-stale-motive = Motif : « { $motive } »
admissibility-stale-kept = { $count ->
    [one] Votre autre décision est enregistrée.
   *[other] Vos { $count } autres décisions sont enregistrées.
}

## Ce qui attend une personne
admissibility-work = Examiner la recevabilité des dossiers
admissibility-work-done = Tout est examiné
admissibility-work-owed = { $count ->
    [one] 1 dossier à examiner
   *[other] { $count } dossiers à examiner
}
