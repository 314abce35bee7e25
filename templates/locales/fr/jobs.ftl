## Tâches de fond
jobs-title = Courriels et récépissés en échec
jobs-lead = Les courriels partent et les récépissés se fabriquent après la réponse à la personne. Ce qui n’aboutit pas est gardé ici : rien n’est perdu, un dossier déposé le reste.
jobs-lists = Listes
jobs-given-up = Abandonnés
jobs-given-up-text = La plateforme ne réessaie plus d’elle-même. Corrigez la cause, puis réessayez.
jobs-waiting = En attente
jobs-waiting-text = La plateforme réessaie d’elle-même, de plus en plus rarement, pendant près de trois jours.
jobs-none = Rien ici
jobs-none-text = Aucun échec à traiter dans cette liste.
jobs-stuck = { $count ->
    [one] Une tâche attend depuis le { $at } sans avoir été commencée. Vérifiez que « laureat worker », ou « laureat serve » sans --no-worker, tourne.
   *[other] { $count } tâches attendent, la plus ancienne depuis le { $at }, sans avoir été commencées. Vérifiez que « laureat worker », ou « laureat serve » sans --no-worker, tourne.
}
jobs-what = Quoi
jobs-why = Pourquoi
jobs-when = Dernier échec
jobs-attempts = { $count ->
    [one] un essai
   *[other] { $count } essais
}
jobs-next = Prochain essai : { $at }
jobs-retry = Réessayer
jobs-retry-all = Réessayer tout ({ $count })
jobs-flash-retried = C’est relancé. La liste se vide à mesure que les essais réussissent.
jobs-flash-nothing = Rien à relancer : c’est déjà fait, ou en train de se faire.
jobs-mail-other = Courriel
jobs-why-mail-address = L’adresse ne peut pas recevoir de courriel
jobs-advice-mail-address = Vérifiez l’adresse du compte, et le réglage « mail.from ».
jobs-why-mail-refused = Le serveur de courriel a refusé définitivement
jobs-advice-mail-refused = L’adresse n’existe sans doute plus. Joignez la personne autrement, corrigez son adresse, puis réessayez.
jobs-why-mail-later = Le serveur de courriel demande de revenir plus tard
jobs-advice-mail-later = Souvent passager : boîte pleine, contrôle anti-indésirables, serveur chargé.
jobs-why-mail-credentials = Le serveur de courriel refuse notre identifiant ou notre mot de passe
jobs-advice-mail-credentials = Corrigez LAUREAT__MAIL__SMTP_URL ou le fichier de « mail.smtp_url_file », relancez la plateforme, puis réessayez.
jobs-why-mail-silent = Le serveur de courriel n’a pas répondu à temps
jobs-advice-mail-silent = Passager le plus souvent. Si cela dure, vérifiez le serveur et le pare-feu.
jobs-why-mail-unreachable = Le serveur de courriel est injoignable ou a coupé la ligne
jobs-advice-mail-unreachable = Vérifiez l’adresse du serveur avec « laureat doctor ». Un courriel coupé à la fin peut être arrivé quand même.
jobs-why-storage = Les fichiers ne sont pas accessibles
jobs-advice-storage = Vérifiez l’espace de fichiers avec « laureat doctor », puis réessayez.
jobs-why-interrupted = Le programme s’est arrêté en cours de route, à chaque essai
jobs-advice-interrupted = Cherchez la référence dans les journaux, et vérifiez la mémoire de la machine.
jobs-why-internal = Une erreur de la plateforme
jobs-advice-internal = Cherchez la référence dans les journaux : la cause y est écrite.
jobs-error-call = Choisissez un appel dans la liste
jobs-verify-title = Vérifier un appel
jobs-verify-text = La chaîne du journal est relue, et chaque table comparée à ce que le journal dit. La vérification dure de quelques secondes à quelques minutes ; vous pouvez quitter la page et y revenir.
jobs-verify-call = Nom court de l’appel
jobs-verify-files = Relire aussi les fichiers stockés
jobs-verify-files-hint = Chaque fichier d’un dépôt est relu et son empreinte comparée : plus long.
jobs-verify = Vérifier le journal et les tables
jobs-long = Vérifications et ménage
jobs-state = État
jobs-state-waiting = En attente
jobs-state-running = En cours
jobs-state-ending = S’arrête
jobs-state-again = Sera réessayé
jobs-state-failed = Abandonné
jobs-state-done = Fait
jobs-state-found = Fait : à regarder
jobs-state-cancelled = Annulé
jobs-asked-at = Demandé le
jobs-ended-at = Fini le
jobs-next-at = Prochain essai
jobs-reference = Référence
jobs-progress = { $done } sur { $of }
jobs-progress-open = { $done } jusqu’ici
jobs-phase-files = Recherche des fichiers que rien ne nomme
jobs-told = Ce qui a été trouvé
jobs-come-back = Cette page ne change pas d’elle-même. Vous pouvez la quitter et y revenir.
jobs-refresh = Voir où cela en est
jobs-cancel = Annuler cette tâche
jobs-flash-cancelled = C’est annulé. Si la tâche était en cours, elle s’arrête dans quelques secondes.
jobs-flash-nothing-to-cancel = Rien à annuler : la tâche est déjà finie.
jobs-tidy = Ménage du jour
jobs-tidy-told = Effacés : compteurs de tentatives { $attempts }, sessions finies { $sessions }, liens personnels éteints { $links }, tâches faites { $jobs }, courriels partis { $mails }, fichiers que rien ne nomme { $files }.
jobs-tidy-doubt = Rien n’a été effacé des fichiers : { $count } ne sont nommés par aucun dossier, c’est trop pour ce que laisse un arrêt du programme. Vérifiez que l’espace de fichiers est bien celui de cette base.
