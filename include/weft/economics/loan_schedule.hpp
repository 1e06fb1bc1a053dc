// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/annuity_terms.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::economics {

/// A level payment, or several, divided into what the debt costs and what lowers it. Signed as in
/// spreadsheets: negative is paid.
struct LoanPayment {
  Money interest{};
  Money principal{};

  [[nodiscard]] constexpr Money total() const { return interest + principal; }
  friend constexpr bool operator==(const LoanPayment&, const LoanPayment&) = default;
};

inline constexpr Formula loan_payment_card{
    "economics.loan-payment", "interest_k = r FV(k - 1), principal_k = PMT - interest_k",
    "Excel IPMT, PPMT; numpy-financial ipmt, ppmt"};

/// Interest and principal of one payment.
/// \param loan    its `payment` is not read.   \param number  k, 1 .. periods.
/// Paid in advance, the first payment bears no interest and each other a period less.
/// \throws std::domain_error for another k or a rate of -100 % or less.
[[nodiscard]] inline LoanPayment loan_payment(Annuity loan, std::int64_t number) {
  if (number < 1 || static_cast<double>(number) > loan.periods) {
    throw std::domain_error("loan_payment: there is no such payment");
  }
  loan.payment = -annuity_payment(loan.present, loan.rate, loan.periods, loan.future, loan.due);
  LoanPayment part{.principal = loan.payment};
  if (loan.due == Due::begin && number == 1) return part;
  Annuity before = loan;
  before.periods = static_cast<double>(number - 1);
  const double advance = loan.due == Due::begin ? 1.0 + loan.rate : 1.0;
  part.interest = loan.rate / advance * annuity_future(before);
  part.principal = loan.payment - part.interest;
  return part;
}

/// The sum of some payments. \param first, last  numbers, both included.
/// \throws std::domain_error if there are none or as loan_payment().
[[nodiscard]] inline LoanPayment loan_payments(const Annuity& loan, std::int64_t first,
                                               std::int64_t last) {
  if (last < first) throw std::domain_error("loan_payments: the last is before the first");
  LoanPayment sum;
  for (std::int64_t k = first; k <= last; ++k) {
    const LoanPayment each = loan_payment(loan, k);
    sum = {sum.interest + each.interest, sum.principal + each.principal};
  }
  return sum;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::LoanPayment> =
    std::array{row<&economics::LoanPayment::interest>("interest", "what the debt costs").in("$"),
               row<&economics::LoanPayment::principal>("principal", "what lowers it").in("$"),
               row<&economics::LoanPayment::total>("total", "what is paid")
                   .in("$")
                   .by(economics::loan_payment_card)};
static_assert(describes_all<economics::LoanPayment>());
template <>
inline constexpr std::string_view type_name<economics::LoanPayment> = "loan payment";

}  // namespace weft
