## Autour de chaque page
layout-skip = Aller au contenu
layout-home = Lauréat, accueil
layout-scope = Appels à projets
layout-nav = Rubriques
layout-nav-staff = Rubriques de l’appel
layout-language = Langue
layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-demo = Démonstration : chaque dossier est un « dossier fictif », chaque montant un « montant fictif ».
layout-demo-long = Chaque appel dit d’où vient son modèle.
layout-demo-mail = Lire les courriers envoyés
layout-deadline = Date limite de dépôt
layout-accessibility = Accessibilité : non conforme (pas d’audit)
layout-privacy = Données personnelles
layout-legal = Mentions légales
layout-help = Aide et contact
layout-source = Code source
layout-footer = Lauréat conduit les appels à projets, de leur publication à la liste des lauréats. Heures affichées : Paris.

## Composants
ui-error = Erreur :
ui-error-summary = { $count ->
    [one] Erreur : une réponse est à corriger
   *[other] Erreur : { $count } réponses sont à corriger
}
ui-optional = (optionnel)
ui-yes = Oui
ui-no = Non
ui-choose = Choisir
ui-chars-max = { $max } signes au plus
ui-chars-min = { $length } signes écrits, { $min } au moins
ui-chars-left = Il reste { $left } signes sur { $max }
ui-chars-over = { $over } signes de trop, sur { $max }
ui-save-failed = Pas enregistré. Votre saisie reste à l’écran : utilisez le bouton « Enregistrer ».
ui-breadcrumbs = Fil d’Ariane
ui-back = Retour
ui-here = Vous êtes ici
ui-file-keep = Fichier joint : { $name }
ui-change = Modifier
ui-pages = Pages de la liste
ui-next = Suite de la liste
ui-part = Lignes { $from } à { $to } sur { $total }
ui-part-first = Début de la liste
ui-declare-first = Déclarez d’abord vos intérêts sur cet appel : les dossiers s’ouvrent ensuite.
