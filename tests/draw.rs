//! Drawings of a small graph that was read by hand: from articles through a store to every format.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use byline::graph::draw::dot::{self, Clusters};
use byline::graph::draw::{cytoscape, gexf, graphml, html};
use byline::graph::store::{Settings, Store};
use byline::graph::view::View;
use byline::graph::view::select::{Focus, Naming, Selection};
use byline::knowledge::article::Article;

fn articles() -> Vec<Article> {
    let lines = include_str!("fixtures/talks.jsonl").lines();
    lines
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect()
}

fn store(articles: &[Article]) -> Store {
    let store = Store::memory(&Settings::default()).expect("a store");
    for article in articles {
        store.add(article, None).expect("added");
    }
    store
}

fn view(store: &Store, focus: Option<&Focus>) -> View {
    View::read(store.inner(), store.minter(), focus).expect("a view")
}

fn talks() -> View {
    view(&store(&articles()), None)
        .select(&Selection::default())
        .0
}

/// Compares with `tests/fixtures/{name}`, or writes it when `UPDATE_GOLDEN` is set.
fn check(name: &str, drawing: &str) {
    let golden = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, drawing).expect("the golden file is written");
    }
    let expected = fs::read_to_string(&golden).expect("the golden file");
    assert!(
        drawing == expected,
        "{name} differs: UPDATE_GOLDEN=1 writes it anew"
    );
}

fn edges(view: &View) -> BTreeSet<String> {
    view.edges()
        .map(|(_, subject, edge, object)| {
            let voice = edge.voice().name();
            let (s, r, o) = (&subject.label, &edge.relation.label, &object.label);
            format!(
                "{s} | {r} | {o} | {voice} {:?} {}",
                edge.polarity,
                edge.documents()
            )
        })
        .collect()
}

#[test]
fn the_drawings_of_the_talks_are_as_they_were() {
    let view = talks();
    check("talks.dot", &dot::write(&view, Clusters::None));
    check("talks.graphml", &graphml::write(&view));
    check("talks.gexf", &gexf::write(&view));
    check("talks.cyjs", &cytoscape::write(&view));
}

#[test]
fn edges_join_named_entities_over_what_has_no_name() {
    let edges = edges(&talks());
    for edge in [
        "Choe Son Hui | visit | Moscow | stated Positive 3",
        "North Korea | send troops to | Russia | attributed Positive 2",
        "North Korea | send troops to | Russia | stated Negative 1",
        "North Korea | obtain components from | Russia | hedged Positive 1",
        "Choe Son Hui | meet | Sergei Lavrov | stated Positive 2",
    ] {
        assert!(edges.contains(edge), "{edge}: {edges:#?}");
    }
    assert!(edges.iter().all(|edge| !edge.contains("troops | ")));
}

#[test]
fn things_without_a_name_are_drawn_on_request() {
    let all = Selection {
        naming: Naming::All,
        ..Selection::default()
    };
    let (view, _) = view(&store(&articles()), None).select(&all);
    assert!(view.graph.node_weights().any(|node| node.label == "troops"));
}

#[test]
fn a_view_read_around_a_focus_is_the_whole_view_cut_to_it() {
    let store = store(&articles());
    let iris = BTreeSet::from([store.minter().entity("Choe Son Hui").into_string()]);
    for hops in 0..4 {
        let focus = Focus {
            iris: iris.clone(),
            hops,
        };
        let selection = Selection {
            focus: Some(focus.clone()),
            ..Selection::default()
        };
        let (near, _) = view(&store, Some(&focus)).select(&selection);
        let (cut, _) = view(&store, None).select(&selection);
        assert_eq!(edges(&near), edges(&cut));
        assert_eq!(
            dot::write(&near, Clusters::None),
            dot::write(&cut, Clusters::None)
        );
    }
}

#[test]
fn articles_in_any_order_give_the_same_drawing() {
    let mut articles = articles();
    let first = dot::write(&view(&store(&articles), None), Clusters::Country);
    articles.reverse();
    let second = dot::write(&view(&store(&articles), None), Clusters::Country);
    assert_eq!(first, second);
}

/// Whether Graphviz's own reader takes `dot`; true where there is no Graphviz.
fn is_dot(dot: &str) -> bool {
    let child = Command::new("nop")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return true };
    let mut stdin = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut stdin, dot.as_bytes()).expect("written");
    drop(stdin);
    child.wait().expect("an end").success()
}

/// The articles with names and words that try to break out of every format.
fn hostile() -> View {
    let names = [
        "\"quoted\" \\N \\\\ {a|b} <b>&amp;</b> &lt;i&gt;",
        "</script><script>alert(1)</script><!--",
        "]]> --> <?xml?> {{data}}",
        "최선희 \u{202e}evil\u{202c} שלום \u{200f}",
        "line\nbreak\r\ttab\u{0}\u{1b}\u{fffe}",
        &"long ".repeat(2000),
    ];
    let mut articles = articles();
    for article in &mut articles {
        for (entity, name) in article.entities.iter_mut().zip(names) {
            entity.aliases.push(entity.name.clone());
            name.clone_into(&mut entity.name);
        }
        for (claim, name) in article.claims.iter_mut().zip(names) {
            name.clone_into(&mut claim.predicate.label);
        }
        article.publication.title = Some(names[1].to_owned());
        article.publication.url = Some("javascript:alert(3)".to_owned());
    }
    view(&store(&articles), None)
        .select(&Selection::default())
        .0
}

#[test]
fn graphviz_takes_the_drawings() {
    for view in [talks(), hostile(), View::default()] {
        for clusters in [Clusters::None, Clusters::Class, Clusters::Country] {
            assert!(is_dot(&dot::write(&view, clusters)));
        }
    }
}

#[test]
fn cytoscape_files_are_json_whose_edges_join_their_nodes() {
    for view in [talks(), hostile()] {
        let file: serde_json::Value = serde_json::from_str(&cytoscape::write(&view)).expect("JSON");
        let all = |kind: &str| file["elements"][kind].as_array().expect("a list").clone();
        let ids: BTreeSet<String> = all("nodes")
            .iter()
            .map(|node| node["data"]["id"].as_str().expect("an id").to_owned())
            .collect();
        assert_eq!(ids.len(), view.graph.node_count());
        for edge in all("edges") {
            for end in ["source", "target"] {
                assert!(ids.contains(edge["data"][end].as_str().expect("an id")));
            }
        }
    }
}

/// A graph of many edges.
fn big() -> View {
    let mut articles = Vec::new();
    for copy in 0..40 {
        for mut article in self::articles() {
            let _ = write!(article.id, "-{copy}");
            // A third of the entities are in all copies, as countries are in the news.
            for (number, entity) in article.entities.iter_mut().enumerate() {
                if entity.named && number % 3 != 1 {
                    let _ = write!(entity.name, " {}", (copy * copy * 7 + number) % 41);
                }
            }
            articles.push(article);
        }
    }
    view(&store(&articles), None)
        .select(&Selection::default())
        .0
}

fn cut(view: &View, most: usize) -> View {
    let selection = Selection {
        max_edges: Some(most),
        ..Selection::default()
    };
    view.clone().select(&selection).0
}

#[test]
fn pages_for_the_browser() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
    fs::create_dir_all(&folder).expect("a folder");
    let note = "Left out: 5 claims about things without a name (--all draws them).";
    let big = big();
    for (name, view) in [
        ("talks", talks()),
        ("middle", cut(&big, 150)),
        ("big", cut(&big, 500)),
        ("hostile", hostile()),
    ] {
        let page = html::write(&view, note);
        assert!(page.contains("Content-Security-Policy") && page.ends_with("</html>\n"));
        fs::write(folder.join(format!("{name}.html")), page).expect("the page is written");
        let drawing = dot::write(&view, Clusters::None);
        fs::write(folder.join(format!("{name}.dot")), drawing).expect("the drawing is written");
        fs::write(
            folder.join(format!("{name}.graphml")),
            graphml::write(&view),
        )
        .expect("written");
        fs::write(folder.join(format!("{name}.gexf")), gexf::write(&view)).expect("written");
    }
}
