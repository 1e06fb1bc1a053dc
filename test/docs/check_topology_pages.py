#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pages of docs/topologies agree with the headers, the reference rows and arithmetic.

Tables under a marker `<!-- table: ... -->` are made here, from formulas of their own; with --write
they are written into the pages, else compared. Cards, struct fields and kinds are read from
include/weft/fabric, published designs from test/reference.
"""

import json
import math
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "topologies"
HEADERS = ROOT / "include" / "weft" / "fabric"
REFERENCE = ROOT / "test" / "reference"
FIGURES = ROOT / "tools" / "draw_topologies.py"

RADIX = (32, 64, 128, 256)
SHOWN = 64    # the radix of examples
PORTS = 8     # of a node, for what a loss costs
RAILS = 8

# page: structs it explains, as alternatives of the variant in topology.hpp
KINDS = {
    "single-switch": ["SingleSwitch"],
    "leaf-spine": ["LeafSpine"],
    "three-tier": ["LeafSpine"],
    "rail-optimized": ["RailOptimized"],
    "rail-only": ["RailOnly"],
    "dual-tor": ["DualTor"],
    "multi-plane": ["MultiPlane"],
    "dragonfly": ["Dragonfly"],
    "dragonfly-plus": ["DragonflyPlus"],
    "slim-fly": ["SlimFly"],
    "polar-fly": ["PolarFly"],
    "hyperx": ["HyperX", "FullMesh"],
    "torus": ["Torus"],
    "ocs-cubes": ["OcsCubes"],
    "xgft": ["Xgft"],
    "scale-up-domain": ["ScaleUpDomain", "ScaleUp"],
    "jellyfish": ["Jellyfish"],
    "tree": ["Tree"],
}
# what a plan or a command line calls a struct
NAMES = {"HyperX": "hyperx"}

CARDS = {
    "single-switch": ["fabric.single-switch", "fabric.bisection"],
    "leaf-spine": ["fabric.leaf-spine", "fabric.leaf-split", "fabric.oversubscription",
                   "fabric.bisection"],
    "three-tier": ["fabric.three-tiers", "fabric.leaf-split", "fabric.spine-split",
                   "fabric.bisection"],
    "rail-optimized": ["fabric.leaf-spine", "fabric.three-tiers", "fabric.leaf-split",
                       "fabric.bisection"],
    "rail-only": ["fabric.rail-only", "fabric.leaf-spine"],
    "dual-tor": ["fabric.dual-tor", "fabric.leaf-split", "fabric.spine-split", "fabric.bisection"],
    "multi-plane": ["fabric.multi-plane", "fabric.leaf-spine", "fabric.bisection"],
    "dragonfly": ["fabric.dragonfly"],
    "dragonfly-plus": ["fabric.dragonfly-plus"],
    "slim-fly": ["fabric.slim-fly", "fabric.slim-fly-bisection"],
    "polar-fly": ["fabric.polar-fly", "fabric.polar-fly-bisection"],
    "hyperx": ["fabric.hyperx", "fabric.hyperx-bisection"],
    "torus": ["fabric.torus", "fabric.torus-bisection", "fabric.torus-mean-hops"],
    "ocs-cubes": ["fabric.ocs-cubes", "fabric.torus-bisection"],
    "xgft": ["fabric.xgft", "fabric.bisection"],
    "scale-up-domain": ["fabric.scale-up-domain", "fabric.domain-bandwidth",
                        "fabric.leaving-oversubscription"],
    "jellyfish": ["fabric.jellyfish", "fabric.jellyfish-bisection", "fabric.jellyfish-hops",
                  "fabric.least-mean-distance"],
    "tree": ["fabric.tree"],
}

# page: row of test/reference, what it is
DESIGNS = {
    "single-switch": [("th6-singlehop", "512 accelerators on one 102.4 Tb/s switch")],
    "leaf-spine": [
        ("ds-ft2", "two tiers of 64 ports, full"),
        ("q2-max", "Quantum-2, largest two-tier fabric"),
        ("solnushkin-127-dense", "127 nodes on 36 ports, shortest bundles"),
        ("simai-dcnplus", "DCN+ template of SimAI"),
        ("bis-clos2-k64", "bisection of two full tiers"),
        ("netauto-56spines", "a planner that asked for 56 spines: 8 are right"),
        ("lossless-1024", "a guide whose spines are short of ports: refused"),
        ("mbalagot-7060x5", "a calculator that calls 3:1 non-blocking: refused")],
    "three-tier": [
        ("ds-ft3", "three tiers of 64 ports, full"),
        ("ft3-conv-ceiling", "ceiling of three tiers of 64 ports"),
        ("al-fares-k4", "the k-ary fat tree, k = 4"),
        ("al-fares-k48", "the k-ary fat tree, k = 48"),
        ("ap-512", "512 servers in four pods"),
        ("codes-summit", "pruned tree of 36-port switches"),
        ("htsim-ft-1024", "1,024 nodes, pods of 64"),
        ("llama3-24k", "eight pods at 7:1 above"),
        ("dcnplus", "pod of Alibaba's DCN+")],
    "rail-optimized": [
        ("nv-b200-su2", "DGX SuperPOD B200, 2 units"),
        ("nv-b200-su4", "4 units"), ("nv-b200-su8", "8 units"),
        ("nv-b200-su16", "16 units, three tiers"), ("nv-b200-su32", "32 units"),
        ("nv-b200-su64", "64 units"),
        ("nv-b200-ufm-1su", "1 unit, one node gives way to fabric managers"),
        ("nv-b200-ufm-3su", "3 units with fabric managers"),
        ("nv-b200-ufm-4su", "4 units with fabric managers"),
        ("nv-h100-ufm-2su", "DGX SuperPOD H100, 2 units with fabric managers"),
        ("nv-b300xdr-su1", "DGX SuperPOD B300 XDR, 1 unit"), ("nv-b300xdr-su2", "2 units"),
        ("nv-b300xdr-su4", "4 units: 18 spines, not 16"),
        ("nv-b300xdr-su8", "8 units: 36 spines, not 32"), ("nv-b300xdr-su18", "18 units"),
        ("simai-spectrumx-4096", "Spectrum-X template of SimAI")],
    "rail-only": [("railonly-32768-k64", "32,768 GPUs in domains of 256")],
    "dual-tor": [
        ("hpn-tor", "Alibaba HPN: ports of one ToR"), ("hpn-segment", "one segment"),
        ("hpn-pod", "one pod of 15 segments"), ("hpn-placement", "segments that one job needs"),
        ("simai-hpn-dual", "HPN template of SimAI, two planes")],
    "multi-plane": [
        ("ds-mpft", "eight planes, each adapter on its own"),
        ("mrc-131k", "adapters split over eight planes"),
        ("nv-b300eth-su1", "DGX SuperPOD B300 Ethernet, two planes, 1 unit"),
        ("nv-b300eth-su2", "2 units"), ("nv-b300eth-su4", "4 units"), ("nv-b300eth-su8", "8 units"),
        ("nv-b300eth-su16", "16 units"),
        ("codes-dualplane", "two planes of three tiers")],
    "dragonfly": [
        ("ds-df", "64-port routers, 511 groups"), ("codes-df-72", "9 groups of 4 routers"),
        ("codes-df-3k", "19 groups of 18 routers"), ("sst-df-36", "9 groups of 4 routers"),
        ("sst-df-114", "the small balanced sizes"), ("booksim-df", "balanced, p = 4")],
    "dragonfly-plus": [("codes-dfp-80", "5 groups of 4 and 4"), ("codes-dfp-8k", "33 groups of 16 and 16")],
    "slim-fly": [
        ("ds-sf", "q = 28, on paper only"), ("sst-sf-list", "the small orders"),
        ("sst-sf-18", "q = 3"), ("codes-sf-q5", "q = 5"), ("sf-q19", "q = 19")],
    "polar-fly": [("pf-q23", "q = 23"), ("sst-pf-7", "q = 2")],
    "hyperx": [("sst-complete-4", "full mesh of four")],
    "torus": [("sst-torus-64", "4 x 4 x 4, two endpoints a router"),
              ("bis-torus-444", "bisection of 4 x 4 x 4")],
    "ocs-cubes": [],
    "xgft": [("sst-ft-128", "4,4 : 4,4 : 8"), ("htsim-ft-1024", "8,8 : 8,8 : 16")],
    "scale-up-domain": [("nvl72", "GB200 NVL72"), ("h100-nvlsw", "links that leave an H100 node")],
    "jellyfish": [("sst-jellyfish-16", "16 routers of degree 4")],
    "tree": [],
}


class Plan(dict):
    """One fabric: n endpoints, boxes, trunks between them, hops, cut, and what a loss takes."""
    __getattr__ = dict.__getitem__


def plan(n, boxes, trunks, hops, cut, sign="", label="", **loss):
    return Plan(n=n, boxes=boxes, trunks=trunks, hops=hops, cut=cut, sign=sign, label=label,
                loss=loss)


# --- the formulas, written anew: nothing here is taken over from the headers ------------------

def prime_power(q):
    primes = [p for p in range(2, q + 1) if q % p == 0 and all(p % d for d in range(2, p))]
    return len(primes) == 1


def single_switch(k):
    return [plan(k, 1, 0, 1, k / 2, on_leaf=PORTS)]


def leaf_spine(k, taper=1, label="1:1", on_leaf=PORTS):
    down = k * taper // (1 + taper)
    up = k - down
    return plan(k * down, k + up, k * up, 3, k * down / taper / 2, label=label, on_leaf=on_leaf,
                ways=up, bundle=1)


def three_tiers(k, upper=1, label="1:1", on_leaf=PORTS):
    leaf_down = k // 2
    spine_down = k * upper // (1 + upper)
    spine_up = k - spine_down
    pods = k
    leaves = pods * spine_down
    spines = pods * (k // 2)
    cores = (k // 2) * spine_up
    n = leaves * leaf_down
    return plan(n, leaves + spines + cores, leaves * (k - leaf_down) + spines * spine_up, 5,
                n / upper / 2, label=label, on_leaf=on_leaf, ways=k // 2, bundle=1, cores=cores)


def rail_only(k):
    one = plan(RAILS * k, RAILS, 0, 1, 0, label="1 tier", on_leaf=1)
    rail = leaf_spine(k)
    two = plan(RAILS * rail.n, RAILS * rail.boxes, RAILS * rail.trunks, 3, 0, label="2 tiers",
               on_leaf=1, ways=k // 2, bundle=1)
    return [one, two]


def dual_tor(k):
    plane = leaf_spine(k)
    apart = plan(plane.n, 2 * plane.boxes, 2 * plane.trunks, 3, 2 * plane.cut, label="two planes",
                 on_leaf=1, ways=2 * (k // 2), bundle=1, planes=2, ports=2 * PORTS)
    joined = plan(plane.n // 2, plane.boxes, plane.trunks, 3, plane.cut, label="shared spines",
                  on_leaf=1, ways=k // 2, bundle=1, ports=2 * PORTS)
    return [apart, joined]


def multi_plane(k):
    plans = []
    for planes in (2, 4):
        one = leaf_spine(planes * k)
        plans.append(plan(one.n, planes * one.boxes, planes * one.trunks, 3, planes * one.cut,
                          label=f"{planes}, split adapters", on_leaf=1, planes=planes,
                          ways=planes * planes * k // 2, bundle=1, ports=PORTS * planes))
    one = leaf_spine(k)
    plans.append(plan(PORTS * one.n, PORTS * one.boxes, PORTS * one.trunks, 3, 0,
                      label=f"{PORTS}, own adapters", on_leaf=1, planes=PORTS,
                      ways=PORTS * k // 2, bundle=1))
    return plans


def dragonfly(k):
    h = max(h for h in range(1, k) if h + 2 * h - 1 + h <= k)
    p, a = h, 2 * h
    groups = a * h + 1
    local = groups * a * (a - 1) // 2
    between = groups * a * h // 2
    half = groups // 2            # G is odd: one group is halved, its full mesh is cut too
    cut = half * half + (a // 2) ** 2
    return [plan(p * a * groups, a * groups, local + between, 4, cut, "about ",
                 label=f"p = h = {h}, a = {a}, G = {groups:,}", on_leaf=PORTS, ways=a - 1 + h)]


def dragonfly_plus(k):
    half = k // 2
    groups = half * half + 1
    cut = (groups // 2) ** 2 + half * half // 2
    return [plan(half * half * groups, 2 * half * groups,
                 groups * half * half + groups * half * half // 2, 4, cut, "about ",
                 label=f"l = s = p = h = {half}, G = {groups:,}", on_leaf=PORTS, ways=half,
                 bundle=1)]


def slim_fly(k):
    best = None
    for q in range(3, k):
        delta = {0: 0, 1: 1, 3: -1}.get(q % 4)
        if delta is None or not prime_power(q):
            continue
        degree = (3 * q - delta) // 2
        hosts = math.ceil(degree / 2)
        if degree + hosts > k:
            break
        cut = q ** 3 // 2 if q % 2 == 0 else q * (q * q + 1) // 2
        best = plan(2 * q * q * hosts, 2 * q * q, q * q * degree, 3, cut,
                    "" if q % 2 == 0 else "about ", label=f"q = {q}, k' = {degree}, p = {hosts}",
                    on_leaf=PORTS, ways=degree)
    return [best]


def polar_fly(k):
    best = None
    for q in range(2, k):
        hosts = math.ceil((q + 1) / 2)
        if q + 1 + hosts > k:
            break
        if not prime_power(q):
            continue
        boxes = q * q + q + 1
        cut = (q + 1 - math.sqrt(q)) * (boxes - 1 / boxes) / 4
        best = plan(boxes * hosts, boxes, q * (q + 1) ** 2 // 2, 3, cut, "at least ",
                    label=f"q = {q}, p = {hosts}", on_leaf=PORTS, ways=q + 1)
    return [best]


def hyperx_cut(sizes):
    """Narrowest of the cuts across one dimension; a middle layer is cut across the others."""
    if not sizes:
        return 0
    least = None
    for i, along in enumerate(sizes):
        rest = sizes[:i] + sizes[i + 1:]
        cut = math.prod(rest) * (along // 2) * ((along + 1) // 2)
        if along % 2:
            cut += hyperx_cut(rest)
        least = cut if least is None else min(least, cut)
    return least


def hyperx(k):
    plans = []
    for dimensions in (1, 2, 3):
        best = (0,)
        for small in range(1, k + 2):
            for longer in range(dimensions):
                sizes = [small + 1] * longer + [small] * (dimensions - longer)
                real = [s for s in sizes if s > 1]
                network = sum(s - 1 for s in real)
                hosts = min([k - network] + real)
                if real and hosts > 0 and hosts * math.prod(real) > best[0]:
                    best = (hosts * math.prod(real), hosts, real, network)
        n, hosts, sizes, network = best
        boxes = math.prod(sizes)
        shape = " x ".join(map(str, sizes))
        plans.append(plan(n, boxes, boxes * network // 2, 1 + len(sizes), hyperx_cut(sizes),
                          label=f"{shape}, T = {hosts}" if dimensions > 1 else
                          f"{shape} (full mesh), T = {hosts}", on_leaf=PORTS, ways=network))
    return plans


def torus(k):
    """One endpoint a router, three dimensions: the longest edge whose rings are not overloaded."""
    width = (k - 1) // 6
    edge = 8 * width              # a ring carries edge/4 links of traffic on 2 width links
    return [plan(edge ** 3, edge ** 3, 3 * width * edge ** 3, 1 + 3 * (edge // 2),
                 2 * width * edge * edge, label=f"{edge} x {edge} x {edge}, w = {width}",
                 on_leaf=1, ways=6 * width, ports=1)]


def cubes_along(cubes):
    triples = [(x, y, cubes // x // y) for x in range(1, cubes + 1) if cubes % x == 0
               for y in range(1, cubes // x + 1) if cubes // x % y == 0]
    return sorted(min(triples, key=lambda each: (max(each), sum(each))), reverse=True)


def ocs_cubes(k):
    c, cubes = 4, k // 2
    sizes = [c * each for each in cubes_along(cubes)]
    chips = math.prod(sizes)
    copper = 3 * (c - 1) * c * c * cubes
    fibres = 6 * c * c * cubes
    return [plan(chips, 3 * c * c, copper + fibres, 1 + sum(s // 2 for s in sizes),
                 2 * chips // max(sizes), label=" x ".join(map(str, sizes)))]


def xgft(k):
    plans = []
    half = k // 2
    for levels in (2, 3, 4):
        if half ** (levels - 1) * 2 > 1_000_000:
            continue              # no level may have more than a million boxes
        n = 2 * half ** levels
        boxes = (2 * levels - 1) * half ** (levels - 1)
        plans.append(plan(n, boxes, (levels - 1) * n, 2 * levels - 1, n / 2, label=f"{levels}",
                          on_leaf=PORTS, ways=half, bundle=1,
                          **({"cores": (half ** 2 if levels > 2 else 0)} if levels > 2 else {})))
    return plans


def scale_up_domain(k):
    links = 18
    return [plan(k // m, links // m, 0, 1, links * (k // m) / 2, label=f"m = {m}", on_leaf=m,
                 planes=links // m, ports=links) for m in (1, 2)]


def mean_path(switches, degree):
    """Mean number of links from a switch to any, itself included, in a tree that wastes none."""
    left, ring, distance, total = switches - 1, degree, 1, 0
    while left > 0:
        here = min(ring, left)
        total += distance * here
        left, ring, distance = left - here, ring * (degree - 1), distance + 1
    return total / switches


def jellyfish(k):
    plans = []
    for hosts in (k // 3, k // 4):
        degree = k - hosts
        low, high = degree + 1, 10 ** 7
        while high - low > 1:     # the mean path grows with the graph
            middle = (low + high) // 2
            fits = hosts * mean_path(middle, degree) <= degree * (1 + 1e-12)
            low, high = (middle, high) if fits else (low, middle)
        switches = low - (low * degree % 2)
        if switches > 1_000_000:
            continue              # refused
        cut = switches * (degree / 4 - math.sqrt(degree * math.log(2)) / 2)
        doublings = math.ceil(math.log2(switches))
        far = 2.1 * degree * switches * math.log(2) * doublings
        hops = 2 + math.ceil(math.log(far) / math.log(degree - 1))
        plans.append(plan(switches * hosts, switches, switches * degree // 2, hops, cut,
                          "at least ", label=f"p = {hosts}, r = {degree}", on_leaf=PORTS,
                          ways=degree))
    return plans


def tree(k):
    down = k - 2
    pair = plan(k * down, k + 2, 2 * k, 3, k * down / (down / 2) / 2, label="one pair",
                on_leaf=PORTS, ways=2, bundle=1)
    leaves = down * (k // 2)
    n = leaves * down
    taper = (down / 2) * (2 * leaves) / (2 * k)
    full = plan(n, leaves + k + 2, 2 * leaves + 2 * k, 5, n / taper / 2,
                label=f"{k // 2} pairs and cores", on_leaf=PORTS, ways=2, bundle=1, cores=2)
    return [pair, full]


LIMITS = {
    "single-switch": ("", single_switch),
    "leaf-spine": ("taper", lambda k: [leaf_spine(k), leaf_spine(k, 3, "3:1")]),
    "three-tier": ("taper above", lambda k: [three_tiers(k), three_tiers(k, 7, "7:1")]),
    "rail-optimized": ("tiers", lambda k: [leaf_spine(k, label="2", on_leaf=1),
                                           three_tiers(k, label="3", on_leaf=1)]),
    "rail-only": ("rails", rail_only),
    "dual-tor": ("kind", dual_tor),
    "multi-plane": ("planes", multi_plane),
    "dragonfly": ("shape", dragonfly),
    "dragonfly-plus": ("shape", dragonfly_plus),
    "slim-fly": ("shape", slim_fly),
    "polar-fly": ("shape", polar_fly),
    "hyperx": ("shape", hyperx),
    "torus": ("shape", torus),
    "ocs-cubes": ("torus of chips", ocs_cubes),
    "xgft": ("levels", xgft),
    "scale-up-domain": ("links to a chip", scale_up_domain),
    "jellyfish": ("shape", jellyfish),
    "tree": ("shape", tree),
}


# --- tables ------------------------------------------------------------------------------------

def table(head, rows):
    def line(cells):
        return "| " + " | ".join(cells) + " |"
    numbers = [all(re.match(r"^[\d.,: %]+$|^≤ |^about |^at least |^–$", row[i]) for row in rows)
               for i in range(len(head))]
    return [line(head), "|" + "|".join(" ---: " if n else " --- " for n in numbers) + "|",
            *map(line, rows)]


def whole(value):
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.1f}"


def share(part, of):
    return "0" if part == 0 else f"{part / of:#.3g}".rstrip(".")


def cut_text(each):
    return f"{each.sign}{whole(each.cut) if each.cut < 1e4 else format(each.cut, ',.0f')}"


def limits_table(page):
    name, plans = LIMITS[page]
    bound = "≤ " if page == "jellyfish" else ""
    largest = {"ocs-cubes": "largest N, chips", "torus": "N whose rings are not overloaded",
               "jellyfish": "N that is not overloaded"}.get(page, "largest N, endpoints")
    head = ["k", *([name] if name else []), largest, "switches",
            "links between switches", "switches per endpoint", "links per endpoint", "hops",
            "bisection, links"]
    rows = []
    for k in RADIX:
        for each in plans(k):
            rows.append([str(k), *([each.label] if name else []), whole(each.n),
                         whole(each.boxes), whole(each.trunks), share(each.boxes, each.n),
                         share(each.trunks, each.n), f"{bound}{each.hops}", cut_text(each)])
    return table(head, rows)


def keeps(lost, of):
    return f"{100 * max(0, of - lost) / of:.1f} %"


def losses(each):
    loss = each.loss
    ports = loss.get("ports", PORTS)
    rows = [("link to a node", "1 − 1/n", keeps(1, ports))]
    planes = loss.get("planes", 1)
    ways = loss.get("ways", 0)
    if ways:
        rows.append(("link between switches", "1 − 1/(P u)", keeps(1, ways)))
    rows.append(("leaf, or router", "1 − n_leaf/n", keeps(loss["on_leaf"], ports)))
    if "bundle" in loss:
        rows.append(("spine", "1 − b/(P u)", keeps(loss["bundle"], ways)))
    if loss.get("cores"):
        rows.append(("core", "1 − 1/cores in reach", keeps(1, loss["cores"])))
    if planes > 1:
        rows.append(("plane", "1 − 1/P", keeps(1, planes)))
    return rows


def losses_table(page):
    plans = LIMITS[page][1](SHOWN)
    named = len(plans) > 1 and len({tuple(losses(each)) for each in plans}) > 1
    if not named:
        return table(["lost", "a node keeps", f"at k = {SHOWN}"], losses(plans[0]))
    every = list(dict.fromkeys((row[0], row[1]) for each in plans for row in losses(each)))
    name = LIMITS[page][0]
    head = ["lost", "a node keeps",
            *(f"{each.label} {name}" if each.label.isdigit() else each.label for each in plans)]
    found = [{row[0]: row[2] for row in losses(each)} for each in plans]
    return table(head, [[what, rule, *(of.get(what, "–") for of in found)]
                        for what, rule in every])


def cards():
    text = "\n".join(path.read_text() for path in sorted(HEADERS.glob("*.hpp")))
    found = {}
    for body in re.findall(r"constexpr Formula \w+\{(.*?)\};", text, re.DOTALL):
        fields, kept = [], ""    # adjacent literals are one
        for token in re.findall(r'"(?:[^"\\]|\\.)*"|,', body):
            if token == ",":
                fields.append(kept)
                kept = ""
            else:
                kept += token[1:-1]
        card, equation, source = (*fields, kept)[:3]
        found[card] = (equation, source)
    return found


def cards_table(page, known):
    return table(["card", "formula", "source"],
                 [[f"`{card}`", f"`{known[card][0]}`", known[card][1].replace("|", "/")]
                  for card in CARDS[page]])


def reference_rows():
    lines = (REFERENCE / "fabric-published.ndjson").read_text().splitlines()
    return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}


def told(values):
    def one(value):
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, float)):
            return f"{value:,}"
        if isinstance(value, list):
            return "(" + ", ".join(map(one, value)) + ")"
        return str(value)
    return ", ".join(f"{key.replace('_', ' ')} {one(value)}" for key, value in values.items())


def designs_table(page, rows):
    body = []
    for row_id, what in DESIGNS[page]:
        row = rows[row_id]
        source = re.sub(r"(https?://\S+[\w/])", r"<\1>", row["source"]).replace("|", "/")
        if row.get("from_memory"):
            source += " (recalled, not opened)"
        body.append([f"`{row_id}`", what, told(row["expected"]), source])
    return table(["row", "design", "published", "source"], body)


def sizes_table():
    """Tori of one link between neighbours and one endpoint a router."""
    rows = []
    for sizes in ((4, 4, 4), (8, 8, 8), (16, 16, 16), (32, 32, 32), (16, 16), (8, 8, 8, 8)):
        n = math.prod(sizes)
        mean = sum(sum(min(d, s - d) for d in range(s)) / s for s in sizes)
        busiest = max(sum(min(d, s - d) for d in range(s)) / s for s in sizes) / 2
        rows.append([" x ".join(map(str, sizes)), f"{n:,}", str(2 * len(sizes)),
                     f"{n * len(sizes):,}", str(1 + sum(s // 2 for s in sizes)), whole(mean),
                     f"{2 * n // max(sizes):,}", f"{busiest:g}"])
    return table(["shape", "routers", "ports to others", "links", "hops", "mean links of a path",
                  "bisection, links", "oversubscription"], rows)


def mesh_table():
    """Scale-up domains without a switch chip: all links of an accelerator used evenly."""
    rows = []
    for accelerators, links in ((4, 3), (8, 7), (8, 14), (16, 15), (32, 31)):
        each = links // (accelerators - 1)
        cut = each * (accelerators // 2) * ((accelerators + 1) // 2)
        rows.append([str(accelerators), str(links), str(each),
                     str(accelerators * links // 2), str(cut)])
    return table(["accelerators", "links of one", "links of a pair", "links", "bisection, links"],
                 rows)


def index_table():
    rows = []
    for page, (_, plans) in LIMITS.items():
        every = plans(SHOWN)
        for each in every:
            if page == "xgft" and each.label != "4":
                continue          # two and three levels are leaf-spine and three tiers
            bound = "≤ " if page == "jellyfish" else ""
            label = f"{each.label} {LIMITS[page][0]}" if each.label.isdigit() else each.label
            box = keeps(each.loss["on_leaf"], each.loss.get("ports", PORTS)) \
                if "on_leaf" in each.loss else "–"
            cut = "0" if each.cut == 0 else f"{each.sign}{each.cut / each.n:#.2g}".rstrip(".")
            rows.append([f"[{page}]({page}.md)", label, whole(each.n), share(each.boxes, each.n),
                         share(each.trunks, each.n), f"{bound}{each.hops}", cut, box])
    return table(["kind", "shape", "largest N", "switches per endpoint",
                  "links between switches per endpoint", "hops", "bisection links per endpoint",
                  "a node keeps when its leaf fails"], rows)


def loss_index_table():
    rows = []
    for page, (_, plans) in LIMITS.items():
        each = max((one for one in plans(SHOWN)), key=lambda one: len(one.loss))
        if "on_leaf" not in each.loss:
            continue
        found = {row[0]: row[2] for row in losses(each)}
        rows.append([f"[{page}]({page}.md)", *(found.get(what, "–") for what in (
            "link to a node", "link between switches", "leaf, or router", "spine", "core",
            "plane"))])
    return table(["kind", "link to a node", "link between switches", "leaf or router", "spine",
                  "core", "plane"], rows)


def made_tables():
    known, rows = cards(), reference_rows()
    made = {"README": {"kinds": index_table(), "losses": loss_index_table()}}
    for page in KINDS:
        made[page] = {"cards": cards_table(page, known), "limits": limits_table(page)}
        if page != "ocs-cubes":
            made[page]["losses"] = losses_table(page)
        if DESIGNS[page]:
            made[page]["designs"] = designs_table(page, rows)
    made["torus"]["sizes"] = sizes_table()
    made["scale-up-domain"]["meshes"] = mesh_table()
    return made


MARKED = re.compile(r"<!-- table: ([\w-]+) -->\n+((?:\|.*\n)*)\n*")


# --- checks ------------------------------------------------------------------------------------

def check_tables(page, text, made, faults):
    seen = dict(MARKED.findall(text))
    for name, lines in made.items():
        if name not in seen:
            faults.append(f"{page}.md: no table '{name}'")
            continue
        have = seen[name].rstrip("\n").split("\n")
        for number, (old, new) in enumerate(zip(have + [""] * len(lines), lines), 1):
            if old != new:
                faults.append(f"{page}.md: table '{name}' line {number}:\n  is   {old}\n  want {new}")
        if len(have) > len(lines):
            faults.append(f"{page}.md: table '{name}' has lines too many")
    faults += [f"{page}.md: nobody makes a table '{name}'" for name in seen if name not in made]


def fields_of(struct, headers):
    found = re.search(r"struct " + struct + r" \{(.*?)\n\};", headers, re.DOTALL)
    if not found:
        return None
    body = re.sub(r"//.*", "", found.group(1))
    members = re.findall(r"^\s+(?:std::|double|bool|Remainder|PlaneUse|TorusSize|XgftPorts)\S*"
                         r"(?:<[^;]*>)? (\w+)(?: =|\{|;)", body, re.MULTILINE)
    return [plan_name(struct, each) for each in members]


def plan_name(struct, member):
    """What a plan calls a member: the name in its row."""
    folder = ROOT / "include" / "weft" / "plan"
    rows = "".join((folder / name).read_text() for name in ("topology.hpp", "topology_kinds.hpp"))
    row = re.search(r"row<&(?:fabric|plan)::" + struct + "::" + member + r'>\(\s*"(\w+)"', rows)
    return row.group(1) if row else member


def kind_name(struct):
    return NAMES.get(struct) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", struct).lower()


def question_flags():
    text = (ROOT / "include" / "weft" / "report" / "question.hpp").read_text()
    body = re.search(r"struct FabricQuestion \{(.*?)\n\};", text, re.DOTALL).group(1)
    names = re.findall(r"(\w+)(?: = [^;]*)?;", body)
    return {name.replace("switch_id", "switch").replace("_", "-") for name in names}


def plan_words():
    text = (ROOT / "include" / "weft" / "plan" / "topology.hpp").read_text()
    body = re.search(r"words<plan::Topology> = (.*?)\};", text, re.DOTALL).group(1)
    return set(re.findall(r'Case\{"([\w-]+)"', body))


def check_plan_snippet(page, snippet, allowed, faults):
    try:
        written = json.loads("{" + snippet.strip() + "}")
    except ValueError as error:
        faults.append(f"{page}.md: plan snippet: {error}")
        return
    topology = written.get("topology", {})
    kind = topology if isinstance(topology, str) else topology.get("kind")
    if allowed and kind not in allowed:
        faults.append(f"{page}.md: kind {kind} is not of this page: {', '.join(allowed)}")
    elif allowed and isinstance(topology, dict):
        faults += [f"{page}.md: {kind} has no field '{key}'" for key in topology
                   if key != "kind" and key not in allowed[kind]]


def check_command(page, command, allowed, faults):
    kind = re.search(r"--topology ([\w-]+)", command)
    if not kind or kind.group(1) not in allowed:
        faults.append(f"{page}.md: not a topology of this page: {command}")
        return
    known = {field.replace("_", "-") for field in allowed[kind.group(1)]} | question_flags()
    faults += [f"{page}.md: {kind.group(1)} has no flag --{flag}"
               for flag in re.findall(r"--([\w-]+)", command) if flag not in known]


def check_snippets(page, text, headers, faults):
    """Plans and commands use kinds, fields and flags that exist."""
    found = {kind_name(s): fields_of(s, headers) for s in KINDS[page]}
    faults += [f"{page}.md: no struct of kind {kind} in the headers"
               for kind, fields in found.items() if fields is None]
    words = plan_words()
    allowed = {kind: fields for kind, fields in found.items() if kind in words}
    plans = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    commands = re.findall(r"^weft size fabric .*$", text.replace("\\\n", " "), re.MULTILINE)
    if not plans or bool(commands) != bool(allowed):
        faults.append(f"{page}.md: no plan snippet, or commands do not go with the kinds of a plan")
    for snippet in plans:
        check_plan_snippet(page, snippet, allowed, faults)
    for command in commands:
        check_command(page, command, allowed, faults)


def check_page(page, made, headers, known, faults):
    path = PAGES / f"{page}.md"
    if not path.exists():
        faults.append(f"{path.name}: is missing")
        return
    text = path.read_text()
    check_tables(page, text, made, faults)
    for card in set(re.findall(r"`(fabric\.[\w-]+)`", text)):
        if card not in known:
            faults.append(f"{page}.md: no card {card} in the headers")
    for figure, alt in ((m[1], m[0]) for m in re.findall(r"!\[(.*?)\]\((.*?)\)", text)):
        if not (PAGES / figure).exists():
            faults.append(f"{page}.md: no figure {figure}")
        if len(alt) < 20:
            faults.append(f"{page}.md: {figure} says too little in words")
    if page == "README":
        return
    faults += [f"{page}.md: does not name {card}" for card in CARDS[page]
               if f"`{card}`" not in text]
    if f"figures/{page}.svg" not in text:
        faults.append(f"{page}.md: no figure")
    check_snippets(page, text, headers, faults)


def check_kinds(headers, faults):
    """Every alternative of the variant has a page, and the index links to each page."""
    variant = re.search(r"using Topology = std::variant<(.*?)>;", headers, re.DOTALL).group(1)
    told_of = {struct for structs in KINDS.values() for struct in structs}
    faults += [f"topology.hpp: {struct} has no page" for struct in re.findall(r"\w+", variant)
               if struct not in told_of]
    names = {kind_name(struct) for struct in told_of} | {"auto"}
    faults += [f"plan/topology.hpp: {word} has no page" for word in plan_words() - names]
    index = (PAGES / "README.md").read_text()
    faults += [f"README.md: no link to {page}" for page in KINDS if f"({page}.md)" not in index]


def check_links(faults):
    for path in sorted(PAGES.glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            if "://" not in target and not (path.parent / target).exists():
                faults.append(f"{path.name}: dead link {target}")


def main():
    made = made_tables()
    if "--write" in sys.argv[1:]:
        for page, tables in made.items():
            path = PAGES / f"{page}.md"
            path.write_text(MARKED.sub(
                lambda m, tables=tables: f"<!-- table: {m[1]} -->\n\n"
                + "\n".join(tables.get(m[1], [])) + "\n\n", path.read_text()).rstrip() + "\n")
        return 0
    headers = "\n".join(path.read_text() for path in sorted(HEADERS.glob("*.hpp")))
    faults = []
    for page, tables in made.items():
        check_page(page, tables, headers, cards(), faults)
    check_kinds(headers, faults)
    check_links(faults)
    if subprocess.run([sys.executable, "-B", str(FIGURES), "--check"], check=False).returncode:
        faults.append("figures differ: run tools/draw_topologies.py")
    numbers = sum(len(re.findall(r"\d[\d,.]*", line)) for tables in made.values()
                  for name, lines in tables.items() if name != "cards" for line in lines)
    print("\n".join(faults) if faults else f"{len(made)} pages, {numbers} numbers agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
