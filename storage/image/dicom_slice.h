// What one DICOM file says about itself, without its pixels.
//
// Thread-safe. Invariant: a slice without a problem holds one plane of single numbers with a place in the patient, and
// its file is whole.
#pragma once

#include "core/volume/geometry.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace tandem {

struct DicomSlice {
    std::filesystem::path file;
    std::string problem;  ///< a sentence on why it can be no slice of a volume, naming the file; empty when it can
    std::string seriesUid;
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

/// Nothing for a file that does not claim to be DICOM, by its first bytes or its name. Throws Error (NotFound, Io).
[[nodiscard]] std::optional<DicomSlice> readDicomSlice(const std::filesystem::path& file);

/// Whether the file's first bytes or its name say that it is DICOM. Throws Error (NotFound, Io).
[[nodiscard]] bool claimsDicom(const std::filesystem::path& file);

}  // namespace tandem
