## Rubriques
nav-calls = Appels
nav-dossiers = Mes dossiers
nav-work = Mon travail
nav-platform = Plateforme
nav-help = Aide
nav-dashboard = Tableau de bord
nav-people = Personnes
nav-admissibility = Recevabilité
nav-assignments = Attributions
nav-reviews = Évaluations
nav-committee = Comité
nav-decision = Décision
nav-journal = Journal

## Rôles sur un appel
role-call-manager = responsable de l’appel
role-case-officer = agent instructeur
role-reviewer = évaluateur
role-committee-member = membre du comité
role-chair = président du comité
role-secretary = secrétaire du comité
role-deciding-authority = autorité décisionnaire
