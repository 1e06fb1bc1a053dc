// SPDX-License-Identifier: Apache-2.0
#include "weft/report/check_bom.hpp"

#include "finding_text.hpp"
#include "weft/base/type_of.hpp"
#include "weft/fabric/claim_check.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"
#include "weft/io/library.hpp"
#include "weft/io/reader.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

namespace weft::report {
namespace {

/// What the catalogue says of the parts that a bill names.
class Parts {
 public:
  Parts(io::Sources& sources, Diagnostics& faults) : library_(sources), faults_(faults) {}

  [[nodiscard]] io::References references() const { return library_.references(); }

  /// The box of a tier; its protocol goes into the claim where that says none.
  std::optional<fabric::SwitchBox> box(fabric::TierClaim& tier) {
    if (tier.switch_id.empty()) return std::nullopt;
    library_.require("switch", tier.switch_id, catalogue_, notes_, faults_);
    const catalog::Switch* record = catalogue_.switches.find(tier.switch_id);
    if (!record) return std::nullopt;
    if (!tier.protocol) tier.protocol = record->protocol;
    return fabric::switch_box(*record);
  }

  /// An adapter that speaks several protocols is taken for one that suits its leaf.
  void fill(fabric::NicClaim& nic, const std::optional<catalog::Protocol>& leaf) {
    if (nic.nic_id.empty()) return;
    library_.require("nic", nic.nic_id, catalogue_, notes_, faults_);
    const catalog::Nic* record = catalogue_.nics.find(nic.nic_id);
    if (!record) return;
    if (!nic.rate) nic.rate = record->rate;
    if (nic.ports == 1) nic.ports = record->ports;
    if (nic.protocol || record->protocols.empty()) return;
    const auto& spoken = record->protocols;
    const bool suits = leaf && std::find(spoken.begin(), spoken.end(), *leaf) != spoken.end();
    nic.protocol = suits ? *leaf : spoken.front();
  }

 private:
  io::Library library_;
  Diagnostics& faults_;
  catalog::Catalogue catalogue_;
  Notes notes_;
};

template <class T>
const T* address(const std::optional<T>& of) {
  return of ? &*of : nullptr;
}

void tell(CheckedBom& checked, const io::Node& root) {
  for (const fabric::Finding& each : checked.findings.items) {
    const bool hard = each.check->gravity == fabric::Gravity::impossible;
    Diagnostic one{hard ? Severity::error : Severity::warning,
                   hard ? "WF0501" : "WF0502",
                   std::string(each.path),
                   std::string(each.check->reason.id) + ": " + finding_text(each),
                   {},
                   std::nullopt};
    one.at = io::locate(root, each.path);
    checked.told.add(std::move(one));
  }
}

CheckedBom checked_node(CheckedBom checked, const io::Node& root) {
  Notes notes;
  Parts parts(checked.sources, checked.faults);
  io::ReadContext context{checked.faults, notes};
  context.references = parts.references();
  context.root = &bom_type();
  io::read(root, bom_type(), &checked.claim, "", context);
  if (checked.readable()) {
    fabric::Claim& claim = checked.claim;
    const auto leaf = parts.box(claim.leaf);
    const auto spine = parts.box(claim.spine);
    const auto core = parts.box(claim.core);
    parts.fill(claim.nic, claim.leaf.protocol);
    checked.findings = fabric::check(claim, {address(leaf), address(spine), address(core)});
    tell(checked, root);
  }
  io::settle(checked.faults, root);
  return checked;
}

}  // namespace

std::string finding_text(const fabric::Finding& finding) {
  std::string text(finding.check->reason.text);
  if (finding.check->needed.empty()) return text;
  std::string_view unit;
  if (finding.of == dimension_of<Bandwidth>) unit = "Gb/s";
  if (finding.of == dimension_of<Length>) unit = "m";
  if (finding.of == dimension_of<Power>) unit = "W";
  if (finding.of == dimension_of<Money>) unit = "$";
  text += ": " + std::string(finding.check->needed) + " " +
          io::show_quantity(finding.needed, finding.of, unit) + ", " +
          std::string(finding.check->available) + " " +
          io::show_quantity(finding.available, finding.of, unit);
  return text;
}

const Type& bom_type() { return type_of<fabric::Claim>(); }

CheckedBom check_bom_text(std::string name, std::string text) {
  CheckedBom checked;
  checked.sources.push_back({std::move(name), std::move(text)});
  const io::Node root = io::parse(0, checked.sources, checked.faults);
  if (checked.faults.has_errors()) return checked;
  return checked_node(std::move(checked), root);
}

CheckedBom check_bom(const std::string& path) {
  CheckedBom checked;
  auto text = path == "-" ? io::read_stream(std::cin, "<stdin>", checked.faults)
                          : io::read_file(path, checked.faults);
  if (!text) return checked;
  return check_bom_text(path == "-" ? "<stdin>" : path, std::move(*text));
}

}  // namespace weft::report
