// The classes of a dataset: index 0 is the background, and every other index a structure.
//
// A plain value. Invariant (see check()): 2 to 255 classes with distinct non-empty names.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

struct LabelClass {
    std::string name;
    std::array<std::uint8_t, 3> colour{255, 255, 255};  ///< red, green, blue
    std::int32_t fileValue = 0;  ///< the voxel value that means this class in imported label maps

    bool operator==(const LabelClass&) const = default;
};

struct LabelScheme {
    std::vector<LabelClass> classes;  ///< by class index

    bool operator==(const LabelScheme&) const = default;

    /// Classes with the given names, values 0, 1, 2, ... and distinct colours. Throws as check().
    [[nodiscard]] static LabelScheme fromNames(const std::vector<std::string>& names);

    [[nodiscard]] int count() const noexcept { return static_cast<int>(classes.size()); }
    [[nodiscard]] std::vector<std::string> names() const;
    /// The class whose fileValue is the given one, or -1.
    [[nodiscard]] int indexOfFileValue(std::int32_t value) const noexcept;
    /// What stands for unknown voxels (core/volume/unknown_class.h) in label files of the project: 255, or the largest
    /// value below it that means no class.
    [[nodiscard]] std::int32_t unknownFileValue() const noexcept;
    /// Throws Error (InvalidInput) when the invariant does not hold.
    void check() const;
};

}  // namespace tandem
