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

## Têtes de page
dossiers-unnamed = Dossier sans nom
dossiers-number = dossier n° { $number }
dossiers-fictitious = dossier fictif
dossiers-fictitious-amounts = Tous les montants sont fictifs.
dossiers-deadline = Dépôt avant le { $date }
dossiers-deadline-over = Le dépôt est clos depuis le { $date }
dossiers-left = Il reste { $time }
dossiers-saved = Enregistré à { $time }
dossiers-my-dossier = Mon dossier
dossiers-all-steps = Toutes les étapes

## Liste
dossiers-list-title = Mes dossiers
dossiers-list-name = Dossier
dossiers-list-call = Appel
dossiers-list-state = État
dossiers-list-date = Date
dossiers-list-filed = Déposé le { $date }
dossiers-list-deadline = À déposer avant le { $date }
dossiers-list-empty = Vous n’avez pas encore de dossier.
dossiers-list-empty-text = Choisissez un appel ouvert, lisez ses règles, puis commencez : vos réponses sont enregistrées au fur et à mesure.
dossiers-list-calls = Voir les appels
dossiers-state-draft = En cours d’écriture
dossiers-state-filed = Déposé
dossiers-state-under-examination = En cours d’instruction
dossiers-state-inadmissible = Non recevable ou non éligible
dossiers-state-funded = Retenu
dossiers-state-reserve = Sur liste de réserve
dossiers-state-declined = Non retenu
dossiers-state-withdrawn = Candidature retirée
dossiers-meaning-draft = Votre dossier n’est pas déposé. Il compte quand vous le déposez, avant la date limite.
dossiers-meaning-filed = Votre dossier est déposé. Le service contrôle d’abord qu’il est recevable.
dossiers-meaning-under-examination = Votre dossier est examiné. Aucun résultat n’est donné avant la publication, pour tous en même temps.
dossiers-meaning-inadmissible = Votre dossier n’a pas pu être examiné au fond. Le courrier de décision en donne le motif.
dossiers-meaning-funded = Votre projet est retenu. Le courrier de décision dit le montant et la suite.
dossiers-meaning-reserve = Votre projet est sur la liste de réserve : il sera financé si une aide se libère.
dossiers-meaning-declined = Votre projet n’est pas retenu. Le courrier de décision en donne le motif et les voies de recours.
dossiers-meaning-withdrawn = Vous avez retiré votre candidature. Elle ne sera pas examinée.

## Commencer
dossiers-new-title = Commencer un dossier
dossiers-new-intro = Deux réponses pour ouvrir le dossier. Vous pourrez le remplir en plusieurs fois.
dossiers-new-track = Quel volet ?
dossiers-new-siret = Numéro SIRET de l’organisme qui porte le projet
dossiers-new-siret-hint = 14 chiffres, par exemple 732 829 320 00074.
dossiers-new-button = Ouvrir le dossier
dossiers-track-hint = { $idea } Aide de { $min } à { $max }.
dossiers-drafts-many = Vous avez déjà { $max } dossiers en cours d’écriture pour cet appel, le plus possible. Continuez l’un d’eux depuis « Mes dossiers », ou déposez-le.
dossiers-track-missing = Choisissez un volet
dossiers-siret-empty = Écrivez le numéro SIRET
dossiers-siret-digits = Un SIRET ne contient que des chiffres
dossiers-siret-length = Un SIRET compte 14 chiffres
dossiers-siret-checksum = Ce SIRET n’existe pas : vérifiez les 14 chiffres
dossiers-flash-started = Le dossier est ouvert.

## Étapes
dossiers-progress = { $done ->
    [0] Aucune étape sur { $count } n’est complète.
    [one] Une étape sur { $count } est complète.
   *[other] { $done } étapes sur { $count } sont complètes.
}
dossiers-progress-left = { $points ->
    [0] Plus aucune réponse à donner
    [one] Une réponse à donner
   *[other] { $points } réponses à donner
}, { $pieces ->
    [0] aucune pièce à joindre
    [one] une pièce à joindre
   *[other] { $pieces } pièces à joindre
}.
dossiers-continue = Continuer : { $step }
dossiers-steps = Les étapes du dossier
dossiers-step-complete = Complet
dossiers-step-todo = À faire
dossiers-step-optional = Facultatif
dossiers-step-points = { $count ->
    [one] 1 point à régler
   *[other] { $count } points à régler
}
dossiers-step-saved = Modifié le { $date }
dossiers-step-place = Étape { $n } sur { $count } · ensuite : { $next }
dossiers-step-place-last = Étape { $n } sur { $count } · ensuite : vérifier et déposer
dossiers-all-expected = Toutes les réponses sont attendues, sauf mention « (optionnel) ». Chacune est enregistrée dès que vous la quittez.
dossiers-save-next = Enregistrer et continuer
dossiers-save = Enregistrer
dossiers-back-steps = Revenir aux étapes
dossiers-example = Par exemple : { $example }
dossiers-departments-how = Numéros ou noms, séparés par des virgules : 02, Oise.
dossiers-aside = Autour du dossier
dossiers-see-call = Relire l’appel
dossiers-see-receipt = Voir le récépissé
dossiers-read-decision = Lire la décision et ses motifs
dossiers-see-follow-up = Suivre mon dossier
dossiers-filed-on = Dossier n° { $number } déposé le { $date }.
dossiers-reopened = Vous l’avez rouvert : le dépôt ci-dessus reste valable tant que vous n’en faites pas un autre.
dossiers-reopen = Rouvrir le dossier
dossiers-reopen-text = Vous pouvez modifier vos réponses et déposer à nouveau jusqu’à la date limite. Le dernier dépôt compte.
dossiers-reopen-until = Vous pouvez rouvrir, modifier et déposer à nouveau jusqu’au { $date }.
dossiers-withdraw = Retirer ma candidature
dossiers-withdraw-text = Le dossier ne sera plus examiné. Ce choix est définitif.
dossiers-withdraw-button = Retirer définitivement
dossiers-flash-grown = Enregistré. Vos réponses font apparaître une autre question.
dossiers-kept = Cette question n’est plus posée, d’après vos autres réponses : « { $question } ». Votre réponse est gardée dans le brouillon ; elle ne sera pas déposée.
dossiers-flash-saved = Enregistré.
dossiers-flash-locked = Ce dossier ne peut plus être modifié : rien n’a été changé.
dossiers-flash-reopened = Le dossier est rouvert. Le dépôt précédent reste valable.
dossiers-flash-not-reopened = Ce dossier ne peut pas être rouvert.
dossiers-flash-withdrawn = La candidature est retirée.
dossiers-locked-closed = Le dépôt est clos depuis le { $date } : le dossier ne peut plus être modifié.
dossiers-locked-filed = Ce dossier est déposé. Rouvrez-le pour le modifier.
dossiers-locked-open = Ce dossier est déjà rouvert.
dossiers-locked-state = Ce dossier ne peut plus être modifié.

## Tableaux
dossiers-add-row = Ajouter : { $name }
dossiers-row-new = Ajouter : { $name }
dossiers-row-edit = Modifier : { $line }
dossiers-row-save = Enregistrer
dossiers-row-save-another = Enregistrer et en ajouter un autre
dossiers-row-remove = Retirer cette ligne
dossiers-row-removed = cette ligne a été retirée
dossiers-row-unnamed = Sans nom
dossiers-row-incomplete = à compléter
dossiers-flash-row-removed = La ligne est retirée.
dossiers-cancel = Revenir sans enregistrer
dossiers-too-many-rows = Le tableau est plein : { $max } lignes au plus

## Budget
dossiers-account = Compte
dossiers-budget-how = En euros. Une case vide vaut zéro. Les totaux suivent à chaque enregistrement.
dossiers-budget-charges = Charges
dossiers-budget-income = Produits
dossiers-budget-in-kind = Contributions volontaires en nature
dossiers-budget-income-total = Total des produits
dossiers-budget-gap = Écart : produits moins charges
dossiers-budget-in-kind-gap = Écart : 87 moins 86
dossiers-budget-funding-sub = repris du plan de financement
dossiers-balance = Ce qui s’équilibre
dossiers-balance-note = Un budget déséquilibré s’enregistre et peut se déposer, mais il sera relevé à l’instruction.
dossiers-year-even = Année { $n } équilibrée
dossiers-year-short = Année { $n } : il manque { $gap } de produits
dossiers-year-over = Année { $n } : { $gap } de produits en trop
dossiers-year-sums = Charges { $charges }, produits { $income }
dossiers-in-kind-even = 86 égal à 87
dossiers-in-kind-odd = 86 et 87 diffèrent
dossiers-requested = Montant demandé
dossiers-range = entre { $min } et { $max }
dossiers-requested-share = Part demandée
dossiers-all-local = Toutes les collectivités
dossiers-all-public = Toutes les aides publiques
dossiers-max = max. { $n }

## Composition
dossiers-composition = Composition demandée
dossiers-composition-note = Le porteur compte parmi les membres. Un membre compte dès que son SIRET et sa catégorie sont donnés.

## Pièces
dossiers-pieces = Pièces à joindre
dossiers-pieces-intro = Enregistrez d’abord vos réponses ci-dessus. Chaque pièce se joint à part.
dossiers-piece-joined = Jointe
dossiers-piece-owed = À joindre
dossiers-piece-optional = Facultative
dossiers-piece-limit = PDF de préférence ; images, textes et tableurs acceptés. { $max } Mo au plus.
dossiers-join-file = Fichier
dossiers-join-more = Un autre fichier
dossiers-join-button = Joindre
dossiers-remove = Retirer
dossiers-flash-joined = Le fichier est joint.
dossiers-flash-removed = Le fichier est retiré.
dossiers-file-type = Ce fichier n’a pas un format accepté. Envoyez un PDF, une image JPEG ou PNG, un document OpenDocument, Word ou Excel.
dossiers-file-empty = Choisissez un fichier qui ne soit pas vide.
dossiers-file-large = Ce fichier dépasse { $max } Mo. Réduisez-le ou partagez-le en plusieurs fichiers.
dossiers-file-dossier = Ce fichier n’est pas joint : un dossier reçoit { $max } Mo de fichiers au plus, y compris ceux que vous avez retirés. Ce qui est déjà joint est gardé, et vous pouvez continuer et déposer. S’il vous manque une pièce, écrivez au contact de l’appel.
dossiers-file-hour = Ce fichier n’est pas joint : un compte envoie { $max } Mo de fichiers au plus en une heure, y compris ceux que vous avez retirés. Ce qui est déjà joint est gardé, et vous pouvez continuer et déposer. Pour joindre d’autres fichiers, revenez dans une heure.
dossiers-file-no-room = Ce fichier n’est pas joint : le site n’a plus assez de place pour des fichiers. Ce qui est déjà joint est gardé, et vous pouvez continuer et déposer. Gardez le fichier, réessayez plus tard et, si la clôture est proche, écrivez au contact de l’appel.
dossiers-file-many = Cette pièce compte déjà { $max } fichier(s), le plus possible. Retirez-en un d’abord.

## Ce qui ne se lit pas
dossiers-problem-too-long = { $got } signes, { $max } au plus
dossiers-problem-number = écrivez un nombre entier
dossiers-problem-range = écrivez un nombre entre { $min } et { $max }
dossiers-problem-amount = écrivez un montant en euros, par exemple 12 500 ou 12 500,50
dossiers-problem-amount-large = ce montant est trop grand
dossiers-problem-date = écrivez une date, par exemple 01/09/2014
dossiers-problem-choice = choisissez une réponse de la liste
dossiers-problem-email = écrivez une adresse comme nom@exemple.fr
dossiers-problem-phone = écrivez un numéro de téléphone, par exemple 01 99 00 00 00
dossiers-problem-rna = un numéro RNA commence par W, suivi de 9 signes
dossiers-problem-department = « { $text } » n’est pas un département : écrivez son numéro ou son nom

## Deux réponses
dossiers-conflict-title = Deux réponses pour une même question
dossiers-conflict-text = Une autre réponse a été enregistrée pendant que vous écriviez. Rien n’est perdu : choisissez ce qui reste dans le dossier. Vos autres réponses sont enregistrées.
dossiers-conflict-mine = Votre réponse
dossiers-conflict-not-saved = pas encore enregistrée
dossiers-conflict-theirs = L’autre réponse
dossiers-conflict-choose = Quelle réponse garder ?
dossiers-conflict-keep-mine = Ma réponse, telle qu’écrite ci-dessus
dossiers-conflict-keep-theirs = L’autre réponse
dossiers-conflict-button = Enregistrer ce choix
dossiers-stale = Pas enregistré : { $name } a changé cette réponse entre-temps. Utilisez « Enregistrer » pour choisir entre les deux.

## Vérifier et déposer
dossiers-check-title = Vérifier avant de déposer
dossiers-check-blocked = { $count ->
    [one] Vous ne pouvez pas encore déposer : un point bloque.
   *[other] Vous ne pouvez pas encore déposer : { $count } points bloquent.
}
dossiers-check-warned = { $count ->
    [one] Vous pouvez déposer. Un point est à regarder.
   *[other] Vous pouvez déposer. { $count } points sont à regarder.
}
dossiers-check-complete = Votre dossier est complet.
dossiers-not-filed = Votre dossier est enregistré ; rien n’est perdu.
dossiers-check-to-mend = À régler pour pouvoir déposer ({ $count })
dossiers-check-to-look = À regarder, sans bloquer ({ $count })
dossiers-check-to-look-text = Vous pouvez déposer malgré ces points. L’instruction les relèvera.
dossiers-check-done = Complet
dossiers-reread = Relire
dossiers-reread-title = Relire vos réponses
dossiers-reread-all = Lire toutes les étapes en une page
dossiers-fill = Compléter
dossiers-join = Joindre
dossiers-mend = Corriger
dossiers-mend-first = Régler le premier point
dossiers-incomplete = { $count ->
    [one] { $n }. { $step } : une réponse manque
   *[other] { $n }. { $step } : { $count } réponses manquent
}
dossiers-piece-missing = Pièce à joindre : { $piece }
dossiers-rule = { $text } Règle { $rule }, { $article }.
dossiers-rule-found = { $found }. { $text } Règle { $rule }, { $article }.
dossiers-gap-short = { $label } ({ $got } signes, { $min } au moins)
dossiers-gap-rows = { $label } ({ $got } lignes, { $min } au moins)
dossiers-gap-cells = { $label } (ligne { $row } : { $columns })
dossiers-found-superseded = Un dossier déposé plus tard le remplace
dossiers-found-value = La réponse à « { $question } » n’est pas de celles que l’appel admet
dossiers-found-siren = { $found } personnes morales distinctes, { $min } au moins
dossiers-found-category = { $names } : { $found }, { $min } au moins
dossiers-found-unknown-category = { $count } membre(s) sans catégorie
dossiers-found-departments = Aucun département de France n’est donné
dossiers-found-amount = { $found } demandés, entre { $min } et { $max } attendus
dossiers-found-rate = L’aide demandée fait { $found } des dépenses, { $max } au plus
dossiers-found-share = { $who } : { $found } des dépenses, { $max } au plus
dossiers-found-no-local = Aucune collectivité locale ne figure au plan de financement
dossiers-found-year-gap = Année { $year } : { $gap } d’écart entre produits et charges
dossiers-found-in-kind-gap = Année { $year } : { $gap } d’écart entre 87 et 86
dossiers-found-de-minimis = { $found } d’aides de minimis, { $max } au plus
dossiers-found-months = { $found } mois, entre { $min } et { $max } attendus
dossiers-file-title = Déposer
dossiers-file-button = Déposer le dossier
dossiers-file-later = Le bouton « Déposer le dossier » apparaîtra ici quand plus rien ne bloquera. Vous recevrez aussitôt un récépissé daté par l’horloge du serveur.
dossiers-sworn = En déposant, vous attestez sur l’honneur que les renseignements du dossier sont exacts et que vous pouvez engager l’organisme porteur. Vous recevrez aussitôt un récépissé.
dossiers-replaces = Ce dépôt remplacera le précédent. Le numéro du dossier ne change pas.
dossiers-late = Le dépôt est clos depuis le { $date }
dossiers-early = Le dépôt ouvre le { $date }
dossiers-blocked = Le dossier n’est pas déposé : des règles ne sont pas respectées ({ $rules })
dossiers-already-filed = Ce dossier est déjà déposé, ou ne peut plus l’être
dossiers-flash-filed = Votre dossier est déposé.

## Récépissé
dossiers-receipt-title = Récépissé de dépôt
dossiers-receipt-done = Dossier déposé
dossiers-receipt-number = Numéro
dossiers-receipt-at = Reçu le
dossiers-receipt-clock = { $zone } (UTC{ $offset }), horloge du serveur
dossiers-receipt-by = Déposé par
dossiers-receipt-pdf = Télécharger le récépissé (PDF)
dossiers-print-pdf = Dossier tel que déposé (PDF)
dossiers-receipt-keep = Une copie part à votre adresse. Gardez ce récépissé : il prouve ce que vous avez déposé et quand.
dossiers-receipt-soon = Sa version PDF est en préparation : rechargez cette page dans un instant.
dossiers-receipt-next = Ce qui se passe maintenant
dossiers-receipt-silence = Sans réponse, et si vous contestez
dossiers-silence = Si vous ne recevez rien avant le { $date }, deux mois après le dépôt, votre demande est considérée comme refusée (code des relations entre le public et l’administration, articles L231-4 et D231-3). Une décision prise plus tard remplace ce refus.
dossiers-receipt-files = Ce que vous avez déposé
dossiers-receipt-file = Document
dossiers-receipt-size = Taille
dossiers-receipt-sha = Empreinte SHA-256
dossiers-receipt-digest = Empreinte SHA-256 de l’ensemble du dossier
dossiers-receipt-anchor = Repère au journal : rang et sceau
dossiers-receipt-verify = Toute personne qui a ces fichiers peut recalculer leurs empreintes et les comparer à celles-ci. Le dépôt est inscrit au journal de l’appel, où chaque ligne scelle la précédente.
dossiers-service = Service qui instruit
dossiers-change = Changer quelque chose
dossiers-mail-subject = Dossier { $number } déposé : récépissé
dossiers-mail-hello = Bonjour { $name },
dossiers-mail-filed = Votre dossier n° { $number } est déposé, le { $date }, pour « { $call } ».
dossiers-mail-link = Le récépissé est joint à ce courriel. Le voici aussi en ligne, avec l’empreinte de chaque fichier :

## Suivi
dossiers-follow-up-title = Suivi : { $name }
dossiers-where = Où en est votre dossier
dossiers-moment-filed = Dossier déposé
dossiers-moment-draft = Dossier commencé
dossiers-moment-closing = Clôture des dépôts
dossiers-moment-days = du { $from } au { $until }
dossiers-filings = Vos dépôts
dossiers-filing = Dépôt n° { $n }

## Courriels, pour l’exploitant
dossiers-mail-receipt = Courriel de récépissé
dossiers-job-receipt = Récépissé d’un dépôt
