// Takes stored numbers into a volume and refuses those that it cannot hold.
//
// For one thread. Invariant: every voxel taken over stands for the very number stored, rounded to float for an image,
// and for a label map to a whole number that it misses by no more than a hair.
#pragma once

#include "core/base/error.h"
#include "core/study/finding.h"
#include "core/volume/geometry.h"

#include <cmath>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

/// "(3, 0, 12)" for a flat index, the first axis fastest.
[[nodiscard]] std::string voxelText(const Index3& size, std::int64_t index);

template <class T>
class VoxelIntake;

/// An image: finite 32-bit floats.
template <>
class VoxelIntake<float> {
public:
    VoxelIntake(std::filesystem::path file, const Index3& size) : m_file(std::move(file)), m_size(size) {}

    template <class Stored>
    [[nodiscard]] float take(Stored stored, std::int64_t index) {
        if constexpr (std::floating_point<Stored>) {
            if (!(std::abs(stored) <= static_cast<Stored>(std::numeric_limits<float>::max()))) {
                note(static_cast<double>(stored), index);
                return 0;
            }
        }
        return static_cast<float>(stored);
    }

    /// Throws Error (InvalidInput) when a voxel was not a usable number. findings: those of the file.
    void finish(std::vector<Finding>& findings) const;

private:
    void note(double value, std::int64_t index);

    std::filesystem::path m_file;
    Index3 m_size;
    std::int64_t m_refused = 0;
    std::int64_t m_first = 0;
    double m_firstValue = 0;
};

/// A label map: whole 32-bit numbers.
template <>
class VoxelIntake<std::int32_t> {
public:
    VoxelIntake(std::filesystem::path file, const Index3& size) : m_file(std::move(file)), m_size(size) {}

    /// Throws Error (InvalidInput) naming file, value and voxel.
    template <class Stored>
    [[nodiscard]] std::int32_t take(Stored stored, std::int64_t index) {
        if constexpr (std::floating_point<Stored>) {
            constexpr auto kHair = Stored(1e-3);
            const Stored whole = std::round(stored);
            // Written so that a value that is not a number is refused.
            if (!(whole >= Stored(std::numeric_limits<std::int32_t>::min()) && whole < Stored(2147483648.0) &&
                  std::abs(stored - whole) <= kHair)) {
                refuse(textOf(stored), index);
            }
            m_rounded += whole == stored ? 0 : 1;
            return static_cast<std::int32_t>(whole);
        } else {
            if (!std::in_range<std::int32_t>(stored)) {
                refuse(std::to_string(stored), index);
            }
            return static_cast<std::int32_t>(stored);
        }
    }

    /// Tells of voxels that were rounded.
    void finish(std::vector<Finding>& findings) const;

private:
    [[nodiscard]] static std::string textOf(double value);
    [[noreturn]] void refuse(const std::string& value, std::int64_t index) const;

    std::filesystem::path m_file;
    Index3 m_size;
    std::int64_t m_rounded = 0;
};

}  // namespace tandem
