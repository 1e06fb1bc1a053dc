// SPDX-License-Identifier: Apache-2.0
// The steps of a recorded evaluation by what they made.
#pragma once

#include "places.hpp"
#include "weft/base/step.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace weft::report {

/// A spot as it stood before a step: places may be written more than once.
struct Moment {
  std::size_t spot = 0;
  std::size_t before = 0;  ///< steps, in the order in which they were made
  friend bool operator<(const Moment& a, const Moment& b) {
    return a.spot != b.spot ? a.spot < b.spot : a.before < b.before;
  }
};

/// Steps by what they made, with inputs as spots.
class RecordedSteps {
 public:
  RecordedSteps(const Recording& recording, const Places& places) : places_(places) {
    for (const Edge& each : recording.edges()) {
      const std::size_t at = made_.size();
      made_.push_back({each.card, {}, {}});
      made_.back().out = places.find(each.out);
      if (!made_.back().out) continue;
      for (const Place& in : each.in) {
        if (const auto spot = places.find(in)) made_.back().in.push_back(*spot);
      }
      of_[*made_.back().out].push_back(at);
      for (auto above = places.at(*made_.back().out).above; above;
           above = places.at(*above).above) {
        inside_[*above].push_back(at);
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return made_.size(); }
  [[nodiscard]] const Formula* card(std::size_t step) const { return made_[step].card; }
  [[nodiscard]] std::size_t out(std::size_t step) const { return *made_[step].out; }

  /// The last step before a moment that made a spot or something that it is part of.
  [[nodiscard]] std::optional<std::size_t> maker(const Moment& of) const {
    std::optional<std::size_t> last;
    for (auto spot = std::optional(of.spot); spot; spot = places_.at(*spot).above) {
      const auto found = last_of(of_, *spot, of.before);
      if (found && (!last || *found > *last)) last = found;
    }
    return last;
  }
  /// The last step before a moment that made a part of a spot.
  [[nodiscard]] std::optional<std::size_t> part_maker(const Moment& of) const {
    return last_of(inside_, of.spot, of.before);
  }
  /// What a step read; with it other rounds of the same loop: the same formula into the same place.
  [[nodiscard]] std::vector<Moment> inputs(std::size_t step) const {
    std::vector<Moment> all;
    for (const std::size_t each : of_.at(out(step))) {
      if (each > step || card(each) != card(step)) continue;
      for (const std::size_t spot : made_[each].in) {
        const auto known = std::find_if(all.begin(), all.end(),
                                        [&](const Moment& one) { return one.spot == spot; });
        if (known == all.end()) {
          all.push_back({spot, own(each, spot) ? first_round(step) : each});
        } else if (!own(each, spot)) {
          known->before = each;
        }
      }
    }
    return all;
  }
  /// Parts of a spot that were made by steps of their own, outermost first.
  [[nodiscard]] std::vector<std::size_t> parts(const Moment& of) const {
    std::vector<std::size_t> found;
    const auto at = inside_.find(of.spot);
    if (at == inside_.end()) return found;
    for (const std::size_t step : at->second) {
      if (step >= of.before) continue;
      const std::size_t part = below(of.spot, out(step));
      if (std::find(found.begin(), found.end(), part) == found.end()) found.push_back(part);
    }
    return found;
  }

 private:
  struct Made {
    const Formula* card;
    std::optional<std::size_t> out;
    std::vector<std::size_t> in;
  };
  using BySpot = std::map<std::size_t, std::vector<std::size_t>>;

  static std::optional<std::size_t> last_of(const BySpot& in, std::size_t spot,
                                            std::size_t before) {
    const auto found = in.find(spot);
    if (found == in.end()) return std::nullopt;
    const auto& steps = found->second;
    const auto past = std::lower_bound(steps.begin(), steps.end(), before);
    if (past == steps.begin()) return std::nullopt;
    return *std::prev(past);
  }
  /// A step that adds to what stands there reads its own result.
  [[nodiscard]] bool own(std::size_t step, std::size_t spot) const { return out(step) == spot; }
  [[nodiscard]] std::size_t first_round(std::size_t step) const {
    for (const std::size_t each : of_.at(out(step))) {
      if (card(each) == card(step)) return each;
    }
    return step;
  }
  /// The child of `above` that `spot` is or is in.
  [[nodiscard]] std::size_t below(std::size_t above, std::size_t spot) const {
    while (places_.at(spot).above && *places_.at(spot).above != above) {
      spot = *places_.at(spot).above;
    }
    return spot;
  }

  const Places& places_;
  std::vector<Made> made_;
  BySpot of_, inside_;
};

}  // namespace weft::report
