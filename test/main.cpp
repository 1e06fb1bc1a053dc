// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

int main(int argc, char** argv) {
  // Properties try the same cases on every machine; RC_PARAMS in the environment wins.
  setenv("RC_PARAMS", "seed=20260101 max_success=1000", 0);
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
