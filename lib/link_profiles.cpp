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

struct Means {
  std::string_view part;  // of a name, in lower case
  std::string_view profile;
};
/// The first that matches: longer names before what they contain.
constexpr std::array domains{
    Means{"nvl72", "nvlink-5-nvl72"}, Means{"gb200", "nvlink-5-nvl72"},
    Means{"gb300", "nvlink-5-nvl72"}, Means{"custom_algos", "nvlink-5-nvl72"},
    Means{"pcie gen6", "pcie-6"},     Means{"pcie gen5", "pcie-5"},
    Means{"pcie gen4", "pcie-4"},     Means{"pcie6", "pcie-6"},
    Means{"pcie5", "pcie-5"},         Means{"pcie4", "pcie-4"},
    Means{"b200", "nvlink-5"},        Means{"b300", "nvlink-5"},
    Means{"sm100", "nvlink-5"},       Means{"h100", "nvlink-4"},
    Means{"h200", "nvlink-4"},        Means{"h800", "nvlink-4"},
    Means{"sm90", "nvlink-4"},        Means{"p5en", "nvlink-4"},
    Means{"p5.", "nvlink-4"},         Means{"nd40rs", "nvlink-2"},
    Means{"a100", "nvlink-3"},        Means{"p4de", "nvlink-3"},
    Means{"v100", "nvlink-2"},        Means{"mi300", "xgmi-3"},
    Means{"mi325", "xgmi-3"},         Means{"mi35", "xgmi-4"},
    Means{"nvlink5", "nvlink-5"},     Means{"nvlink4", "nvlink-4"},
    Means{"nvlink3", "nvlink-3"},     Means{"nvlink2", "nvlink-2"}};

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

}  // namespace

const catalog::LinkProfile* shipped_profile(std::string_view id) {
  static const catalog::Catalogue all = read_profiles();
  return all.profiles.find(id);
}

std::string_view domain_profile_id(std::string_view accelerator) {
  std::string name(accelerator);
  for (char& each : name) {
    each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  }
  for (const Means& each : domains) {
    if (name.find(each.part) != std::string::npos) return each.profile;
  }
  return {};
}

std::string_view adapter_profile_id(Bandwidth rate) {
  for (const AdapterMeans& each : adapters) {
    if (rate >= each.at_least) return each.profile;
  }
  return {};
}

}  // namespace weft::report
