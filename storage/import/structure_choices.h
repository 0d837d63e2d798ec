// What a person says about labels that come structure by structure: in files of their own, or in DICOM objects.
//
// A plain value; thread-safe. Invariant: names are compared whatever capitals and spaces they have.
#pragma once

#include "core/study/label_scheme.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

struct StructureChoices {
    /// Name of the class that a structure is; empty: none. The others are the classes that are called like them.
    std::map<std::string, std::string> classOf;
    /// Classes that get the voxels which several claim, the first before all others; of the others, and where none is
    /// said, the later one of the project's classes.
    std::vector<std::string> priority;

    bool operator==(const StructureChoices&) const = default;
};

/// "GTV-1=tumour; Heart=heart": structures and the classes they are, parted by semicolons. Throws Error (InvalidInput)
/// naming the part that cannot be read.
[[nodiscard]] std::map<std::string, std::string> parseStructureClasses(const std::string& text);
/// "tumour; heart"
[[nodiscard]] std::vector<std::string> parseClassPriority(const std::string& text);

/// What the choices mean for the classes of a scheme.
class StructureClasses {
public:
    /// Throws Error (InvalidInput) for a class that the scheme does not have.
    StructureClasses(const StructureChoices& choices, const LabelScheme& scheme);

    /// The index of the class that a structure of that name is, if it is any.
    [[nodiscard]] std::optional<std::size_t> classOf(const std::string& structure) const;
    /// All but the background, by rising priority.
    [[nodiscard]] const std::vector<std::size_t>& order() const noexcept { return m_order; }

private:
    std::map<std::string, std::optional<std::size_t>> m_classOf;  ///< by joined words
    std::vector<std::size_t> m_order;
};

}  // namespace tandem
