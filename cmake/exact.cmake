# SPDX-License-Identifier: Apache-2.0
# Options with which g++ and clang++ give the same bits at every optimisation level: no fused
# multiply-add, and no folding or rewriting of libm calls. Not exported: embedders choose.
# CMakePresets.json says the same for everything that is built here.
set(weft_exact -ffp-contract=off)
foreach(function IN ITEMS exp exp2 exp10 pow log log2 log10 log1p expm1 cbrt tgamma lgamma sin cos erf erfc)
  list(APPEND weft_exact -fno-builtin-${function})
endforeach()
