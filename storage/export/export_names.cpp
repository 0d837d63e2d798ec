#include "storage/export/export_names.h"

#include "core/base/error.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace tandem {
namespace {

[[noreturn]] void refuse(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

std::string listOfPlaceholders() {
    std::string list;
    for (const std::string_view one : kNamePlaceholders) {
        list += (list.empty() ? "" : ", ") + std::string(one);
    }
    return list;
}

/// A part of a name that every file system takes.
std::string asFileName(std::string text) {
    for (char& character : text) {
        if (std::string_view("/\\:*?\"<>|{}").find(character) != std::string_view::npos ||
            static_cast<unsigned char>(character) < 32) {
            character = '_';
        }
    }
    const bool isHidden = text.starts_with('.');
    return isHidden ? "_" + text : text;
}

void replaceAll(std::string& text, std::string_view from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

void checkPlaceholders(std::string_view pattern) {
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
        const std::size_t end = pattern.find('}', at);
        const std::string_view found = pattern.substr(at, end == std::string_view::npos ? end : end - at + 1);
        if (std::ranges::find(kNamePlaceholders, found) == kNamePlaceholders.end()) {
            refuse("The naming pattern has " + std::string(found) + ", which stands for nothing; use " +
                   listOfPlaceholders() + ".");
        }
    }
}

}  // namespace

void checkPattern(std::string_view pattern) {
    checkPlaceholders(pattern);
    for (const std::string_view needed : {"{case}", "{what}"}) {
        if (pattern.find(needed) == std::string_view::npos) {
            refuse("The naming pattern needs " + std::string(needed) + ", or files would replace each other.");
        }
    }
    const std::filesystem::path path{std::string(pattern)};
    const bool climbs = std::ranges::any_of(path, [](const auto& part) { return part == ".." || part == "."; });
    if (path.is_absolute() || climbs || pattern.ends_with('/')) {
        refuse("The naming pattern must stay within the folder: no / at its ends, and no \"..\".");
    }
    if (std::ranges::any_of(pattern,
                            [](char c) { return std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos; })) {
        refuse("The naming pattern must do without \\ : * ? \" < > and |, which some systems do not take.");
    }
}

std::string filledIn(std::string_view pattern, const NameParts& parts) {
    std::string name(pattern);
    // Values hold no braces, so what is filled in is not filled in again.
    const std::pair<std::string_view, std::string> values[]{
        {"{case}", parts.caseName},
        {"{patient}", parts.patient.empty() ? "unknown" : parts.patient},
        {"{run}", parts.run},
        {"{method}", parts.method},
        {"{what}", parts.what}};
    for (const auto& [placeholder, value] : values) {
        replaceAll(name, placeholder, asFileName(value));
    }
    return name;
}

}  // namespace tandem
