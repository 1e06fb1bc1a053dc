// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/lock.hpp"
#include "weft/report/answer.hpp"

#include <string>

namespace weft::report {

/// Holds an answer to a lock file. Where its inputs are not those that were locked, or a quote has
/// run out by the day that was given, it is an error, and the answer counts as not evaluated.
/// \param folder  of the lock file.
void hold_answer(Answer& answer, const io::Lock& locked, const std::string& folder);

}  // namespace weft::report
