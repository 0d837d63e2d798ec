// The fields of NIfTI-1, NIfTI-2 and Analyze 7.5 headers, taken out of their bytes.
//
// Sources: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and .../nifti2.h; the Mayo Clinic's dbh.h for
// Analyze. Thread-safe. Invariant: numbers are in the machine's byte order and not yet checked.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tandem {

enum class NiftiKind { Analyze, Single, Pair };  ///< Single: header and voxels in one file

struct NiftiFields {
    NiftiKind kind = NiftiKind::Single;
    bool isVersion2 = false;
    bool isBigEndian = false;
    std::array<std::int64_t, 8> dim{};
    std::int32_t datatype = 0;
    std::array<double, 8> pixdim{};
    double voxOffset = 0;
    double slope = 0;
    double intercept = 0;
    int units = 0;  ///< xyzt_units
    int qformCode = 0;
    int sformCode = 0;
    std::array<double, 3> quaternion{};
    std::array<double, 3> qOffset{};
    std::array<std::array<double, 4>, 3> srow{};
    int analyzeOrient = 0;
};

inline constexpr std::size_t kNifti1Bytes = 348;
inline constexpr std::size_t kNifti2Bytes = 540;

/// Nothing when the bytes, the first of a file, are none of the three. Analyze has no mark of its own and is only
/// looked for when asked.
[[nodiscard]] std::optional<NiftiFields> niftiFields(std::span<const std::byte> bytes, bool mayBeAnalyze);

}  // namespace tandem
