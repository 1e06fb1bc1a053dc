// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../reference_rows.hpp"
#include "weft/serving/deployed.hpp"

#include <fstream>
#include <string>

namespace weft::test {

/// Coefficients of a published research fit, by its symbols: only to test the equations.
inline catalog::ServingFit compact_fit() {
  std::ifstream file(std::string(WEFT_ROOT) + "/test/serving/compact_coefficients.json");
  const Json in = Json::parse(file);
  const auto n = [&](const std::string& symbol) { return in[symbol].get<double>(); };
  const auto s = [&](const std::string& symbol) { return n(symbol) * second; };
  catalog::ServingFit made;
  made.shares = {n("ew"), n("ee"),  1.0,      n("ek"),  n("ec"),  n("ep"),
                 n("et"), n("ep4"), n("et4"), n("eta"), n("eta2")};
  auto& all = made.overheads;
  all.latent_layer = s("oMLA");
  all.linear_layer = s("oLIN");
  all.narrow_kernels = n("k4");
  all.yearly = n("prog");
  all.tensor_hop = s("al");
  all.expert_hop = s("al2");
  all.distant_hop = s("ali");
  all.token = s("s1");
  all.draft = s("dr");
  all.acceptance = n("acc");
  all.linear_prefill = n("lp");
  all.other_ranks = n("xi");
  all.pass = n("fix");
  all.input_token = s("tI");
  made.families["hopper"] = {s("oL_H"), s("oM_H"), {"hopper"}};
  made.families["blackwell"] = {s("oL_B"), s("oM_B"), {"blackwell"}};
  for (const std::string engine : {"trtllm", "vllm", "sglang"}) {
    auto& one = made.engines[engine];
    one.kernels = n("e_" + engine);
    one.step = s("s0_" + engine);
    one.stall = n("ph_" + engine);
    one.request = s("t0_" + engine);
    one.admission = n("sg_" + engine);
    one.burst = n("ka_" + engine);
  }
  made.pools = {n("dis0"), s("t0_dis"), n("sg_dis"), n("ka_dis")};
  return made;
}

}  // namespace weft::test
