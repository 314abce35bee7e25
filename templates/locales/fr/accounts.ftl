## Créer un compte, se connecter
accounts-sign-up-title = Créer un compte
accounts-sign-up-lead = Deux minutes suffisent. Toutes les réponses sont attendues.
accounts-sign-up-data = Vos données servent à conduire les appels auxquels vous répondez, rien d’autre :
accounts-sign-up-data-link = durée de garde et droits
accounts-sign-up-button = Créer mon compte
accounts-have-account = Vous avez déjà un compte ?
accounts-no-account = Pas encore de compte ?
accounts-sign-in-title = Se connecter
accounts-sign-in-button = Se connecter
accounts-name = Prénom et nom
accounts-name-hint = Comme vous les écrivez. Ils figurent sur le récépissé.
accounts-email = Adresse électronique
accounts-email-hint = Celle que vous lisez souvent : les échéances y arrivent. Par exemple nom@association.example.
accounts-password = Mot de passe
accounts-new-password = Nouveau mot de passe
accounts-old-password = Mot de passe actuel
accounts-password-hint = { $min } signes au moins. Quatre ou cinq mots sans lien entre eux font un bon mot de passe. Aucun signe particulier n’est demandé.
accounts-paste-hint = Vous pouvez le coller depuis un gestionnaire de mots de passe.
accounts-institution = Institution
accounts-lang = Langue de vos courriels et de vos écrans
accounts-lang-hint = Les textes des appels restent dans la langue où ils sont écrits.
accounts-save = Enregistrer
accounts-saved = C’est enregistré.
accounts-aside-account = Avec un compte
accounts-aside-write = Vous écrivez votre dossier en plusieurs fois.
accounts-aside-file = Vous déposez et recevez un récépissé.
accounts-aside-follow = Vous suivez votre dossier jusqu’à la décision.
accounts-aside-one = Un compte par personne
accounts-aside-one-text = Ne partagez pas votre mot de passe : chaque acte porte le nom de son auteur.
accounts-aside-without = Sans compte, vous pouvez
accounts-aside-read = Lire un appel et vérifier si vous pouvez candidater
accounts-aside-stuck = Bloqué ?
accounts-aside-stuck-text = Après six essais, attendez un quart d’heure. Votre compte n’est jamais fermé pour autant.
accounts-aside-help = Lire l’aide
accounts-signed-out = Vous êtes déconnecté.

## Courriel en route
accounts-sent-title = Regardez vos courriels
accounts-sent-sign-up = Un courriel part à l’adresse que vous avez donnée. Ouvrez son lien dans les 24 heures pour confirmer cette adresse.
accounts-sent-reset = Si cette adresse a un compte, un courriel y part. Ouvrez son lien dans l’heure pour choisir un nouveau mot de passe.
accounts-sent-nothing = Rien reçu après cinq minutes ? Regardez les indésirables, puis vérifiez l’adresse.
accounts-sent-again = Recommencer avec une autre adresse
accounts-sent-demo = Dans cette démonstration, aucun courriel ne quitte la machine.

## Mot de passe oublié, liens reçus
accounts-forgotten-link = Mot de passe oublié
accounts-forgotten-title = Mot de passe oublié
accounts-forgotten-lead = Donnez l’adresse de votre compte. Un lien pour choisir un nouveau mot de passe y sera envoyé.
accounts-forgotten-button = Envoyer le lien
accounts-link-confirm-title = Confirmer votre adresse
accounts-link-confirm-lead = Dernier pas pour ouvrir le compte de { $email }.
accounts-link-confirm-hint = Celui que vous avez choisi en créant le compte. Il montre que c’est bien vous.
accounts-link-confirm-button = Confirmer et entrer
accounts-link-reset-title = Choisir un nouveau mot de passe
accounts-link-reset-lead = Pour le compte de { $email }. Les sessions ouvertes ailleurs seront fermées.
accounts-link-reset-button = Enregistrer et entrer
accounts-link-invitation-title = Ouvrir votre compte
accounts-link-invitation-lead = Choisissez un mot de passe pour { $email }. Votre rôle donne des droits sur les dossiers d’autrui : il demande un mot de passe plus long.
accounts-link-invitation-button = Enregistrer et entrer

## Ce qui ne va pas
accounts-error-name = Écrivez votre prénom et votre nom, en 120 signes au plus
accounts-error-email = Écrivez une adresse électronique, comme nom@association.example
accounts-error-password-empty = Choisissez un mot de passe
accounts-error-password-missing = Écrivez le mot de passe
accounts-error-email-taken = Cette adresse a déjà un compte
accounts-error-wrong-password = L’adresse ou le mot de passe ne convient pas
accounts-error-old-password = Ce n’est pas votre mot de passe actuel
accounts-error-unconfirmed = Cette adresse n’est pas encore confirmée : un nouveau lien vient de vous être envoyé
accounts-error-disabled = Ce compte est fermé. Écrivez au contact de votre appel pour savoir pourquoi
accounts-error-name-taken = Une institution porte déjà ce nom
accounts-error-institution-name = Écrivez le nom de l’institution, en 200 signes au plus
accounts-error-institution-kind = Choisissez une sorte d’institution
accounts-password-short = Ce mot de passe est trop court : il faut 12 signes au moins
accounts-password-short-staff = Ce mot de passe est trop court : vos droits sur les dossiers d’autrui demandent 16 signes au moins
accounts-password-long = Ce mot de passe est trop long : 128 signes au plus
accounts-password-personal = Ce mot de passe est trop facile à deviner : il reprend votre nom, votre adresse ou celle du site
accounts-password-guessable = Ce mot de passe est trop facile à deviner : ajoutez un ou deux mots sans lien avec les autres

## Mon compte
accounts-own-title = Mon compte
accounts-own-identity = Identité et langue
accounts-own-password = Mot de passe
accounts-own-password-text = Le changer ferme vos sessions ouvertes ailleurs.
accounts-own-password-button = Changer le mot de passe
accounts-password-changed = Votre mot de passe est changé. Vos autres sessions sont fermées.
accounts-own-sessions = Sessions
accounts-own-sessions-text = Une session se ferme seule après deux heures sans activité. Vous pouvez fermer les vôtres maintenant, celle-ci comprise, par exemple après avoir utilisé la machine d’autrui.
accounts-own-sessions-button = Fermer toutes mes sessions
accounts-sessions-ended = Toutes vos sessions sont fermées.

## Plateforme
accounts-platform-title = Plateforme
accounts-platform-accounts = Voir les comptes
accounts-institutions = Institutions
accounts-institutions-none = Aucune institution
accounts-institutions-none-text = Ajoutez les ministères, banques et réseaux pour lesquels parlent les agents et les membres du comité.
accounts-institution-new = Ajouter une institution
accounts-institution-name = Nom de l’institution
accounts-institution-kind = Sorte
accounts-institution-add = Ajouter l’institution
accounts-institution-made = L’institution est ajoutée.
accounts-kind-ministry = Ministère ou service de l’État
accounts-kind-bank = Banque ou établissement financier
accounts-kind-network = Réseau ou association
accounts-kind-other = Autre
accounts-list-title = Comptes
accounts-state = État
accounts-state-open = Ouvert
accounts-state-waiting = Adresse à confirmer
accounts-state-closed = Fermé
accounts-operator = Exploitation
accounts-since = Créé le
accounts-one-institution = Institution pour laquelle cette personne parle
accounts-one-close = Fermer ce compte
accounts-one-close-text = La personne est déconnectée et ne peut plus entrer. Ses dossiers et ses actes restent, à son nom.
accounts-one-reopen = Rouvrir ce compte
accounts-one-reopen-text = La personne pourra entrer avec le mot de passe qu’elle avait.
accounts-one-own = C’est votre compte : un autre exploitant peut le fermer.
accounts-closed = Le compte est fermé.
accounts-reopened = Le compte est rouvert.

## Courriels
mail-hello = Bonjour { $name },
mail-footer = Ce message est envoyé par un automate : n’y répondez pas.
mail-confirm-subject = Confirmez votre adresse
mail-confirm-text = Vous avez demandé un compte sur Lauréat. Ouvrez ce lien dans les 24 heures et donnez le mot de passe que vous avez choisi :
mail-confirm-after = Si vous n’avez rien demandé, ne faites rien : sans vous, ce compte ne s’ouvrira pas.
mail-reset-subject = Choisir un nouveau mot de passe
mail-reset-text = Un nouveau mot de passe a été demandé pour votre compte. Ouvrez ce lien dans l’heure pour le choisir :
mail-reset-after = Si vous n’avez rien demandé, ne faites rien : votre mot de passe ne change pas.
mail-known-address-subject = Vous avez déjà un compte
mail-known-address-text = Un compte vient d’être demandé avec votre adresse, qui en a déjà un. Si c’était vous, connectez-vous :
mail-known-address-reset = Mot de passe oublié ? Choisissez-en un autre :
mail-known-address-after = Si ce n’était pas vous, ne faites rien : votre compte n’a pas changé.
mail-invitation-subject = Votre rôle pour l’appel « { $call } »
mail-invitation-text = Un rôle vous est confié pour l’appel à projets « { $call } » : { $role }.
mail-invitation-choose = Ouvrez ce lien avant sept jours pour choisir votre mot de passe et entrer :
mail-invitation-work = Ce qui vous attend se trouve ici :
mail-invitation-after = Si vous ne connaissez pas cet appel, ne faites rien.
accounts-institution-siren = SIREN
accounts-institution-siren-hint = Neuf chiffres, s’il y en a un. Qui parle pour cette institution est déporté des dossiers dont elle est porteuse ou membre.
accounts-error-institution-siren = Écrivez un numéro SIREN de neuf chiffres, ou rien
accounts-institution-title = SIREN de l’institution
accounts-institution-edit = Indiquer ou changer le SIREN
accounts-institution-save = Enregistrer le SIREN

## Courriels, pour l’exploitant
accounts-mail-confirm = Courriel de confirmation d’adresse
accounts-mail-known-address = Courriel « adresse déjà connue »
accounts-mail-reset = Courriel de nouveau mot de passe
