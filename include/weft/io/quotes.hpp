// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/date.hpp"
#include "weft/io/load.hpp"

namespace weft::io {

/// Warns of values whose `until` lies before `today` (WF0803), each where it is written.
void judge_quotes(Loaded& loaded, const Date& today);

}  // namespace weft::io
