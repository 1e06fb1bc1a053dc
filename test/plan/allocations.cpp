// SPDX-License-Identifier: Apache-2.0
// Replaces the global allocation functions of a test program. Compiled apart: the compiler takes
// the pair for a mismatch where it sees through one half of it.
#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

}  // namespace

std::size_t allocations() { return count; }

void* operator new(std::size_t size) {
  ++count;
  if (void* made = std::malloc(size > 0 ? size : 1)) return made;
  throw std::bad_alloc{};
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++count;
  return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { std::free(at); }
