// Image files made byte by byte after the formats' definitions, so that the readers are tested against something that
// is not their own writer.
#pragma once

#include "core/volume/geometry.h"
#include "storage/image/voxel_type.h"
#include "tests/core/file_bytes.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

/// What a made file holds.
struct MadeImage {
    Geometry geometry;
    VoxelType type = VoxelType::Int16;
    bool isBigEndian = false;
    std::vector<double> values;  ///< as stored, first axis fastest

    /// 3x4x5 voxels on an oblique grid, with the smallest and largest values of the type among them.
    [[nodiscard]] static MadeImage ofType(VoxelType type, bool isBigEndian = false);
    [[nodiscard]] std::string voxelBytes() const;
};

/// The header fields that a test may want to bend; the rest is taken from the image.
struct NiftiBend {
    int version = 1;
    bool isPair = false;
    std::vector<std::int64_t> dim;  ///< dim[0..]; empty: from the image
    int datatype = -1;              ///< -1: from the image
    double slope = 0;
    double intercept = 0;
    int units = 2;
    int qformCode = 0;
    int sformCode = 1;
    double voxOffset = -1;  ///< -1: right after the header
    bool hasShear = false;  ///< in the sform
    bool isAnalyze = false;
    int analyzeOrient = 0;
};

/// Header bytes, for a single file with the four bytes that follow.
[[nodiscard]] std::string niftiHeader(const MadeImage& image, const NiftiBend& bend = {});
[[nodiscard]] std::string nrrdHeader(const MadeImage& image, const std::string& encoding,
                                     const std::string& moreLines = {});
/// dataFile: "LOCAL" or a name.
[[nodiscard]] std::string metaImageHeader(const MadeImage& image, bool isPacked, const std::string& dataFile,
                                          const std::string& moreLines = {});

[[nodiscard]] std::string gzipped(const std::string& bytes);
[[nodiscard]] std::string zlibPacked(const std::string& bytes);

/// The formats that writeMade() knows, by name.
[[nodiscard]] std::vector<std::string> madeFormats();

/// Writes the image into the folder under the given stem. Returns the path to give to the reader.
std::filesystem::path writeMade(const MadeImage& image, const std::string& format, const std::filesystem::path& folder,
                                const std::string& stem);

/// A rotation about all three axes.
[[nodiscard]] Matrix3 obliqueDirection();

/// How far the parts of two geometries are apart at most; sizes must agree.
[[nodiscard]] double farthestApart(const Geometry& a, const Geometry& b);

}  // namespace tandem
