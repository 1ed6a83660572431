"""Loads the dumps of one store into rdflib and pyoxigraph; counts and answers must agree with Byline's. Called by run.sh."""
import csv
import io
import json
import pathlib
import sys

import pyoxigraph
import rdflib

FORMS = {"nq": ("nquads", pyoxigraph.RdfFormat.N_QUADS), "trig": ("trig", pyoxigraph.RdfFormat.TRIG),
         "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD), "ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
         "nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES), "rdfxml": ("xml", pyoxigraph.RdfFormat.RDF_XML)}


def same(what, found, expect):
    if found != expect:
        sys.exit(f"{what}: {found!r}, not {expect!r}")
    print(f"{what:<40} {found if not isinstance(found, list) else str(len(found)) + ' rows'}")


def rows(text):
    """The rows of an answer in CSV, sorted, without the heading."""
    return sorted(list(csv.reader(io.StringIO(text)))[1:])


def main():
    folder, quads, triples = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    answers = sorted((folder / "answers").glob("*.rq"))
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
        if form != "nq":
            continue
        for query in answers:
            text = query.read_text(encoding="utf-8")
            expect = rows(query.with_suffix(".csv").read_text(encoding="utf-8"))
            found = store.query(text).serialize(format=pyoxigraph.QueryResultsFormat.CSV)
            same(f"pyoxigraph: {query.stem}", rows(found.decode()), expect)
            # rdflib's Dataset hides its default graph from GRAPH ?g, as SPARQL asks.
            same(f"rdflib: {query.stem}", rows(dataset.query(text).serialize(format="csv").decode()), expect)
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
