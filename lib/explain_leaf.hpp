// SPDX-License-Identifier: Apache-2.0
// What nobody computed: values of the plan, of records, and what was chosen; and the text of a
// value of any kind.
#pragma once

#include "places.hpp"
#include "weft/report/explain.hpp"

#include <map>
#include <string>
#include <vector>

namespace weft::report {

/// Published sources by id: title and address.
class SourceTitles {
 public:
  SourceTitles();
  [[nodiscard]] std::string of(const std::string& id) const;

 private:
  std::map<std::string, std::string, std::less<>> titles_;
};

/// Number, dimension, text or reason of a place.
void read_value(const Spot& spot, const std::string& id, CalendarMonth start, Derivation& into);

class Leaves {
 public:
  Leaves(const Answer& answer, const Places& places, const SourceTitles& titles)
      : answer_(answer), places_(places), titles_(titles) {}

  /// A place of the plan, of the catalogue or of what was chosen, with what it says itself.
  [[nodiscard]] const Derivation& of(std::size_t spot);

 private:
  [[nodiscard]] Derivation read(std::size_t spot) const;
  void say_written(const Spot& spot, Derivation& leaf) const;
  void say_record(std::size_t spot, Derivation& leaf) const;
  void say_note(const Note& note, Derivation& leaf) const;
  [[nodiscard]] std::string position(const weft::Span& at) const;

  const Answer& answer_;
  const Places& places_;
  const SourceTitles& titles_;
  std::map<std::size_t, Derivation> known_;
};

}  // namespace weft::report
