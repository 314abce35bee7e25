//! Every document is rendered under PDF/UA-1 and PDF/A-2a: typst refuses the export when a rule of either is broken,
//! so that rendering at all is the proof wanted here.

use super::*;

/// 10 October 2013, 20:41:07 UTC.
const AT: i64 = 1_381_437_667_000_000;

fn sha(seed: usize) -> String {
    (0..64).map(|i| char::from_digit(((i * 7 + seed * 13 + i * i) % 16) as u32, 16).unwrap()).collect()
}

fn files(count: usize) -> Vec<ReceiptFile> {
    (0..count)
        .map(|i| ReceiptFile {
            name: format!("lettre-de-soutien-{i}.pdf"),
            size_text: format!("{} ko", 198 + i * 37),
            sha256: sha(i),
        })
        .collect()
}

fn receipt() -> Receipt {
    Receipt {
        title: "Récépissé de dépôt".into(),
        number: "2013-0147".into(),
        call_title: "Appel à projets des pôles territoriaux de coopération économique".into(),
        fictitious: true,
        lead: "Fil & Retour, coopérative d’intérêt collectif".into(),
        project: "Réemploi textile du Val d’Aure".into(),
        track: "Émergence".into(),
        filed_at_text: "jeudi 10 octobre 2013, 22:41:07 (heure de Paris)".into(),
        digest: sha(99),
        files: files(5),
        anchor: format!("1204:{}", sha(7)),
        service: Service {
            name: "Bureau de l’économie sociale et solidaire".into(),
            email: "ptce2013@funder.example".into(),
            phone: "01 99 00 00 13".into(),
            address: "12 rue des Exemples\n75000 Paris".into(),
        },
        silence_text: "Sans réponse à cette date, deux mois après le dépôt, votre demande est considérée comme refusée. Une décision expresse peut encore remplacer ce refus.".into(),
        silence_date_text: "10 décembre 2013".into(),
        appeals: vec![
            "Dans les deux mois, auprès du service qui instruit (recours gracieux).".into(),
            "Dans les deux mois, devant le tribunal administratif de Paris.".into(),
        ],
    }
}

fn dossier() -> DossierPrint {
    let answer = |label: &str, value: &str| Item::Answer { label: label.into(), value: value.into() };
    let row = |i: usize| {
        vec![
            format!("Poste de dépense n° {i}, équipement de tri et de lavage"),
            "Investissement".into(),
            format!("{} 200,00 €", 12 + i),
            format!("{},5 %", i % 40),
        ]
    };
    let story = "Le pôle réunit douze structures du territoire autour de la collecte, du tri et du réemploi des textiles.\n\nIl crée une offre commune, anticonstitutionnellement longue, et partage les locaux, les véhicules et les compétences.\n".repeat(3);
    DossierPrint {
        title: "Réemploi textile du Val d’Aure".into(),
        number: "2013-0147".into(),
        call_title: "Appel à projets des pôles territoriaux de coopération économique".into(),
        fictitious: true,
        filed_at_text: "jeudi 10 octobre 2013, 22:41:07 (heure de Paris)".into(),
        digest: sha(99),
        sections: vec![
            Section {
                title: "Le pôle".into(),
                items: vec![answer("Décrivez le pôle", &story), answer("Site internet", "")],
            },
            Section {
                title: "Les membres".into(),
                items: vec![Item::Table {
                    label: "Membres du pôle".into(),
                    headers: ["Nom", "SIRET", "Forme", "Rôle", "Commune", "Engagement"].map(str::to_owned).to_vec(),
                    rows: (0..6)
                        .map(|i| {
                            vec![
                                format!("Association de coopération {i}"),
                                format!("123 456 789 0001{i}"),
                                "Association".into(),
                                "Partenaire technique".into(),
                                "Val-d’Aure".into(),
                                "Lettre signée".into(),
                            ]
                        })
                        .collect(),
                }],
            },
            Section {
                title: "Le budget".into(),
                items: vec![
                    Item::Note { text: "Tous les montants sont hors taxes.".into() },
                    Item::Table {
                        label: "Dépenses prévues".into(),
                        headers: ["Poste", "Nature", "Montant", "Part"].map(str::to_owned).to_vec(),
                        rows: (0..70).map(row).collect(),
                    },
                ],
            },
            Section {
                title: "Les pièces".into(),
                items: vec![Item::Files { label: "Pièces jointes".into(), files: files(4) }],
            },
        ],
    }
}

fn letter() -> Letter {
    Letter {
        sender: ["Bureau de l’économie sociale et solidaire", "12 rue des Exemples", "75000 Paris", "ptce2013@funder.example"].map(str::to_owned).to_vec(),
        recipient: ["Fil & Retour", "Mme Hélène Vasseur, présidente", "4 place du Marché", "60999 Val-d’Aure"].map(str::to_owned).to_vec(),
        date_text: "Paris, le jeudi 16 janvier 2014".into(),
        subject: "Votre pôle est retenu, à une condition".into(),
        fictitious: true,
        paragraphs: vec![
            "Madame la Présidente,".into(),
            "Vous avez demandé une aide pour « Réemploi textile du Val d’Aure », dans le volet Émergence. Sur proposition du comité de pilotage, une aide de 96 000 € vous est attribuée, soit 44,8 % de 214 200 € de dépenses éligibles, pour 24 mois.".into(),
            "Le débouché industriel est réel et l’ancrage ancien. L’offre commune reste à chiffrer.".into(),
        ],
        appeals: vec!["Nous écrire pour demander un nouvel examen (recours gracieux), dans les deux mois.".into(), "Saisir le tribunal administratif de Paris, dans les deux mois.".into()],
        signature: Signature { name: "Sylvie Marchal".into(), role: "directrice, par délégation du ministre".into() },
        mention: "Décision 2014-01 du 14 janvier 2014, dossier 2013-0147.".into(),
    }
}

/// One of each, filled with `text` wherever a person can type.
fn filled_with(text: &str) -> [Document; 3] {
    let t = || text.to_owned();
    let file = || ReceiptFile { name: t(), size_text: t(), sha256: t() };
    let cells = || vec![t(), t(), t(), t(), t(), t(), t()];
    let items = vec![
        Item::Answer { label: t(), value: t() },
        Item::Note { text: t() },
        Item::Table { label: t(), headers: cells(), rows: vec![cells(), vec![t()], vec![t(); 9]] },
        Item::Table { label: t(), headers: vec![], rows: vec![cells()] },
        Item::Table { label: t(), headers: vec![], rows: vec![vec![]] },
        Item::Files { label: t(), files: vec![file()] },
    ];
    [
        Document::Receipt(Receipt {
            title: t(),
            number: t(),
            call_title: t(),
            fictitious: true,
            lead: t(),
            project: t(),
            track: t(),
            filed_at_text: t(),
            digest: t(),
            files: vec![file()],
            anchor: t(),
            service: Service { name: t(), email: t(), phone: t(), address: t() },
            silence_text: t(),
            silence_date_text: t(),
            appeals: vec![t()],
        }),
        Document::Dossier(DossierPrint {
            title: t(),
            number: t(),
            call_title: t(),
            fictitious: true,
            filed_at_text: t(),
            digest: t(),
            sections: (0..4).map(|_| Section { title: t(), items: items.clone() }).collect(),
        }),
        Document::Letter(Letter {
            sender: vec![t(), t()],
            recipient: vec![t()],
            date_text: t(),
            subject: t(),
            fictitious: true,
            paragraphs: vec![t()],
            appeals: vec![t()],
            signature: Signature { name: t(), role: t() },
            mention: t(),
        }),
    ]
}

fn samples() -> [Document; 3] {
    [Document::Receipt(receipt()), Document::Dossier(dossier()), Document::Letter(letter())]
}

fn contains(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_typesetter_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Typesetter>();
}

#[test]
fn documents_are_accessible_archives_without_a_warning() {
    let typesetter = Typesetter::new().unwrap();
    for document in samples() {
        assert_eq!(typesetter.lay_out(&document, Repertoire::Any).unwrap().1, "");
        let pdf = typesetter.render(&document, AT).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert!(contains(&pdf, "<pdfuaid:part>1</pdfuaid:part>") && contains(&pdf, "<pdfaid:part>2</pdfaid:part>"));
        assert!(contains(&pdf, "2013-10-10T20:41:07"), "the date is the caller's");
    }
}

#[test]
fn same_data_and_instant_give_the_same_bytes() {
    let (one, other) = (Typesetter::new().unwrap(), Typesetter::new().unwrap());
    for document in samples() {
        let first = one.render(&document, AT).unwrap();
        assert!(first == one.render(&document, AT).unwrap(), "same typesetter");
        assert!(first == other.render(&document, AT).unwrap(), "another typesetter");
        assert!(first != one.render(&document, AT + 1_000_000).unwrap(), "another instant");
    }
}

#[test]
fn hostile_text_is_only_text() {
    let typesetter = Typesetter::new().unwrap();
    let long_word = "Donaudampfschifffahrt".repeat(40);
    for text in [
        "",
        " \n\n \t\r\n",
        "#import \"/etc/passwd\": * #panic() #{ while true {} }",
        "$x^2$ @ref <label> ] } ) *a* _b_ `c` \\ // /* = ~ --- \" '",
        long_word.as_str(),
        "👩‍👩‍👧 réussite ✅ 🇫🇷 1️⃣",
        "שלום עולם, مرحبا بالعالم, mixed \u{202e}fdp.exe",
        "中文 한국어 हिन्दी",
        "e\u{301}\u{323}\u{30a}\u{20e3} م\u{301}\u{651} \u{5d0}\u{5b8}\u{301} \u{1f468}\u{301}",
        "\u{0}\u{7}\u{1b}[31m\u{7f}\u{feff}\u{fffe}\u{ffff}\u{e000}\u{10ffff}\u{ad}\u{200b}\u{2028}",
    ] {
        for document in filled_with(text) {
            if let Err(e) = typesetter.render(&document, AT) {
                panic!("{text:.40?}: {e}");
            }
        }
    }
}

#[test]
fn text_that_no_face_can_draw_is_marked_once_per_run() {
    let typesetter = Typesetter::new().unwrap();
    let mut replaced = false;
    let clean = typesetter.glyphs.printable("œuvre, 12\u{202f}345,67 €, « À »", Repertoire::Common, &mut replaced);
    assert_eq!((clean.as_str(), replaced), ("œuvre, 12\u{202f}345,67 €, « À »", false));
    assert_eq!(typesetter.glyphs.printable("a中文b\u{202e}c\r\nd", Repertoire::Any, &mut replaced), "a□bc\nd");
    assert!(replaced);
}

#[test]
fn a_filing_without_an_answer_or_a_piece_still_prints() {
    let typesetter = Typesetter::new().unwrap();
    for document in [
        Document::Receipt(Receipt { title: "Récépissé".into(), ..Receipt::default() }),
        Document::Dossier(DossierPrint { title: "Dossier".into(), ..DossierPrint::default() }),
        Document::Letter(Letter { subject: "Courrier".into(), ..Letter::default() }),
    ] {
        typesetter.render(&document, AT).unwrap();
    }
}

#[test]
fn an_instant_that_no_pdf_can_carry_is_refused() {
    let typesetter = Typesetter::new().unwrap();
    let refused = typesetter.render(&Document::Letter(letter()), i64::MAX);
    assert!(matches!(refused, Err(TypesetError::Instant(i64::MAX))));
}
