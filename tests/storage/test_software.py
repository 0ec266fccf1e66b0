"""The digest of the software covers every package that an opinion can depend on."""

import grimp

from licet.storage.software import CORE


def test_whatever_the_assessment_imports_is_in_the_digest() -> None:
    graph = grimp.build_graph("licet")
    reached = graph.find_upstream_modules("licet.assessment", as_package=True)
    assert {name.split(".")[1] for name in reached if name.count(".")} - set(CORE) == set()
