// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace weft::test {

/// The field of q = p^n elements: numbers whose base-p digits are coefficients of a polynomial.
class Galois {
 public:
  explicit Galois(std::size_t q) : q_(q) {
    for (p_ = 2; q % p_ != 0;) ++p_;
    for (std::size_t left = q; left > 1; left /= p_) {
      if (left % p_ != 0) throw std::domain_error("Galois: not a prime power");
      ++n_;
    }
    // The first polynomial whose root x generates all elements makes the tables.
    for (std::size_t tail = 0; tail < q_; ++tail) {
      for (std::size_t root = 1; root < q_ && n_ == 1; ++root) {
        if (tabulate(0, root)) return;
      }
      if (n_ > 1 && tabulate(tail, p_)) return;
    }
    throw std::logic_error("Galois: no primitive element");
  }
  [[nodiscard]] std::size_t size() const { return q_; }
  [[nodiscard]] std::size_t add(std::size_t a, std::size_t b) const { return digits(a, b, 1); }
  [[nodiscard]] std::size_t subtract(std::size_t a, std::size_t b) const {
    return digits(a, b, p_ - 1);
  }
  [[nodiscard]] std::size_t multiply(std::size_t a, std::size_t b) const {
    return a == 0 || b == 0 ? 0 : power_[(log_[a] + log_[b]) % (q_ - 1)];
  }
  /// The generator of all elements but 0, to the i-th.
  [[nodiscard]] std::size_t power(std::size_t i) const { return power_[i % (q_ - 1)]; }

 private:
  /// a + times * b, digit by digit.
  [[nodiscard]] std::size_t digits(std::size_t a, std::size_t b, std::size_t times) const {
    std::size_t sum = 0;
    for (std::size_t place = 1; place < q_; place *= p_) {
      sum += (a / place + times * (b / place)) % p_ * place;
    }
    return sum;
  }
  /// Powers of `root`; false when they repeat early. Of n > 1 the root is x and x^n = -tail.
  bool tabulate(std::size_t tail, std::size_t root) {
    power_.assign(q_ - 1, 0);
    log_.assign(q_, q_);
    std::size_t now = 1;
    for (std::size_t i = 0; i + 1 < q_; ++i) {
      if (now == 0 || log_[now] != q_) return false;
      power_[i] = now;
      log_[now] = i;
      now = n_ == 1 ? now * root % p_ : shifted(now, tail);
    }
    return now == 1;
  }
  [[nodiscard]] std::size_t shifted(std::size_t a, std::size_t tail) const {
    const std::size_t top = a / (q_ / p_);
    return digits(a % (q_ / p_) * p_, tail, (p_ - top) % p_);
  }

  std::size_t q_, p_ = 2, n_ = 0;
  std::vector<std::size_t> power_, log_;
};

}  // namespace weft::test
