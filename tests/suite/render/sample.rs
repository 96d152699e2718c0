//! A small site made by hand, with one of everything and words made to break a page.

use reperess::bibliography::csl::{Printer, Shipped, Style};
use reperess::bibliography::{Name, Source, SourceDate, SourceKind};
use reperess::config::Config;
use reperess::date::PartialDate;
use reperess::document::{
    Alignment, Block, CalloutKind, Definition, Document, Heading, Image, Inline, Inlines, ListItem,
};
use reperess::input::{FileId, Span};
use reperess::law::{Article, LegalRef, TextId, Texts};
use reperess::sheet::front_matter::{FrontMatter, Revision, SheetKind};
use reperess::sheet::{
    CitedSource, DeclaredLaw, FactSheet, HeadingInfo, LawMention, LawPart, Link, Note, NoteContent,
    Passage, Target, Zone,
};
use reperess::site::routes::Route;
use reperess::site::{
    Backlink, Footer, GlossaryEntry, IndexedArticle, IndexedSource, IndexedText, LegalIndex,
    Occurrence, OccurrencePlace, Related, Resolved, Site, TermUse, Topic,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Words that would break a page that does not escape them.
const HOSTILE: &str =
    "</script><script>alert(1)</script> \" ' <img src=x onerror=y> \u{202e}\u{1}\u{85} &amp;";

fn passage(sentence: &str) -> Passage {
    Passage {
        cited: sentence.into(),
        ..Passage::default()
    }
}

fn span() -> Span {
    Span::new(FileId(0), 0..0)
}

fn day(year: u16, month: u8, day: u8) -> PartialDate {
    PartialDate::parse(&format!("{year}-{month:02}-{day:02}")).unwrap()
}

fn month(year: u16, month: u8) -> PartialDate {
    PartialDate::parse(&format!("{year}-{month:02}")).unwrap()
}

fn words(text: &str) -> Inline {
    Inline::Text {
        text: text.into(),
        span: span(),
    }
}

fn run(text: &str) -> Inlines {
    vec![words(text)]
}

fn paragraph(content: Inlines) -> Block {
    Block::Paragraph {
        content,
        span: span(),
    }
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading(Heading {
        level,
        id: id.into(),
        classes: Vec::new(),
        content: run(text),
        span: span(),
    })
}

fn callout(kind: CalloutKind, title: &str, blocks: Vec<Block>) -> Block {
    Block::Callout {
        kind,
        title: if title.is_empty() {
            Vec::new()
        } else {
            run(title)
        },
        blocks,
    }
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { task: None, blocks }
}

fn law(mention: usize, text: &str) -> Inline {
    Inline::Law {
        mention,
        part: 0,
        first: true,
        linked: true,
        content: run(text),
    }
}

fn call(note: u32, call: u32) -> Inline {
    Inline::NoteCall { note, call }
}

fn article(text: &str, number: &str) -> LegalRef {
    LegalRef::Article {
        text: TextId::new(text),
        article: Article::parse(number).unwrap(),
    }
}

fn mention(
    number: usize,
    reference: LegalRef,
    before: &str,
    cited: &str,
    after: &str,
    section: Option<usize>,
) -> LawMention {
    LawMention {
        span: span(),
        parts: vec![LawPart {
            reference: Some(reference),
            anchor: format!("droit-{number}"),
            number: String::new(),
            pinpoint: None,
        }],
        passage: Passage {
            before: before.into(),
            cited: cited.into(),
            after: after.into(),
            titles: Vec::new(),
        },
        section,
        zone: Zone::Body,
        context: true,
    }
}

fn front(title: &str, kind: SheetKind) -> FrontMatter {
    FrontMatter {
        title: title.into(),
        kind,
        number: None,
        collection: "Points de RepèrESS".into(),
        date: None,
        updated: None,
        verified: None,
        summary: None,
        authors: Vec::new(),
        topics: Vec::new(),
        default_code: None,
        articles: Vec::new(),
        sources: Vec::new(),
        slug: None,
        aliases: Vec::new(),
        draft: false,
        order: None,
        language: None,
        image: None,
        essential: Vec::new(),
        out_of_scope: None,
        history: Vec::new(),
        review_before: None,
        review_before_span: None,
        typography: None,
        title_span: span(),
    }
}

fn sheet(slug: &str, front: FrontMatter, blocks: Vec<Block>) -> FactSheet {
    let mut number = 0;
    let headings = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => {
                number += u32::from(heading.level == 2);
                Some(HeadingInfo {
                    level: heading.level,
                    id: heading.id.clone(),
                    text: reperess::document::plain_text(&heading.content),
                    number: if heading.level == 2 { number } else { 0 },
                })
            }
            _ => None,
        })
        .collect();
    FactSheet {
        file: FileId(0),
        path: format!("fiches/{slug}.md"),
        slug: slug.into(),
        front,
        essential: Vec::new(),
        out_of_scope: Vec::new(),
        document: Document { blocks },
        headings,
        code_languages: Vec::new(),
        links: Vec::new(),
        law: Vec::new(),
        declared_law: Vec::new(),
        notes: Vec::new(),
        words: 1980,
        opening: "Les premiers mots.".into(),
        image: None,
    }
}

fn link(target: Target) -> Link {
    Link {
        target,
        span: span(),
        passage: passage("La phrase."),
    }
}

fn source() -> Arc<Source> {
    Arc::new(Source {
        title: Some("Note de conjoncture ESS".into()),
        authors: vec![Name::parse("ESS France")],
        date: Some(SourceDate::parse("2024, T2").unwrap()),
        url: Some("https://www.ess-france.org/note.pdf?a=1&b=2".into()),
        ..Source::new("note-conjoncture".into(), SourceKind::Report, span())
    })
}

fn main_sheet() -> FactSheet {
    let mut matter = front("Les marchés réservés", SheetKind::Sheet);
    matter.number = Some(6);
    matter.summary = Some(
        "Handicap, insertion, économie sociale et solidaire\u{a0}: le code ouvre trois possibilités de réserver un marché ou un \
         lot. Elles n’ont ni le même périmètre ni les mêmes conditions."
            .into(),
    );
    matter.date = Some(day(2026, 1, 1));
    matter.updated = Some(day(2026, 10, 12));
    matter.verified = Some(day(2026, 11, 2));
    matter.authors = vec!["RTES".into()];
    matter.topics = vec!["Commande publique".into(), "Insertion et handicap".into()];
    matter.default_code = Some(TextId::new("ccp"));
    matter.history = vec![
        Revision {
            date: month(2026, 3),
            text: "première publication.".into(),
        },
        Revision {
            date: day(2026, 10, 12),
            text: "partie 5, jurisprudence.".into(),
        },
    ];
    let table = Block::Table {
        alignments: vec![Alignment::Start, Alignment::Start, Alignment::End],
        head: vec![Vec::new(), run("Handicap"), run("Entreprises de l’ESS")],
        rows: vec![
            vec![
                run("Bénéficiaires"),
                run("Entreprises adaptées, ESAT, structures équivalentes"),
                run("Entreprises de l’ESS"),
            ],
            vec![run("Durée"), run("Droit commun"), run("3\u{a0}ans au plus")],
        ],
    };
    let steps = Block::List {
        start: Some(1),
        tight: true,
        items: ["Définir le besoin.", "Rencontrer les structures.", "Allotir."]
            .iter()
            .map(|step| {
                item(vec![paragraph(vec![
                    Inline::Strong(run(step)),
                    words(" Le décrire avec précision, objectifs de développement durable compris, sans penser d’abord à l’outil."),
                ])])
            })
            .collect(),
    };
    let tasks = Block::List {
        start: None,
        tight: true,
        items: [("Publier l’avis", true), ("Suivre l’exécution", false)]
            .iter()
            .map(|(text, done)| ListItem {
                task: Some(*done),
                blocks: vec![paragraph(run(text))],
            })
            .collect(),
    };
    let bullets = Block::List {
        start: None,
        tight: true,
        items: vec![
            item(vec![paragraph(run(
                "une liste simple, dont un point est assez long pour passer à la ligne et montrer l’alignement du texte\u{202f};",
            ))]),
            item(vec![
                paragraph(run("un second point, qui en contient d’autres\u{a0}:")),
                Block::List {
                    start: None,
                    tight: true,
                    items: vec![
                        item(vec![paragraph(run("le premier\u{202f};"))]),
                        item(vec![paragraph(run("le second."))]),
                    ],
                },
            ]),
        ],
    };
    let numbers = Block::List {
        start: Some(3),
        tight: false,
        items: vec![
            item(vec![paragraph(run(
                "Une liste numérotée qui commence à trois.",
            ))]),
            item(vec![paragraph(run("Et continue."))]),
        ],
    };
    let blocks = vec![
        heading(2, "pourquoi", "Pourquoi réserver un marché"),
        paragraph(run(
            "La commande publique pèse sur l’emploi local autant que sur le prix des prestations. Réserver un marché, c’est décider que la mise en concurrence se fera entre des structures qui emploient des personnes éloignées du travail.",
        )),
        paragraph(vec![
            words("Elle représentait en 2024 quelque 2,4 millions d’emplois"),
            call(1, 1),
            words(". Les collectivités disposent de peu d’outils qui la visent nommément"),
            call(2, 1),
            words(". Voir "),
            Inline::Link {
                link: 0,
                content: Vec::new(),
            },
            words(", "),
            Inline::Link {
                link: 1,
                content: run("le livret d’ESS France"),
            },
            words(" et "),
            Inline::Link {
                link: 2,
                content: run("la partie 2"),
            },
            words("."),
        ]),
        callout(
            CalloutKind::Figures,
            "",
            vec![Block::Definitions(
                [
                    ("50\u{a0}%", "de travailleurs handicapés"),
                    ("3\u{a0}ans", "de durée maximale"),
                    ("13,7\u{a0}%", "des salariés du privé, en 2024"),
                ]
                .iter()
                .map(|(value, label)| Definition {
                    terms: vec![run(value)],
                    details: vec![vec![paragraph(run(label))]],
                })
                .collect(),
            )],
        ),
        heading(2, "cadre", "Ce que permet le code"),
        paragraph(vec![
            words("L’"),
            law(0, "article L.\u{a0}2113-15"),
            words(" permet de réserver ces marchés ("),
            law(1, "articles L.\u{a0}2113-12 à L.\u{a0}2113-16"),
            words("). Les définitions sont ailleurs\u{a0}: l’entreprise adaptée à l’"),
            law(2, "article L.\u{a0}5213-13"),
            words(", l’ESS à l’"),
            law(3, "article 1er de la loi n°\u{a0}2014-856"),
            words(". Sous 40\u{202f}000\u{a0}€, la dispense joue ("),
            law(4, "art. R.\u{a0}2122-8 CCP"),
            words(")"),
            call(1, 2),
            words("."),
        ]),
        heading(
            3,
            "handicap",
            "Handicap et insertion par l’activité économique",
        ),
        paragraph(vec![
            words("Du texte "),
            Inline::Emphasis(run("souligné")),
            words(", "),
            Inline::Strong(run("important")),
            words(", "),
            Inline::Strikethrough(run("biffé")),
            words(", du "),
            Inline::Code("code".into()),
            words(", de l’anglais\u{a0}: "),
            Inline::Marked {
                lang: Some("en".into()),
                typography: false,
                content: run("sourcing"),
            },
            words(". "),
            words(HOSTILE),
        ]),
        callout(
            CalloutKind::Law,
            "",
            vec![paragraph(run(
                "Ces deux articles transposent l’article 77 de la directive 2014/24/UE.",
            ))],
        ),
        bullets,
        numbers,
        heading(2, "choisir", "Choisir la bonne réserve"),
        Block::Figure {
            image: Image {
                link: 3,
                alt: "Schéma de décision".into(),
            },
            caption: run("De l’objet du marché à la réserve possible."),
        },
        table,
        callout(
            CalloutKind::Note,
            "",
            vec![paragraph(run(
                "En dessous de 40\u{202f}000\u{a0}€ hors taxes, l’acheteur peut conclure sans publicité.",
            ))],
        ),
        heading(2, "etapes", "Procéder, étape par étape"),
        steps,
        tasks,
        Block::Code {
            language: Some("yaml".into()),
            text: "# une fiche\ntitre: \"Les marchés réservés\"\nnumero: 6\n".into(),
        },
        Block::Code {
            language: None,
            text: "Marché réservé, en application des articles L. 2113-15 et L. 2113-16.".into(),
        },
        Block::Definitions(vec![Definition {
            terms: vec![run("Sourçage")],
            details: vec![vec![paragraph(run(
                "Rencontre des structures avant la consultation.",
            ))]],
        }]),
        callout(
            CalloutKind::Attention,
            "",
            vec![paragraph(run(
                "Réserver n’est pas attribuer\u{a0}: les structures éligibles restent en concurrence.",
            ))],
        ),
        callout(
            CalloutKind::Example,
            "Les Mamas, Grigny (Essonne)",
            vec![paragraph(run(
                "Une dizaine de femmes ouvrent en mars 2021 une activité de traiteur solidaire.",
            ))],
        ),
        callout(
            CalloutKind::Practice,
            "",
            vec![Block::Code {
                language: None,
                text: "Le titulaire réserve 5 % des heures.".into(),
            }],
        ),
        callout(
            CalloutKind::Place,
            "Grigny, commune, 2021",
            vec![paragraph(run("Un zoom."))],
        ),
        callout(CalloutKind::Tip, "", vec![paragraph(run("Un conseil."))]),
        Block::Quote(vec![paragraph(run(
            "Un lot à la mesure des structures locales se réserve plus sûrement qu’un marché entier.",
        ))]),
        Block::Html("<p>Du HTML <abbr title=\"abrégé\">abr.</abbr></p>".into()),
        Block::Rule,
        paragraph(vec![
            Inline::Link {
                link: 4,
                content: run("nulle part"),
            },
            words(" et "),
            Inline::Link {
                link: 5,
                content: run("un script"),
            },
        ]),
    ];
    let mut sheet = sheet("marches-reserves", matter, blocks);
    sheet.essential = [
        (
            "Trois réserves, trois fondements.",
            " Le handicap, l’insertion et les entreprises de l’ESS.",
        ),
        (
            "Handicap et insertion\u{a0}: tout objet.",
            " La moitié au moins des personnes employées relèvent du public visé.",
        ),
        (
            "ESS\u{a0}: un champ étroit.",
            " Des services de santé, sociaux ou culturels seulement, pour trois ans au plus.",
        ),
        (
            "Réserver n’est pas attribuer.",
            " Les structures éligibles restent en concurrence entre elles.",
        ),
    ]
    .iter()
    .map(|(bold, rest)| vec![Inline::Strong(run(bold)), words(rest)])
    .collect();
    sheet.out_of_scope = run("Les concessions, et les marchés de défense ou de sécurité.");
    sheet.links = vec![
        link(Target::Slug {
            slug: "spaser".into(),
            fragment: None,
        }),
        link(Target::External("https://www.ess-france.org/".into())),
        link(Target::Anchor("cadre".into())),
        link(Target::File {
            path: Some("images/schema.svg".into()),
            written: "schema.svg".into(),
            fragment: None,
            image: true,
        }),
        link(Target::Slug {
            slug: "absent".into(),
            fragment: None,
        }),
        link(Target::Refused("javascript:alert(1)".into())),
    ];
    let range = LegalRef::Range {
        text: TextId::new("ccp"),
        from: Article::parse("L2113-12").unwrap(),
        to: Article::parse("L2113-16").unwrap(),
    };
    sheet.law = vec![
        mention(
            1,
            article("ccp", "L2113-15"),
            "L’",
            "article L.\u{a0}2113-15",
            " permet de réserver ces marchés.",
            Some(1),
        ),
        mention(
            2,
            range,
            "Réserver ces marchés (",
            "articles L.\u{a0}2113-12 à L.\u{a0}2113-16",
            ").",
            Some(1),
        ),
        mention(
            3,
            article("c-trav", "L5213-13"),
            "L’entreprise adaptée à l’",
            "article L.\u{a0}5213-13",
            ".",
            Some(1),
        ),
        mention(
            4,
            article("loi:2014-856", "art1"),
            "L’ESS à l’",
            "article 1er de la loi n°\u{a0}2014-856",
            ".",
            Some(1),
        ),
        mention(
            5,
            article("ccp", "R2122-8"),
            "La dispense joue (",
            "art. R.\u{a0}2122-8 CCP",
            ").",
            Some(1),
        ),
    ];
    sheet.declared_law = vec![DeclaredLaw {
        reference: article("ccp", "L2113-15"),
        note: Some("la seule réserve qui nomme l’ESS".into()),
        span: span(),
    }];
    sheet.notes = vec![
        Note {
            passage: None,
            content: NoteContent::Citation(vec![CitedSource {
                source: source(),
                prefix: None,
                locator: Some("p.\u{a0}3".into()),
                suffix: None,
                first: None,
            }]),
            calls: 2,
            span: None,
            within: Vec::new(),
        },
        Note {
            passage: None,
            content: NoteContent::Footnote(vec![paragraph(run(
                "Une note de l’éditrice, en deux phrases. Elle précise un point.",
            ))]),
            calls: 1,
            span: None,
            within: Vec::new(),
        },
    ];
    sheet
}

fn interview() -> FactSheet {
    let mut matter = front("Acheter autrement ne se décrète pas", SheetKind::Interview);
    matter.summary =
        Some("Le plaidoyer du RTES sur la commande publique tient en trois axes.".into());
    matter.date = Some(month(2026, 9));
    matter.authors = vec!["L’équipe du RTES".into()];
    matter.topics = vec!["Commande publique".into()];
    let blocks = vec![
        heading(
            2,
            "diversite",
            "Défendre la diversité des façons de contractualiser",
        ),
        paragraph(vec![Inline::Strong(run(
            "Pourquoi ouvrir un entretien sur les marchés publics par la subvention\u{202f}?",
        ))]),
        paragraph(run(
            "Parce que le marché n’est pas la seule façon de travailler avec une association ou une coopérative, ni toujours la meilleure.",
        )),
        heading(2, "cadre", "Faire évoluer le cadre européen et national"),
        paragraph(vec![Inline::Strong(run(
            "Que changer dans le droit\u{202f}?",
        ))]),
        paragraph(run("Deux choses d’abord.")),
        Block::Quote(vec![paragraph(run(
            "Un champ si étroit qu’on l’emploie à peine.",
        ))]),
    ];
    sheet("acheter-autrement", matter, blocks)
}

fn place(sheet: usize, at: usize, through_range: bool) -> Occurrence {
    Occurrence {
        sheet,
        place: OccurrencePlace::Mention(at, 0),
        through_range,
    }
}

fn indexed(number: &str, title: &str, occurrences: Vec<Occurrence>) -> IndexedArticle {
    let article = Article::parse(number).unwrap();
    IndexedArticle {
        slug: article.slug(),
        article,
        title: (!title.is_empty()).then(|| title.to_owned()),
        note: None,
        official: None,
        url: Some("https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037703541".into()),
        occurrences,
        cited_with: Vec::new(),
    }
}

fn legal_index(sheets: usize) -> LegalIndex {
    let mut ccp = vec![
        indexed(
            "L2113-12",
            "Marchés réservés\u{a0}: handicap",
            vec![place(1, 1, false)],
        ),
        indexed(
            "L2113-15",
            "Marchés réservés\u{a0}: entreprises de l’ESS",
            vec![place(1, 0, false), place(1, 1, true)],
        ),
        indexed("L2113-16", "", vec![place(1, 1, false)]),
        indexed(
            "R2122-8",
            "Marchés de moins de 40\u{202f}000\u{a0}€",
            vec![place(1, 4, false)],
        ),
    ];
    ccp[1].cited_with = vec![
        (TextId::new("ccp"), Article::parse("L2113-12").unwrap(), 1),
        (
            TextId::new("loi:2014-856"),
            Article::parse("art1").unwrap(),
            1,
        ),
    ];
    ccp[1].occurrences.push(Occurrence {
        sheet: 1,
        place: OccurrencePlace::Declared(0),
        through_range: false,
    });
    let texts = vec![
        ("ccp", ccp),
        (
            "c-trav",
            vec![indexed(
                "L5213-13",
                "Entreprises adaptées",
                vec![place(1, 2, false)],
            )],
        ),
        (
            "loi:2014-856",
            vec![indexed(
                "art1",
                "Définition de l’économie sociale et solidaire",
                vec![place(1, 3, false)],
            )],
        ),
    ];
    let texts: Vec<IndexedText> = texts
        .into_iter()
        .map(|(id, articles)| IndexedText {
            id: TextId::new(id),
            slug: TextId::new(id).slug(),
            occurrences: if id == "ccp" {
                vec![place(1, 1, false)]
            } else {
                Vec::new()
            },
            articles,
            sheets: vec![1],
        })
        .collect();
    LegalIndex {
        positions: texts
            .iter()
            .enumerate()
            .map(|(at, text)| (text.id.clone(), at))
            .collect::<BTreeMap<_, _>>(),
        texts,
        in_notes: vec![Vec::new(); sheets],
        ranges: BTreeMap::new(),
    }
}

/// The site: home, three guides, two pages.
pub fn site() -> Site {
    let mut home = front("Points de RepèrESS", SheetKind::Home);
    home.summary = Some(
        "Les guides pratiques du RTES, pour les élus et les agents qui font vivre l’économie sociale et solidaire\u{a0}: ce que dit \
         le droit, ce que d’autres ont fait, à qui s’adresser."
            .into(),
    );
    let mut spaser = front("Le SPASER", SheetKind::Sheet);
    spaser.number = Some(9);
    spaser.date = Some(month(2025, 12));
    spaser.topics = vec!["Stratégie d’achat".into()];
    spaser.summary =
        Some("Une feuille de route d’achats, à écrire entre services et avec l’ESS.".into());
    let mut grigny = front(
        &format!("Les Mamas de Grigny {HOSTILE}"),
        SheetKind::Initiative,
    );
    grigny.summary = Some(HOSTILE.into());
    grigny.authors = vec![HOSTILE.into()];
    let sheets = vec![
        sheet("index", home, Vec::new()),
        main_sheet(),
        sheet(
            "spaser",
            spaser,
            vec![heading(2, "cadre", "Le cadre"), paragraph(run("Du texte."))],
        ),
        interview(),
        sheet("grigny", grigny, vec![paragraph(run(HOSTILE))]),
        sheet(
            "a-propos",
            front("À propos", SheetKind::Page),
            vec![
                heading(2, "qui", "Qui sommes-nous"),
                paragraph(run("Le RTES.")),
            ],
        ),
        sheet(
            "accessibilite",
            front("Accessibilité", SheetKind::Page),
            vec![paragraph(run("Déclaration."))],
        ),
    ];
    let routes = sheets
        .iter()
        .map(|sheet| match sheet.front.kind {
            SheetKind::Home => Route::Home,
            SheetKind::Page => Route::Page(sheet.slug.clone()),
            _ => Route::Sheet(sheet.slug.clone()),
        })
        .collect();
    let mut links = vec![Vec::new(); sheets.len()];
    links[1] = vec![
        Resolved::Page {
            route: Route::Sheet("spaser".into()),
            fragment: None,
            sheet: Some(2),
        },
        Resolved::External("https://www.ess-france.org/".into()),
        Resolved::Anchor("cadre".into()),
        Resolved::Attachment("images/schema.svg".into()),
        Resolved::Nowhere,
        Resolved::Nowhere,
    ];
    let mut backlinks = vec![Vec::new(); sheets.len()];
    backlinks[1] = vec![Backlink {
        from: 2,
        passage: passage("…fixer une part d’achats réservés, lot par lot…"),
    }];
    let mut related = vec![Vec::new(); sheets.len()];
    related[1] = vec![
        Related {
            sheet: 2,
            articles: vec![(TextId::new("ccp"), Article::parse("L2113-15").unwrap())],
            sources: 0,
            topics: Vec::new(),
        },
        Related {
            sheet: 3,
            articles: Vec::new(),
            sources: 0,
            topics: vec!["Commande publique".into()],
        },
    ];
    let mut neighbours = vec![(None, None); sheets.len()];
    neighbours[1].1 = Some(2);
    neighbours[2].0 = Some(1);
    let footer = sheet(
        "pied",
        front("", SheetKind::Page),
        vec![paragraph(vec![
            words("Les guides pratiques du RTES. "),
            Inline::Link {
                link: 0,
                content: run("À propos"),
            },
            words("."),
        ])],
    );
    let topic = |name: &str, slug: &str, sheets: Vec<usize>| Topic {
        name: name.into(),
        slug: slug.into(),
        sheets,
    };
    let term = |acronym: Option<&str>, term: &str, anchor: &str| GlossaryEntry {
        acronym: acronym.map(str::to_owned),
        term: term.into(),
        definition: "Ce que cela veut dire, en une phrase.".into(),
        anchor: anchor.into(),
        see: Some(Route::Sheet("spaser".into())),
        see_title: Some("Le SPASER".into()),
        used_in: [1, 2, 3]
            .map(|sheet| TermUse {
                sheet,
                anchor: None,
            })
            .into(),
    };
    Site {
        term_marks: Vec::new(),
        printer: Printer::new(Style::shipped(Shipped::Apa)),
        config: Config {
            url: Some("https://guides.exemple.org/guides/".into()),
            author: Some("RTES".into()),
            ..Config::default()
        },
        texts: Arc::new(Texts::known().with(Vec::new())),
        legal_index: legal_index(sheets.len()),
        sheets,
        routes,
        links,
        backlinks,
        related,
        neighbours,
        watch: None,
        sources: vec![IndexedSource {
            source: source(),
            anchor: "source-note-conjoncture".into(),
            law: None,
            cited_by: vec![(1, vec![1])],
        }],
        glossary: vec![
            term(Some("ESS"), "Économie sociale et solidaire", "ess"),
            term(None, "Sourçage", "sourcage"),
        ],
        topics: vec![
            topic("Commande publique", "commande-publique", vec![1, 3]),
            topic("Insertion et handicap", "insertion-et-handicap", vec![1]),
            topic("Stratégie d’achat", "strategie-d-achat", vec![2]),
        ],
        attachments: Vec::new(),
        image_sizes: std::collections::BTreeMap::new(),
        aliases: vec![("ancien/dossier/reserves.html".into(), 1)],
        menu: Vec::new(),
        footer: Some(Footer {
            sheet: Box::new(footer),
            links: vec![Resolved::Page {
                route: Route::Page("a-propos".into()),
                fragment: None,
                sheet: Some(5),
            }],
        }),
    }
}
