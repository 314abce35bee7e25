## Refus et pannes
failure-reference = Référence
failure-ours = L’équipe technique la retrouve dans ses journaux.
failure-calls = Voir les appels
failure-not-found-title = Cette page n’existe pas
failure-not-found-what = L’adresse ne mène à rien que vous puissiez voir.
failure-not-found-do = Vérifiez-la si vous l’avez tapée. Si quelqu’un vous a envoyé le lien, demandez-lui de vous inviter, puis connectez-vous.
failure-forbidden-title = Cette page ne vous est pas ouverte
failure-forbidden-what = Votre compte ne donne pas le droit de faire cela. Rien n’a été changé.
failure-forbidden-do = Si vous pensez devoir y accéder, écrivez au responsable de l’appel en donnant la référence.
failure-sign-in-title = Connectez-vous d’abord
failure-sign-in-what = Pour ouvrir cette page, il faut savoir qui vous êtes. Si vous étiez connecté, votre session s’est fermée.
failure-sign-in-do = Connectez-vous : vous reviendrez au même endroit. Ce qui était enregistré l’est toujours.
failure-form-stale-title = Ce formulaire a expiré
failure-form-stale-what = Votre session s’est fermée pendant que la page était ouverte, ou vous vous êtes connecté entre-temps. Rien n’a été changé.
failure-form-stale-do = Copiez d’abord ce que vous aviez écrit, s’il est rendu ci-dessous. Connectez-vous si vous ne l’êtes plus, rouvrez la page, collez votre texte et envoyez de nouveau.
failure-written = Ce que vous aviez écrit
failure-written-number = Texte { $number }
failure-bad-request-title = Cette demande n’a pas été comprise
failure-bad-request-what = Ce que le navigateur a envoyé est incomplet ou illisible. Rien n’a été changé.
failure-bad-request-do = Revenez en arrière, rechargez la page et recommencez.
failure-account-closed-title = Le compte de cette personne est fermé
failure-account-closed-what = Un exploitant a fermé le compte de cette adresse. Le rôle n’a pas été donné.
failure-account-closed-do = Donnez une autre adresse, ou demandez à l’exploitant de rouvrir le compte, puis recommencez.
failure-method-title = Cette page ne s’ouvre pas ainsi
failure-method-what = L’adresse existe, mais pas pour ce que le navigateur lui demandait. Rien n’a été changé.
failure-method-do = Si vous avez rechargé une page ou suivi un favori, repartez de la liste des appels.
failure-too-large-title = C’est trop lourd
failure-too-large-what = Le fichier ou le formulaire dépasse la taille acceptée. Rien n’a été enregistré.
failure-too-large-do = Réduisez le fichier, par exemple en le numérisant moins finement, ou coupez-le en deux.
failure-too-many-title = Trop d’essais
failure-too-many-what = Trop de demandes se sont suivies. Votre compte n’est pas fermé.
failure-too-many-do = Attendez un quart d’heure, ou une heure si vous demandiez un compte ou un lien, puis recommencez. Si vous avez demandé plusieurs liens, seul le dernier fonctionne.
failure-timeout-title = La demande a pris trop de temps
failure-timeout-what = Elle n’a pas abouti en une minute, le plus souvent parce que l’envoi était trop lent. Ce qui était déjà enregistré l’est toujours.
failure-timeout-do = Vérifiez votre connexion, revenez en arrière, rechargez la page et regardez si votre action a été faite avant de recommencer. Un fichier plus léger passe mieux.
failure-page-only-title = C’est fait, mais la page ne s’affiche pas
failure-page-only-what = Votre demande a abouti. Seule la page qui devait la suivre n’a pas pu être affichée ; rien de ce que vous avez envoyé n’est perdu.
failure-page-only-do = Ne recommencez pas : rouvrez l’accueil dans une minute pour voir où vous en êtes. Si cela dure, écrivez au contact de l’appel avec la référence.
failure-busy-title = Le service est occupé
failure-busy-what = L’enregistrement n’est pas possible à cet instant. Votre dernière action n’a pas été faite ; tout ce qui était déjà enregistré ou déposé l’est toujours.
failure-busy-do = Réessayez dans une minute : revenez en arrière, ce que vous avez saisi y est encore, puis recommencez. Si la date limite approche et que cela dure, écrivez au contact de l’appel avec la référence.
failure-unconfirmed-title = Nous ne savons pas si votre action a été faite
failure-unconfirmed-what = La liaison avec la base de données s’est rompue au moment d’enregistrer. Votre dernière action a pu être faite ou non ; tout ce qui était déjà enregistré ou déposé l’est toujours.
failure-unconfirmed-do = Attendez une minute, ouvrez la page dans un autre onglet et regardez si votre action y est avant de recommencer. Si la date limite approche, écrivez au contact de l’appel avec la référence.
failure-link-over-title = Ce lien ne sert plus
failure-link-over-what = Il a déjà servi, il a expiré, un autre l’a remplacé, ou l’adresse a été mal recopiée. Rien n’a été changé.
failure-link-over-do = S’il devait confirmer votre adresse ou ouvrir votre compte, connectez-vous : un nouveau lien partira s’il le faut. Pour un mot de passe, passez par « Mot de passe oublié » : seul le dernier lien envoyé fonctionne. Sinon, demandez-en un autre à qui vous a écrit.
failure-erased-title = Ce dossier a été effacé
failure-erased-what = La durée de conservation de ce qui avait été déposé est passée : réponses et fichiers ont été effacés. Le numéro, l’empreinte du dépôt et la décision sont gardés.
failure-erased-do = Si vous avez gardé le récépissé et le fichier du dossier, leur empreinte se compare toujours à celle du journal de l’appel. Pour toute question, écrivez au contact de l’appel.
failure-storage-title = Les fichiers ne sont pas accessibles pour l’instant
failure-storage-what = L’espace où sont rangés les fichiers ne répond pas. Le fichier que vous envoyiez n’a pas été gardé ; tout ce qui était déjà enregistré, joint ou déposé l’est toujours.
failure-storage-do = Gardez le fichier sur votre ordinateur et réessayez dans quelques minutes. Si la date limite approche, écrivez au contact de l’appel avec la référence.
failure-internal-title = Une erreur est survenue chez nous
failure-internal-what = Votre dernière action n’a pas été faite. Tout ce qui portait « enregistré » l’est bien. Si vous déposiez, rien n’est déposé tant que vous n’avez pas de récépissé.
failure-internal-do = Revenez en arrière et réessayez. Si cela recommence, écrivez au contact de l’appel avec la référence.

## Mon travail
site-work-none = Aucun rôle ne vous est confié
site-work-none-text = Cette page montre les appels que vous conduisez, instruisez, évaluez ou décidez. Vos propres dossiers sont dans « Mes dossiers ».
site-work-open = Dépôt en cours
site-work-published = Résultats publiés

## Courriels de la démonstration
site-mails-title = Courriers envoyés
site-mails-lead = Dans cette démonstration, aucun courriel ne quitte la machine : les voici, du plus récent au plus ancien.
site-mails-none = Aucun courriel
site-mails-none-text = Créez un compte ou déposez un dossier : le courriel apparaîtra ici.
site-mail-subject = Objet
site-mail-recipient = Destinataire
site-mail-when = Écrit le
site-mail-waiting = En attente d’envoi
site-mail-to = À { $recipient }, le { $when }
site-mail-links = Liens de ce courriel

## Pages d’information
site-unset = non renseigné dans les réglages de ce site

site-accessibility-title = Accessibilité
site-accessibility-lead = Lauréat vise une conformité totale au référentiel général d’amélioration de l’accessibilité (RGAA). Elle est aujourd’hui partielle, selon notre propre examen.
site-accessibility-1-title = État de conformité
site-accessibility-1-text =
    Aucun audit par un tiers n’a encore été mené sur cette version. Aucun taux de conformité ne peut donc être donné, et des défauts inconnus sont possibles.
site-accessibility-2-title = Ce qui est fait
site-accessibility-2-text =
    - Chaque page fonctionne sans script, au clavier, et à une largeur de 320 pixels.
    - Les champs ont une étiquette visible, les erreurs sont écrites près du champ et résumées en haut de page.
    - L’information n’est jamais portée par la couleur seule.
    - Les documents produits (récépissés, dossiers, lettres) sont des PDF balisés.
site-accessibility-3-title = Ce qui manque
site-accessibility-3-text =
    - Un audit complet, avec des personnes qui utilisent un lecteur d’écran.
    - Les fichiers joints par les candidats ne sont pas vérifiés : leur accessibilité dépend de leur auteur.
site-accessibility-4-title = Signaler un défaut
site-accessibility-4-text =
    Si une page vous empêche de répondre à un appel, écrivez au contact de cet appel, indiqué sur sa page, ou à l’organisme qui tient ce site : { $contact }. Une solution doit vous être proposée avant la date limite.

    Sans réponse, vous pouvez saisir le Défenseur des droits.

site-privacy-title = Données personnelles
site-privacy-lead = Vos données servent à conduire les appels à projets auxquels vous prenez part, et à rien d’autre. Aucune mesure d’audience, aucune publicité, aucune ressource prise à un autre site.
site-privacy-1-title = Qui en répond
site-privacy-1-text =
    L’organisme qui publie ce site : { $publisher }. Pour chaque appel, les organismes nommés sur sa page y ont part.
site-privacy-2-title = Ce qui est gardé
site-privacy-2-text =
    - Votre compte : nom, adresse électronique, langue, et une empreinte de votre mot de passe dont on ne peut pas le déduire.
    - Vos dossiers : réponses, pièces, dépôts, et les personnes que vous y nommez.
    - Ce que font les agents, évaluateurs et membres du comité : constats, notes, décisions, déclarations d’intérêts.
    - Un journal des actes de chaque appel, qui montre que rien n’a été changé après coup.
    - Des journaux techniques, sans le contenu de vos dossiers, pour la sécurité du site.
site-privacy-3-title = Pourquoi
site-privacy-3-text =
    Les dossiers sont examinés dans le cadre d’une mission d’intérêt public : l’attribution de subventions. Les comptes et les journaux techniques servent à la sécurité de cet examen.
site-privacy-4-title = Qui les voit
site-privacy-4-text =
    Vous seul voyez un dossier qui n’est pas déposé. Un dossier déposé est lu par les agents, les évaluateurs désignés et les membres du comité de cet appel, sauf ceux qui ont déclaré un intérêt. Les résultats publiés nomment les lauréats.
site-privacy-5-title = Combien de temps
site-privacy-5-text =
    D’elle-même, la plateforme n’efface que ce qui ne sert plus : courriels partis après un délai, liens et sessions éteints. Une pièce que vous retirez n’est plus dans votre dossier et n’est montrée à personne d’autre que vous, sauf si un dépôt la contient ; son fichier reste rangé jusqu’à ce que l’organisme l’efface. L’organisme fixe la durée de garde des dossiers selon ses règles d’archives, et efface un compte à la demande quand aucun dossier ne s’y oppose.
site-privacy-6-title = Vos droits
site-privacy-6-text =
    Vous pouvez demander à lire, corriger ou effacer vos données, ou vous opposer à leur usage, auprès de : { $contact }. Un dossier déposé ne se corrige plus, car il fait foi : un rectificatif y est joint.

    Vous pouvez aussi saisir la Commission nationale de l’informatique et des libertés (CNIL).
site-privacy-7-title = Témoins de connexion (cookies)
site-privacy-7-text =
    Quatre, tous nécessaires au fonctionnement : votre session, la protection des formulaires, le message affiché après une action, la langue choisie. Aucun ne sert à vous suivre.

site-legal-title = Mentions légales
site-legal-lead = Qui publie ce site, et avec quel logiciel.
site-legal-1-title = Publication
site-legal-1-text =
    Organisme : { $publisher }

    Direction de la publication : { $director }

    Contact : { $contact }
site-legal-2-title = Hébergement
site-legal-2-text = { $host }
site-legal-3-title = Contenu
site-legal-3-text =
    Les textes des appels sont ceux des organismes qui les publient. Les réponses et les pièces restent à leurs auteurs.
site-legal-4-title = Logiciel
site-legal-4-text =
    Ce site utilise Lauréat, version { $version }, logiciel libre sous licence EUPL-1.2. Il n’est pas un service de l’État et n’en porte pas les signes.

site-help-title = Aide et contact
site-help-lead = L’essentiel pour répondre à un appel, et à qui écrire.
site-help-1-title = Répondre à un appel
site-help-1-text =
    - Lisez l’appel et vérifiez que vous pouvez candidater.
    - Créez un compte et confirmez votre adresse.
    - Commencez un dossier : il s’écrit étape par étape, en plusieurs fois.
    - Joignez les pièces demandées.
    - Vérifiez, puis déposez. Un récépissé vous est remis et envoyé.
site-help-2-title = « Enregistré » n’est pas « déposé »
site-help-2-text =
    Ce qui est enregistré est gardé pour vous. Rien n’est déposé tant que vous n’avez pas de récépissé.

    Avant la date limite, vous pouvez rouvrir un dossier déposé : le dépôt précédent reste valable jusqu’au suivant.
site-help-3-title = L’heure limite
site-help-3-text =
    C’est l’heure d’arrivée de votre demande sur le serveur qui compte, à l’heure de Paris sauf mention contraire. N’attendez pas la dernière heure.
site-help-4-title = Se connecter
site-help-4-text =
    Mot de passe oublié ? Un lien vous est envoyé depuis la page de connexion. Après plusieurs essais manqués, attendez un quart d’heure : votre compte n’est jamais fermé pour autant.

    Une session se ferme seule après deux heures sans activité.
site-help-5-title = Écrire à quelqu’un
site-help-5-text =
    Pour une question sur un appel, écrivez au contact indiqué sur sa page. Pour le site lui-même : { $contact }. Si une page affiche une référence, donnez-la.

site-source-title = Code source
site-source-lead = Lauréat est un logiciel libre, sous licence publique de l’Union européenne (EUPL-1.2).
site-source-1-title = Ce qui tourne ici
site-source-1-text =
    Version { $version }. Code source : { $source }
site-source-2-title = Ce que permet la licence
site-source-2-text =
    Utiliser, étudier, modifier et redistribuer le logiciel, pour tout usage. Qui le modifie et l’offre à d’autres, même par le réseau, en publie le code sous la même licence ou une licence compatible.
site-source-3-title = Autres œuvres
site-source-3-text =
    Le site utilise la bibliothèque govuk-frontend (MIT) et les caractères Public Sans et Source Serif 4 (SIL Open Font License). Leurs licences accompagnent le code.
