// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/type_of.hpp"
#include "weft/io/library.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"
#include "weft/report/question.hpp"

#include <optional>
#include <vector>

namespace weft::report {

/// Reads a question of type In and lists the numbers of its answer.
template <class In, class Out, std::optional<Out> (*answer)(const In&, io::Library&, Diagnostics&)>
std::vector<Fact> reply_to(const io::Node& written, io::Sources& sources,
                           Diagnostics& diagnostics) {
  io::Library library(sources);
  Notes notes;
  In asked;
  io::ReadContext context{diagnostics, notes};
  context.references = library.references();
  io::read(written, type_of<In>(), &asked, "", context);
  if (diagnostics.has_errors()) return {};
  const auto replied = answer(asked, library, diagnostics);
  std::vector<Fact> facts;
  if (!replied) return facts;
  io::walk(type_of<Out>(), &*replied, "", [&](const io::Place& place) {
    if (const auto number = place.number()) {
      facts.push_back({place.path, *number, place.dimension(), place.row.shown, place.row.doc});
    }
  });
  return facts;
}

[[nodiscard]] const Type& options_question();
[[nodiscard]] std::vector<Fact> options_reply(const io::Node& written, io::Sources& sources,
                                              Diagnostics& diagnostics);
[[nodiscard]] const Type& fabric_question();
[[nodiscard]] std::vector<Fact> fabric_reply(const io::Node& written, io::Sources& sources,
                                             Diagnostics& diagnostics);
[[nodiscard]] const Type& collective_question();
[[nodiscard]] std::vector<Fact> collective_reply(const io::Node& written, io::Sources& sources,
                                                 Diagnostics& diagnostics);
[[nodiscard]] const Type& training_question();
[[nodiscard]] std::vector<Fact> training_reply(const io::Node& written, io::Sources& sources,
                                               Diagnostics& diagnostics);

[[nodiscard]] const Type& serving_question();
[[nodiscard]] std::vector<Fact> serving_reply(const io::Node& written, io::Sources& sources,
                                              Diagnostics& diagnostics);

}  // namespace weft::report
