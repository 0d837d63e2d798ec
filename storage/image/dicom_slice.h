// What one DICOM file says about itself and each of its planes, without its pixels.
//
// Thread-safe. Invariant: a slice without a problem is one plane of single numbers with a place in the patient, and its
// file is whole.
#pragma once

#include "core/volume/geometry.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// How numbers become values: slope * stored + intercept.
struct DicomRescale {
    double slope = 1;
    double intercept = 0;
};

struct DicomSlice {
    std::filesystem::path file;
    int frame = 0;                        ///< of the file's planes
    int frames = 1;                       ///< that the file has
    std::optional<DicomRescale> rescale;  ///< of the plane, where the file has several; else it is the file's own
    std::string problem;  ///< a sentence on why it can be no slice of a volume, naming the file; empty when it can
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

/// One, or those of an enhanced multi-frame file; none for a file that does not claim to be DICOM, by its first bytes
/// or its name. Throws Error (NotFound, Io).
[[nodiscard]] std::vector<DicomSlice> readDicomSlices(const std::filesystem::path& file);

/// Whether the pixels of two files are stored alike; false where one of them cannot be read.
[[nodiscard]] bool haveSamePixels(const std::filesystem::path& one, const std::filesystem::path& other);

/// Whether the file's first bytes or its name say that it is DICOM. Throws Error (NotFound, Io).
[[nodiscard]] bool claimsDicom(const std::filesystem::path& file);

}  // namespace tandem
