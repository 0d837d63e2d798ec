#include "core/base/csv_text.h"

#include <charconv>
#include <system_error>

namespace tandem {
namespace {

bool isNumber(std::string_view text) {
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string csvField(std::string_view text) {
    constexpr std::string_view kFormula = "=+-@\t\r\n";
    const bool isFormula = !text.empty() && kFormula.find(text.front()) != std::string_view::npos && !isNumber(text);
    std::string cell = (isFormula ? "'" : "") + std::string(text);
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char character : cell) {
        quoted += character == '"' ? "\"\"" : std::string(1, character);
    }
    return quoted + "\"";
}

}  // namespace tandem
