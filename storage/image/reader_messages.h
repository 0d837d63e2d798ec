// What a program and its tandem-reader say to each other.
//
// Plain values. Invariant: a request is answered once for each of its files where the task is one of many files, once
// for each piece of a volume where it is one of voxels, else once.
#pragma once

#include "core/base/error.h"
#include "core/study/finding.h"
#include "core/volume/geometry.h"
#include "storage/image/dicom_segmentation.h"
#include "storage/image/dicom_slice.h"
#include "storage/image/dicom_structures.h"
#include "storage/image/voxel_type.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

enum class ReaderTask : std::uint8_t {
    Versions,      ///< LibraryVersions
    DicomHeaders,  ///< the DicomSlices of each file
    DicomVoxels,   ///< StoredNumbers of each of the planes, with its numbers as data
    Hdf5Has,       ///< bool: whether the first data set is there
    Hdf5Header,    ///< Hdf5Grid of the first of the data sets that is there
    Hdf5Voxels,  ///< StoredNumbers of some planes of the first data set, [x][y][z], with their numbers as data, in turn
    Segmentation,  ///< a DICOM file, as data; the request's data are the label's voxels
    Contours,      ///< the same, as a structure set
    StructureSet,  ///< DicomStructureSet of the file
    Structures     ///< a label of the file's structures, as data, and RankPairs of those that overlap
};

struct ReaderRequest {
    ReaderTask task = ReaderTask::Versions;
    std::vector<std::filesystem::path> files;
    std::vector<DicomPlane> planes;      ///< of a stack, in order
    std::vector<std::string> datasets;   ///< of an HDF5 file
    Index3 size{0, 0, 0};                ///< of a stack
    std::uint64_t memoryLimitBytes = 0;  ///< of the voxels and what decoding them needs, and of fields
    std::uint32_t secondsForEach = 10;   ///< of computing, for each answer
    std::string order;                   ///< of what is written: a SegmentationOrder; of structures: a StructureOrder
    std::uint64_t dataBytes = 0;         ///< bytes that follow the request, on the way of the answers
};

struct ReaderAnswer {
    bool isFailure = false;
    ErrorCode code = ErrorCode::Internal;
    std::string sentence;
    std::string detail;
    std::string value;            ///< what was asked for
    std::uint64_t dataBytes = 0;  ///< bytes that follow the answer
};

/// Said by the reader when the process that answered has ended.
struct ReaderEnd {
    std::int32_t exitCode = 0;
    std::int32_t signal = 0;
};

/// How the numbers are stored that follow an answer.
struct StoredNumbers {
    VoxelType type = VoxelType::Int16;
    DicomRescale rescale;
};

/// Planes of the first axis of a data set that come at most at once.
constexpr std::int64_t kHdf5PlanesAtOnce = 16;

struct Hdf5Grid {
    Index3 size{0, 0, 0};
    VoxelType type = VoxelType::Float32;
};

struct SegmentationOrder {
    std::filesystem::path file;  ///< to be made, for sentences
    std::vector<std::filesystem::path> sources;
    Geometry geometry;
    std::vector<DicomSegment> segments;
    DicomSegmentationText text;
};

/// As readStructures(); the grid is that of the frames.
struct StructureOrder {
    StructureKind kind = StructureKind::Segments;
    Geometry grid;
    std::vector<std::vector<std::int32_t>> classes;
};

using LibraryVersions = std::vector<std::array<std::string, 2>>;  ///< name, version

template <class Archive>
void fieldsOf(Archive& archive, ReaderRequest& request) {
    archive(request.task, request.files, request.planes, request.datasets, request.size, request.memoryLimitBytes,
            request.secondsForEach, request.order, request.dataBytes);
}
template <class Archive>
void fieldsOf(Archive& archive, ReaderAnswer& answer) {
    archive(answer.isFailure, answer.code, answer.sentence, answer.detail, answer.value, answer.dataBytes);
}
template <class Archive>
void fieldsOf(Archive& archive, ReaderEnd& end) {
    archive(end.exitCode, end.signal);
}
template <class Archive>
void fieldsOf(Archive& archive, Hdf5Grid& grid) {
    archive(grid.size, grid.type);
}
template <class Archive>
void fieldsOf(Archive& archive, Geometry& geometry) {
    archive(geometry.size, geometry.spacingMm, geometry.originMm, geometry.direction);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomRescale& rescale) {
    archive(rescale.slope, rescale.intercept);
}
template <class Archive>
void fieldsOf(Archive& archive, StoredNumbers& numbers) {
    archive(numbers.type, numbers.rescale);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomPlane& plane) {
    archive(plane.file, plane.frame, plane.rescale);
}
template <class Archive>
void fieldsOf(Archive& archive, Finding& finding) {
    auto severity = static_cast<std::uint8_t>(finding.severity);
    archive(severity, finding.sentence, finding.fix);
    finding.severity = severity < kChoiceTexts<FindingSeverity>.size() ? static_cast<FindingSeverity>(severity)
                                                                       : FindingSeverity::Warning;
}
template <class Archive>
void fieldsOf(Archive& archive, DicomSlice& slice) {
    archive(slice.file, slice.frame, slice.frames, slice.rescale, slice.pixelBytes, slice.problem,
            slice.holdsStructures, slice.instanceUid, slice.seriesUid, slice.stack, slice.description, slice.modality,
            slice.date, slice.patientId, slice.patientName, slice.voxelType, slice.rows, slice.columns,
            slice.positionMm, slice.alongRow, slice.alongColumn, slice.spacingMm);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomStructure& structure) {
    archive(structure.number, structure.name);
}
template <class Archive>
void fieldsOf(Archive& archive, SegmentationFrames& frames) {
    archive(frames.rows, frames.columns, frames.alongRow, frames.alongColumn, frames.spacingMm, frames.betweenSlicesMm,
            frames.positionsMm);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomStructureSet& set) {
    archive(set.file, set.problem, set.kind, set.instanceUid, set.written, set.seriesUids, set.imageUids,
            set.structures, set.frames, set.isFractional);
}
template <class Archive>
void fieldsOf(Archive& archive, StructureOrder& order) {
    archive(order.kind, order.grid, order.classes);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomSegment& segment) {
    archive(segment.value, segment.label, segment.colour);
}
template <class Archive>
void fieldsOf(Archive& archive, DicomSegmentationText& text) {
    archive(text.seriesDescription, text.algorithm, text.version);
}
template <class Archive>
void fieldsOf(Archive& archive, SegmentationOrder& order) {
    archive(order.file, order.sources, order.geometry, order.segments, order.text);
}

}  // namespace tandem
