#include "storage/image/nrrd_fields.h"

#include "core/base/error.h"
#include "storage/image/header_text.h"
#include "storage/image/text_header.h"

namespace tandem {
namespace {

std::string usualName(const std::string& field) {
    static const std::map<std::string, std::string> kNames{
        {"datafile", "data file"},       {"byteskip", "byte skip"},
        {"lineskip", "line skip"},       {"axismins", "axis mins"},
        {"spaceorigin", "space origin"}, {"spacedimension", "space dimension"},
        {"spaceunits", "space units"},   {"spacedirections", "space directions"}};
    const auto found = kNames.find(field);
    return found == kNames.end() ? field : found->second;
}

}  // namespace

NrrdFields::NrrdFields(const std::filesystem::path& file) : m_name(file.string()) {
    TextHeader header(file);
    const auto magic = header.nextLine();
    if (!magic || !magic->starts_with("NRRD000") || magic->size() != 8 || (*magic)[7] < '1' || (*magic)[7] > '5') {
        throw Error(ErrorCode::InvalidInput,
                    m_name + " does not begin as a NRRD file, so it is not one or is damaged.");
    }
    while (const auto line = header.nextLine()) {
        if (line->empty()) {
            break;
        }
        const auto colon = line->find(':');
        if (line->starts_with('#')) {
            continue;
        }
        if (colon != std::string::npos && line->substr(colon, 2) == ":=") {
            m_pairs[line->substr(0, colon)] = line->substr(colon + 2);
            continue;
        }
        if (colon == std::string::npos) {
            throw Error(ErrorCode::InvalidInput, m_name + " has a damaged header: a line in it is no field.");
        }
        const std::string_view rest = std::string_view(*line).substr(colon + 1);
        m_values[usualName(lowered(trimmed(std::string_view(*line).substr(0, colon))))] = trimmed(rest);
    }
    m_dataOffset = header.offset();
}

std::optional<std::string> NrrdFields::value(const std::string& field) const {
    const auto found = m_values.find(field);
    return found == m_values.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> NrrdFields::pair(const std::string& key) const {
    const auto found = m_pairs.find(key);
    return found == m_pairs.end() ? std::nullopt : std::optional(std::string(trimmed(found->second)));
}

std::vector<std::int64_t> NrrdFields::wholeNumbers(const std::string& field, std::size_t count) const {
    auto numbers = wholeNumbersIn(value(field).value_or(""));
    if (!numbers || numbers->size() != count) {
        refuse(field);
    }
    return *std::move(numbers);
}

std::optional<std::int64_t> NrrdFields::wholeNumber(const std::string& field) const {
    const auto text = value(field);
    if (!text) {
        return std::nullopt;
    }
    const auto number = wholeNumberIn(*text);
    if (!number) {
        refuse(field);
    }
    return number;
}

std::vector<std::vector<double>> NrrdFields::vectors(const std::string& field) const {
    const std::string text = value(field).value_or("");
    std::vector<std::vector<double>> result;
    std::string_view rest = trimmed(text);
    while (!rest.empty()) {
        if (rest.starts_with("none")) {
            result.emplace_back();
            rest = trimmed(rest.substr(4));
            continue;
        }
        const auto end = rest.find(')');
        auto numbers =
            rest.starts_with('(') && end != std::string_view::npos ? numbersIn(rest.substr(1, end - 1)) : std::nullopt;
        if (!numbers || numbers->empty()) {
            refuse(field);
        }
        result.push_back(*std::move(numbers));
        rest = trimmed(rest.substr(end + 1));
    }
    return result;
}

void NrrdFields::refuse(const std::string& field) const {
    throw Error(ErrorCode::InvalidInput,
                m_name + " has a damaged header: its field \"" + field + "\" is missing or cannot be understood.");
}

}  // namespace tandem
