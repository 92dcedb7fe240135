//! Rules for pages of any site, each by the smallest page that shows it.

use article::{Article, BlockKind, Format, Settings};

const PROSE: &str = "<p>The ministers met in Vienna on Friday, and nobody left the table before midnight, officials said.</p>\
    <p>They would meet again in Helsinki in April, the host said, if nothing happened before then.</p>";

fn read_page(page: &str) -> Article {
    let mut captures =
        article::captures_of(page.as_bytes(), Some(Format::Html)).expect("a page in memory can be read");
    let capture = captures.next().expect("a page is one article").expect("a page in memory can be read");
    article::read(&capture, &Settings::default()).expect("the page holds text")
}

fn read(head: &str, body: &str) -> Article {
    read_page(&format!("<html><head>{head}</head><body><article>{body}</article></body></html>"))
}

fn texts(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|block| block.kind == kind).map(|block| article.words(block.span)).collect()
}

fn picture(figure: &str) -> (Option<String>, Option<String>) {
    let article = read("", &format!("<h1>Talks end in Vienna</h1>{PROSE}{figure}{PROSE}"));
    let figure = article.figures.first().unwrap_or_else(|| panic!("{figure} is a picture"));
    (figure.caption.clone(), figure.credit.clone())
}

#[test]
fn captions_are_parted_from_credits_by_class_place_and_mark() {
    for (figure, caption, credit) in [
        (
            "<figure><img><figcaption>Boats at dawn.<span class='m-credits'>Ana Ruiz / Northline</span></figcaption></figure>",
            "Boats at dawn.",
            Some("Ana Ruiz / Northline"),
        ),
        (
            "<figure><img><figcaption><span class=x1>Boats leave at dawn.</span> <span class=x2>(Ana Ruiz)</span></figcaption></figure>",
            "Boats leave at dawn.",
            Some("Ana Ruiz"),
        ),
        (
            "<figure><img><figcaption>Boats leave at dawn.</figcaption><footer>Ana Ruiz</footer></figure>",
            "Boats leave at dawn.",
            Some("Ana Ruiz"),
        ),
        (
            "<figure><img><figcaption><span>Northline</span><br>Boats leave the harbour of Vienna at dawn on Friday.</figcaption></figure>",
            "Boats leave the harbour of Vienna at dawn on Friday.",
            Some("Northline"),
        ),
        (
            "<div class=wrap><img><span class='photoCaption'>Boats at dawn <span class=caption>(Image: Northline)</span></span></div>",
            "Boats at dawn",
            Some("Northline"),
        ),
        ("<div class=box><img><p>Boats leave at dawn</p></div>", "Boats leave at dawn", None),
        ("<p><img><br><em>Boats leave at dawn</em></p>", "Boats leave at dawn", None),
        (
            "<figure><img title='Boats | Photo: Ana Ruiz/Northline'><figcaption>Boats leave at dawn</figcaption></figure>",
            "Boats leave at dawn",
            Some("Ana Ruiz/Northline"),
        ),
        (
            "<figure><img><figcaption><span class=offscreen>Legende:</span> <span>Boats leave at dawn</span></figcaption></figure>",
            "Boats leave at dawn",
            None,
        ),
        (
            "<figure><img><figcaption>Boats leave the harbour at dawn / Ana Ruiz</figcaption></figure>",
            "Boats leave the harbour at dawn",
            Some("Ana Ruiz"),
        ),
        (
            "<button><figure><img><figcaption>Boats leave at dawn</figcaption></figure></button>",
            "Boats leave at dawn",
            None,
        ),
        (
            "<div class=image><img><p class=caption>Boats leave at dawn</p></div><p>Photo: Ana Ruiz</p>",
            "Boats leave at dawn",
            Some("Ana Ruiz"),
        ),
    ] {
        assert_eq!(picture(figure), (Some(caption.to_owned()), credit.map(str::to_owned)), "{figure}");
    }
}

#[test]
fn the_day_is_found_where_no_tag_has_it() {
    for (head, body, published) in [
        ("", "<h1>Talks end</h1><p>Stand: 16.08.2025, 06:00 Uhr</p>", "2025-08-16T06:00"),
        ("", "<p>martes 16 de agosto de 2025</p><h1>Talks end</h1>", "2025-08-16"),
        ("", "<h1>Talks end</h1><p>2025年08月16日23:52 | Northline</p>", "2025-08-16T23:52"),
        ("", "<h1>Talks end</h1><p>Do 14.08.25 | 14:07 Uhr | Von Ana Ruiz</p>", "2025-08-14T14:07"),
        ("<title>Talks end | World | 16.08.2025</title>", "<h1>Talks end</h1>", "2025-08-16"),
        (
            "<link rel=canonical href='https://northline.example/2025/08/16/talks'>",
            "<h1>Talks end</h1>",
            "2025-08-16",
        ),
        (
            "<script>x = {\"publishedAt\":\"2025-08-16T05:21:00Z\"}</script>",
            "<h1>Talks end</h1>",
            "2025-08-16T05:21Z",
        ),
        ("<meta name='article:published:time' content='2025-08-16'>", "<h1>Talks end</h1>", "2025-08-16"),
        (
            "<meta property='article:published_time' content='2025-08-16T02:54:29Z'><script>\"Fri, 15 Aug 2025 23:00:00 -0400\"</script>",
            "<h1>Talks end</h1>",
            "2025-08-15T22:54:29-04:00",
        ),
        ("<script>showDate('2025/08/16 05:21:09')</script>", "<h1>Talks end</h1>", "2025-08-16"),
        (
            "",
            "<h1>Talks end</h1><p>The races of 2025/8/9</p><span class=entry-time>2025年08月16日</span>",
            "2025-08-16",
        ),
        (
            "",
            "<h1>Talks end</h1><p><time datetime='2025-08-16T05:21Z'>16 August 2025</time></p>",
            "2025-08-16T05:21Z",
        ),
    ] {
        let article = read(head, &format!("{body}{PROSE}"));
        assert_eq!(article.published.as_deref(), Some(published), "{head}{body}");
    }
}

#[test]
fn authors_are_people_before_they_are_the_outlet() {
    let site = "<meta property='og:site_name' content='Northline'>";
    for (head, body, names) in [
        ("<meta name=author content='Northline'>", "<div class=byline>By Ana Ruiz</div>", vec!["Ana Ruiz"]),
        (
            "<meta name=author content='a.ruiz@northline.example'>",
            "<div class=byline><span>Ana Ruiz</span></div>",
            vec!["Ana Ruiz"],
        ),
        ("<meta name=author content='Ana Ruiz und Ben Okafor'>", "", vec!["Ana Ruiz", "Ben Okafor"]),
        (
            "",
            "<div class=byline><span>Ana Ruiz</span> <span>Ben Okafor</span></div>",
            vec!["Ana Ruiz", "Ben Okafor"],
        ),
        ("", "<p>16.08.2025 | 14:07 | Von Ana Ruiz</p>", vec!["Ana Ruiz"]),
        ("<meta name=author content='Northline'>", "<p><b>Ana Ruiz</b></p>", vec!["Ana Ruiz"]),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ana Ruiz'>",
            "",
            vec!["Ana Ruiz"],
        ),
        ("<meta name=author content='Northline'>", "", vec!["Northline"]),
    ] {
        let article = read(&format!("{site}{head}"), &format!("<h1>Talks end</h1>{body}{PROSE}"));
        let found: Vec<&str> = article.bylines.iter().map(|byline| byline.name.as_str()).collect();
        assert_eq!(found, names, "{head}{body}");
    }
}

#[test]
fn a_kicker_in_the_heading_does_not_stick_to_the_headline() {
    let card = "<meta property='og:title' content='Harbour talks: Nobody signs in Vienna'>";
    let heading = "<h1><span>Harbour talks</span><span>Nobody signs in Vienna</span></h1>";
    let article = read(card, &format!("{heading}{PROSE}"));
    assert_eq!(article.headline.as_deref(), Some("Harbour talks: Nobody signs in Vienna"));
    let breadcrumb = "<nav><h1>Nobody signs in Vienna</h1></nav><h2>Nobody signs in Vienna</h2>";
    let article = read("<title>Nobody signs in Vienna</title>", &format!("{breadcrumb}{PROSE}"));
    assert_eq!(texts(&article, BlockKind::Subhead), [""; 0], "the second heading is the headline");
}

#[test]
fn the_standfirst_is_told_by_class_place_and_type() {
    let words = "Eleven states could not agree on who may board a boat in the strait at night.";
    let prose = PROSE.repeat(6);
    for body in [
        format!("<header><h1>Talks end</h1><p>{words}</p></header><div>{prose}</div>"),
        format!("<h1>Talks end</h1><div class=content><p><strong>{words}</strong></p>{prose}</div>"),
        format!("<h1>Talks end</h1><div class=content><p class=standfirst>{words}</p>{prose}</div>"),
        format!("<h1>Talks end</h1><div class=content><h2>{words}</h2>{prose}</div>"),
    ] {
        let article = read("", &body);
        assert_eq!(article.standfirst.as_deref(), Some(words), "{body}");
        assert_eq!(texts(&article, BlockKind::Paragraph).len(), 12, "{body}");
    }
    let first =
        "The ministers met in Vienna on Friday, and nobody left the table before midnight, officials said.";
    let card = format!("<meta property='og:description' content='{first}'>");
    let article = read(&card, &format!("<h1>Talks end</h1><div>{PROSE}</div>"));
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 2, "the first of equals is a paragraph");
}

#[test]
fn what_is_not_the_piece_is_kept_as_an_aside_or_left_out() {
    let comments = format!("<div class=comments>{}</div>", PROSE.repeat(4).replace("ministers", "readers"));
    let card = "<div><a href=/x><h3>Ten days in Oslo</h3><p>What the envoys ate, and why it matters to the talks</p></a></div>";
    let more = "<h2>More Northline</h2><p>Write to Ana Ruiz at ana@northline.example</p><p>Lesen Sie auch: Zehn Tage</p>";
    let head = "<meta property='og:site_name' content='Northline'>";
    let article =
        read(head, &format!("<h1>Talks end</h1><p>Harbour news</p>{PROSE}{card}{more}{PROSE}{comments}"));
    assert_eq!(texts(&article, BlockKind::Paragraph).len(), 4);
    assert_eq!(texts(&article, BlockKind::Subhead), [""; 0]);
    assert_eq!(texts(&article, BlockKind::Aside).len(), 5);
    assert!(!article.text.contains("readers"));
}

#[test]
fn a_byline_with_its_day_is_no_standfirst_and_a_slash_no_label() {
    let head = "<span class=label>/</span><h1>Talks end</h1>";
    let line = "By Ana Ruiz - Northline News - Friday, March 13, 2026";
    let article =
        read("", &format!("<header>{head}<p class=standfirst>{line}</p></header><div>{PROSE}</div>"));
    assert_eq!((article.standfirst, article.label), (None, None));
}
