#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draw the figures of docs/topologies; with --check only compare.

Strokes and letters are mid-tones on no background, so that a figure reads on light and on dark
pages; the colours are those of Okabe and Ito and never stand alone.
"""

import math
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "docs" / "topologies" / "figures"
WIDTH = 640

INK = "#777777"      # 4.5:1 on white, 4.2:1 on near black
BLUE, GREEN, ORANGE = "#0072B2", "#009E73", "#E69F00"
RED, PURPLE, SKY = "#D55E00", "#CC79A7", "#56B4E9"
RAILS = (BLUE, ORANGE, GREEN, PURPLE)


class Figure:
    def __init__(self, title, height):
        self.title, self.height, self.links, self.shapes = title, height, [], []

    def line(self, a, b, colour=INK, width=1.2, dash="", bend=0.0):
        """A link; `bend` moves its middle aside, in parts of its length."""
        style = f'stroke="{colour}" stroke-width="{width}" fill="none"'
        if dash:
            style += f' stroke-dasharray="{dash}"'
        (x1, y1), (x2, y2) = a, b
        if bend:
            mx = (x1 + x2) / 2 - bend * (y2 - y1)
            my = (y1 + y2) / 2 + bend * (x2 - x1)
            path = f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {x2:.1f} {y2:.1f}"
        else:
            path = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
        self.links.append(f'<path d="{path}" {style}/>')

    def box(self, x, y, w, h, colour, label="", round_=4, solid=0.16, dash=""):
        """A box around its middle (x, y)."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.shapes.append(f'<rect x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w}" '
                           f'height="{h}" rx="{round_}" fill="{colour}" fill-opacity="{solid}" '
                           f'stroke="{colour}" stroke-width="1.5"{dashed}/>')
        if label:
            self.text(x, y + 4, label)

    def area(self, x1, y1, x2, y2, colour=INK, dash="4 3"):
        self.links.append(f'<rect x="{x1:.1f}" y="{y1:.1f}" width="{x2 - x1:.1f}" '
                          f'height="{y2 - y1:.1f}" rx="6" fill="{colour}" fill-opacity="0.06" '
                          f'stroke="{colour}" stroke-dasharray="{dash}"/>')

    def dot(self, x, y, r=5, colour=SKY, solid=0.55):
        self.shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{colour}" '
                           f'fill-opacity="{solid}" stroke="{colour}" stroke-width="1.3"/>')

    def text(self, x, y, words, size=12, anchor="middle", colour=INK, bold=False):
        weight = ' font-weight="bold"' if bold else ""
        self.shapes.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
                           f'text-anchor="{anchor}"{weight}>{words}</text>')

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" '
                f'width="{WIDTH}" height="{self.height}" role="img" '
                f'font-family="system-ui, Helvetica, Arial, sans-serif">\n'
                f"<title>{self.title}</title>\n" + "\n".join(self.links + self.shapes)
                + "\n</svg>\n")


def spread(count, left, right):
    """Middles of `count` things between two edges."""
    return [left + (right - left) * (i + 0.5) / count for i in range(count)]


def ring(count, cx, cy, radius, turn=-math.pi / 2):
    return [(cx + radius * math.cos(turn + 2 * math.pi * i / count),
             cy + radius * math.sin(turn + 2 * math.pi * i / count)) for i in range(count)]


def endpoints(figure, x, y, count, top, gap=16):
    """Endpoints in a row below a leaf whose lower edge is at `top`."""
    for each in spread(count, x - gap * count / 2, x + gap * count / 2):
        figure.line((x + (each - x) * 0.5, top), (each, y))
        figure.dot(each, y)


# --- the kinds ------------------------------------------------------------------------------

def single_switch():
    f = Figure("One switch with every endpoint on it", 150)
    for x in spread(12, 60, 480):
        f.line((270 + (x - 270) * 0.5, 54), (x, 108))
        f.dot(x, 108)
    f.box(270, 40, 240, 28, BLUE, "switch, k ports")
    f.text(270, 136, "N ≤ k − reserve endpoints")
    f.text(500, 45, "1 switch on every path", anchor="start", size=11)
    return f


def leaf_spine():
    f = Figure("Leaves below, spines above, every leaf joined to every spine", 230)
    leaves, spines = spread(4, 20, 520), spread(2, 120, 420)
    for leaf in leaves:
        for spine in spines:
            f.line((leaf - 3, 124), (spine - 3, 54))
            f.line((leaf + 3, 124), (spine + 3, 54))
        endpoints(f, leaf, 190, 4, 152)
        f.box(leaf, 138, 96, 28, BLUE, "leaf")
    for spine in spines:
        f.box(spine, 40, 110, 28, GREEN, "spine")
    f.text(530, 44, "S spines", anchor="start", size=11)
    f.text(530, 90, "u uplinks a leaf,", anchor="start", size=11)
    f.text(530, 106, "b = u/S to a spine", anchor="start", size=11)
    f.text(530, 142, "L leaves", anchor="start", size=11)
    f.text(530, 194, "d a leaf", anchor="start", size=11)
    f.text(270, 220, "same leaf: 1 switch · other leaf: 3 switches", size=11)
    return f


def three_tier():
    f = Figure("Pods of leaves and spines, joined by cores", 285)
    cores = spread(4, 60, 500)
    for pod, left in enumerate((20, 150, 280, 410)):
        f.area(left + 2, 94, left + 120, 254)
        leaves, spines = spread(2, left, left + 122), spread(2, left, left + 122)
        for s, spine in enumerate(spines):
            for core in (0, 1):
                f.line((cores[2 * s + core], 50), (spine, 106))
            for leaf in leaves:
                f.line((spine, 130), (leaf, 166))
            f.box(spine, 118, 50, 24, GREEN, "spine")
        for leaf in leaves:
            endpoints(f, leaf, 226, 2, 190)
            f.box(leaf, 178, 50, 24, BLUE, "leaf")
        f.text(left + 61, 248, f"pod {pod + 1}", size=11)
    for core in cores:
        f.box(core, 36, 60, 28, ORANGE, "core")
    f.text(542, 40, "k/2 cores for", anchor="start", size=11)
    f.text(542, 54, "each spine place", anchor="start", size=11)
    f.text(542, 122, "k/2 up, or fewer:", anchor="start", size=11)
    f.text(542, 136, "a taper above", anchor="start", size=11)
    f.text(542, 182, "k/2 leaves a pod", anchor="start", size=11)
    f.text(270, 276, "same leaf: 1 switch · same pod: 3 · other pod: 5", size=11)
    return f


def nodes_on_rails(f, y, nodes, leaves, leaf_y):
    """Nodes with one adapter a rail, each to the leaf of its rail."""
    for node in nodes:
        for rail, x in enumerate(spread(len(leaves), node - 52, node + 52)):
            f.line((leaves[rail] + (node - 270) * 0.1, leaf_y + 14), (x, y - 16), RAILS[rail], 1.3)
            f.box(x, y - 12, 18, 12, RAILS[rail], round_=2, solid=0.5)
        f.box(node, y + 10, 116, 26, INK, "node", solid=0.12)


def rail_optimized():
    f = Figure("One leaf for each rail of a scalable unit, spines above", 250)
    leaves, spines = spread(4, 20, 520), spread(2, 120, 420)
    for leaf in leaves:
        for spine in spines:
            f.line((leaf, 96), (spine, 50))
    nodes_on_rails(f, 204, spread(4, 10, 530), leaves, 110)
    for i, leaf in enumerate(leaves):
        f.box(leaf, 110, 96, 28, RAILS[i], f"rail {i}")
    for spine in spines:
        f.box(spine, 36, 110, 28, INK, "spine")
    f.text(540, 114, "R leaves a unit", anchor="start", size=11)
    f.text(540, 196, "adapter i of each", anchor="start", size=11)
    f.text(540, 210, "node on rail i", anchor="start", size=11)
    f.text(270, 242, "same rail, same unit: 1 switch · else 3, or 1 after a hop inside the node",
           size=11)
    return f


def rail_only():
    f = Figure("One network for each rail and nothing between rails", 200)
    leaves = spread(4, 20, 520)
    nodes_on_rails(f, 140, spread(4, 10, 530), leaves, 40)
    for i, leaf in enumerate(leaves):
        f.box(leaf, 40, 96, 28, RAILS[i], f"rail {i}")
    f.text(540, 40, "R networks,", anchor="start", size=11)
    f.text(540, 54, "not joined", anchor="start", size=11)
    f.text(540, 140, "the node's own", anchor="start", size=11)
    f.text(540, 154, "links join rails", anchor="start", size=11)
    f.text(270, 190, "same rail: 1 switch (3 with spines) · other rail: forwarded inside a node",
           size=11)
    return f


def dual_tor():
    f = Figure("Each adapter has a port on two leaves of its rail", 260)
    sets = [(BLUE, "A"), (RED, "B")]
    leaves = spread(4, 20, 520)
    spines = {"A": (110, 190), "B": (350, 430)}
    for i, leaf in enumerate(leaves):
        colour, plane = sets[i % 2]
        for spine in spines[plane]:
            f.line((leaf, 100), (spine, 52), colour, 1.2, "" if plane == "A" else "6 3")
        f.box(leaf, 114, 104, 28, colour, f"rail {i // 2} · leaf {plane}")
    for node in spread(3, 20, 520):
        for rail, x in enumerate((node - 34, node + 34)):
            for port, (colour, plane) in enumerate(sets):
                f.line((leaves[2 * rail + port], 128), (x - 7 + 14 * port, 190), colour, 1.2,
                       "" if plane == "A" else "6 3")
            f.box(x, 196, 40, 14, INK, round_=2, solid=0.3)
        f.box(node, 218, 130, 26, INK, "node", solid=0.12)
    for colour, plane in sets:
        for spine in spines[plane]:
            f.box(spine, 38, 70, 28, colour, f"spine {plane}")
    f.text(540, 42, "two planes that", anchor="start", size=11)
    f.text(540, 56, "never meet", anchor="start", size=11)
    f.text(540, 112, "2 R leaves a", anchor="start", size=11)
    f.text(540, 126, "segment", anchor="start", size=11)
    f.text(540, 200, "2 ports an", anchor="start", size=11)
    f.text(540, 214, "adapter", anchor="start", size=11)
    f.text(270, 252, "a lost leaf takes half of one adapter, not a whole node", size=11)
    return f


def multi_plane():
    f = Figure("An adapter split over four planes, each a fabric of its own", 235)
    planes = spread(4, 10, 530)
    for i, plane in enumerate(planes):
        colour = RAILS[i]
        f.area(plane - 60, 20, plane + 60, 128, colour)
        for leaf in spread(3, plane - 56, plane + 56):
            for spine in spread(2, plane - 40, plane + 40):
                f.line((leaf, 92), (spine, 54), colour)
            f.box(leaf, 101, 30, 18, colour)
        for spine in spread(2, plane - 40, plane + 40):
            f.box(spine, 45, 34, 18, colour)
        f.text(plane, 123, f"plane {i}", size=11)
    for adapter in (150, 390):
        for i, plane in enumerate(planes):
            f.line((plane + (adapter - 270) * 0.2, 128), (adapter - 36 + 24 * i, 178), RAILS[i], 1.5)
            f.box(adapter - 36 + 24 * i, 182, 16, 12, RAILS[i], round_=2, solid=0.5)
        f.box(adapter, 200, 130, 24, INK, "adapter, rate B", solid=0.12)
    f.text(540, 60, "P planes,", anchor="start", size=11)
    f.text(540, 74, "radix k P each", anchor="start", size=11)
    f.text(540, 186, "P ports of", anchor="start", size=11)
    f.text(540, 200, "rate B/P", anchor="start", size=11)
    f.text(270, 228, "a lost plane takes 1/P of the rate of every node", size=11)
    return f


def dragonfly():
    f = Figure("Five groups of four routers, every group joined to every other", 330)
    cx, cy, radius = 200, 160, 112
    groups = ring(5, cx, cy, radius)
    routers = []
    for i, (x, y) in enumerate(groups):
        turn = math.atan2(cy - y, cx - x)
        routers.append(ring(4, x, y, 20, turn - math.pi / 4))
    order = {g: sorted((h for h in range(5) if h != g), key=lambda h, g=g: (h - g) % 5)
             for g in range(5)}
    for g in range(5):
        for h in range(g + 1, 5):
            near, far = order[g].index(h), order[h].index(g)
            f.line(routers[g][near], routers[h][far], PURPLE, 1.6)
    for g, (x, y) in enumerate(groups):
        for i in range(4):
            for j in range(i + 1, 4):
                f.line(routers[g][i], routers[g][j], BLUE, 1.3)
            f.dot(*routers[g][i], 6, BLUE, 1)
        away = (x - cx) / radius, (y - cy) / radius
        f.text(x + 54 * away[0], y + 38 * away[1] + 4, f"group {g}", size=11)
    f.text(430, 90, "group: a routers, full mesh", anchor="start", size=11)
    f.line((400, 86), (424, 86), BLUE, 2)
    f.text(430, 114, "global: h ports a router", anchor="start", size=11)
    f.line((400, 110), (424, 110), PURPLE, 2)
    f.text(430, 138, "p endpoints a router (not drawn)", anchor="start", size=11)
    f.dot(412, 134, 5)
    f.text(400, 232, "here a = 4, h = 1, so", anchor="start", size=11)
    f.text(400, 248, "G = a h + 1 = 5 groups", anchor="start", size=11)
    f.text(400, 272, "local, global, local:", anchor="start", size=11)
    f.text(400, 288, "at most 4 switches", anchor="start", size=11)
    return f


def dragonfly_plus():
    f = Figure("Groups of leaves and spines, joined through their spines", 250)
    groups = (100, 270, 440)
    places = [spread(2, g - 70, g + 70) for g in groups]
    f.line((places[0][1], 76), (places[1][0], 76), PURPLE, 1.8, bend=-0.3)
    f.line((places[1][1], 76), (places[2][0], 76), PURPLE, 1.8, bend=-0.3)
    f.line((places[0][0], 76), (places[2][1], 76), PURPLE, 1.8, bend=-0.17)
    for i, group in enumerate(groups):
        f.area(group - 78, 68, group + 78, 214)
        for spine in places[i]:
            for leaf in places[i]:
                f.line((spine, 104), (leaf, 136), BLUE)
            f.box(spine, 90, 60, 28, GREEN, "spine")
        for leaf in places[i]:
            endpoints(f, leaf, 194, 3, 164)
            f.box(leaf, 150, 60, 28, BLUE, "leaf")
        f.text(group, 230, f"group {i}", size=11)
    f.text(534, 54, "s h global links", anchor="start", size=11)
    f.text(534, 68, "leave a group", anchor="start", size=11)
    f.text(534, 94, "s spines", anchor="start", size=11)
    f.text(534, 154, "l leaves", anchor="start", size=11)
    f.text(534, 198, "p a leaf", anchor="start", size=11)
    f.text(270, 246, "leaf, spine, spine, leaf: at most 4 switches", size=11)
    return f


def near_and_far(f, count, edges, cx, cy, radius, start, names):
    """A graph on a ring: one router, its neighbours and what two links reach."""
    at = ring(count, cx, cy, radius)
    near = {j for i, j in edges if i == start} | {i for i, j in edges if j == start}
    for i, j in edges:
        if start in (i, j):
            f.line(at[i], at[j], RED, 2)
        elif i in near or j in near:
            f.line(at[i], at[j], SKY, 0.7)
        else:
            f.line(at[i], at[j], INK, 0.3)
    for i, (x, y) in enumerate(at):
        colour = RED if i == start else ORANGE if i in near else SKY
        f.dot(x, y, 7 if i == start else 5, colour, 0.8)
    for i, (colour, words) in enumerate(zip((RED, ORANGE, SKY), names)):
        f.dot(cx + radius + 56, cy - 44 + 26 * i, 6, colour, 0.8)
        f.text(cx + radius + 70, cy - 40 + 26 * i, words, anchor="start", size=11)


def slim_fly():
    """The MMS graph of q = 5: generator sets are the squares and the others."""
    q, squares, others = 5, {1, 4}, {2, 3}
    edges = [(x * q + y, x * q + z) for x in range(q) for y in range(q) for z in range(y)
             if (y - z) % q in squares]
    edges += [(q * q + m * q + c, q * q + m * q + d) for m in range(q) for c in range(q)
              for d in range(c) if (c - d) % q in others]
    edges += [(x * q + (m * x + c) % q, q * q + m * q + c)
              for x in range(q) for m in range(q) for c in range(q)]
    assert len(edges) == 175
    f = Figure("Slim Fly of order 5: 50 routers, 175 links, two links reach every router", 310)
    near_and_far(f, 50, edges, 190, 152, 132, 0, (
        "one router", "its k' = 7 neighbours", "the other 42: two links away"))
    f.text(378, 216, "q = 5: 2 q² = 50 routers, 175 links", anchor="start", size=11)
    f.text(378, 234, "p = 4 endpoints a router (not drawn)", anchor="start", size=11)
    f.text(378, 252, "at most 3 switches on a path", anchor="start", size=11)
    return f


def polar_fly():
    """Points of the plane over the field of three, joined where orthogonal."""
    q = 3
    points = [(1, a, b) for a in range(q) for b in range(q)] + [(0, 1, a) for a in range(q)]
    points.append((0, 0, 1))
    edges = [(i, j) for i in range(13) for j in range(i)
             if sum(a * b for a, b in zip(points[i], points[j])) % q == 0]
    assert len(edges) == 24
    degree = [sum(i in edge for edge in edges) for i in range(13)]
    f = Figure("PolarFly of order 3: 13 routers, 24 links, two links reach every router", 270)
    near_and_far(f, 13, edges, 180, 134, 108, degree.index(4), (
        "one router", "its q + 1 = 4 neighbours", "the other 8: two links away"))
    f.text(344, 196, "q = 3: q² + q + 1 = 13 routers, 24 links", anchor="start", size=11)
    f.text(344, 214, "4 of them use one port less", anchor="start", size=11)
    f.text(344, 232, "at most 3 switches on a path", anchor="start", size=11)
    return f


def hyperx():
    f = Figure("A lattice of four by three switches, a full mesh along every row and column", 265)
    xs, ys = (70, 190, 310, 430), (60, 140, 220)
    for y in ys:
        for i in range(4):
            for j in range(i + 1, 4):
                f.line((xs[i], y), (xs[j], y), BLUE, 1.4, bend=-0.13 * (j - i - 1))
    for x in xs:
        for i in range(3):
            for j in range(i + 1, 3):
                f.line((x, ys[i]), (x, ys[j]), ORANGE, 1.4, bend=-0.2 * (j - i - 1))
    for x in xs:
        for y in ys:
            f.box(x, y, 26, 26, BLUE, solid=1)
    f.line((478, 66), (504, 66), BLUE, 2)
    f.text(510, 70, "S₁ = 4: full mesh", anchor="start", size=11)
    f.line((478, 92), (504, 92), ORANGE, 2)
    f.text(510, 96, "S₂ = 3: full mesh", anchor="start", size=11)
    f.text(478, 140, "T endpoints on every", anchor="start", size=11)
    f.text(478, 154, "switch (not drawn)", anchor="start", size=11)
    f.text(478, 200, "one switch more for", anchor="start", size=11)
    f.text(478, 214, "each dimension: 3", anchor="start", size=11)
    f.text(250, 258, "one row alone is a full mesh", size=11)
    return f


def torus():
    f = Figure("A torus of four by four routers: a ring along every row and column", 290)
    xs, ys = (90, 180, 270, 360), (50, 110, 170, 230)
    for y in ys:
        for i in range(3):
            f.line((xs[i], y), (xs[i + 1], y), BLUE, 1.6)
        f.line((xs[0], y), (xs[3], y), BLUE, 1.2, "5 3", bend=-0.16)
    for x in xs:
        for i in range(3):
            f.line((x, ys[i]), (x, ys[i + 1]), ORANGE, 1.6)
        f.line((x, ys[0]), (x, ys[3]), ORANGE, 1.2, "5 3", bend=0.22)
    for x in xs:
        for y in ys:
            f.dot(x, y, 10, SKY, 1)
    f.line((225, 22), (225, 262), RED, 1.4, "2 3")
    f.text(225, 278, "half cut: 2 links of each of 4 rings", size=11)
    f.text(430, 74, "a router with its", anchor="start", size=11)
    f.text(430, 88, "endpoints at each place", anchor="start", size=11)
    f.line((430, 120), (456, 120), BLUE, 1.6)
    f.text(462, 124, "to a neighbour", anchor="start", size=11)
    f.line((430, 144), (456, 144), INK, 1.4, "5 3")
    f.text(462, 148, "closes the ring", anchor="start", size=11)
    f.text(430, 184, "farthest: k/2 links in", anchor="start", size=11)
    f.text(430, 198, "every dimension", anchor="start", size=11)
    return f


def cube(f, x, y, side, label):
    """A cube of 4 x 4 x 4 seen from one side; returns places on its faces."""
    step, dx, dy = side / 3, 0.34, 0.30
    def place(i, j, k):
        return x + i * step + k * step * dx, y - j * step - k * step * dy
    for i in range(4):
        f.line(place(i, 0, 0), place(i, 3, 0), INK, 0.8)
        f.line(place(0, i, 0), place(3, i, 0), INK, 0.8)
        f.line(place(i, 3, 0), place(i, 3, 3), INK, 0.8)
        f.line(place(0, 3, i), place(3, 3, i), INK, 0.8)
        f.line(place(3, i, 0), place(3, i, 3), INK, 0.8)
        f.line(place(3, 0, i), place(3, 3, i), INK, 0.8)
    for i in range(4):
        for j in range(4):
            f.dot(*place(i, j, 0), 3.2, SKY, 0.8)
            if j:
                f.dot(*place(i, 3, j), 3.2, SKY, 0.8)
                if i < 3:
                    f.dot(*place(3, i, j), 3.2, SKY, 0.8)
    f.text(x + side / 2, y + 40, label, size=11)
    return place


def ocs_cubes():
    f = Figure("Two cubes of chips whose opposite faces meet in the same circuit switch", 300)
    f.text(270, 20, "48 circuit switches: 16 for each axis (c = 4)", size=11)
    axes = ((120, BLUE, "16 of x"), (270, ORANGE, "16 of y"), (420, GREEN, "16 of z"))
    for left, name in ((70, "cube 1"), (340, "cube 2")):
        place = cube(f, left, 236, 96, f"{name}: 64 chips, copper inside")
        ends = {BLUE: (place(0, 2, 0), place(3, 2, 0)), ORANGE: (place(1, 3, 0), place(1, 0, 0)),
                GREEN: (place(2, 3, 3), place(2, 3, 0))}   # the same place of opposite faces
        for x, colour, _ in axes:
            for n, end in enumerate(ends[colour]):
                # the two faces of an axis, side by side at the switch
                foot = (x + (left - 205) * 0.12 + (7 if n else -7), 62)
                f.line(foot, end, colour, 1.6, "" if n == 0 else "5 3")
                f.dot(*end, 4.5, colour, 0.9)
    for x, colour, label in axes:
        f.box(x, 48, 96, 28, colour, label)
    f.text(500, 50, "OCS, 2 M ports used", anchor="start", size=11)
    f.text(500, 120, "one fibre from a chip", anchor="start", size=11)
    f.text(500, 134, "of each of two opposite", anchor="start", size=11)
    f.text(500, 148, "faces to the same OCS", anchor="start", size=11)
    f.text(500, 200, "(one of 16 fibres a", anchor="start", size=11)
    f.text(500, 214, "face is drawn)", anchor="start", size=11)
    f.text(270, 294, "the OCS setting decides which cubes make one torus", size=11)
    return f


def xgft():
    """Three levels, d = 2, 2, 3 and u = 2, 3."""
    down, up = (2, 2, 3), (2, 3)
    counts = [6, 6, 6]
    counts[1] = counts[0] // down[1] * up[0]
    counts[2] = counts[1] // down[2] * up[1]
    f = Figure("An extended generalised fat tree of three levels", 265)
    rows = (186, 116, 42)
    names, colours = ("level 1", "level 2", "level 3"), (BLUE, GREEN, ORANGE)
    places = [spread(n, 20, 500) for n in counts]
    for i in range(counts[0]):          # a leaf meets the switches of its tree of level 2
        block = i // down[1]
        for s in range(up[0]):
            f.line((places[0][i], rows[0] - 12), (places[1][block * up[0] + s], rows[1] + 12))
    for i in range(counts[1]):          # a switch of level 2 meets those of its place
        for s in range(up[1]):
            f.line((places[1][i], rows[1] - 12), (places[2][(i % up[0]) * up[1] + s], rows[2] + 12))
    for level in range(3):
        for x in places[level]:
            if level == 0:
                endpoints(f, x, 234, 2, 198)
            f.box(x, rows[level], 44, 24, colours[level])
        f.text(516, rows[level] + 4, f"{names[level]}: d = {down[level]}"
               + (f", u = {up[level]}" if level < 2 else ""), anchor="start", size=11)
    f.text(260, 260, "N = 2 · 2 · 3 = 12 endpoints; levels of 6, 6 and 6 switches", size=11)
    return f


def scale_up_domain():
    f = Figure("A scale-up domain with switch chips, and one without", 235)
    chips, units = spread(4, 20, 340), spread(8, 10, 350)
    for unit in units:
        for chip in chips:
            f.line((chip, 60), (unit, 152), INK, 0.9)
        f.box(unit, 164, 32, 24, SKY, solid=0.4)
    for chip in chips:
        f.box(chip, 46, 62, 28, BLUE, "chip")
    f.text(180, 20, "L/m chips, each with m links from every accelerator", size=11)
    f.text(180, 198, "G accelerators of L links", size=11)
    f.text(180, 222, "one stage: 1 chip on every path", size=11)
    mesh = ring(8, 500, 112, 70)
    for i in range(8):
        for j in range(i):
            f.line(mesh[i], mesh[j], INK, 0.9)
    for x, y in mesh:
        f.box(x, y, 24, 24, SKY, solid=1)
    f.text(500, 20, "mesh: no chip", size=11)
    f.text(500, 212, "L/(G − 1) links a pair", size=11)
    return f


def jellyfish():
    """Sixteen routers of degree four: a fixed sequence of draws, mended until regular."""
    count, degree, state = 16, 4, 2012
    edges = set()
    while len(edges) != count * degree // 2:
        stubs = [i for i in range(count) for _ in range(degree)]
        for i in range(len(stubs) - 1, 0, -1):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
            j = (state >> 33) % (i + 1)
            stubs[i], stubs[j] = stubs[j], stubs[i]
        pairs = [tuple(sorted(stubs[i:i + 2])) for i in range(0, len(stubs), 2)]
        edges = {pair for pair in pairs if pair[0] != pair[1]}
    f = Figure("A random regular graph of sixteen switches", 270)
    at = ring(count, 190, 132, 106)
    for i, j in sorted(edges):
        f.line(at[i], at[j], INK, 1.1)
    for x, y in at:
        f.box(x, y, 22, 22, BLUE, solid=1)
    f.text(350, 84, "n = 16 switches", anchor="start")
    f.text(350, 106, "r = 4 ports of each to others:", anchor="start")
    f.text(350, 124, "n r / 2 = 32 links, drawn by lot", anchor="start")
    f.text(350, 146, "p endpoints a switch (not drawn)", anchor="start")
    f.text(350, 182, "short paths, and no two", anchor="start", size=11)
    f.text(350, 196, "machine rooms alike", anchor="start", size=11)
    return f


def tree():
    f = Figure("Access switches under pairs of aggregation switches and a pair of cores", 245)
    cores = (215, 325)
    for pair, left in enumerate((20, 280)):
        tops = spread(2, left + 30, left + 210)
        for top in tops:
            for core in cores:
                f.line((core, 52), (top, 90), ORANGE)
        for access in spread(3, left, left + 240):
            for top in tops:
                f.line((top, 114), (access, 152), GREEN)
            endpoints(f, access, 206, 4, 178, 14)
            f.box(access, 165, 68, 26, BLUE, "access")
        for top in tops:
            f.box(top, 102, 68, 24, GREEN, f"pair {pair + 1}")
    for core in cores:
        f.box(core, 38, 68, 28, ORANGE, "core")
    f.text(536, 42, "2 cores above", anchor="start", size=11)
    f.text(536, 56, "more than one pair", anchor="start", size=11)
    f.text(536, 106, "2 for each k − 2", anchor="start", size=11)
    f.text(536, 120, "access switches", anchor="start", size=11)
    f.text(536, 169, "2 uplinks each", anchor="start", size=11)
    f.text(270, 236, "light traffic: 2 uplinks carry all ports of an access switch", size=11)
    return f


FIGURES = {each.__name__.replace("_", "-"): each for each in (
    single_switch, leaf_spine, three_tier, rail_optimized, rail_only, dual_tor, multi_plane,
    dragonfly, dragonfly_plus, slim_fly, polar_fly, hyperx, torus, ocs_cubes, xgft,
    scale_up_domain, jellyfish, tree)}


def main():
    faults = []
    for name, draw in FIGURES.items():
        path, drawn = FOLDER / f"{name}.svg", draw().svg()
        if "--check" not in sys.argv[1:]:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(drawn)
        elif not path.exists() or path.read_text() != drawn:
            faults.append(f"{path.name} is not what tools/draw_topologies.py draws")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
