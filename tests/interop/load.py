"""Loads the dumps of one store into rdflib and pyoxigraph; counts and answers must agree. Called by run.sh."""
import csv
import json
import pathlib
import sys

import pyoxigraph
import rdflib

PREFIXES = """
PREFIX by: <https://w3id.org/byline/ns#>
PREFIX rel: <https://w3id.org/byline/relation/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX grasp: <http://groundedannotationframework.org/grasp/factuality#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX schema: <https://schema.org/>
"""
# Asked of dumps with graphs. The default graph is asked as it is, documents by GRAPH.
QUERIES = {
    "plain triples with labels": """SELECT ?a ?r ?b { ?s ?p ?o . ?s rdfs:label ?a . ?p a by:Relation ; rdfs:label ?r .
        ?o rdfs:label ?b }""",
    "only claimed": """SELECT ?s ?p ?o ?certainty { GRAPH ?g { ?c a by:Claim ; rdf:subject ?s ; rdf:predicate ?p ;
        rdf:object ?o ; by:certainty ?certainty FILTER(?certainty != grasp:certain) } }""",
    "denied": """SELECT ?c ?cue { GRAPH ?g { ?c by:polarity grasp:negative ; by:negationCue ?cue } }""",
    "who says": """SELECT ?label (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c by:attributedTo ?who . ?who rdfs:label ?label } }
        GROUP BY ?label""",
    "sentences of claims": """SELECT ?c ?text ?begin { GRAPH ?g { ?c by:sentence ?s . ?s nif:anchorOf ?text ;
        nif:beginIndex ?begin } }""",
    "events and their support": """SELECT ?e ?documents ?sources { GRAPH ?g { ?e a sem:Event ; by:documentSupport ?documents ;
        by:sourceSupport ?sources } }""",
    "conflicts": """SELECT ?a ?b { GRAPH ?g { ?a by:conflictsWith ?b } }""",
    "dates": """SELECT ?d ?day { GRAPH ?g { ?d schema:datePublished ?day FILTER(?day >= "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) } }""",
}
FORMS = {"nq": ("nquads", pyoxigraph.RdfFormat.N_QUADS), "trig": ("trig", pyoxigraph.RdfFormat.TRIG),
         "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD), "ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
         "nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES), "rdfxml": ("xml", pyoxigraph.RdfFormat.RDF_XML)}


def same(what, found, expect):
    if found != expect:
        sys.exit(f"{what}: {found!r}, not {expect!r}")
    print(f"{what:<40} {found if not isinstance(found, list) else str(len(found)) + ' rows'}")


def plain(term):
    return str(term.value) if hasattr(term, "value") else str(term)


def main():
    folder, quads, triples = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    answers = {}
    for form, (name, oxigraph_form) in FORMS.items():
        has_graphs = form in ("nq", "trig", "jsonld")
        expect = quads if has_graphs else triples
        file = folder / f"all.{form}"
        store = pyoxigraph.Store()
        store.load(path=str(file), format=oxigraph_form, base_iri="https://example.org/")
        same(f"pyoxigraph: {form}", len(store), expect)
        dataset = rdflib.Dataset() if has_graphs else rdflib.Graph()
        dataset.parse(str(file), format=name)
        count = sum(1 for _ in dataset.quads()) if has_graphs else len(dataset)
        same(f"rdflib: {form}", count, expect)
        if not has_graphs:
            continue
        for title, query in QUERIES.items():
            rows = [[plain(row[i]) for i in range(len(row))] for row in store.query(PREFIXES + query)]
            answer = sorted(rows)
            same(f"  {title}", answer, answers.setdefault(title, answer))
            # rdflib's Dataset hides its default graph from GRAPH ?g, as SPARQL asks.
            rows = sorted([plain(value) for value in row] for row in dataset.query(PREFIXES + query))
            same(f"  {title} (rdflib)", rows, answer)
    for form in ("nq", "trig", "ttl", "nt"):
        store = pyoxigraph.Store()
        store.load(path=str(folder / f"rdf12.{form}"), format=FORMS[form][1])
        reified = sum(1 for _ in store.quads_for_pattern(
            None, pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"), None))
        if not reified:
            sys.exit(f"rdf12 {form}: nothing is reified")
        print(f"{'pyoxigraph: RDF 1.2 ' + form:<40} {reified} reified")
    shapes(folder)
    nodes = list(csv.DictReader((folder / "tables/nodes.csv").open(newline="", encoding="utf-8")))
    edges = list(csv.DictReader((folder / "tables/edges.csv").open(newline="", encoding="utf-8")))
    known = {row["id"] for row in nodes}
    loose = [row for row in edges if row["source"] not in known or row["target"] not in known]
    same("csv: edges without a node", len(loose), 0)
    print(f"{'csv':<40} {len(nodes)} nodes, {len(edges)} edges")
    entities = [json.loads(line) for line in (folder / "links.ftm.json").open(encoding="utf-8")]
    ids = {entity["id"] for entity in entities}
    links = [entity for entity in entities if entity["schema"] == "UnknownLink"]
    loose = [link for link in links if not set(link["properties"]["subject"] + link["properties"]["object"]) <= ids]
    same("ftm: links without an end", len(loose), 0)


def shapes(folder):
    try:
        import pyshacl
    except ImportError:
        print("pyshacl: not here")
        return
    data = rdflib.Graph().parse(str(folder / "all.ttl"), format="turtle")
    form = rdflib.Graph().parse("data/shapes.ttl", format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=form)
    if not conforms:
        sys.exit(text[:3000])
    print(f"{'pyshacl: the shapes hold':<40} yes")


if __name__ == "__main__":
    main()
