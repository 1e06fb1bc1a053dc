// SPDX-License-Identifier: Apache-2.0
// The one place where the Type of each described struct is made: it costs the compiler about 50 ms
// a struct, and everything else works on the erased form.
#include "weft/base/type_of.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/catalog/price.hpp"
#include "weft/plan/choices.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/plan.hpp"
#include "weft/plan/workspace_fields.hpp"

namespace weft {

// Each of these instantiates the types of all its members.
template const Type& type_of<catalog::Catalogue>();
template const Type& type_of<catalog::PriceFact>();
template const Type& type_of<catalog::PriceBook>();
template const Type& type_of<plan::Plan>();
template const Type& type_of<plan::Phase>();
template const Type& type_of<plan::Outcome>();
// What an evaluation computes on its way, for recorded ones.
template const Type& type_of<plan::Workspace>();
template const Type& type_of<plan::WorkloadChoice>();
template const Type& type_of<plan::Competition>();
template const Type& type_of<economics::RefreshPrice>();
template const Type& type_of<economics::FabricStake>();
template const Type& type_of<economics::LockIn>();

}  // namespace weft
