// SPDX-License-Identifier: Apache-2.0
// Scale-up domains.
#include "trust_inputs.hpp"
#include "weft/fabric/scale_up_domain.hpp"

namespace weft::report {
namespace {

constexpr Bandwidth one_gb = giga_byte / second;
double in_tb(Bandwidth rate) { return ratio(rate, kilo * one_gb); }

/// One domain: every accelerator has as many links to each chip.
void say_domain(const TrustInputs& in, fabric::ScaleUpShape shape,
                const std::optional<double>& rate, TrustPrediction& out) {
  const auto trays = in.count({"trays", "switch_trays"});
  const auto each = in.count({"chips_per_tray"});
  auto chips = in.count({"chips", "switch_chips"});
  if (!chips && trays && each) chips = *trays * *each;
  if (chips && *chips > 0) shape.links_to_chip = shape.links / *chips;
  shape.mesh = in.truth({"mesh", "full_mesh"}).value_or(false) || in.is("mesh");
  if (rate) {
    out.set("tb_s_per_gpu", in_tb(shape.links * (*rate * one_gb)));
    out.set("domain_tb_s", in_tb(fabric::domain_bandwidth(shape, *rate * one_gb)));
  }
  const auto built = build(shape);
  if (!built) return out.refuse(built.why());
  constexpr std::int64_t pairs_per_link = 4;  // two lanes each way, a copper cable each
  const std::int64_t links = built->node_links + built->local_links;
  out.set("switch_chips", built->leaf);
  out.set("switches", built->leaf);
  out.set("inter_switch_links", links);
  out.set("ports_per_chip", built->down);
  out.set("links_per_pair", built->bundle);
  out.set("copper_cables", pairs_per_link * links);
  out.set("bisection_links", built->bisection_links);
  if (!rate) return;
  out.set("bisection_tb_s", in_tb(built->bisection_links * (*rate * one_gb)));
}

}  // namespace

void predict_scale_up(const TrustInputs& in, TrustPrediction& out) {
  const auto gpus = in.count({"gpus", "accelerators", "endpoints"});
  const auto ports = in.count({"links_per_gpu", "ports_per_gpu"});
  const auto rate = in.number({"gb_s_per_link_bidir", "gb_s_per_link"});
  if (gpus && ports) say_domain(in, {*gpus, *ports}, rate, out);
  const auto leaving = in.count({"links_out", "external_links"});
  const auto own = in.number({"gb_s_per_gpu"});
  if (leaving && rate) out.set("out_tb_s", in_tb(*leaving * (*rate * one_gb)));
  if (gpus && own) out.set("in_tb_s", in_tb(*gpus * (*own * one_gb)));
  if (!leaving || !rate || !gpus || !own) return;
  out.set("oversub",
          fabric::leaving_oversubscription(*gpus, *own * one_gb, *leaving, *rate * one_gb));
}

}  // namespace weft::report
