// SPDX-License-Identifier: Apache-2.0
// Rows of collectives: what is exact by its formula, and what was measured.
#include "trust_inputs.hpp"

#include <array>

namespace weft::report {
namespace {

/// Rows of one kind ask many things: the inputs that a row has say which.
void predict_exact(const TrustInputs& in, TrustPrediction& out) {
  if (in.find({"formula"})) return predict_steps(in, out);
  if (in.find({"algo"})) return predict_tuner(in, out);
  if (in.find({"rho", "servers", "lambda_per_h"})) return predict_queue(in, out);
  if (in.find({"topk"})) return predict_expert_bytes(in, out);
  if (in.find({"paths", "senders", "down_ports"})) return predict_congestion(in, out);
  if (in.find({"nvlink_GBps"}) || in.find({"P_bytes"})) return predict_hierarchy(in, out);
  predict_bus(in, out);
}

void predict_measured(const TrustInputs& in, TrustPrediction& out) {
  if (in.find({"P_bytes"})) return predict_hierarchy(in, out);
  if (in.find({"topk"}) || in.find({"config"}) || in.find({"system"}) || in.find({"bottleneck"})) {
    return predict_expert_exchange(in, out);
  }
  if (in.find({"spec_GBps", "nic_Gbps", "links"})) return predict_link_rate(in, out);
  predict_collective(in, out);
}

constexpr std::array collective_kinds{TrustKind{"exact", &predict_exact},
                                      TrustKind{"exact-from-measured-row", &predict_bus},
                                      TrustKind{"measured", &predict_measured},
                                      TrustKind{"measured+derived", &predict_measured},
                                      TrustKind{"acceptance-floor", &predict_measured},
                                      TrustKind{"constant-vs-measured", &predict_link_rate},
                                      TrustKind{"vendor-claim", &predict_claimed},
                                      TrustKind{"spec", &predict_claimed}};

}  // namespace

std::span<const TrustKind> collective_trust_kinds() { return collective_kinds; }

}  // namespace weft::report
