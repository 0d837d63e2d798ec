// What DICOM files say about themselves and each of their planes, without their pixels.
//
// Thread-safe. Invariant: a slice without a problem is one plane of single numbers with a place in the patient, and its
// file is whole.
#pragma once

#include "core/volume/geometry.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// How numbers become values: slope * stored + intercept.
struct DicomRescale {
    double slope = 1;
    double intercept = 0;

    bool operator==(const DicomRescale&) const = default;
};

/// Where the pixels of one plane are.
struct DicomPlane {
    std::filesystem::path file;
    std::int32_t frame = 0;               ///< of the file's
    std::optional<DicomRescale> rescale;  ///< the file's own where it is absent
};

struct DicomSlice {
    std::filesystem::path file;
    int frame = 0;                        ///< of the file's planes
    int frames = 1;                       ///< that the file has
    std::optional<DicomRescale> rescale;  ///< of the plane, where the file has several; else it is the file's own
    std::uint64_t pixelBytes = 0;         ///< of a file of one plane, at its end; 0 where they are packed
    std::string problem;  ///< a sentence on why it can be no slice of a volume, naming the file; empty when it can
    bool holdsStructures = false;  ///< it is no image but says where structures are (dicom_structures.h); a problem
    std::string instanceUid;
    std::string seriesUid;
    std::string stack;  ///< of several in one file, with the point in time: frames of another are another volume
    std::string description;
    std::string modality;
    std::string date;
    std::string patientId;
    std::optional<std::string> patientName;
    std::string voxelType;  ///< as stored, before the rescaling
    int rows = 0;
    int columns = 0;
    Vector3 positionMm{};                   ///< of the centre of the first pixel, LPS
    Vector3 alongRow{1, 0, 0};              ///< unit vector in which the column number grows
    Vector3 alongColumn{0, 1, 0};           ///< unit vector in which the row number grows
    std::array<double, 2> spacingMm{1, 1};  ///< between columns, between rows
};

/// Of the files that claim to be DICOM, in their order, one or those of an enhanced multi-frame file; other files are
/// passed over. read is told after each file how many were looked at. A file that cannot be read is a slice with a
/// problem. Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] std::vector<DicomSlice> readDicomSlices(const std::vector<std::filesystem::path>& files,
                                                      const std::function<void(std::size_t done)>& read,
                                                      const std::stop_token& stop);

/// Whether the file's first bytes or its name say that it is DICOM. Throws Error (NotFound, Io).
[[nodiscard]] bool claimsDicom(const std::filesystem::path& file);

}  // namespace tandem
