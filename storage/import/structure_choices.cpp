#include "storage/import/structure_choices.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "storage/image/header_text.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tandem {
namespace {

std::size_t indexIn(const LabelScheme& scheme, const std::string& name) {
    const auto found = std::ranges::find(scheme.classes, joinedWords(name),
                                         [](const LabelClass& one) { return joinedWords(one.name); });
    if (found == scheme.classes.end()) {
        throw Error(ErrorCode::InvalidInput,
                    "The project has no class \"" + name + "\"; its classes are " + listText(scheme.names()) + ".");
    }
    return static_cast<std::size_t>(found - scheme.classes.begin());
}

}  // namespace

std::vector<std::string> parseClassPriority(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(';', start), text.size());
        if (const auto name = trimmed(std::string_view(text).substr(start, end - start)); !name.empty()) {
            names.emplace_back(name);
        }
        start = end + 1;
    }
    return names;
}

std::map<std::string, std::string> parseStructureClasses(const std::string& text) {
    std::map<std::string, std::string> classOf;
    for (const std::string& part : parseClassPriority(text)) {
        const std::size_t equals = part.rfind('=');
        const auto structure = trimmed(std::string_view(part).substr(0, equals));
        if (equals == std::string::npos || structure.empty()) {
            throw Error(ErrorCode::InvalidInput,
                        "\"" + part +
                            "\" does not say which class a structure is; write STRUCTURE=CLASS, with nothing "
                            "after = for one that is left out.");
        }
        classOf.insert_or_assign(std::string(structure),
                                 std::string(trimmed(std::string_view(part).substr(equals + 1))));
    }
    return classOf;
}

StructureClasses::StructureClasses(const StructureChoices& choices, const LabelScheme& scheme) {
    for (std::size_t index = 1; index < scheme.classes.size(); ++index) {
        m_classOf.emplace(joinedWords(scheme.classes[index].name), index);
        m_order.push_back(index);
    }
    for (const auto& [structure, name] : choices.classOf) {
        const std::size_t index = name.empty() ? 0 : indexIn(scheme, name);
        m_classOf.insert_or_assign(joinedWords(structure), index > 0 ? std::optional(index) : std::nullopt);
    }
    for (auto name = choices.priority.rbegin(); name != choices.priority.rend(); ++name) {
        const std::size_t index = indexIn(scheme, *name);
        if (std::erase(m_order, index) > 0) {  // not the background
            m_order.push_back(index);
        }
    }
}

std::optional<std::size_t> StructureClasses::classOf(const std::string& structure) const {
    const auto found = m_classOf.find(joinedWords(structure));
    return found == m_classOf.end() ? std::nullopt : found->second;
}

}  // namespace tandem
