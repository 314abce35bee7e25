## Comité : classement, proposition, adoption, décision
committee-title = Comité
committee-to-decision = Voir la décision
committee-to-ranking = Voir le classement
committee-to-laureates = Voir la liste des lauréats
committee-back = Comité
committee-frozen-at = Classement figé le { $when }
committee-recused = Hors déports : vous avez déclaré un lien d’intérêts. Cette page est calculée sans les dossiers dont vous êtes déporté(e), rangs et montants compris.
committee-fictitious = Dossiers fictifs, montants fictifs.
committee-exact = montants exacts, au centime
committee-total = Total
committee-left = reste { $left }
committee-awarded-of = attribué { $awarded } sur { $whole }
committee-envelope-alt = { $awarded } attribués sur { $whole }, reste { $left }

committee-freeze-title = Figer le classement
committee-freeze-text = Le classement se calcule à partir des évaluations rendues. Une fois figé, il ne change plus : c’est sur lui que le comité travaille, et son empreinte est inscrite au journal.
committee-freeze = Figer le classement
committee-freeze-wait = Tout est prêt. La personne responsable de l’appel peut figer le classement.
committee-missing-title = Ce qui manque
committee-missing-open = Le dépôt n’est pas clos : il ferme le { $when }
committee-missing-none = Aucun dossier n’a été déposé
committee-missing-verdicts = { $count ->
    [one] Un dossier attend un avis de recevabilité ou d’éligibilité
   *[other] { $count } dossiers attendent un avis de recevabilité ou d’éligibilité
}
committee-missing-verdicts-link = Examiner
committee-missing-bases = { $count ->
    [one] Un dossier n’a pas d’assiette éligible
   *[other] { $count } dossiers n’ont pas d’assiette éligible
}
committee-missing-bases-link = Examiner
committee-missing-reviews = { $count ->
    [one] Un dossier n’a pas toutes ses évaluations
   *[other] { $count } dossiers n’ont pas toutes leurs évaluations
}
committee-missing-reviews-link = Voir les affectations

committee-envelope-title = L’enveloppe
committee-funders = Attribué et reste par financeur
committee-funder = Financeur
committee-funder-awarded = Attribué, €
committee-funder-left = Reste, €
committee-funders-note = Réparti au prorata de la part de chaque financeur dans l’enveloppe.

committee-ties-title = Ex æquo à départager
committee-tie = À égalité : { $numbers }
committee-tie-text = Rien dans la grille ne les sépare. Donnez-leur la même suite, ou un motif à chacun. L’adoption est bloquée d’ici là.

committee-adoption-title = Proposition du comité
committee-propose-text = La proposition se calcule d’abord selon le règlement : dans l’ordre du classement, jusqu’au premier dossier qui ne tient plus dans l’enveloppe. Le comité peut ensuite s’en écarter, ligne par ligne, avec un motif.
committee-propose = Calculer la proposition
committee-propose-wait = La présidence ou le secrétariat peut calculer la proposition.
committee-adoption-text = { $reference }. La proposition est adoptée quand deux personnes l’ont signée : la présidence et le secrétariat. Changer une ligne annule les deux signatures.
committee-seat-chair = Présidence
committee-seat-secretary = Secrétariat
committee-seat-waits = Pas encore adoptée
committee-seat-signed = Adoptée le { $when }
committee-adopt-effect = En adoptant, vous confirmez toutes les lignes ci-dessous. L’autorité ne peut signer qu’après vos deux adoptions.
committee-adopt-chair = Adopter en tant que président(e)
committee-adopt-secretary = Adopter en tant que secrétaire
committee-again = Recalculer la proposition
committee-again-text = Toutes les lignes reviennent à ce que le règlement donne. Les motifs et les adoptions sont effacés.
committee-state-proposed = La proposition n’est pas encore adoptée.
committee-state-adopted = La proposition est adoptée. Elle attend la signature de l’autorité.
committee-state-signed = La décision est signée. Les résultats ne sont pas encore publiés.
committee-state-published = La décision est signée et les résultats sont publiés.

committee-ranking = Classement
committee-ranking-of = Classement : { $track }
committee-track-aside = { $count ->
    [0] aucun dossier, enveloppe { $envelope }
    [one] 1 dossier, enveloppe { $envelope }
   *[other] { $count } dossiers, enveloppe { $envelope }
}
committee-no-row = Aucun dossier classé.
committee-head-rank = Rang
committee-head-place = Place
committee-head-project = Projet
committee-head-score = Note
committee-head-asked = Demandé, €
committee-head-proposed = Proposé, €
committee-head-amount = Aide, €
committee-head-track = Volet
committee-head-count = Projets
committee-head-awarded = Attribué, €
committee-head-envelope = Enveloppe, €
committee-head-left = Reste, €
committee-row-ceiling = plafond { $ceiling }
committee-cut = { $count ->
    [one] Limite de l’enveloppe : il reste { $left }, le dossier suivant peut recevoir { $needed }. Il manque { $gap }.
   *[other] Limite de l’enveloppe : il reste { $left }, les { $count } dossiers à égalité peuvent recevoir { $needed }. Il manque { $gap }.
}
committee-below-threshold = Sous le seuil
committee-below-floor = { $criterion } sous le minimum : { $mean }
committee-departs = S’écarte du calcul
committee-tied = Ex æquo
committee-withdrawn = Retiré
committee-reserve-place = Liste complémentaire, place { $place }
committee-outcome-retained = Retenu
committee-outcome-retained-with-conditions = Retenu sous conditions
committee-outcome-reserve = Liste complémentaire
committee-outcome-not-retained = Non retenu
committee-outcome-redirected = Réorienté
committee-method = La note est la moyenne exacte des évaluations rendues, pondérée selon la grille et ramenée sur 100. L’ordre de dépôt ne compte jamais.

committee-rank-of = { $rank } sur { $count }
committee-fact-track = Volet
committee-fact-rank = Rang
committee-fact-asked = Demandé
committee-fact-base = Assiette éligible
committee-fact-ceiling = Plafond de l’aide
committee-scores = Moyennes des évaluations
committee-criterion = Critère
committee-mean = Moyenne
committee-points = Points
committee-weight = poids { $weight }
committee-floor = minimum { $floor }
committee-total-100 = Total sur 100

committee-line-title = Proposition du comité
committee-line-computed = Calculé selon le règlement :
committee-line-left = Reste de l’enveloppe pour ce dossier :
committee-line-adopted = La proposition a déjà été adoptée. Changer cette ligne annule les adoptions : la présidence et le secrétariat devront adopter de nouveau.
committee-line-outcome-label = Suite proposée
committee-line-amount-label = Aide proposée
committee-line-amount-hint = Pour un dossier retenu seulement.
committee-line-reserve-label = Place sur la liste complémentaire
committee-line-motive-label = Motif
committee-line-motive-hint = Obligatoire quand la ligne s’écarte du calcul. Le porteur le lira dans son courrier.
committee-line-save = Enregistrer la ligne
committee-line-outcome = Choisissez la suite proposée
committee-line-unreadable-amount = Écrivez le montant en chiffres, par exemple 96 000
committee-line-unreadable-place = Écrivez la place en chiffres, à partir de 1
committee-line-motive = Donnez un motif : la ligne s’écarte de ce que le règlement donne
committee-line-amount = Donnez le montant de l’aide, plus grand que zéro
committee-line-no-amount = Seul un dossier retenu a un montant
committee-line-ceiling = { $amount } dépasse le plafond de ce dossier, { $ceiling }
committee-line-track = L’aide dépasse de { $gap } ce qui reste de l’enveloppe, { $left }
committee-line-track-recused = L’aide dépasse ce qui reste de l’enveloppe
committee-line-reserve = Donnez la place sur la liste complémentaire, à partir de 1
committee-line-no-reserve = Seul un dossier de la liste complémentaire a une place

committee-guard-award-above-track = La base de données a refusé : le total des aides dépasserait l’enveloppe. Rien n’a changé.
committee-guard-award-above-ceiling = La base de données a refusé : l’aide dépasse le montant le plus élevé. Rien n’a changé.
committee-guard-award-above-envelope = La base de données a refusé : le total des aides dépasserait l’enveloppe de l’appel. Rien n’a changé.
committee-guard-award-above-dossier-ceiling = La base de données a refusé : l’aide dépasse le plafond de ce dossier. Rien n’a changé.
committee-refused-frozen = Le classement est déjà figé
committee-refused-nothing = Le comité n’a encore rien proposé
committee-refused-signed = La décision est signée : la proposition ne change plus
committee-refused-withdrawn = Une aide est proposée à un dossier retiré depuis : { $numbers }. Changez sa ligne d’abord.
committee-refused-decision-proposed = La présidence et le secrétariat n’ont pas encore tous deux adopté la proposition
committee-refused-decision-adopted = L’autorité n’a pas encore signé la décision
committee-refused-decision-signed = La décision est déjà signée
committee-refused-decision-published = Les résultats sont déjà publiés
committee-refused-same-person = Vous avez adopté cette proposition : la décision doit être signée par une autre personne
committee-blocked-already = La proposition est déjà adoptée
committee-blocked-signature = Personne n’a signé
committee-blocked-same-person = La présidence et le secrétariat doivent être deux personnes différentes
committee-blocked-reviews = Évaluations manquantes : { $numbers }
committee-blocked-inconsistent = Lignes à reprendre (montant, place en double ou ligne absente) : { $numbers }
committee-blocked-tie = Ex æquo à départager : { $numbers }. Donnez-leur la même suite, ou un motif à chacun.
committee-blocked-over-track = Les aides dépassent de { $gap } l’enveloppe du volet { $track }, { $envelope }
committee-blocked-over-envelope = Les aides dépassent de { $gap } l’enveloppe de l’appel, { $envelope }
committee-done-frozen = Classement figé. Il ne change plus.
committee-done-proposed = Proposition calculée selon le règlement.
committee-done-edited = Ligne enregistrée. Les adoptions sont à refaire.
committee-done-adopted = Votre adoption est enregistrée.
committee-done-signed = Décision signée. Vous pouvez maintenant faire publier les résultats.

committee-decision-title = Décision
committee-decision-of = Décision { $reference }
committee-decision-none = Pas encore de proposition
committee-decision-none-text = La décision se prépare quand le classement est figé et que le comité a une proposition.
committee-summary = Ce que le comité propose
committee-by-track = Par volet
committee-stat-funded = Retenus
committee-stat-awarded = Attribué
committee-stat-reserve = Liste complémentaire
committee-stat-declined = Non retenus
committee-inadmissible = { $count ->
    [one] Un dossier déposé a été déclaré irrecevable ou inéligible : il n’a pas été classé.
   *[other] { $count } dossiers déposés ont été déclarés irrecevables ou inéligibles : ils n’ont pas été classés.
}
committee-departures = Ce qui s’écarte du calcul ({ $count })
committee-departures-none = Toutes les lignes sont celles que le règlement donne.
committee-departure = Calculé : { $computed }. Proposé : { $proposed }.
committee-motive = Motif :
committee-laureates = Dossiers retenus
committee-reserve-list = Liste complémentaire
committee-reserve-none = La liste complémentaire est vide.
committee-checks = Contrôles
committee-check-adopted-ok = Adoptée par la présidence et le secrétariat
committee-check-adopted-todo = Pas encore adoptée par la présidence et le secrétariat
committee-check-envelopes-ok = Les aides tiennent dans chaque enveloppe
committee-check-envelopes-todo = Les aides dépassent une enveloppe
committee-check-lines-ok = Chaque dossier classé a une suite
committee-check-lines-todo = Un dossier classé n’a pas de suite
committee-check-motives-ok = Chaque écart a un motif
committee-check-motives-todo = Écart sans motif
committee-check-ties-ok = Aucun ex æquo ne reste à départager
committee-check-ties-todo = Ex æquo à départager
committee-check-withdrawn-ok = Aucune aide ne va à un dossier retiré
committee-check-withdrawn-todo = Une aide va à un dossier retiré
committee-check-order-ok = Aucun dossier mieux classé n’est dépassé
committee-check-order-todo = Mieux classés et dépassés
committee-signatures = Signatures
committee-signed-by = { $name }, le { $when }
committee-signature-chair = Présidence
committee-signature-secretary = Secrétariat
committee-signature-signer = Autorité
committee-digest = Empreinte de la liste :
committee-sign-effect = Signer arrête la liste des aides : chaque dossier prend sa suite, la proposition ne change plus, et l’empreinte de la liste est inscrite au journal. Rien n’est encore public.
committee-sign = Signer la décision
committee-publish-effect = Publier rend la liste des lauréats publique et envoie son courrier à chaque porteur. Les autres dossiers n’apparaissent nulle part.
committee-publish = Publier les résultats
committee-next-proposed = L’autorité pourra signer quand la présidence et le secrétariat auront adopté la proposition.
committee-next-adopted = L’autorité peut signer.
committee-next-signed = La personne responsable de l’appel peut publier les résultats.
committee-next-published = Les résultats sont publics.
committee-line-long-motive = Le motif a plus de { $max } signes : raccourcissez-le
committee-to-cut = Aller là où l’enveloppe s’arrête
committee-ties-more = Et { $count } autres égalités, nommées à mesure que celles-ci sont réglées.
committee-numbers-more = { $numbers } et { $count } autres

## Deux personnes à la fois
committee-stale = La proposition a changé depuis que vous avez ouvert la page. Rien n’est fait : relisez la proposition ci-dessous, telle qu’elle est maintenant, puis recommencez si vous en êtes toujours d’accord.
committee-stale-line = Entre-temps, quelqu’un a changé cette ligne. Elle dit maintenant : { $theirs }. Motif : { $motive } Ce que vous avez saisi n’est pas enregistré ; tout reste ci-dessous. Enregistrez de nouveau pour remplacer cette ligne, ou revenez au comité pour la garder.
committee-stale-place = place { $place } de la liste complémentaire
committee-stale-no-motive = aucun.

## Ce qui attend une personne
committee-work-chair = Présider le comité
committee-work-secretary = Tenir le secrétariat du comité
committee-work-sit = Siéger au comité
committee-work-sign = Signer la décision
committee-work-unranked = Classement pas encore arrêté
committee-work-to-adopt = Proposition à adopter
committee-work-adopted = Adoptée par vous
committee-work-unadopted = Proposition pas encore adoptée
committee-work-to-sign = Décision à signer
committee-work-signed = Décision signée
