// DICOM objects that say where structures are in the images of a series: segmentations (SEG) as voxels, structure sets
// (RTSTRUCT) as contours.
//
// Thread-safe. Invariant: a voxel belongs to a structure where the object's own frames say it, or where its centre lies
// within an odd number of the structure's contours; what does not lie on the grid is an Error, never left out.
#pragma once

#include "core/study/finding.h"
#include "core/volume/volume.h"
#include "storage/image/class_painter.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

enum class StructureKind : std::uint8_t { Segments, Contours };

struct DicomStructure {
    std::int32_t number = 0;  ///< by which the object refers to it
    std::string name;         ///< not empty

    bool operator==(const DicomStructure&) const = default;
};

/// Where the frames of a segmentation lie.
struct SegmentationFrames {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    Vector3 alongRow{1, 0, 0};              ///< unit vector in which the column number grows
    Vector3 alongColumn{0, 1, 0};           ///< unit vector in which the row number grows
    std::array<double, 2> spacingMm{1, 1};  ///< between columns, between rows
    double betweenSlicesMm = 0;             ///< 0 where it is not said
    std::vector<Vector3> positionsMm;       ///< of the frames' first pixels, each once, LPS
};

/// What an object says of itself, without voxels and contours.
struct DicomStructureSet {
    std::filesystem::path file;
    std::string problem;  ///< a sentence on why it cannot be used, naming the file; empty when it can
    StructureKind kind = StructureKind::Segments;
    std::string instanceUid;
    std::string written;                     ///< YYYYMMDDHHMMSS, or a part of it
    std::vector<std::string> seriesUids;     ///< that it refers to, in its order
    std::vector<std::string> imageUids;      ///< SOP instances that it refers to
    std::vector<DicomStructure> structures;  ///< by number; those with frames or closed contours
    SegmentationFrames frames;               ///< of segments
    bool isFractional = false;               ///< segments are parts of voxels, of which half and more count
};

/// Of each file, in their order. A file that cannot be read has a problem. Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] std::vector<DicomStructureSet> readStructureSets(const std::vector<std::filesystem::path>& files,
                                                               const std::stop_token& stop);

struct StructureLabel {
    /// 0, or 1 and the index of the class, with ClassPainter::kShared where several of the classes claim the voxel.
    RawLabelVolume label;
    std::vector<RankPair> overlaps;  ///< of such values, without the mark
};

/// classes: the numbers of the structures that make up each, by rising rank: of several that claim a voxel the last one
/// gets it. image: the grid of the series; contours are filled there, and frames come on a grid of their own, which
/// takes from it how far slices are apart where they are sparse. Throws Error: InvalidInput for damage, frames that
/// make no regular stack, contours that lie beside, across or between the slices (counted); OutOfMemory; Cancelled.
[[nodiscard]] StructureLabel readStructures(const DicomStructureSet& set,
                                            const std::vector<std::vector<std::int32_t>>& classes,
                                            const Geometry& image, const std::stop_token& stop,
                                            std::uint64_t memoryLimitBytes = 0);

}  // namespace tandem
