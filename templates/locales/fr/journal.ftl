## Journal d’un appel
journal-title = Journal
journal-sub = { $count ->
    [0] Aucun acte
    [one] 1 acte, chaîné
   *[other] { $count } actes, chacun lié au précédent par son empreinte
}
journal-export = Exporter (accès restreint)
journal-export-public = Export public
journal-head = Dernière empreinte
journal-head-text = Copiez-la dans un procès-verbal ou un courriel : elle prouvera que rien n’a été réécrit depuis.
journal-verify = Pour vérifier un export sur n’importe quel ordinateur :
journal-empty = Rien n’est encore inscrit
journal-caption = Actes de l’appel, du plus récent au plus ancien
journal-seq = N°
journal-at = Date et heure
journal-kind = Acte
journal-actor = Par
journal-subject = Sur
journal-hash = Empreinte
journal-payload = Contenu inscrit
journal-cut = Vous êtes déporté de certains dossiers : les actes qui les touchent n’apparaissent pas ici, et leur numéro manque dans la suite.
journal-erased = effacé : données personnelles
journal-actor-worker = la plateforme
journal-actor-command-line = l’exploitant, en ligne de commande
journal-actor-visitor = une personne non connectée
journal-subject-call = l’appel

## Genres d’actes
journal-kind-call-imported = Définition de l’appel importée
journal-kind-call-published = Appel publié
journal-kind-role-granted = Rôle donné
journal-kind-role-revoked = Rôle retiré
journal-kind-dossier-filed = Dossier déposé
journal-kind-dossier-reopened = Dossier rouvert par son porteur
journal-kind-dossier-withdrawn = Dossier retiré par son porteur
journal-kind-late-filing-refused = Dépôt tardif refusé
journal-kind-finding-decided = Constat tranché
journal-kind-verdict-given = Verdict rendu
journal-kind-eligible-base-corrected = Assiette éligible corrigée
journal-kind-interests-declared = Intérêts déclarés
journal-kind-reviewer-assigned = Dossier attribué
journal-kind-assignment-returned = Attribution rendue
journal-kind-review-submitted = Évaluation remise
journal-kind-ranking-frozen = Classement arrêté
journal-kind-proposal-changed = Proposition modifiée
journal-kind-proposal-adopted-by-chair = Proposition adoptée par le président
journal-kind-proposal-adopted-by-secretary = Proposition adoptée par le secrétaire
journal-kind-decision-signed = Décision signée
journal-kind-results-published = Résultats publiés
journal-kind-content-erased = Contenu effacé
