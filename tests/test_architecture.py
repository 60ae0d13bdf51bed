"""Does the project keep to its ceilings and manners: short files and functions, telling names, no foreign reading?"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("directory", "memberships", "networks_site")
WRITTEN = (*PACKAGES, "tests", "templates", "static", "fixtures", ".ci")
AT_THE_TOP = ("manage.py", "Makefile", "pyproject.toml", "package.json", ".npmrc", ".gitignore")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc"}


def files(folder: str, pattern: str) -> list[Path]:
    """What was written by hand in a folder."""
    found = (ROOT / folder).rglob(pattern)
    return sorted(path for path in found if path.is_file() and not {"__pycache__", "migrations"} & set(path.parts))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: list[Path], ceiling: int) -> dict[str, int]:
    assert paths
    return {str(path.relative_to(ROOT)): lines(path) for path in paths if lines(path) > ceiling}


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in files(folder, "*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


# --- ceilings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_python_files_short(package):
    assert too_long(files(package, "*.py"), 250) == {}


def test_test_files_short():
    assert too_long(files("tests", "*.py"), 300) == {}


def test_templates_short():
    assert too_long(files("templates", "*"), 150) == {}


def test_components_short():
    assert too_long(files("templates/components", "*"), 40) == {}


def test_stylesheets_short():
    assert too_long(files("static/css", "*.css"), 200) == {}


def test_functions_short():
    assert {
        f"{path.relative_to(ROOT)}: {node.name}": node.end_lineno - node.lineno + 1
        for path, module in modules(*PACKAGES, "tests")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 40
    } == {}


# --- manners ----------------------------------------------------------------------------------


def test_every_module_says_what_it_is_for():
    """An empty ``__init__.py`` has nothing to say."""
    assert [
        str(path.relative_to(ROOT))
        for path, module in modules(*PACKAGES, "tests")
        if module.body and not ast.get_docstring(module)
    ] == []


def test_every_file_has_a_telling_name():
    paths = [path for folder in WRITTEN for path in (ROOT / folder).rglob("*")]
    assert [str(path.relative_to(ROOT)) for path in paths if path.stem.removeprefix("test_") in NAMELESS] == []


def test_tests_are_named_for_what_they_try():
    names = [
        node.name
        for path, module in modules("tests")
        if path.name.startswith("test_")
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    ]
    assert [name for name in names if not name.startswith("test_") or len(name) < len("test_abc")] == []


def test_nothing_outside_the_project_is_read():
    outside = "shared" + "/"
    paths = [path for folder in WRITTEN for path in files(folder, "*")] + [ROOT / name for name in AT_THE_TOP]
    assert [str(path.relative_to(ROOT)) for path in paths if outside.encode() in path.read_bytes()] == []
