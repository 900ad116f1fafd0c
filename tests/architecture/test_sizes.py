"""Modules and functions stay short enough to be read at one sitting."""

import ast

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_no_module_is_too_long(modules):
    lengths = {module.path: len(module.text.splitlines()) for module in modules}
    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_function_is_too_long(modules):
    long = [
        f"{module.path}:{node.lineno} {node.name} {lines(node)}"
        for module in modules
        for node in module.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines(node) > LONGEST_FUNCTION
    ]
    assert long == []


def lines(function):
    """Lines of a function without its docstring, which may be as long as it is useful."""
    total = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        total -= first.end_lineno - first.lineno + 1
    return total


def test_every_module_opens_with_a_sentence(modules):
    assert [m.path for m in modules if not ast.get_docstring(m.tree)] == []


def test_no_module_has_a_name_that_says_nothing(modules):
    words = {m.path: set(m.path.removesuffix(".py").replace("_", "/").split("/")) for m in modules}
    assert [path for path, parts in words.items() if parts & VAGUE] == []
