## Résultats : publication, liste des lauréats, courriers
results-title = Les lauréats
results-home = Appels à projets
results-lede = { $count ->
    [0] Aucun projet n’est retenu.
    [one] Un projet est retenu, pour { $total }.
   *[other] { $count } projets sont retenus, pour { $total } en tout.
}
results-fictitious = (dossiers fictifs, montants fictifs)
results-dates = Décision { $reference } signée le { $signed }, publiée le { $published }.
results-download = Télécharger la liste (CSV)
results-track-aside = { $count ->
    [0] Aucun projet retenu.
    [one] Un projet, { $awarded }.
   *[other] { $count } projets, { $awarded }.
}
results-project = Projet
results-lead = Porteur
results-number = Dossier
results-departments = Départements
results-department = Département
results-projects = Projets
results-amount = Aide
results-amount-fictitious = Montant fictif
results-amount-tag = (montant fictif)
results-dossier-fictitious = dossier fictif
results-dossier-fictitious-tag = (dossier fictif)
results-summary = Résumé du projet
results-by-funder = Par financeur
results-funder = Financeur
results-funders-note = Réparti au prorata de la part de chaque financeur dans l’enveloppe.
results-by-department = Par département
results-departments-note = Un projet présent sur plusieurs départements compte dans chacun.
results-anchor-title = Vérifier cette publication
results-anchor-text = Cette liste est inscrite au journal public de l’appel, à l’ancre ci-dessous (rang et empreinte). Gardez-la : si le journal était réécrit, elle ne correspondrait plus.
results-contact = Pour toute question : { $contact }.
results-publication-title = Publier les résultats
results-publication-effect = { $letters ->
    [one] Publier rend publics { $count } lauréats pour { $total }, et envoie un courrier. On ne revient pas en arrière.
   *[other] Publier rend publics { $count } lauréats pour { $total }, et envoie { $letters } courriers, un par porteur. On ne revient pas en arrière.
}
results-publication-done = Les résultats sont publics et les courriers sont partis ou en cours d’envoi.
results-publication-wait = Les résultats se publient quand l’autorité a signé la décision.
results-refused-proposed = La proposition n’est pas encore adoptée : il n’y a rien à publier
results-refused-adopted = L’autorité n’a pas encore signé la décision
results-refused-signed = La décision est signée
results-refused-published = Les résultats sont déjà publiés
results-done-published = Résultats publiés. Les courriers partent.

results-letter-title = Décision sur votre dossier { $number }
results-letter-back = Votre dossier
results-letter-ref = Décision { $reference } du { $signed }, dossier { $number }
results-outcome-funded = Votre projet est retenu
results-outcome-conditions = Votre projet est retenu, sous conditions
results-outcome-reserve = Votre projet est sur la liste complémentaire
results-outcome-declined = Votre projet n’est pas retenu
results-outcome-redirected = Votre projet n’est pas retenu ici et il est réorienté
results-outcome-inadmissible = Votre dossier n’a pas pu être examiné au fond
results-letter-asked = Vous avez demandé { $requested } pour « { $project } », dans le volet « { $track } » de l’appel « { $call } ».
results-letter-asked-one = Vous avez demandé { $requested } pour « { $project } », dans l’appel « { $call } ».
results-letter-amount = L’aide qui vous est attribuée est de
results-letter-reserve = Votre place sur la liste complémentaire est la { $place }. Si un lauréat renonce, les dossiers de cette liste sont financés dans l’ordre.
results-letter-why = Pourquoi cette décision
results-why-funded = Votre dossier est retenu dans l’ordre du classement, dans la limite de l’enveloppe.
results-why-conditions = L’aide dépend des conditions écrites ci-dessus.
results-why-reserve = Votre dossier atteint le niveau demandé, mais l’enveloppe s’arrête avant lui dans l’ordre du classement.
results-why-declined = Votre dossier n’atteint pas le niveau que le règlement demande, ou l’enveloppe ne permet pas de le financer. Vos notes sont ci-dessous.
results-why-redirected = Un autre dispositif convient mieux à votre projet, pour le motif écrit ci-dessus.
results-why-inadmissible = Une condition de recevabilité ou d’éligibilité du règlement n’est pas remplie. Le dossier n’a donc pas été noté.
results-letter-rank = Votre note est de { $total } sur 100, au rang { $rank } sur { $count } dossiers classés. Le règlement demande au moins { $threshold }.
results-letter-tied = D’autres dossiers ont le même rang.
results-letter-scores = { $count ->
    [one] Notes de l’évaluation, sur { $max }
   *[other] Moyenne des { $count } évaluations, notes sur { $max }
}
results-letter-letters = { $count ->
    [one] Lettres de l’évaluation
   *[other] Lettres des { $count } évaluations ; entre deux lettres, leur moyenne
}
results-letter-computed = Un calcul a aidé à décider
results-letter-algorithm = Cette décision s’appuie sur un classement calculé par ordinateur (article L311-3-1 du code des relations entre le public et l’administration). { $count ->
    [one] Une personne a noté votre dossier.
   *[other] { $count } personnes ont noté votre dossier sans se consulter.
} Le programme a fait la moyenne des notes, appliqué les poids de la grille et rangé les dossiers. Des personnes ont ensuite proposé, adopté et signé.
results-letter-algorithm-right = Vous pouvez demander les règles de ce calcul et la façon dont elles ont servi pour vous, à { $email }.
results-letter-appeals = Si vous contestez
results-letter-all = Voir tous les lauréats
results-mail-link = Ce courrier est aussi dans votre espace :
results-not-yet-list = Les résultats ne sont pas encore publiés
results-not-yet-list-text = La liste des lauréats paraîtra ici, en même temps que le courrier envoyé à chaque porteur.
results-not-yet-list-back = L’appel à projets
results-not-yet-letter = Il n’y a pas encore de décision à lire
results-not-yet-letter-text = La décision sur votre dossier sera ici dès que les résultats de l’appel seront publiés. Vous recevrez un courrier ce jour-là.
results-not-yet-letter-back = Votre dossier
# Between a name and its value.
results-colon = { " : " }

## Ce qui attend une personne
results-work = Conduire l’appel
results-work-owed = Résultats à publier
results-work-under-way = En cours

## Courriels, pour l’exploitant
results-mail-decision = Courriel de décision
