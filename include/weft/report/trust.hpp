// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"
#include "weft/report/table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weft::report {

/// What a published row says or a formula gives of one metric.
using TrustValue = std::variant<double, bool, std::string>;

/// One metric of one published row, beside what Weft says of it.
struct TrustLine {
  std::string id;
  std::string kind;
  std::string metric;  ///< "leaf", "cost_musd.FT2", "routers_per_level[1]"
  std::optional<TrustValue> expected;
  std::optional<TrustValue> predicted;
  double error = 0.0;  ///< relative and signed; of an expected 0 the difference
  bool pass = false;
  bool by_band = false;              ///< `pass`: within the stated P10 to P90
  bool fitted = false;               ///< the prediction was calibrated on this very value
  std::string unsupported;           ///< why there is no prediction
  std::vector<std::string> reasons;  ///< of `rejected`: what is wrong with the design
  std::vector<std::string> assumed;  ///< what the row does not say and was taken as usual
  std::vector<std::string> ignored;  ///< inputs that no rule of this kind reads
  std::string source;                ///< of the row
  std::string technology;            ///< profile that bounds a measured time; else empty
  bool is_short = false;             ///< a message below 1 MiB
  double low = 0.0;                  ///< stated error of a technology: measured over predicted
  double high = 0.0;                 ///< time, P10 and P90
  std::vector<std::string> groups;   ///< in tables of errors: "engine vllm"
};

/// Errors of one technology over its measured rows.
struct TrustGroup {
  std::string technology;
  std::size_t points = 0;  ///< from 1 MiB on
  double mean = 0.0;       ///< of |error|
  double worst = 0.0;
  std::size_t short_points = 0;
  double short_mean = 0.0;
  std::size_t inside = 0;  ///< of all points, in the stated band
};

/// The measured rows of all technologies: what one number says of them.
struct TrustOverall {
  TrustGroup all;           ///< `technology` empty; `worst` of a single point
  std::string worst_group;  ///< technology with the largest mean error from 1 MiB on
  double worst_mean = 0.0;
};

/// Errors of measured deployments that have something in common, beside those of a fit that had
/// seen none of them.
struct TrustError {
  std::string group;
  std::size_t rows = 0;
  double tpot_median = 0.0, tpot_mean = 0.0;
  double ttft_median = 0.0, ttft_mean = 0.0;
  std::optional<double> left_out_tpot_median, left_out_tpot_mean, left_out_ttft_median;
  double inside = 0.0;  ///< share of values in the stated band
};

/// Systems of one model that kept limits of latency, and those of which Weft says the same.
struct TrustKept {
  std::string model;  ///< "all": of every model
  std::size_t rows = 0;
  std::size_t ttft = 0;     ///< predicted P99 within its limit
  std::size_t tpot = 0;     ///< predicted P99 within its limit
  std::size_t both = 0;     ///< both are
  std::size_t in_band = 0;  ///< both are at the P10 that is stated for what is measured
  std::optional<double> ttft_median, tpot_median;  ///< |error| of P99, where one is predicted
};

struct TrustReport {
  std::vector<TrustLine> lines;
  std::size_t rows = 0;
  /// Lines outside their tolerance. Measured times that have none are judged by `banded`.
  [[nodiscard]] std::size_t failed() const;
  /// Measured times without a tolerance of their own, and those within P10 to P90 as stated.
  struct Banded {
    std::size_t all = 0;
    std::size_t inside = 0;
  };
  [[nodiscard]] Banded banded() const;
  [[nodiscard]] std::size_t unsupported() const;
  /// The line with the largest error among those with a prediction that is no fit; null if none.
  [[nodiscard]] const TrustLine* worst() const;
  /// Nothing failed, and of the banded lines no more lie outside than a band may leave out.
  [[nodiscard]] bool good() const;
};

/// A domain of published rows that ship with Weft.
struct TrustDomain {
  std::string_view name;  ///< "fabric"
  std::string_view file;  ///< of shipped_text()
  std::string_view doc;
};
[[nodiscard]] std::span<const TrustDomain> trust_domains();

/// The rows of a text: {"rows": [...]}, a list, or one object a line.
[[nodiscard]] std::vector<io::Node> trust_rows(std::string name, std::string_view text,
                                               io::Sources& sources, Diagnostics& diagnostics);

/// Each row through the rules of its kind. \param kind  a domain or a kind of row; empty: all.
[[nodiscard]] TrustReport trust(const std::vector<io::Node>& rows, std::string_view kind = {});

/// The measured rows by technology, in order of name; empty where no row has one.
[[nodiscard]] std::vector<TrustGroup> trust_groups(const TrustReport& report);

/// Every measured point counts once. Nothing measured: no points.
[[nodiscard]] TrustOverall trust_overall(std::span<const TrustGroup> groups);

/// Errors of measured deployments by what they have in common; empty where there are none.
[[nodiscard]] std::vector<TrustError> trust_errors(const TrustReport& report);

/// Systems that kept limits of latency, by model and all of them; empty where there are none.
[[nodiscard]] std::vector<TrustKept> trust_kept(const TrustReport& report);

/// Kinds of rows and domains that `kind` may name.
[[nodiscard]] std::vector<std::string_view> trust_kinds();

/// One object a line, a row and metric each; a list or an object that a row expects first as a
/// whole, then by its elements.
[[nodiscard]] std::string trust_ndjson(const TrustReport& report);
[[nodiscard]] std::string trust_plain(const TrustReport& report);
[[nodiscard]] std::string trust_table(const TrustReport& report, const View& view);

}  // namespace weft::report
