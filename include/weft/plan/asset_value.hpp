// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/depreciation.hpp"
#include "weft/plan/finance.hpp"
#include "weft/plan/purchase.hpp"

namespace weft::plan {

[[nodiscard]] inline PerPeriod decay_of(const Finance& finance, Asset asset) {
  switch (asset) {
    case Asset::accelerators:
      return finance.value_decay.accelerator;
    case Asset::servers:
      return finance.value_decay.server;
    case Asset::spares:
    case Asset::networks:
      return finance.value_decay.network;
    case Asset::facility:
      return {};
  }
  return {};
}
[[nodiscard]] inline Time book_life_of(const Finance& finance, Asset asset) {
  switch (asset) {
    case Asset::accelerators:
      return finance.book_life.accelerator;
    case Asset::servers:
      return finance.book_life.server;
    case Asset::spares:
    case Asset::networks:
      return finance.book_life.network;
    case Asset::facility:
      return finance.book_life.facility;
  }
  return finance.book_life.network;
}

/// What is left of a dollar at the end of the horizon.
struct WorthLeft {
  double market = 0.0;
  double book = 0.0;
};
[[nodiscard]] inline WorthLeft worth_left(const Finance& finance, Asset asset, Time age) {
  const Time life = book_life_of(finance, asset);
  const double book = ratio(economics::book_value(dollar, Money{}, life, age), dollar);
  if (asset == Asset::facility) return {book, book};
  return {ratio(economics::market_value(dollar, decay_of(finance, asset), age), dollar), book};
}

}  // namespace weft::plan
