// SPDX-License-Identifier: Apache-2.0
// How the rules of `weft trust` read the inputs of a row and say what they predict.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/claim.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/io/document.hpp"
#include "weft/report/trust.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

using InputNames = std::initializer_list<std::string_view>;

/// Rows give rates in Gb/s.
inline constexpr Bandwidth gbps = giga_bit / second;

/// A count that a row gives as a number.
[[nodiscard]] constexpr std::int64_t whole_number(double value) {
  return static_cast<std::int64_t>(value);
}

/// The inputs of one row, read by name. Sources call one thing by several names, so each reading
/// takes all of them; what nothing read is told afterwards.
class TrustInputs {
 public:
  TrustInputs(std::string_view kind, const io::Node* inputs, std::string_view source = {})
      : kind_(kind), inputs_(inputs), source_(source) {}

  [[nodiscard]] std::string_view kind() const { return kind_; }
  /// Who measured what: often the only place that names the system.
  [[nodiscard]] std::string_view source() const { return source_; }
  /// The kind of the row has this word in it: "rail" in "multiplane-rail-clos".
  [[nodiscard]] bool is(std::string_view word) const {
    return kind_.find(word) != std::string_view::npos;
  }
  [[nodiscard]] const io::Node* all() const { return inputs_; }
  [[nodiscard]] const io::Node* find(InputNames names) const;
  [[nodiscard]] std::optional<double> number(InputNames names) const;
  [[nodiscard]] std::optional<std::int64_t> count(InputNames names) const;
  [[nodiscard]] std::optional<bool> truth(InputNames names) const;
  [[nodiscard]] std::string text(InputNames names) const;
  [[nodiscard]] std::vector<double> list(InputNames names) const;
  /// In Gb/s of one direction.
  [[nodiscard]] std::optional<Bandwidth> rate(InputNames names) const;
  /// Numbers whose names begin so, by the rest of the name: "radix_" gives {"400g", 128}.
  [[nodiscard]] std::map<std::string, double> beginning(std::string_view head) const;
  [[nodiscard]] std::vector<std::string> unread() const;
  /// The row asks for this metric.
  [[nodiscard]] bool expects(std::string_view metric) const;
  /// Metrics that the row asks for and that begin so.
  [[nodiscard]] std::vector<std::string> expected_beginning(std::string_view head) const;

  /// A number that the row states among its expected values and that is given to the rule all the
  /// same: what a peer claims, what a model is calibrated on.
  void give(std::string name, double value) { given_[std::move(name)] = value; }
  void give_list(std::string name, std::vector<double> values) {
    if (!values.empty()) lists_[std::move(name)] = std::move(values);
  }
  /// The same inputs for the rule of another kind.
  [[nodiscard]] TrustInputs as(std::string_view kind) const {
    TrustInputs other = *this;
    other.kind_ = kind;
    return other;
  }

 private:
  std::string_view kind_;
  const io::Node* inputs_;
  std::string_view source_;
  std::map<std::string, double, std::less<>> given_;
  std::map<std::string, std::vector<double>, std::less<>> lists_;
  /// Shared with what as() made of this: whatever one of them reads has been read.
  std::shared_ptr<std::set<std::string, std::less<>>> read_ =
      std::make_shared<std::set<std::string, std::less<>>>();
};

/// The links that a measured row rests on.
struct Technology {
  std::string name;  ///< of the profile
  bool is_short = false;
  double low = 0.0;
  double high = 0.0;
};

/// What a rule says of a row.
class TrustPrediction {
 public:
  void set(std::string name, double value) { values_[std::move(name)] = value; }
  void set(std::string name, std::int64_t value) {
    set(std::move(name), static_cast<double>(value));
  }
  void set(std::string name, bool value) { values_[std::move(name)] = value; }
  /// By its own name: a text in quotes would rather be a bool.
  void set_text(std::string name, std::string value) {
    values_[std::move(name)] = std::move(value);
  }
  /// Lists as name[0], name[1], ...
  void set(const std::string& name, const std::vector<double>& values);
  /// Nothing is said of this metric, for this reason.
  void lack(std::string name, std::string why) { lacks_[std::move(name)] = std::move(why); }
  /// Nothing is said of any metric that is not set, for this reason.
  void lack_all(std::string why) {
    if (refusal_.empty()) refusal_ = std::move(why);
  }
  void assume(std::string what) { assumed_.push_back(std::move(what)); }
  void fit(std::string name) { fitted_.insert(std::move(name)); }
  /// What bounds a measured time, and how far off that may be.
  void measure(const Technology& of) { technology_ = of; }
  /// Stated error of one metric.
  struct Band {
    double low = 0.0;
    double high = 0.0;
  };
  void measure(std::string metric, Band band) { bands_[std::move(metric)] = band; }
  [[nodiscard]] std::optional<Band> band(std::string_view metric) const {
    const auto found = bands_.find(metric);
    return found == bands_.end() ? std::nullopt : std::optional(found->second);
  }
  /// What the row counts to in tables of errors: "engine vllm".
  void group(std::string name) { groups_.push_back(std::move(name)); }
  [[nodiscard]] const std::vector<std::string>& groups() const { return groups_; }
  /// The design of the row cannot be had.
  void refuse(const Infeasible& why);
  void reject(std::string why) { reasons_.push_back(std::move(why)); }
  /// Takes the claim of another rule, and what it says where this one says nothing.
  void adopt(TrustPrediction other) {
    values_.merge(other.values_);
    claim = std::move(other.claim);
    has_claim = other.has_claim;
  }

  [[nodiscard]] std::optional<TrustValue> find(std::string_view metric) const;
  [[nodiscard]] std::string why_not(std::string_view metric) const;
  [[nodiscard]] bool is_fit(std::string_view metric) const { return fitted_.contains(metric); }
  [[nodiscard]] const Technology& technology() const { return technology_; }
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }
  [[nodiscard]] const std::vector<std::string>& assumed() const { return assumed_; }

  /// What a row says of a design as somebody's bill of materials: checked for rows that must be
  /// rejected.
  fabric::Claim claim;
  bool has_claim = false;

 private:
  std::map<std::string, TrustValue, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> lacks_;
  std::set<std::string, std::less<>> fitted_;
  std::vector<std::string> assumed_;
  std::vector<std::string> reasons_;
  std::string refusal_;
  std::map<std::string, Band, std::less<>> bands_;
  std::vector<std::string> groups_;
  Technology technology_;
};

using TrustRule = void (*)(const TrustInputs& in, TrustPrediction& out);

/// The rule of a kind of row. A kind that ends in '*' stands for all that begin so.
struct TrustKind {
  std::string_view kind;
  TrustRule rule;
};
/// The kinds of one domain.
[[nodiscard]] std::span<const TrustKind> fabric_trust_kinds();
[[nodiscard]] std::span<const TrustKind> collective_trust_kinds();
[[nodiscard]] std::span<const TrustKind> serving_trust_kinds();
[[nodiscard]] std::span<const TrustKind> serving_limits_trust_kinds();
[[nodiscard]] std::span<const TrustKind> finance_trust_kinds();

// Rules of the fabric, a file for each group of kinds.
void predict_clos(const TrustInputs& in, TrustPrediction& out);
void predict_dual_tor(const TrustInputs& in, TrustPrediction& out);
void predict_rail_only(const TrustInputs& in, TrustPrediction& out);
void predict_capacity(const TrustInputs& in, TrustPrediction& out);
void predict_dragonfly(const TrustInputs& in, TrustPrediction& out);
void predict_dragonfly_plus(const TrustInputs& in, TrustPrediction& out);
void predict_slim_fly(const TrustInputs& in, TrustPrediction& out);
void predict_polar_fly(const TrustInputs& in, TrustPrediction& out);
void predict_hyperx(const TrustInputs& in, TrustPrediction& out);
void predict_full_mesh(const TrustInputs& in, TrustPrediction& out);
void predict_regular_graph(const TrustInputs& in, TrustPrediction& out);
void predict_torus(const TrustInputs& in, TrustPrediction& out);
void predict_optical_torus(const TrustInputs& in, TrustPrediction& out);
void predict_scale_up(const TrustInputs& in, TrustPrediction& out);
void predict_bisection(const TrustInputs& in, TrustPrediction& out);
void predict_cost(const TrustInputs& in, TrustPrediction& out);
void predict_power(const TrustInputs& in, TrustPrediction& out);
void predict_latency(const TrustInputs& in, TrustPrediction& out);
void predict_port_budget(const TrustInputs& in, TrustPrediction& out);
void predict_inventory(const TrustInputs& in, TrustPrediction& out);
void predict_claim(const TrustInputs& in, TrustPrediction& out);

// Rules of collectives.
[[nodiscard]] std::optional<fabric::Collective> collective_named(std::string_view word);
void predict_bus(const TrustInputs& in, TrustPrediction& out);
void predict_steps(const TrustInputs& in, TrustPrediction& out);
void predict_tuner(const TrustInputs& in, TrustPrediction& out);
void predict_queue(const TrustInputs& in, TrustPrediction& out);
void predict_expert_bytes(const TrustInputs& in, TrustPrediction& out);
void predict_congestion(const TrustInputs& in, TrustPrediction& out);
void predict_hierarchy(const TrustInputs& in, TrustPrediction& out);
void predict_collective(const TrustInputs& in, TrustPrediction& out);
void predict_expert_exchange(const TrustInputs& in, TrustPrediction& out);
void predict_link_rate(const TrustInputs& in, TrustPrediction& out);
void predict_claimed(const TrustInputs& in, TrustPrediction& out);

// Rules of finance, a file for each group of functions.
void predict_npv(const TrustInputs& in, TrustPrediction& out);
void predict_irr(const TrustInputs& in, TrustPrediction& out);
void predict_mirr(const TrustInputs& in, TrustPrediction& out);
void predict_xnpv(const TrustInputs& in, TrustPrediction& out);
void predict_xnfv(const TrustInputs& in, TrustPrediction& out);
void predict_xirr(const TrustInputs& in, TrustPrediction& out);
void predict_payback(const TrustInputs& in, TrustPrediction& out);
void predict_profitability(const TrustInputs& in, TrustPrediction& out);
void predict_annuity(const TrustInputs& in, TrustPrediction& out);
void predict_loan(const TrustInputs& in, TrustPrediction& out);
void predict_capital_recovery(const TrustInputs& in, TrustPrediction& out);
void predict_fixed_charge(const TrustInputs& in, TrustPrediction& out);
void predict_compounding(const TrustInputs& in, TrustPrediction& out);
void predict_depreciation(const TrustInputs& in, TrustPrediction& out);
void predict_macrs(const TrustInputs& in, TrustPrediction& out);
void predict_levelised(const TrustInputs& in, TrustPrediction& out);
void predict_erlang(const TrustInputs& in, TrustPrediction& out);
void predict_servers(const TrustInputs& in, TrustPrediction& out);
void predict_newsvendor(const TrustInputs& in, TrustPrediction& out);
void predict_bass(const TrustInputs& in, TrustPrediction& out);
void predict_growth(const TrustInputs& in, TrustPrediction& out);
void predict_learning(const TrustInputs& in, TrustPrediction& out);
void predict_exchange(const TrustInputs& in, TrustPrediction& out);
void predict_option(const TrustInputs& in, TrustPrediction& out);
void predict_sequence(const TrustInputs& in, TrustPrediction& out);
void predict_variance(const TrustInputs& in, TrustPrediction& out);
void predict_draws(const TrustInputs& in, TrustPrediction& out);
void predict_slopes(const TrustInputs& in, TrustPrediction& out);
void predict_energy(const TrustInputs& in, TrustPrediction& out);
void predict_full_burden(const TrustInputs& in, TrustPrediction& out);
void predict_shipped(const TrustInputs& in, TrustPrediction& out);
void predict_discounts(const TrustInputs& in, TrustPrediction& out);
void predict_comparison(const TrustInputs& in, TrustPrediction& out);
void predict_change(const TrustInputs& in, TrustPrediction& out);
void predict_decay_charge(const TrustInputs& in, TrustPrediction& out);
void predict_margin(const TrustInputs& in, TrustPrediction& out);
void predict_cost_effect(const TrustInputs& in, TrustPrediction& out);
void predict_revenue(const TrustInputs& in, TrustPrediction& out);
void predict_token_price(const TrustInputs& in, TrustPrediction& out);
void predict_cache(const TrustInputs& in, TrustPrediction& out);
void predict_phase_nodes(const TrustInputs& in, TrustPrediction& out);
void predict_phase_split(const TrustInputs& in, TrustPrediction& out);
void predict_training_cost(const TrustInputs& in, TrustPrediction& out);
void predict_acquisition(const TrustInputs& in, TrustPrediction& out);
void predict_monthly(const TrustInputs& in, TrustPrediction& out);
void predict_energy_bill(const TrustInputs& in, TrustPrediction& out);
void predict_cluster(const TrustInputs& in, TrustPrediction& out);

}  // namespace weft::report
