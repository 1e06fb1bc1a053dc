// SPDX-License-Identifier: Apache-2.0
#include "link_profiles.hpp"

#include "weft/io/library.hpp"

#include <array>
#include <cctype>
#include <string>

namespace weft::report {
namespace {

catalog::Catalogue read_profiles() {
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue made;
  Notes notes;
  Diagnostics ignored;  // a test reads every record and finds no fault
  for (const std::string& id : library.names("profile")) {
    library.require("profile", id, made, notes, ignored);
  }
  return made;
}

struct AdapterMeans {
  Bandwidth at_least;
  std::string_view profile;
};
constexpr Bandwidth gigabit_rate = giga * bit / second;
/// 10 % below the nominal rate still means it.
constexpr std::array adapters{AdapterMeans{720.0 * gigabit_rate, "rdma-800g"},
                              AdapterMeans{360.0 * gigabit_rate, "rdma-400g"},
                              AdapterMeans{180.0 * gigabit_rate, "rdma-200g"},
                              AdapterMeans{Bandwidth{}, "rdma-100g"}};

const catalog::Catalogue& shipped_profiles() {
  static const catalog::Catalogue all = read_profiles();
  return all;
}

/// The profile whose name in the text is the longest, of equal ones the first by id: "gb200" says
/// more than "b200".
std::string_view named_in(std::string_view text, bool of_adapters) {
  std::string lower(text);
  for (char& each : lower) {
    each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  }
  std::string_view best;
  std::size_t longest = 0;
  for (const auto& [id, profile] : shipped_profiles().profiles) {
    if ((profile.per_node > 0) != of_adapters) continue;
    for (const std::string& name : profile.names) {
      if (name.size() <= longest || lower.find(name) == std::string::npos) continue;
      longest = name.size();
      best = id;
    }
  }
  return best;
}

}  // namespace

const catalog::LinkProfile* shipped_profile(std::string_view id) {
  return shipped_profiles().profiles.find(id);
}

std::string_view domain_profile_id(std::string_view text) { return named_in(text, false); }

std::string_view usual_adapter_profile_id(std::string_view text) { return named_in(text, true); }

std::string_view adapter_profile_id(Bandwidth rate) {
  for (const AdapterMeans& each : adapters) {
    if (rate >= each.at_least) return each.profile;
  }
  return {};
}

}  // namespace weft::report
