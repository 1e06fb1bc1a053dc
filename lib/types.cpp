// SPDX-License-Identifier: Apache-2.0
// The one place where the Type of each described struct is made: it costs the compiler about 50 ms
// a struct, and everything else works on the erased form.
#include "weft/base/type_of.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/catalog/price.hpp"
#include "weft/plan/choices.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/plan.hpp"
#include "weft/plan/stage_state.hpp"

namespace weft {

// Each of these instantiates the types of all its members.
template const Type& type_of<catalog::Catalogue>();
template const Type& type_of<catalog::PriceFact>();
template const Type& type_of<catalog::PriceBook>();
template const Type& type_of<plan::Plan>();
template const Type& type_of<plan::Phase>();
template const Type& type_of<plan::Outcome>();
// What a recorded evaluation names as the inputs and results of its formulas.
template const Type& type_of<training::Links>();
template const Type& type_of<Feasible<training::Step>>();
template const Type& type_of<Feasible<training::Run>>();
template const Type& type_of<Feasible<serving::Loaded>>();
template const Type& type_of<Feasible<Frequency>>();
template const Type& type_of<serving::Server>();
template const Type& type_of<serving::Layout>();
template const Type& type_of<serving::Limits>();
template const Type& type_of<plan::ServingPools>();
template const Type& type_of<Money>();
template const Type& type_of<plan::Competition>();
template const Type& type_of<economics::RefreshPrice>();
template const Type& type_of<PerPeriod>();
template const Type& type_of<economics::FabricStake>();
template const Type& type_of<economics::LockIn>();

}  // namespace weft
