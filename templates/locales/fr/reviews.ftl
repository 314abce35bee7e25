## Intérêts, attributions, évaluations
reviews-declaration-title = Déclarez vos intérêts
reviews-declaration-sub = Aucun dossier ne s’ouvre avant votre signature.
reviews-declaration-early = La liste des organismes n’est pas encore complète
reviews-declaration-early-text = On dépose encore des dossiers. Revenez après la clôture : { $deadline }.
reviews-declaration-empty = Aucun organisme à examiner
reviews-declaration-empty-text = Aucun dossier n’a été déposé pour cet appel.
reviews-interest-is = Un intérêt, c’est un lien de travail, de mandat, d’argent, de famille ou d’amitié avec un organisme, aujourd’hui ou depuis trois ans. Dans le doute, déclarez-le.
reviews-organisations = { $count ->
    [one] L’organisme de l’appel
   *[other] Les { $count } organismes de l’appel
}
reviews-organisations-aside = porteurs et membres mêlés, sans leur dossier
reviews-letters = Lettres
reviews-tick = Cochez ceux avec lesquels vous avez un lien
reviews-reason = Quel lien ?
reviews-your-declaration = Votre déclaration
reviews-swear = J’ai parcouru la liste et je déclare sur l’honneur
reviews-swear-none = n’avoir aucun intérêt avec ces organismes
reviews-swear-some = avoir un intérêt avec les organismes cochés, et avec eux seuls
reviews-once-signed = Dès la signature
reviews-effect-hidden = Les dossiers où figurent ces organismes disparaissent de vos listes, classements, totaux et courriels.
reviews-effect-room = Vous quittez la salle quand on en parle ; le quorum se compte sans vous.
reviews-effect-journal = Votre retrait s’écrit au journal de l’appel.
reviews-sign = Signer ma déclaration
reviews-extend-only = Vous pouvez l’étendre à tout moment, pas la réduire.
reviews-extend = Étendre ma déclaration
reviews-declared-on = Signée le { $date }.
reviews-no-interest = Vous n’avez déclaré aucun intérêt.
reviews-interests = Vous avez déclaré :
reviews-declared = Votre déclaration est signée.
reviews-error-reason = Dites quel est votre lien avec cet organisme
reviews-error-reason-long = Décrivez ce lien en 500 signes au plus
reviews-error-choice = Dites si vous avez un intérêt ou aucun
reviews-error-none-but-ticked = Vous déclarez n’avoir aucun intérêt, mais vous avez coché un organisme
reviews-error-some-but-none-ticked = Cochez les organismes avec lesquels vous avez un intérêt
reviews-error-still-open = On dépose encore des dossiers : la déclaration se signe après la clôture
reviews-error-list-changed = La liste a changé entre-temps. Relisez-la et signez de nouveau

reviews-mine = Mes dossiers
reviews-mine-sub = { $count ->
    [0] Aucune évaluation à remettre
    [one] { $done } évaluation remise sur une
   *[other] { $done ->
        [0] Aucune évaluation remise
        [one] 1 évaluation remise
       *[other] { $done } évaluations remises
    } sur { $count }
}
reviews-mine-empty = Aucun dossier ne vous est attribué
reviews-mine-empty-text = Le responsable de l’appel attribue les dossiers recevables. Ils apparaîtront ici.
reviews-col-dossier = Dossier
reviews-col-track = Volet
reviews-col-asked = Demandé
reviews-col-asked-fictitious = Demandé (montant fictif)
reviews-col-criteria = Critères
reviews-col-state = État
reviews-col-reviewers = Évaluateurs
reviews-of = { $done } sur { $count }
reviews-state-open = À faire
reviews-state-begun = Commencée
reviews-state-submitted = Remise
reviews-state-submitted-on = Remise le { $date }

reviews-review = évaluation
reviews-dossier-read = Dossier à lire
reviews-dossier-open = Dossier ouvert
reviews-grid = Grille de notation
reviews-asked = { $amount } demandés
reviews-fictitious = dossier fictif
reviews-total = Votre note
reviews-total-provisional = Votre note provisoire
reviews-criteria-done = { $done ->
    [0] aucun critère complet
    [one] 1 critère complet
   *[other] { $done } critères complets
} sur { $count }
reviews-out-of = sur { $max }
reviews-blind = Vous ne verrez les autres évaluations qu’après avoir remis la vôtre. Personne ne voit la vôtre avant.
reviews-scale = Échelle : { $scale }. Les demi-points sont permis.
reviews-scale-letters = Échelle : { $scale }.
reviews-weight = { $weight } %
reviews-floor = minimum { $floor }
reviews-score-of = Note : { $name }
reviews-why = Pourquoi cette note
reviews-overall = Avis d’ensemble
reviews-overall-label = Points forts, points faibles, conseils
reviews-overall-hint = Le comité lit ce texte avec vos notes.
reviews-submit-text = Une fois remise, votre évaluation ne change plus.
reviews-submit = Remettre mon évaluation
reviews-save = Enregistrer
reviews-saved = Votre évaluation est enregistrée.
reviews-saved-at = Enregistré à { $time }
reviews-submitted = Votre évaluation est remise.
reviews-stale = Enregistré entre-temps, dans une autre fenêtre : { $saved } Votre saisie est ci-dessous ; enregistrez-la pour la garder à la place.
reviews-frozen-on = Vous avez remis cette évaluation le { $date }. Elle ne change plus.
reviews-own = Mon évaluation
reviews-other = Évaluation de { $name }
reviews-other-total = { $total } sur 100
reviews-others-none = Aucune autre évaluation remise
reviews-others-none-text = Elle apparaîtra ici dès sa remise.
reviews-return = Rendre ce dossier
reviews-return-text = Vous ne l’évaluerez pas : le responsable de l’appel l’attribuera à quelqu’un d’autre. Ce que vous avez écrit ne compte pas.
reviews-return-reason = Pour quelle raison ?
reviews-return-send = Rendre le dossier
reviews-returned = Le dossier est rendu.
reviews-error-return-reason = Dites pourquoi vous rendez ce dossier
reviews-error-return-long = Ce texte a plus de { $max } signes : raccourcissez-le
reviews-error-ended = Cette évaluation est déjà remise, ou le dossier a été rendu
reviews-error-score = Choisissez une note de la grille
reviews-error-too-long = 5 000 signes au plus
reviews-error-stale = Ce champ a changé dans une autre fenêtre : relisez les deux versions, puis enregistrez
reviews-error-missing-score = { $code } : choisissez une note
reviews-error-beyond-scale = { $code } : cette note n’est pas dans l’échelle
reviews-error-short-comment = { $code } : expliquez la note en { $min } signes au moins ({ $length } pour l’instant)

reviews-assignments = Attributions
reviews-assignments-sub = { $seats ->
    [one] Chaque dossier recevable est lu par un évaluateur.
   *[other] Chaque dossier recevable est lu par { $seats } évaluateurs, d’institutions différentes.
}
reviews-assignments-caption = Dossiers et leurs évaluateurs
reviews-assignments-empty = Aucun dossier recevable
reviews-assignments-empty-text = Les dossiers déclarés recevables et éligibles apparaissent ici.
reviews-stat-dossiers = Dossiers à évaluer
reviews-stat-lacking = Sans tous leurs évaluateurs
reviews-stat-assigned = Évaluations attribuées
reviews-stat-submitted = Évaluations remises
reviews-filter = Dossiers affichés
reviews-filter-all = Tous
reviews-filter-missing = À attribuer
reviews-none-missing = Chaque dossier a ses évaluateurs
reviews-lacks = { $count ->
    [one] Il manque un évaluateur
   *[other] Il manque { $count } évaluateurs
}
reviews-same-institution = Deux évaluateurs de la même institution : { $institution }
reviews-give = Attribuer
reviews-give-one = Attribuer le dossier { $number }
reviews-to = À qui
reviews-to-hint = Cochez des dossiers, choisissez un évaluateur.
reviews-give-button = Attribuer les dossiers cochés
reviews-load = { $assigned ->
    [0] aucun dossier
    [one] 1 dossier
   *[other] { $assigned } dossiers
}, { $submitted ->
    [0] aucune évaluation remise
    [one] 1 remise
   *[other] { $submitted } remises
}
reviews-not-declared = n’a pas encore déclaré ses intérêts
reviews-no-reviewer = Personne n’est évaluateur de cet appel.
reviews-no-reviewer-link = Donner le rôle
reviews-withdraw = Retirer
reviews-withdraw-hidden = à { $name } le dossier { $number }
reviews-assigned = Les dossiers sont attribués.
reviews-withdrawn = L’attribution est retirée.
reviews-error-withdrawal = Cette évaluation est commencée ou remise : seul l’évaluateur peut rendre le dossier.
reviews-error-frozen = Le classement est figé : les attributions ne changent plus.
reviews-error-assign-incomplete = Cochez au moins un dossier et choisissez un évaluateur
reviews-error-assign-refused = Rien n’a été attribué : des dossiers cochés ne peuvent pas aller à cette personne
reviews-problem-state = Ce dossier n’est pas à évaluer
reviews-problem-not-reviewer = Cette personne n’est pas évaluatrice de l’appel
reviews-problem-not-declared = Cette personne n’a pas encore déclaré ses intérêts
reviews-problem-recused = Cette personne a déclaré un intérêt dans ce dossier
reviews-problem-already = Cette personne a déjà ce dossier
reviews-problem-gave-back = Cette personne a rendu ce dossier
reviews-problem-no-seat = Ce dossier a déjà tous ses évaluateurs
reviews-long-list = La liste est longue : parcourez-la par lettre, ou cherchez un nom ou un numéro SIREN. Ce que vous cochez reste coché d’une page à l’autre, jusqu’à votre signature.
reviews-look-for = Nom ou numéro SIREN
reviews-look = Chercher
reviews-look-none = Aucun organisme ne porte ce nom ni ce numéro. Essayez une partie du nom.
reviews-ticked-elsewhere = Cochés sur d’autres pages de la liste
reviews-part-before = Organismes précédents
reviews-part-after = Organismes suivants

## Ce qui attend une personne
reviews-work = Évaluer les dossiers qui vous sont confiés
reviews-work-done = Rien à remettre
reviews-work-owed = { $count ->
    [one] Une évaluation à remettre
   *[other] { $count } évaluations à remettre
}
