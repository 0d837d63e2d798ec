#include "storage/import/name_pattern.h"

#include "storage/import/file_names.h"
#include "storage/import/name_text.h"
#include "storage/import/pairing_choices.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace tandem {
namespace {

/// What the stars of the pattern stand for, each as little as can be, followed by _; nothing where it does not fit.
std::optional<std::string> starsOf(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) {
        return pattern == text ? std::optional<std::string>("") : std::nullopt;
    }
    if (!text.starts_with(pattern.substr(0, star))) {
        return std::nullopt;
    }
    const std::string_view rest = pattern.substr(star + 1);
    if (rest.find('*') == std::string_view::npos) {
        const bool fits = text.size() >= star + rest.size() && text.ends_with(rest);
        return fits ? std::optional(std::string(text.substr(star, text.size() - star - rest.size())) + "_")
                    : std::nullopt;
    }
    const std::string_view next = rest.substr(0, rest.find('*'));
    const std::size_t end = text.find(next, star);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    // What a star leaves begins at the text after it, so that no other place need be tried.
    const auto others = starsOf(rest, text.substr(end));
    return others ? std::optional(std::string(text.substr(star, end - star)) + "_" + *others) : std::nullopt;
}

}  // namespace

NamePattern::NamePattern(const std::string& pattern) {
    std::string text = pattern;
    std::ranges::replace(text, '\\', '/');
    for (const std::filesystem::path& part : std::filesystem::path(text)) {
        if (!part.empty() && part != "/") {
            m_parts.push_back(foldedName(part.string()));
        }
    }
}

std::optional<std::string> NamePattern::keyOf(const std::filesystem::path& file) const {
    std::string stars;
    std::filesystem::path left = file;
    for (std::size_t i = m_parts.size(); i-- > 0;) {
        const bool isName = i + 1 == m_parts.size();
        const auto found = starsOf(m_parts[i], foldedName(isName ? imageStem(left) : left.filename().string()));
        if (!found) {
            return std::nullopt;
        }
        stars = *found + stars;
        left = left.parent_path();
    }
    std::string key = joinedWords(stars);
    return key.empty() ? joinedWords(file.parent_path().filename().string()) : key;
}

std::size_t countPairs(const std::vector<std::filesystem::path>& files, const std::string& imageNames,
                       const std::string& labelNames) {
    const NamePattern images(imageNames);
    const NamePattern labels(labelNames);
    if (images.isEmpty() || labels.isEmpty()) {
        return 0;
    }
    std::set<std::string> imageKeys;
    std::set<std::string> labelKeys;
    for (const std::filesystem::path& file : files) {
        if (const auto labelKey = labels.keyOf(file)) {
            labelKeys.insert(*labelKey);
        } else if (const auto imageKey = images.keyOf(file)) {
            imageKeys.insert(*imageKey);
        }
    }
    return static_cast<std::size_t>(
        std::ranges::count_if(labelKeys, [&](const std::string& key) { return imageKeys.contains(key); }));
}

}  // namespace tandem
