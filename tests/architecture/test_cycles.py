"""No module needs itself: not by what it imports, nor by what that imports in turn."""

import ast

import networkx as nx

PACKAGE = "commissionplanner"


def imports(modules):
    """Return who imports whom: at the top, or later on; what is imported for types only is not."""
    names = {name_of(module.path): module for module in modules}
    found = nx.DiGraph()
    for name, module in names.items():
        typing = {
            id(inner)
            for node in module.nodes
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in module.nodes:
            if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typing:
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    found.add_edge(name, full if full in names else node.module)
    return found


def name_of(path):
    return ".".join([PACKAGE, *path.removesuffix(".py").split("/")]).removesuffix(".__init__")


def circles(graph):
    return [sorted(found) for found in nx.strongly_connected_components(graph) if len(found) > 1]


def test_no_modules_import_each_other(modules):
    graph = imports(modules)
    assert graph.number_of_edges() > len(modules)
    assert circles(graph) == []


def test_a_circle_would_be_found(modules):
    graph = imports(modules)
    graph.add_edge(f"{PACKAGE}.model.money", f"{PACKAGE}.ui.window")
    assert any(f"{PACKAGE}.ui.window" in found for found in circles(graph))
