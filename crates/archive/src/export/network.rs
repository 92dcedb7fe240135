//! GEXF 1.3: who said and did what to whom, as a network that Gephi and networkx read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use onrecord::Actor;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event as Xml};

use super::selected::{Item, Selected, What, code, one_line};
use super::{Exporter, Left, ids};

/// Gathers the network, which is as large as there are pairs of actors, and writes it at the end.
pub(super) struct Network<W> {
    out: W,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String, String), Edge>,
    left: Left,
}

struct Node {
    name: String,
    kind: String,
    state: String,
    wikidata: String,
}

#[derive(Default)]
struct Edge {
    count: usize,
    first: Option<String>,
    last: Option<String>,
    /// The id and the link of the first item.
    example: String,
    source: String,
}

impl<W: Write> Network<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { out, nodes: BTreeMap::new(), edges: BTreeMap::new(), left: Left::default() }
    }

    fn node(&mut self, selected: &Selected, actor: &Actor) -> String {
        let id = ids::actor(selected, actor);
        self.nodes.entry(id.clone()).or_insert_with(|| Node {
            name: one_line(&actor.name),
            kind: actor.kind.map(code).unwrap_or_default(),
            state: actor.state.clone().unwrap_or_default(),
            wikidata: actor.wikidata.clone().unwrap_or_default(),
        });
        id
    }

    fn item(&mut self, item: &Item<'_>) {
        let kind = match item.what {
            What::Statement(statement) => code(statement.act),
            What::Event(event) => format!("{} {}", event.r#type.label(), event.label.label()),
        };
        let doers: Vec<String> = item.doers().iter().map(|actor| self.node(item.of, actor)).collect();
        let recipients: Vec<String> =
            item.recipients().iter().map(|actor| self.node(item.of, actor)).collect();
        if doers.is_empty() || recipients.is_empty() {
            self.left.add("items with one side alone are no edge of a network");
            return;
        }
        for (doer, recipient) in doers.iter().flat_map(|doer| recipients.iter().map(move |to| (doer, to))) {
            let edge = self.edges.entry((doer.clone(), recipient.clone(), kind.clone())).or_default();
            edge.take(item);
        }
    }
}

impl Edge {
    fn take(&mut self, item: &Item<'_>) {
        self.count += 1;
        if self.count == 1 {
            self.example.clone_from(&item.id);
            let source = item.of.url().or(item.of.record.article.input.as_deref());
            self.source = one_line(source.unwrap_or_default());
        }
        if let Some((first, last)) = item.days() {
            let (first, last) = (first.to_string(), last.to_string());
            self.first = Some(self.first.take().map_or(first.clone(), |known| known.min(first)));
            self.last = Some(self.last.take().map_or(last.clone(), |known| known.max(last)));
        }
    }
}

const NODE_FIELDS: [&str; 3] = ["kind", "state", "wikidata"];
const EDGE_FIELDS: [&str; 6] = ["kind", "count", "first_day", "last_day", "example", "source"];

impl<W: Write> Exporter for Network<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        selected.items().iter().for_each(|item| self.item(item));
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<Left> {
        let Self { out, nodes, edges, left } = *self;
        let mut xml = Writer::new_with_indent(out, b' ', 1);
        xml.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
        let root = BytesStart::new("gexf").with_attributes(root);
        xml.write_event(Xml::Start(root))?;
        let graph = [("defaultedgetype", "directed"), ("mode", "static")];
        xml.write_event(Xml::Start(BytesStart::new("graph").with_attributes(graph)))?;
        write_fields(&mut xml, "node", &NODE_FIELDS)?;
        write_fields(&mut xml, "edge", &EDGE_FIELDS)?;
        write_within(&mut xml, "nodes", |xml| {
            nodes.iter().try_for_each(|(id, node)| write_node(xml, id, node))
        })?;
        write_within(&mut xml, "edges", |xml| {
            edges.iter().enumerate().try_for_each(|(number, (key, edge))| write_edge(xml, number, key, edge))
        })?;
        xml.write_event(Xml::End(BytesEnd::new("graph")))?;
        xml.write_event(Xml::End(BytesEnd::new("gexf")))?;
        let mut out = xml.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(left)
    }
}

fn write_within<W: Write>(
    xml: &mut Writer<W>,
    name: &str,
    inner: impl FnOnce(&mut Writer<W>) -> io::Result<()>,
) -> io::Result<()> {
    xml.write_event(Xml::Start(BytesStart::new(name)))?;
    inner(xml)?;
    xml.write_event(Xml::End(BytesEnd::new(name)))
}

fn write_fields<W: Write>(xml: &mut Writer<W>, class: &str, names: &[&str]) -> io::Result<()> {
    xml.write_event(Xml::Start(BytesStart::new("attributes").with_attributes([("class", class)])))?;
    for name in names {
        let kind = if *name == "count" { "integer" } else { "string" };
        let field = [("id", *name), ("title", *name), ("type", kind)];
        xml.write_event(Xml::Empty(BytesStart::new("attribute").with_attributes(field)))?;
    }
    xml.write_event(Xml::End(BytesEnd::new("attributes")))
}

fn write_values<W: Write>(xml: &mut Writer<W>, values: &[(&str, &str)]) -> io::Result<()> {
    write_within(xml, "attvalues", |xml| {
        for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            let value = [("for", *name), ("value", *value)];
            xml.write_event(Xml::Empty(BytesStart::new("attvalue").with_attributes(value)))?;
        }
        Ok(())
    })
}

fn write_node<W: Write>(xml: &mut Writer<W>, id: &str, node: &Node) -> io::Result<()> {
    let start = BytesStart::new("node").with_attributes([("id", id), ("label", node.name.as_str())]);
    xml.write_event(Xml::Start(start))?;
    write_values(xml, &[("kind", &node.kind), ("state", &node.state), ("wikidata", &node.wikidata)])?;
    xml.write_event(Xml::End(BytesEnd::new("node")))
}

fn write_edge<W: Write>(
    xml: &mut Writer<W>,
    number: usize,
    (from, to, kind): &(String, String, String),
    edge: &Edge,
) -> io::Result<()> {
    let (number, count) = (number.to_string(), edge.count.to_string());
    let start = BytesStart::new("edge").with_attributes([
        ("id", number.as_str()),
        ("source", from),
        ("target", to),
        ("label", kind),
        ("kind", kind),
        ("weight", &count),
    ]);
    xml.write_event(Xml::Start(start))?;
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let (first, last) = (day(&edge.first), day(&edge.last));
    let values = [
        ("kind", kind.as_str()),
        ("count", &count),
        ("first_day", &first),
        ("last_day", &last),
        ("example", &edge.example),
        ("source", &edge.source),
    ];
    write_values(xml, &values)?;
    xml.write_event(Xml::End(BytesEnd::new("edge")))
}
