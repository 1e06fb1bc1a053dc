#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks every file under models/: schema, references, provenance, and the rules that hardware
figures must obey. Standard library only.   usage: check_models.py [ROOT]"""
import json
import re
import sys
from decimal import Decimal
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
HEADERS, MODELS = ROOT / "include/weft/catalog", ROOT / "models"
KINDS = {"accelerators": "Accelerator", "nodes": "Node", "switches": "Switch", "asics": "Asic",
         "nics": "Nic", "optics": "Optic", "llms": "Llm", "prices": "PriceFact", "nos": "Nos",
         "books": "PriceBook", "calibration": "LinkProfile", "training_fits": "TrainingFit",
         "serving_fits": "ServingFit"}
REFERRED = {"accelerator": "accelerators", "node": "nodes", "switch": "switches", "asic": "asics",
            "nic": "nics", "optic": "optics", "nos": "nos"}
ROLES = {"scale-up", "scale-out", "inference", "front-end", "storage", "out-of-band"}
BASES = {"quote", "list", "published", "measured", "derived", "estimate", "guess"}
UNITS = {"FlopRate": ("flop/s", "op/s"), "Bytes": ("B",), "Bandwidth": ("b/s", "B/s"),
         "Power": ("W",), "Time": ("s",), "Length": ("m",), "BytesPerToken": ("B/tok",),
         "Money": ("",), "MoneyRate": ("/yr", "/h")}
PREFIX = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15}

# A rule that a record breaks, and why it may. An entry that breaks nothing any more is an error.
EXCEPTIONS = {
    ("nic-ports", "bluefield-3-b3240"): "two 400 Gb/s ports on one Gen5 x16 link: the card is sold so",
    ("nic-ports", "connectx-6"): "the two-port card has two 200 Gb/s ports on one Gen4 x16 link",
    ("nic-ports", "cornelis-cn5000"): "the two-port card has two 400 Gb/s ports on one Gen5 x16 link",
}

faults, excused = [], set()


def fault(rule, name, text):
    if (rule, name) in EXCEPTIONS:
        excused.add((rule, name))
    else:
        faults.append(f"{name}: [{rule}] {text}")


# ---- the schema, read from the field tables -----------------------------------------------------
def schema():
    text = "\n".join(re.sub(r"//[^\n]*", "", p.read_text()) for p in sorted(HEADERS.glob("*.hpp")))
    text += re.sub(r"//[^\n]*", "", (ROOT / "include/weft/base/note.hpp").read_text())
    types, structs, words = {}, {}, {}
    for name, body in re.findall(r"\bstruct (\w+) \{(.*?)\n\};", text, re.S):
        for line in body.split(";"):
            found = re.match(r"\s*(?!friend)((?:std::|catalog::)?[\w:]+(?:<.*>)?) (\w[^()]*)$",
                             line.strip(), re.S)
            if found:
                for declared in found[2].split(","):
                    types[name, re.match(r"\s*(\w+)", declared)[1]] = found[1]
    for name, body in re.findall(r"fields<catalog::(\w+)>\s*=\s*std::array\{(.*?)\};\s*\n", text, re.S):
        rows = {}
        for found in re.finditer(r'row<&catalog::\w+::(\w+)>\(\s*"([^"]+)"((?:[^"]|"(?:[^"\\]|\\.)*")*?)'
                                 r"(?=row<&|$)", body, re.S):
            refers = re.search(r'refers_to\("([^"]+)"\)', found[3])
            keys = re.search(r'keyed_by\("([^"]+)"\)', found[3])
            rows[found[2]] = (types[name, found[1]], refers and refers[1], keys and keys[1],
                              ".required()" in found[3])
        structs[name] = rows
    for name, body in re.findall(r"words<(?:catalog::)?(\w+)>\s*=\s*std::array\{(.*?)\};", text, re.S):
        words[name] = set(re.findall(r'Case\{\s*"([^"]+)"', body))
    return structs, words


STRUCTS, WORDS = schema()


# ---- values -------------------------------------------------------------------------------------
def once(pairs):
    seen = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"key {key!r} twice")
        seen[key] = value
    return seen


def bare(value):
    return value["is"] if isinstance(value, dict) and "is" in value else value


def quantity(text, kind):
    """SI value of "3.35 TB/s", "$27k to $34k" (its ends), or None."""
    ends = []
    for part in str(text).split(" to "):
        binary = re.fullmatch(r"(\d+) ([KMGT])iB", part)
        if binary and kind == "Bytes":
            ends.append(Decimal(int(binary[1]) << (10 * (1 + "KMGT".index(binary[2])))))
            continue
        money = kind in ("Money", "MoneyRate")
        found = (re.fullmatch(r"\$(\d+(?:\.\d+)?)([kMB]?)(?: (/\w+))?", part) if money
                 else re.fullmatch(r"(\d+(?:\.\d+)?) ([numkMGTP]?)([A-Za-z].*)", part))
        if not found:
            return None
        unit = found[3] or ""
        if not money and unit not in UNITS[kind]:
            found = re.fullmatch(r"(\d+(?:\.\d+)?) ()([A-Za-z].*)", part)
            unit = found[3]
        if unit not in UNITS[kind]:
            return None
        shift = {"": 0, "k": 3, "M": 6, "B": 9}[found[2]] if money else PREFIX[found[2]]
        value = Decimal(found[1]).scaleb(shift)
        ends.append(value / 8 if unit == "b/s" else value)
    return ends if ends and ends == sorted(ends) else None


def value(node, kind="Bandwidth"):
    """The middle of a quantity, or of a number; None where the record has none."""
    if node is None:
        return None
    plain = bare(node)
    if isinstance(plain, str):
        ends = quantity(plain, kind)
        return sum(ends) / len(ends)
    return Decimal(str(plain))


def check_note(where, node, kind):
    for key in node:
        if key not in ("is", "from", "as_of", "until", "basis", "alternatives"):
            fault("schema", where, f"unknown key {key!r} beside a value")
    if node.get("basis", "guess") not in BASES:
        fault("schema", where, f"no such basis {node['basis']!r}")
    for each in node.get("alternatives", []):
        if not set(each) <= {"is", "says", "from"} or "from" not in each:
            fault("schema", where, "an alternative is {is or says, from}")
        elif "is" in each and kind in UNITS and quantity(each["is"], kind) is None:
            fault("schema", where, f"alternative {each['is']!r} is no {kind}")


def check(where, node, kind, refers=None, keys=None):
    while True:
        inner = re.fullmatch(r"std::optional<(.*)>", kind)
        if not inner:
            break
        kind = inner[1]
    inner = re.fullmatch(r"std::vector<(.*)>", kind)
    if inner:
        if not isinstance(node, list):
            return fault("schema", where, "a list is wanted")
        for i, each in enumerate(node):
            check(f"{where}[{i}]", each, inner[1], refers)
        return None
    inner = re.fullmatch(r"Named<(.*)>", kind)
    if inner:
        for key, each in node.items():
            if keys == "role" and key not in ROLES:
                fault("schema", where, f"no such role {key!r}")
            if keys in REFERRED and key not in RECORDS[REFERRED[keys]]:
                fault("reference", where, f"no {keys} {key!r}")
            check(f"{where}.{key}", each, inner[1])
        return None
    if kind in STRUCTS:
        if not isinstance(node, dict):
            return fault("schema", where, "an object is wanted")
        rows = STRUCTS[kind]
        for key, each in node.items():
            if key not in rows:
                fault("schema", where, f"unknown key {key!r}")
            else:
                check(f"{where}.{key}", each, *rows[key][:3])
        for key, row in rows.items():
            if row[3] and key not in node:
                fault("schema", where, f"{key!r} is missing")
        return None
    if isinstance(node, dict):
        check_note(where, node, kind)
    plain = bare(node)
    if kind == "std::string":
        good = isinstance(plain, str)
        if good and refers == "source" and plain not in SOURCES:
            fault("reference", where, f"no source {plain!r}")
        if good and refers in REFERRED and plain not in RECORDS[REFERRED[refers]]:
            fault("reference", where, f"no {refers} {plain!r}")
    elif kind == "bool":
        good = isinstance(plain, bool)
    elif kind == "std::int64_t":
        good = isinstance(plain, int) and not isinstance(plain, bool)
    elif kind == "double":
        good = isinstance(plain, (int, float)) and not isinstance(plain, bool)
    elif kind in WORDS:
        good = plain in WORDS[kind]
    elif kind in UNITS:
        good = isinstance(plain, str) and quantity(plain, kind) is not None
    else:
        return fault("schema", where, f"this script does not know the type {kind!r}")
    if good and isinstance(plain, str) and plain.startswith("="):
        fault("schema", where, "a text that begins with = is an expression")
    if not good:
        fault("schema", where, f"{plain!r} is no {kind}")
    return None


# ---- rules --------------------------------------------------------------------------------------
def accelerator_rules(name, r):
    peak = {key: value(each, "FlopRate") for key, each in r.get("peak", {}).items()}
    for low, high in (("bf16", "fp8"), ("fp8", "fp4"), ("bf16", "fp4")):
        if low in peak and high in peak and peak[low] > peak[high]:
            fault("precision-order", name, f"{low} is faster than {high}")
    for share, precision in (("matmul_bf16", "bf16"), ("matmul_fp8", "fp8")):
        note = r.get("achieved", {}).get(share)
        if note:
            part, whole = (Decimal(x) for x in re.search(r"([\d.]+) of ([\d.]+) Tflop/s", note["from"]).groups())
            if whole.scaleb(12) != peak[precision] or abs(part / whole - value(note)) > Decimal("0.0001"):
                fault("achieved", name, f"{share} is not the measured rate over the peak")
    label = re.fullmatch(r"([\d.]+) (GB|GiB)", r["memory"]["label"])
    usable = value(r["memory"].get("usable"), "Bytes")
    if label and usable:
        ratio = usable / (Decimal(label[1]) * (10**9 if label[2] == "GB" else 2**30))
        if not Decimal("0.99") < ratio < Decimal("1.08"):
            fault("usable-memory", name, f"{ratio:.3f} of the label")
    link = r.get("scale_up", {})
    if "rate" in link and "pair_rate" in link and value(link["pair_rate"]) > value(link["rate"]):
        fault("pair-rate", name, "one peer cannot get more than all together")


def switch_rules(name, r):
    data = [p for p in r["ports"] if p.get("use") not in ("fabric", "management")]
    ports = data or [p for p in r["ports"] if p.get("use") == "fabric"]
    total = sum(value(p["count"]) * value(p["rate"]) for p in ports)
    capacity = value(r["capacity"])
    if total != capacity:
        fault("port-sum", name, f"ports add up to {total * 8}, capacity is {capacity * 8} b/s")
    if "asic" in r:
        chip = RECORDS["asics"][bare(r["asic"])]
        if capacity > value(r.get("asics", 1)) * value(chip["capacity"]):
            fault("asic-capacity", name, "the box is faster than its ASICs")
    most = value(r["max_ports"]) if "max_ports" in r else None
    for split in map(bare, r.get("breakouts", [])):
        counts = [(int(a), int(b)) for a, b in re.findall(r"(\d+)x(\d+)", split)]
        if not re.fullmatch(r"\d+x\d+(\+\d+x\d+)*", split):
            fault("breakout", name, f"{split!r} is no COUNTxGBITS")
        if sum(a * Decimal(b).scaleb(9) / 8 for a, b in counts) > capacity:
            fault("breakout", name, f"{split} is more than the capacity")
        if most is not None and sum(a for a, _ in counts) > most:
            fault("breakout", name, f"{split} has more ports than max_ports")
    if r.get("protocol") in ("ethernet", "infiniband") and "typical" not in r.get("power", {}):
        fault("switch-power", name, "no typical power, not even an estimate")


FAMILIES = {"dac": {"DAC"}, "aec": {"AEC"}, "aoc": {"AOC"}, "module": {"SR", "DR", "FR", "LR", "ZR"},
            "cpo": {"SR", "DR", "FR", "LR"}}


def optic_rules(name, r):
    family = bare(r.get("family"))
    if family is None:
        return fault("family", name, "without a family it joins only its like")
    if family not in FAMILIES[bare(r["form"])]:
        fault("family", name, f"{family} is no {r['form']}")
    kinds = set(re.findall(r"DAC|AEC|AOC|SR|DR|FR|LR|ZR", bare(r["kind"])))
    if kinds and family not in kinds:
        fault("family", name, f"kind {r['kind']!r} and family {family}")
    multimode = str(bare(r.get("medium", ""))).startswith("MMF")
    if r["form"] == "module" and multimode != (family == "SR"):
        fault("medium", name, f"{family} over {bare(r['medium'])}")
    cages = {bare(each) for each in r.get("cages", [])}
    if not cages:
        fault("cages", name, "no form of cage")
    if (r["form"] == "cpo") != (cages == {"CPO"}):
        fault("cages", name, "optics of a box, and nothing else, go into CPO")
    rate, lane = value(r["rate"]), value(r.get("lane"))
    splits = value(r.get("splits", 1))
    if lane is not None and (rate % lane or rate / lane < splits):
        fault("lanes", name, f"{splits} links of {rate / lane} lanes")
    return None


def cage_rules(name, r):
    form, words = bare(r.get("cages", {}).get("form")), bare(r.get("cages", {}).get("kind", ""))
    known = {"OSFP224": ("OSFP224", "2x800"), "OSFP": ("OSFP",), "CPO": ("co-packaged",)}
    if form and not any(each in words for each in known.get(form, (form,))):
        fault("cage-form", name, f"form {form}, in words {words!r}")


def nic_rules(name, r):
    host = value(r.get("host_rate"))
    if host is None:
        return
    if value(r["rate"]) > host:
        fault("nic-host", name, "faster than its host link")
    text = r["ports"].get("from", "") if isinstance(r["ports"], dict) else ""
    cards = [int(n) * int(g) for n, g in re.findall(r"(?<![\d-])(?:\d+-)?(\d+)x(\d+)G", text)]
    if cards and max(cards) * Decimal(10) ** 9 / 8 > host:
        fault("nic-ports", name, "the ports together are faster than the host link")


def node_rules(name, r):
    if ("accelerator" in r) != (value(r.get("accelerators", 0)) > 0):
        fault("node-accelerators", name, "accelerator and accelerators go together")
    total = re.search(r"([\d.]+) TB/s in the domain, both directions added", str(bare(r.get("scale_up_text", ""))))
    if total:
        link = value(RECORDS["accelerators"][r["accelerator"]]["scale_up"]["rate"])
        both = 2 * link * value(r["scale_up_domain"])
        if abs(both / Decimal(total[1]).scaleb(12) - 1) > Decimal("0.01"):
            fault("scale-up-sum", name, f"domain x rate x 2 = {both:.4g}, published {total[1]}e12 B/s")
    if "power" in r and "max" in r["power"] and "accelerator" in r:
        each = RECORDS["accelerators"][r["accelerator"]]["power"].get("max")
        # A superchip's figure contains its processor, so the sum may reach the unit's.
        if each and value(each, "Power") * value(r["accelerators"]) > value(r["power"]["max"], "Power"):
            fault("node-power", name, "the accelerators alone need more than the unit")
    for role, port in r.get("ports", {}).items():
        other = port.get("shared_with")
        if other and other not in r["ports"]:
            fault("shared-ports", name, f"{role} shares with {other}, which the node lacks")


def llm_rules(name, r):
    get = lambda key, default=0: bare(r.get(key, default))
    layers, hidden, heads, kv, dim, vocabulary = (get(k) for k in (
        "layers", "hidden", "heads", "kv_heads", "head_dim", "vocabulary"))
    mla, moe = r.get("latent"), r.get("experts")
    if mla:
        width = heads * (mla["nope_dim"] + mla["rope_dim"])
        rq, rk = mla["query_rank"], mla["kv_rank"]
        attention = (hidden * rq + rq + rq * width + hidden * (rk + mla["rope_dim"]) + rk
                     + rk * heads * (mla["nope_dim"] + mla["value_dim"]) + heads * mla["value_dim"] * hidden)
    else:
        attention = hidden * dim * ((3 if get("output_gate") else 2) * heads + 2 * kv) + (dim * (heads + 2 * kv) if get("qkv_bias") else 0)
        attention += (hidden if get("output_bias") else 0) + (2 * dim if get("qk_norm") else 0)
    attention += get("attention_sinks")
    dense = (3 if get("gated", True) else 2) * hidden * get("ffn") + (get("ffn") + hidden if get("ffn_bias") else 0)
    sparse = layers - moe["dense_layers"] if moe else 0
    norms = (layers * get("norms_per_layer", 2) + 1) * hidden * (2 if get("norm_bias") else 1)
    linear, index = r.get("linear"), r.get("indexer")
    stateful, state = linear["layers"] if linear else 0, 0
    if linear:
        keys, values = linear["key_heads"] * linear["key_dim"], linear["value_heads"] * linear["value_dim"]
        state = (hidden * (2 * keys + 2 * values + 2 * linear["value_heads"]) + 2 * linear["value_heads"]
                 + linear["convolution"] * (2 * keys + values) + linear["value_dim"] + values * hidden)
    picks = (mla["query_rank"] * index["heads"] * index["head_dim"] + 2 * index["head_dim"]
             + hidden * (index["head_dim"] + index["heads"])) if index else 0
    mixing = (layers - stateful) * attention + stateful * state + layers * picks
    fixed = mixing + (layers - sparse) * dense + norms
    expert, rest = 0, 0
    if moe:
        expert = 3 * hidden * moe["ffn"] + moe.get("bias_per_expert", 0)
        rest = moe["shared"] * 3 * hidden * moe["shared_ffn"] + hidden * moe["count"] + moe.get("router_bias", 0)
    table = vocabulary * hidden
    learned = get("position_embeddings") * hidden
    tied = get("tied_embeddings", False)
    total = fixed + sparse * (rest + (moe["count"] * expert if moe else 0)) + table * (1 if tied else 2) + learned
    active = fixed + sparse * (rest + (moe["active"] * expert if moe else 0)) + table + learned
    cache = 2 * layers * (mla["kv_rank"] + mla["rope_dim"]) if mla else 4 * (layers - stateful) * kv * dim
    cache += 2 * layers * index["head_dim"] if index else 0
    for key, counted in (("parameters", total), ("active_parameters", active)):
        if bare(r[key]) != counted:
            fault("parameters", name, f"{key} is {bare(r[key])}, the dimensions give {counted}")
    if value(r["kv_bytes_bf16"], "BytesPerToken") != cache:
        fault("kv-bytes", name, f"the dimensions give {cache} B/tok")


def book_rules(name, r):
    for kind in ("accelerators", "nodes", "switches", "nics", "optics", "nos"):
        for part, entry in r.get(kind, {}).items():
            for key, node in entry.items():
                if not isinstance(node, dict) or not {"is", "from", "as_of", "basis"} <= set(node):
                    fault("book", name, f"{kind}.{part}.{key} needs is, from, as_of and basis")
                    continue
                facts = [each for each in re.split(r"[, ]+", node["from"].split(":")[0]) if each]
                named = facts and all(each in RECORDS["prices"] for each in facts)
                free = value(node, "Money" if key == "price" else "MoneyRate") == 0
                if node["basis"] != "guess" and not named and not free:
                    fault("book", name, f"{kind}.{part}: {node['from']!r} names no observation")


def box_rules(name, r):
    switch_rules(name, r)
    cage_rules(name, r)


RULES = {"accelerators": accelerator_rules, "switches": box_rules, "optics": optic_rules, "nics": nic_rules,
         "nodes": node_rules, "llms": llm_rules, "books": book_rules}


def main():
    global RECORDS, SOURCES
    SOURCES = json.loads((MODELS / "sources.json").read_text(), object_pairs_hook=once)
    RECORDS = {kind: {} for kind in KINDS}
    for kind in KINDS:
        for path in sorted((MODELS / kind).glob("*")):
            if path.suffix != ".json" or not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", path.stem):
                fault("name", f"{kind}/{path.name}", "a file is called ID.json, in lower case")
                continue
            try:
                RECORDS[kind][path.stem] = json.loads(path.read_text(), object_pairs_hook=once)
            except ValueError as error:
                fault("json", f"{kind}/{path.stem}", str(error))
    for name, source in SOURCES.items():
        if not source.get("title") or not set(source) <= {"title", "address", "published", "retrieved", "kind", "opened"}:
            fault("schema", f"sources.{name}", "a source has a title, and no unknown key")
    used = set()
    for kind, record_type in KINDS.items():
        if not RECORDS[kind]:
            fault("name", kind, "no record at all")
        for name, record in RECORDS[kind].items():
            check(f"{kind}/{name}", record, record_type)
            about = record.get("record", {})
            used.update(about.get("sources", []))
            if not about.get("sources") or "basis" not in about:
                fault("provenance", f"{kind}/{name}", "record.sources and record.basis are needed")
            if set(about.get("sources", [])) == {"general-knowledge"} and about.get("basis") not in ("estimate", "guess"):
                fault("provenance", f"{kind}/{name}", "without a document the basis is estimate or guess")
    if not faults:  # the rules trust the schema
        for kind, rules in RULES.items():
            for name, record in RECORDS[kind].items():
                rules(name, record)
        for rule, name in sorted(set(EXCEPTIONS) - excused):
            faults.append(f"{name}: [{rule}] is excepted and breaks nothing: take the exception out")
    for each in faults:
        print(each)
    print(f"{sum(map(len, RECORDS.values()))} records, {len(SOURCES)} sources "
          f"({len(set(SOURCES) - used)} named by no record), {len(excused)} exceptions, {len(faults)} faults")
    return 1 if faults else 0


RECORDS, SOURCES = {}, {}
if __name__ == "__main__":
    sys.exit(main())
