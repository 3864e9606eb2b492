"""The facts of a region that this app keeps: its networks and their members."""

from typing import Any

from members.models import Category, Municipality, Region
from portal.facts import Fact, Folder, Loading, Writer, loader

from .models import Network, NetworkMember

PARTS = {"category", "also_categories", "parent", "members", "member_groups", "sources"}


@loader(20)
def networks(folder: Folder) -> Writer:
    """The networks of the region."""
    facts = folder.records("networks.json", "networks")
    categories = {
        category.data.get("slug")
        for scheme in folder.records("categories.json", "schemes")
        for category in scheme.children("categories")
    }
    municipalities = {
        fact.data.get("name_fi") for fact in folder.records("municipalities.json", "municipalities")
    }
    parents = {fact.data.get("slug"): fact.take("parent", str) for fact in facts}
    for fact in facts:
        for slug in [fact.take("category", str), *fact.texts("also_categories")]:
            if slug and slug not in categories:
                raise fact.wrong("category", f"there is no category {slug} in categories.json")
        check_parents(fact, parents)
    rows = [(fact, fact.row(Network, besides=PARTS, source=folder.sources(fact))) for fact in facts]
    members = {fact.place: read_members(fact, municipalities) for fact in facts}
    rows.sort(key=lambda row: depth(row[0].data["slug"], parents))

    def write(loading: Loading) -> None:
        region = Region.objects.get(slug=folder.path.name)
        for fact, row in rows:
            write_network(loading, region, fact, row, members[fact.place])

    return write


def check_parents(fact: Fact, parents: dict[Any, Any]) -> None:
    """Refuse a parent that is not there, and a ring of parents."""
    seen, slug = {fact.data.get("slug")}, fact.data.get("parent")
    while slug:
        if slug not in parents:
            raise fact.wrong("parent", f"there is no network {slug}")
        if slug in seen:
            raise fact.wrong("parent", "the parents go round in a ring")
        seen.add(slug)
        slug = parents[slug]


def depth(slug: str, parents: dict[Any, Any]) -> int:
    """How many parents are above, so that parents are written before their children."""
    return 1 + depth(parents[slug], parents) if parents[slug] else 0


def read_members(fact: Fact, municipalities: set[Any]) -> list[dict[str, Any]]:
    """The members by name, then the groups of them."""
    rows = []
    for member in fact.children("members"):
        name = member.take("municipality", str)
        if name and name not in municipalities:
            raise member.wrong("municipality", f"there is no municipality {name}")
        rows.append(member.row(NetworkMember, besides={"municipality"}) | {"municipality": name})
    return rows + [
        {"name": name, "is_group": True, "municipality": None} for name in fact.texts("member_groups")
    ]


def write_network(
    loading: Loading, region: Region, fact: Fact, row: dict[str, Any], members: list[dict[str, Any]]
) -> None:
    """A network; its categories and members only together with it, because later they are people's to change."""
    in_region = Category.objects.filter(scheme__region=region)
    links = {
        "region": region,
        "category": in_region.filter(slug=fact.data.get("category")).first(),
        "parent": Network.objects.filter(slug=fact.data.get("parent")).first(),
    }
    network, is_new = loading.put(fact, Network, {"slug": row["slug"]}, row | links)
    if not is_new:
        return
    network.also_categories.set(in_region.filter(slug__in=fact.texts("also_categories")))
    for member in members:
        place = Municipality.objects.filter(region=region, name_fi=member["municipality"]).first()
        values = member | {"municipality": place}
        loading.put(fact, NetworkMember, {"network": network, "name": member["name"]}, values)
