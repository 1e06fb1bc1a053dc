// SPDX-License-Identifier: Apache-2.0
#include "training_case.hpp"
#include "weft/io/library.hpp"

#include <stdexcept>

namespace weft::report {
namespace {

constexpr std::string_view shipped_fit = "published";

catalog::TrainingFit read_fit() {
  io::Sources sources;
  const io::Library library(sources);
  Notes notes;
  Diagnostics ignored;  // a test reads every record and finds no fault
  const auto record = library.record("training-fit", shipped_fit);
  if (!record) throw std::logic_error("shipped_training_fit: the catalogue has none");
  catalog::TrainingFit made;
  io::ReadContext context{ignored, notes};
  context.references = library.references();
  io::read(*record, type_of<catalog::TrainingFit>(), &made, "", context);
  return made;
}

}  // namespace

const catalog::TrainingFit& shipped_training_fit() {
  static const catalog::TrainingFit fit = read_fit();
  return fit;
}

}  // namespace weft::report
