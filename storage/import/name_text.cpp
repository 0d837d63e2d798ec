#include "storage/import/name_text.h"

#include "core/base/file_system.h"
#include "storage/image/header_text.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <vector>

namespace tandem {
namespace {

/// The only entry of the folder that is named so.
std::optional<std::filesystem::path> onlyEntryNamed(const std::filesystem::path& folder, const std::string& name) {
    const std::string wanted = foldedName(name);
    std::vector<std::filesystem::path> found;
    for (const std::filesystem::path& entry : entriesOf(folder)) {
        if (foldedName(entry.filename().string()) == wanted) {
            found.push_back(entry);
        }
    }
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

}  // namespace

std::string foldedName(std::string_view name) {
    if (std::ranges::all_of(name, [](unsigned char letter) { return letter < 0x80; })) {
        return lowered(name);
    }
    UErrorCode failure = U_ZERO_ERROR;
    const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(failure);
    icu::UnicodeString text = icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
    if (U_FAILURE(failure) || text.indexOf(static_cast<UChar32>(0xFFFD)) >= 0) {
        return lowered(name);
    }
    text = composer->normalize(text.foldCase(), failure);
    std::string result;
    return U_FAILURE(failure) ? lowered(name) : text.toUTF8String(result);
}

std::string joinedWords(std::string_view name) {
    std::string words;
    bool isBetween = false;
    for (const char letter : foldedName(name)) {
        if (std::string_view("_-. ()[]+,").find(letter) != std::string_view::npos) {
            isBetween = true;
            continue;
        }
        words += isBetween && !words.empty() ? "_" : "";
        words += letter;
        isBetween = false;
    }
    return words;
}

std::optional<std::filesystem::path> findAsWritten(const std::filesystem::path& folder, const std::string& written) {
    if (const auto exact = (folder / written).lexically_normal(); isThere(exact)) {
        return exact;
    }
    std::string text = written;
    std::ranges::replace(text, '\\', '/');
    std::filesystem::path found = folder;
    for (const std::filesystem::path& part : std::filesystem::path(text)) {
        if (part == ".." || part == "." || part == "/" || isThere(found / part)) {
            found /= part;
        } else if (const auto entry = onlyEntryNamed(found, part.string())) {
            found = *entry;
        } else {
            return std::nullopt;
        }
    }
    return found.lexically_normal();
}

}  // namespace tandem
