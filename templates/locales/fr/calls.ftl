## Liste des appels
calls-index-title = Appels à projets
calls-index-intro = Trouvez un appel, vérifiez si vous pouvez candidater, puis préparez et déposez votre dossier ici.
calls-empty-title = Aucun appel n’est publié pour le moment
calls-empty-text = Les prochains appels paraîtront sur cette page, avec leurs dates et leurs conditions.
calls-demo-accounts = Vous visitez une démonstration : une personne de chaque rôle a un compte prêt à servir. Leurs adresses et leur mot de passe sont affichés là où le site a été lancé.
calls-demo-accounts-link = Se connecter
calls-group-open = Ouverts
calls-group-upcoming = À venir
calls-group-examined = Dossiers en cours d’examen
calls-group-decided = Décidés
calls-standing-draft = Pas encore public
calls-standing-upcoming = À venir
calls-standing-open = Ouvert
calls-standing-examined = Dépôts clos
calls-standing-decided = Résultats publiés
calls-left = il reste { $left }
calls-card-deadline = Dépôt jusqu’au { $deadline }
calls-card-envelope = Enveloppe : { $amount }
calls-laureates-of = Voir les lauréats
calls-fictitious = Appel de démonstration : dossiers fictifs, montants fictifs
calls-fictitious-amount = (montant fictif)
calls-fictitious-amounts = Montants fictifs.

## Page d’un appel
calls-start = Commencer un dossier
calls-laureates = Voir les lauréats
calls-check-first = Vérifier d’abord si je peux candidater
calls-notice-draft = Cette page n’est pas encore publique : seule l’équipe de l’appel la voit.
calls-notice-upcoming = Les dépôts ne sont pas encore ouverts. Vous pouvez déjà préparer les pièces.
calls-notice-examined = Les dépôts sont clos. Les dossiers sont à l’examen ; chaque candidat recevra une réponse motivée.
calls-fact-deadline = Dépôt jusqu’au
calls-fact-aid = Aide par dossier
calls-fact-aid-text = selon le volet
calls-fact-envelope = Enveloppe
calls-fact-envelope-text = partagée entre { $count } volets
calls-fact-months = Durée du projet
calls-money-range = { $from } à { $to }
calls-months-range = { $from } à { $to } mois
calls-months-min = { $months } mois au moins
calls-months-max = { $months } mois au plus
calls-days-range = du { $from } au { $to }
calls-purpose = Ce que l’appel soutient
calls-calendar = Le calendrier
calls-timeline-opens = Ouverture des dépôts
calls-timeline-closes = Clôture des dépôts
calls-timeline-open = les dépôts sont ouverts
calls-audience = Qui peut candidater
calls-money = Combien, et dans quel volet
calls-money-one = Combien
calls-tracks-caption = Les volets et leurs conditions
calls-track = Volet
calls-aid = Aide possible
calls-rate = Part des dépenses éligibles
calls-at-most = { $share } au plus
calls-months = Durée
calls-track-envelope = Enveloppe du volet
calls-funders = Qui finance l’enveloppe
calls-caps = L’argent public ne peut pas tout payer :
calls-cap-one-authority = une collectivité locale finance au plus { $share } des dépenses éligibles ;
calls-cap-all-authorities = toutes les collectivités ensemble, au plus { $share } ;
calls-cap-public = toutes les aides publiques ensemble, au plus { $share }.
calls-criteria = Comment votre dossier est noté
calls-criteria-intro = { $reviews ->
    [one] Une personne note chaque dossier.
   *[other] { $reviews } personnes notent chaque dossier, sans se consulter.
} Il faut au moins { $threshold }. { $tracks ->
    [one] Les dossiers
   *[other] Dans chaque volet, les dossiers
} sont financés dans l’ordre du classement, tant que l’enveloppe le permet.
calls-weight = Poids
calls-criteria-caption = Poids de chaque critère{ $tracks ->
    [one] {""}
   *[other] , par volet
}
calls-criteria-scale = (la note de chaque critère va de 0 à { $max })
calls-scale-letter = { $letter } : { $meaning } (compte pour { $points } sur { $max })
calls-threshold = { $total } sur 100
calls-threshold-letter = { $letter } pour chaque critère, soit { $total } sur 100
calls-criterion = Critère
calls-floor = note minimale : { $points }
calls-scale = Ce que veut dire chaque note
calls-pieces = Les pièces à préparer
calls-owed-always = pour tous
calls-owed-optional = facultative
calls-owed-when = si { $condition }
calls-rules = Les règles, en clair
calls-rules-intro = La plateforme vérifie ces règles pendant que vous écrivez et vous prévient avant le dépôt. Après le dépôt, une personne juge ; chaque refus est motivé.
calls-rules-admissibility = Recevabilité
calls-rules-eligibility = Éligibilité
calls-appeals = Vos recours si la réponse ne vous convient pas
calls-aside = Sur cette page et contact
calls-on-this-page = Sur cette page
calls-contact = Une question ?
calls-notice = D’où vient cet appel

## Personnes et rôles
calls-people-title = Personnes et rôles
calls-people-sub = Chaque rôle donné ou retiré est inscrit au journal de l’appel.
calls-people-none = Personne pour l’instant.
calls-people-revoke = Retirer
calls-people-add = Ajouter une personne
calls-people-add-text = Elle reçoit un courriel. Si elle n’a pas encore de compte, il contient un lien pour choisir son mot de passe.
calls-people-email = Adresse électronique
calls-people-name = Prénom et nom
calls-people-name-hint = Un compte qui existe déjà garde son nom.
calls-people-institution = Institution
calls-people-role = Rôle
calls-people-send = Donner ce rôle
calls-role-granted = Le rôle est donné ; un courriel part à la personne.
calls-role-revoked = Le rôle est retiré.
calls-role-last-manager = Ce rôle reste : un appel garde au moins une personne responsable. Nommez-en une autre d’abord.
calls-error-email = Écrivez une adresse électronique, comme prenom.nom@example.org
calls-error-name = Écrivez le prénom et le nom de la personne
calls-error-name-long = Ce nom a plus de { $max } signes : raccourcissez-le
calls-error-role = Choisissez un rôle

## Tableau de bord
calls-dashboard-title = Tableau de bord
calls-dashboard-today = { $day }, { $time }
calls-dashboard-public = Page publique
calls-publish-title = Cet appel n’est pas encore public
calls-publish-text = Relisez la page publique, puis publiez l’appel : chacun pourra le lire et, à l’ouverture, commencer un dossier.
calls-publish = Publier l’appel
calls-published = L’appel est public.
calls-late-title = { $count ->
    [one] 1 retard à lever
   *[other] { $count } retards à lever
}
calls-late-caption = Qui est en retard
calls-late-who = Qui
calls-late-what = Ce qui manque
calls-late-since = Retard
calls-late-reviews = { $count ->
    [one] 1 évaluation sur { $whole }
   *[other] { $count } évaluations sur { $whole }
}
calls-late-days = { $count ->
    [one] 1 jour de retard
   *[other] { $count } jours de retard
}
calls-funnel-title = Où en sont les dossiers
calls-funnel-received = Reçus
calls-funnel-admissible = Recevables et éligibles
calls-funnel-reviewed = Évalués
calls-funnel-funded = Financés
calls-funnel-inadmissible = { $count ->
    [one] 1 écarté
   *[other] { $count } écartés
}
calls-funnel-withdrawn = { $count ->
    [one] 1 retiré par son porteur
   *[other] { $count } retirés par leur porteur
}
calls-funnel-declined = { $count ->
    [one] 1 non retenu
   *[other] { $count } non retenus
}
calls-funnel-reserve = { $count } en liste complémentaire
calls-stat-drafts = dossiers en préparation
calls-stat-left = avant la clôture
calls-tasks-title = Avancement
calls-task-admissibility = Recevabilité et éligibilité
calls-task-admissibility-text = { $done } dossiers instruits sur { $whole }, { $left } en attente
calls-task-admissibility-link = Voir la file
calls-task-declarations = Déclarations d’intérêts
calls-task-declarations-text = { $done } personnes sur { $whole } ont déclaré leurs liens
calls-task-declarations-link = Voir les personnes
calls-task-reviews = Évaluations
calls-task-reviews-text = { $done } évaluations remises sur { $whole } attribuées, { $left } attendues
calls-task-reviews-link = Voir les attributions
calls-reviewers-title = Charge des évaluateurs
calls-reviewers-none = Aucun dossier n’est encore attribué.
calls-reviewers-caption = Charge des évaluateurs, du plus en retard au plus avancé
calls-reviewer = Évaluateur
calls-reviewer-done-of = Remis sur attribués
calls-reviewer-status = État
calls-reviewer-done = Tout est remis
calls-reviewer-open = { $count ->
    [one] 1 à remettre
   *[other] { $count } à remettre
}
calls-of = { $done } sur { $whole }
calls-reviewers-folded = { $count ->
    [one] 1 personne a tout remis
   *[other] { $count } personnes ont tout remis
}
calls-fact-deadline-text = { $time } ({ $zone })
calls-fact-deadline-left = { $time } ({ $zone }), il reste { $left }
calls-late-all = Voir tous les retards

## Courriels, pour l’exploitant
calls-mail-invitation = Courriel d’invitation
