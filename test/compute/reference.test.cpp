// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "llm_rows.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/compute/precision.hpp"

namespace weft::compute::reference_test {
namespace {

using test::Json;

ModelWork work_of(const Json& in) { return model_work(test::llm_of(in)); }
double number(const Json& in, const char* key) { return in[key].get<double>(); }

AttentionFlops convention_of(const Json& in) {
  return in["convention"] == "causal" ? AttentionFlops::causal : AttentionFlops::full_square;
}

Precision precision_of(const std::string& word) {
  for (std::size_t i = 0; i < words<Precision>.size(); ++i) {
    if (words<Precision>[i].word == word) return static_cast<Precision>(i);
  }
  ADD_FAILURE() << word;
  return Precision::bf16;
}

const test::Predictors predictors{
    {"compute.parameters",
     [](const Json& in) {
       return Json{{"total", parameters(test::llm_of(in)).total()}};
     }},
    {"compute.active-parameters",
     [](const Json& in) {
       return Json{{"active", active_parameters(test::llm_of(in))}};
     }},
    {"compute.kv-cache",
     [](const Json& in) {
       const auto bytes =
           kv_cache(work_of(in), number(in, "context") * token, number(in, "element") * byte);
       return Json{{"bytes", bytes.value()}};
     }},
    {"compute.matmul-parameters",
     [](const Json& in) {
       return Json{{"parameters", matmul_parameters(work_of(in))}};
     }},
    {"compute.forward-flops",
     [](const Json& in) {
       const auto flops =
           forward_flops(work_of(in), number(in, "sequence") * token, convention_of(in));
       return Json{{"gflop", flops.total().value() / giga}};
     }},
    {"compute.bytes-per-element",
     [](const Json& in) {
       return Json{
           {"bytes", bytes_per_element(precision_of(in["precision"].get<std::string>())).value()}};
     }},
    {"compute.experts-touched",
     [](const Json& in) {
       return Json{{"experts", experts_touched(work_of(in), number(in, "tokens"))}};
     }},
};

class ComputeReference : public testing::TestWithParam<Json> {};
TEST_P(ComputeReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }
INSTANTIATE_TEST_SUITE_P(Rows, ComputeReference, testing::ValuesIn(test::reference_rows("compute")),
                         test::row_name);

}  // namespace
}  // namespace weft::compute::reference_test
