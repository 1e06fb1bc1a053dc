#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the latency, efficiency and fill of links to the measured curves in
test/reference/collective-*.ndjson and prints them, with the errors in sample and with the series
left out.   usage: fit_links.py

t = latency + V/B + 2 sqrt(fill V/B): linear in latency, 1/B and c = 2 sqrt(fill/B), solved by
non-negative least squares of relative errors; messages below 1 MiB weigh half. Standard library
only, the same digits on every run."""
import functools
import itertools
import json
import math
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1 << 20


def rows():
    for path in sorted((ROOT / "test/reference").glob("collective-*.ndjson")):
        for line in path.read_text().splitlines():
            yield json.loads(line)


def ring_volume(ranks):
    return 2 * (ranks - 1) / ranks


class Point:
    def __init__(self, row):
        given, expected = row["inputs"], row["expected"]
        self.size, self.ranks = given["bytes"], given["ranks"]
        self.nodes = given.get("nodes") or 1
        self.torch = "torch" in (given.get("harness") or "")
        self.time = expected.get("time_us")
        if self.time is None:
            self.time = self.size * ring_volume(self.ranks) / expected["busbw_GBps"] / 1e3


IDS = {"h200-curve": "stas-h200x8-torch", "b200-1n-curve": "stas-b200x8-torch",
       "b200-4n-curve": "stas-b200-4x8-torch", "p5-2n": "aws-p5-2x8", "p4de-2n": "aws-p4de-2x8",
       "nvlstree-": "nvlstree"}
# Points that the sources themselves show to be faulty: warm-up, or printed with one digit.
LEFT_OUT = {("stas-b200-4x8-torch", 32768), ("stas-b200-4x8-torch", 65536)}


def points(*names):
    found = []
    for row in rows():
        given = row["inputs"]
        if given.get("collective") != "all_reduce" or not isinstance(given.get("bytes"), int):
            continue
        if row["kind"] != "measured" or not given.get("ranks") or given.get("algorithm") == "ring":
            if not (given.get("series") == "stas-h200x8-torch" and given.get("protocol") == "LL"):
                continue
        if "time_us" not in row["expected"] and "busbw_GBps" not in row["expected"]:
            continue
        series = given.get("series") or next(
            (name for head, name in IDS.items() if row["id"].startswith(head)), None)
        if series in names and (series, given["bytes"]) not in LEFT_OUT and given["bytes"] >= 1024:
            found.append(Point(row))
    return found


def solve(matrix, right):
    """Normal equations by elimination; None where they are singular."""
    n = len(matrix[0])
    table = [[sum(r[i] * r[j] for r in matrix) for j in range(n)] +
             [sum(r[i] * v for r, v in zip(matrix, right))] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(table[k][i]))
        table[i], table[pivot] = table[pivot], table[i]
        if abs(table[i][i]) < 1e-30:
            return None
        for k in range(n):
            if k != i:
                by = table[k][i] / table[i][i]
                table[k] = [a - by * b for a, b in zip(table[k], table[i])]
    return [table[i][n] / table[i][i] for i in range(n)]


def non_negative(matrix, right):
    """Least squares with coefficients >= 0, by trying every subset of a handful."""
    best, width = None, len(matrix[0])
    for count in range(1, width + 1):
        for chosen in itertools.combinations(range(width), count):
            part = solve([[row[i] for i in chosen] for row in matrix], right)
            if part is None or min(part) < 0:
                continue
            full = [0.0] * width
            for i, value in zip(chosen, part):
                full[i] = value
            error = sum((sum(a * b for a, b in zip(row, full)) - value) ** 2
                        for row, value in zip(matrix, right))
            if best is None or error < best[0]:
                best = (error, full)
    return best[1]


def fit(sample, columns, known=lambda p: 0.0):
    weights = [(1.0 if p.size >= MIB else 0.5) / p.time for p in sample]
    matrix = [[w * value for value in columns(p)] for p, w in zip(sample, weights)]
    return non_negative(matrix, [w * (p.time - known(p)) for p, w in zip(sample, weights)])


def errors(sample, predict):
    def say(part):
        if not part:
            return "-"
        off = [abs(predict(p) / p.time - 1) for p in part]
        return f"{100 * sum(off) / len(off):.1f} % (worst {100 * max(off):.0f} %)"
    ratios = sorted(p.time / predict(p) for p in sample)
    at = lambda share: ratios[min(len(ratios) - 1, int(share * len(ratios)))]
    return (f"{len(sample)} points, >= 1 MiB {say([p for p in sample if p.size >= MIB])}, "
            f"< 1 MiB {say([p for p in sample if p.size < MIB])}, "
            f"measured/predicted P10 {at(0.1):.2f} P90 {at(0.9):.2f}")


def fill_of(slope, root):
    return root * root / slope / 4 if slope else 0.0


def local(name, rate, series, volume, launch=None):
    """One domain. `launch` None: fitted too, from the points of the slower harness."""
    sample = points(*series)
    extra = launch is None
    columns = lambda p: [1, volume(p) * p.size, math.sqrt(volume(p) * p.size)] + \
        ([1.0 if p.torch else 0.0] if extra else [])
    known = lambda p: 0.0 if extra else (launch if p.torch else 0.0)
    found = fit(sample, columns, known)
    predict = lambda p: sum(a * b for a, b in zip(found, columns(p))) + known(p)
    print(f"{name}: efficiency {1 / found[1] / 1e3 / rate:.3f}, latency {found[0]:.1f} us, "
          f"fill {fill_of(found[1], found[2]):.1f} us" +
          (f", launch of the torch harness {found[3]:.1f} us" if extra else ""))
    print("   ", errors(sample, predict))
    for one in series if extra else []:
        rest = points(*[name for name in series if name != one])
        pair = fit(rest, lambda p: columns(p)[:3], lambda p: found[3] if p.torch else 0.0)
        print(f"    without {one}:", errors(points(one), lambda p: sum(
            a * b for a, b in zip(pair, columns(p))) + (found[3] if p.torch else 0.0)))
    return found


class Domain:
    """The fitted domain that a group between nodes stands on."""

    def __init__(self, found, volume):
        self.latency, self.slope = found[0], found[1]
        self.fill, self.volume = fill_of(found[1], found[2]), volume

    def transfer(self, p):
        return self.slope * self.volume(p) * p.size


MOST = 4096 / (4096 + 82)  # payload share of the wire: no efficiency is above it


def net(name, rate, series, inside, launch=0.0):
    """A double binary tree between domains: a step a doubling of nodes. The efficiency and fill of
    the smallest squared error on a grid that is refined three times; the step by least squares."""
    sample = points(*series)

    def bare(p, share, fill):
        volume = 1.0 if p.nodes == 2 else 2.0
        transfer = max(inside.transfer(p), volume * p.size / (share * rate) / 1e3)
        ramp = 2 * math.sqrt((inside.fill + fill) * transfer)
        return inside.latency + (launch if p.torch else 0.0) + transfer + ramp

    def step_and_error(share, fill):
        weights = [(1.0 if p.size >= MIB else 0.5) / p.time for p in sample]
        rest = [p.time - bare(p, share, fill) for p in sample]
        level = [math.log2(p.nodes) for p in sample]
        step = max(0.0, sum(w * w * v * r for w, v, r in zip(weights, level, rest)) /
                   sum(w * w * v * v for w, v in zip(weights, level)))
        return step, sum((w * (r - step * v)) ** 2 for w, v, r in zip(weights, level, rest))

    best, share, fill, width = None, 0.7, 150.0, (0.29, 150.0)
    for _ in range(4):
        for i in range(-10, 11):
            for k in range(-10, 11):
                at = (min(MOST, share + width[0] * i / 10), max(0.0, fill + width[1] * k / 10))
                step, error = step_and_error(*at)
                if best is None or error < best[0] - 1e-12:
                    best = (error, step, *at)
        share, fill, width = best[2], best[3], (width[0] / 5, width[1] / 5)
    _, step, share, fill = best
    predict = lambda p: bare(p, share, fill) + step * math.log2(p.nodes)
    print(f"{name}: efficiency {share:.3f}, step {step:.1f} us, fill {fill:.1f} us")
    print("   ", errors(sample, predict))


@functools.cache
def given(name, way):
    """Rate in bytes a microsecond that long messages reach, latency and fill of a record."""
    record = json.loads((ROOT / f"models/calibration/{name}.json").read_text())
    bare = lambda value: value["is"] if isinstance(value, dict) else value
    part = {key: bare(value) for key, value in record[way].items()}
    us = lambda key: float(part[key].removesuffix(" us")) if key in part else 0.0
    rate = float(record["rate"].removesuffix(" GB/s")) * 1e3
    return rate, part["efficiency"], us("latency"), us("fill")


def kernels(series, collectives):
    """Long messages of MSCCL++ on two nodes: the best of its kernels for an operation and size."""
    best = {}
    for row in rows():
        given_by = row["inputs"]
        if not row["id"].startswith(series) or given_by["nodes"] != 2 or given_by["bytes"] < MIB:
            continue
        if given_by["collective"] in collectives:
            key = (series, given_by["collective"], given_by["bytes"])
            best[key] = min(best.get(key, math.inf), row["expected"]["time_us"])
    return sorted(best.items())


STAGES = 3  # pipelineSize of MSCCL++'s kernels


def refined(error, start, widths, lowest, highest):
    """The smallest error on a grid that is refined five times."""
    best, at = None, list(start)
    for _ in range(5):
        ends = [[min(h, max(l, a + w * i / 8)) for i in range(-8, 9)]
                for a, w, l, h in zip(at, widths, lowest, highest)]
        for each in itertools.product(*ends):
            value = error(each)
            if best is None or value < best[0] - 1e-15:
                best = (value, each)
        at, widths = list(best[1]), [w / 4 for w in widths]
    return best[1]


def staged():
    """What two nodes gather in stages: efficiency of the adapters, fill and latency, one set for
    both technologies; each one's points by the other's fit stand beside."""
    series = {"mscclpp-a100": ("nvlink-3-mscclpp", 25.0), "mscclpp-h100": ("nvlink-4-mscclpp", 50.0)}

    def predict(key, by):
        (name, collective, size), (share, fill, latency) = key, by
        rate, efficiency, inside_latency, inside_fill = given(series[name][0], "ring")
        inside = 7 / 16 * size / (rate * efficiency)
        across = size / 16 / (series[name][1] * 1e3 * share)
        last = 1 / STAGES
        once = max(inside, (1 - last) * across) + max((1 - last) * inside, last * across) + last * inside
        moved = (2 if collective == "all_reduce" else 1) * once
        return inside_latency + latency + moved + 2 * math.sqrt((inside_fill + fill) * moved)

    def levels(key, by):
        """The same as two levels with one overlap: adapters as fast as in an all-to-all."""
        (name, collective, size), (overlap, fill, latency) = key, by
        rate, efficiency, inside_latency, inside_fill = given(series[name][0], "ring")
        inside = 7 / 8 * size / (rate * efficiency)
        across = size / 16 / (series[name][1] * 1e3 * exchanged(name))
        once = (1 - overlap) * (inside + across) + overlap * max(inside, across)
        moved = (2 if collective == "all_reduce" else 1) * once
        return inside_latency + latency + moved + 2 * math.sqrt((inside_fill + fill) * moved)

    @functools.cache
    def exchanged(name):
        (_, time), = kernels(name, ("all_to_all",))
        return (1 << 29) / (series[name][1] * 1e3 * time)

    def found(names, predict=predict):
        points = [p for name in names for p in kernels(name, ("all_reduce", "all_gather"))]
        error = lambda by: sum((predict(key, by) / time - 1) ** 2 for key, time in points)
        return refined(error, (0.7, 10.0, 50.0), (0.3, 10.0, 50.0), (0.4, 0.0, 0.0),
                       (MOST if predict is not levels else 1.0, 50.0, 200.0))

    def say(names, by, predict=predict):
        off = [predict(key, by) / time - 1 for name in names
               for key, time in kernels(name, ("all_reduce", "all_gather"))]
        return (f"{len(off)} points, mean {100 * sum(map(abs, off)) / len(off):.1f} %, "
                f"{100 * min(off):+.1f} to {100 * max(off):+.1f} %")

    share, fill, latency = found(series)
    print(f"adapters of MSCCL++, staged: efficiency {share:.3f}, fill {fill:.1f} us, "
          f"latency {latency:.1f} us")
    print("   ", say(series, (share, fill, latency)))
    for one in series:
        print(f"    without {one}:", say([one], found([name for name in series if name != one])))
    print("    as two levels with one overlap:", say(series, found(series, levels), levels))
    for name in series:
        print(f"    all-to-all of {name}: efficiency {exchanged(name):.3f}, one figure")


def net_ring(name, rate, domain, step):
    """A ring over the adapters of p5en, both measured and forced: efficiency and fill. The domain
    bounds what the efficiency can be told by: it is at least what is printed."""
    points = {(r["inputs"]["ranks"], r["inputs"]["bytes"]): r["expected"]["busbw_GBps"]
              for r in rows() if r["id"].startswith("p5en-") and "busbw_GBps" in r["expected"]
              and (r["inputs"].get("algorithm") == "ring" or r["inputs"]["ranks"] == 128)}
    local_rate, share, _, inside_fill = given(domain, "ring")

    def predict(key, by):
        ranks, size = key
        moved = ring_volume(ranks) * size
        transfer = moved / 1e3 / min(local_rate * share / 1e3, by[0] * rate)
        crossing = 2 * (ranks // 8 - 1)
        inside = 2 * (ranks - 1) - crossing
        return transfer + 2 * math.sqrt((inside_fill + by[1]) * transfer) + crossing * step + \
            inside * 0.6

    time = lambda key, bus: ring_volume(key[0]) * key[1] / bus / 1e3
    error = lambda by: sum((predict(k, by) / time(k, b) - 1) ** 2 for k, b in points.items())
    found = refined(error, (0.7, 10.0), (0.28, 10.0), (0.4, 0.0), (MOST, 50.0))
    print(f"{name}: efficiency {found[0]:.3f}, fill {found[1]:.1f} us")
    for key, bus in sorted(points.items()):
        print(f"    {key[0]} ranks: {100 * (time(key, bus) / predict(key, found) - 1):+.1f} % of bus bandwidth")


def main():
    whole = lambda p: 1 + 1 / (p.ranks / p.nodes)  # each reduces its part and sends it to all
    ring = lambda p: ring_volume(p.ranks)
    found = local("nvlink-4 in-switch (of S (1 + 1/n))", 450, ["aws-p5-1x8-batch", "stas-h200x8-torch"], whole)
    launch, nvlink4 = found[3], Domain(found, whole)
    nvlink5 = Domain(local("nvlink-5 in-switch (of S (1 + 1/n))", 900, ["stas-b200x8-torch"], whole, launch),
                     whole)
    nvlink3 = Domain(local("nvlink-3 ring", 300, ["stas-a100x8-nccl-tests"], ring, launch), ring)
    net("infiniband-ndr tree, node of 8", 400, ["nvlstree"], nvlink4)
    net("efa-v2 tree, node of 32 x 100G", 400, ["aws-p5-2x8"], nvlink4)
    net("efa-v1 tree, node of 4 x 100G", 50, ["aws-p4de-2x8"], nvlink3)
    net("efa-v4 tree, node of 8 x 400G", 400, ["stas-b200-4x8-torch"], nvlink5, launch)
    net_ring("efa-v3 ring, node of 16 x 200G", 400, "nvlink-4", 14.0)
    staged()


if __name__ == "__main__":
    main()
