#include "storage/image/header_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tandem {
namespace {

constexpr std::string_view kSpace = " \t\r\n\v\f";
constexpr std::string_view kDividers = " \t\r\n\v\f,";

template <class Number>
std::optional<Number> parsed(std::string_view word) {
    if (word.starts_with('+')) {
        word.remove_prefix(1);
    }
    Number number{};
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc{} || end != word.data() + word.size()) {
        return std::nullopt;
    }
    return number;
}

template <class Number>
std::optional<std::vector<Number>> allParsed(std::string_view text) {
    std::vector<Number> numbers;
    for (const std::string_view word : wordsOf(text)) {
        const auto number = parsed<Number>(word);
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
    }
    return numbers;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::optional<std::string_view> WordReader::next() {
    const auto first = m_rest.find_first_not_of(kDividers);
    if (first == std::string_view::npos) {
        m_rest = {};
        return std::nullopt;
    }
    const auto end = std::min(m_rest.find_first_of(kDividers, first), m_rest.size());
    const std::string_view word = m_rest.substr(first, end - first);
    m_rest.remove_prefix(end);
    return word;
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    WordReader reader(text);
    while (const auto word = reader.next()) {
        words.push_back(*word);
    }
    return words;
}

std::optional<double> numberIn(std::string_view word) {
    return parsed<double>(word);
}

std::optional<std::int64_t> wholeNumberIn(std::string_view word) {
    return parsed<std::int64_t>(word);
}

std::optional<std::vector<double>> numbersIn(std::string_view text) {
    return allParsed<double>(text);
}

std::optional<std::vector<std::int64_t>> wholeNumbersIn(std::string_view text) {
    return allParsed<std::int64_t>(text);
}

std::optional<double> millimetresIn(std::string_view unit) {
    struct Unit {
        std::string_view name;
        double millimetres;
    };
    constexpr std::array kUnits{Unit{"mm", 1},         Unit{"millimeter", 1},    Unit{"millimetre", 1},
                                Unit{"cm", 10},        Unit{"centimeter", 10},   Unit{"centimetre", 10},
                                Unit{"m", 1000},       Unit{"meter", 1000},      Unit{"metre", 1000},
                                Unit{"um", 1e-3},      Unit{"\u00b5m", 1e-3},  // the sign for micro
                                Unit{"\u03bcm", 1e-3},                         // the Greek letter
                                Unit{"micron", 1e-3},  Unit{"micrometer", 1e-3}, Unit{"micrometre", 1e-3},
                                Unit{"nm", 1e-6},      Unit{"nanometer", 1e-6},  Unit{"nanometre", 1e-6}};
    std::string name = lowered(unit);
    if (name.size() > 2 && name.ends_with('s')) {
        name.pop_back();
    }
    const auto found = std::ranges::find(kUnits, name, &Unit::name);
    return found == kUnits.end() ? std::nullopt : std::optional(found->millimetres);
}

void setAxes(Geometry& geometry, const Matrix3& columnsMm) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double squares = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            squares += columnsMm[row][axis] * columnsMm[row][axis];
        }
        geometry.spacingMm[axis] = std::sqrt(squares);
        for (std::size_t row = 0; row < 3; ++row) {
            geometry.direction[row][axis] = squares > 0 ? columnsMm[row][axis] / geometry.spacingMm[axis] : 0;
        }
    }
}

}  // namespace tandem
