// Small parts for reading headers that are written as text. Thread-safe.
//
// Invariant: numbers are read the same in every locale.
#pragma once

#include "core/volume/geometry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// ASCII letters only.
[[nodiscard]] std::string lowered(std::string_view text);

/// The words of a text one after the other; white space and commas divide them.
class WordReader {
public:
    explicit WordReader(std::string_view text) : m_rest(text) {}
    [[nodiscard]] std::optional<std::string_view> next();

private:
    std::string_view m_rest;
};

[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view text);

/// Nothing unless the whole word is a number; "nan" and "inf" are numbers.
[[nodiscard]] std::optional<double> numberIn(std::string_view word);
[[nodiscard]] std::optional<std::int64_t> wholeNumberIn(std::string_view word);

/// Nothing unless every word is a number.
[[nodiscard]] std::optional<std::vector<double>> numbersIn(std::string_view text);
[[nodiscard]] std::optional<std::vector<std::int64_t>> wholeNumbersIn(std::string_view text);

/// Millimetres in a unit of length such as "cm"; nothing for a unit that is not one.
[[nodiscard]] std::optional<double> millimetresIn(std::string_view unit);

/// Splits the vectors that span a grid (columns, in mm) into spacing and direction.
void setAxes(Geometry& geometry, const Matrix3& columnsMm);

}  // namespace tandem
