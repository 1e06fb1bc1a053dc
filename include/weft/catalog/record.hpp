// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/note.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace weft::catalog {

enum class Status : std::uint8_t { shipping, sampling, announced, discontinued };
enum class Confidence : std::uint8_t { high, medium, low };

/// What every record of the catalogue says of itself. A value without a note of its own rests on
/// `sources` with this `basis`; one that carries `{"is", "from", "basis"}` speaks for itself.
struct About {
  std::string vendor;
  std::string name;
  std::int64_t year = 0;
  Status status = Status::shipping;
  std::vector<std::string> sources;  ///< ids in models/sources.json
  std::string as_of;                 ///< day on which the sources were read
  Basis basis = Basis::published;
  Confidence confidence = Confidence::medium;
  std::vector<std::string> notes;

  friend bool operator==(const About&, const About&) = default;
};

/// The protocol that a port speaks; two ends of a link must speak the same.
enum class Protocol : std::uint8_t { ethernet, infiniband, nvlink, scheduled, omni_path, other };

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<Basis> =
    std::array{Case{"quote", "a vendor's offer to the author"},
               Case{"list", "a public price list"},
               Case{"published", "a document that anybody can open"},
               Case{"measured", "somebody measured it"},
               Case{"derived", "computed from other values by stated arithmetic"},
               Case{"estimate", "an informed figure without a document"},
               Case{"guess", "nobody knows"}};
template <>
inline constexpr auto words<catalog::Status> =
    std::array{Case{"shipping", "can be ordered"}, Case{"sampling", "first units only"},
               Case{"announced", "not yet to be had"}, Case{"discontinued", "no longer sold"}};
template <>
inline constexpr auto words<catalog::Confidence> =
    std::array{Case{"high", "the maker or a standard says so"},
               Case{"medium", "sources differ a little"}, Case{"low", "one weak source, or none"}};
template <>
inline constexpr auto words<catalog::Protocol> =
    std::array{Case{"ethernet", "RoCE included"},
               Case{"infiniband", "credit-based, subnet manager"},
               Case{"nvlink", "scale-up of one vendor"},
               Case{"scheduled", "cell-based fabric ports between leaf and spine of one vendor"},
               Case{"omni-path", "Cornelis"},
               Case{"other", "bound to one cloud or machine"}};

template <>
inline constexpr std::string_view type_name<catalog::About> = "about";
template <>
inline constexpr auto fields<catalog::About> = std::array{
    row<&catalog::About::vendor>("vendor", "who makes it").only_label(),
    row<&catalog::About::name>("name", "as sold").only_label(),
    row<&catalog::About::year>("year", "of first delivery").between(1990, 2100).only_label(),
    row<&catalog::About::status>("status", "can it be had").only_label(),
    row<&catalog::About::sources>("sources", "ids in models/sources.json").refers_to("source"),
    row<&catalog::About::as_of>("as_of", "day on which the sources were read").only_label(),
    row<&catalog::About::basis>("basis", "what values without a note of their own rest on"),
    row<&catalog::About::confidence>("confidence", "in the record as a whole").only_label(),
    row<&catalog::About::notes>("notes", "what a user of the record should know").only_label()};
static_assert(describes_all<catalog::About>());

}  // namespace weft
