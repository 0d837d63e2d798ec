// What a derived DICOM object copies from a slice that it was made from: its identity and place, digit for digit.
//
// Thread-safe. Invariant: none of the texts is empty but the patient's ID and the frame of reference.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

class DcmDataset;
class DcmFileFormat;

namespace tandem {

struct SourceSlice {
    std::string sopClassUid;
    std::string sopInstanceUid;
    std::string studyUid;
    std::string seriesUid;
    std::string patientId;
    std::string frameOfReferenceUid;         ///< empty where the file has none
    std::array<std::string, 3> position;     ///< Image Position (Patient), mm
    std::array<std::string, 6> orientation;  ///< Image Orientation (Patient)
    std::string pixelSpacing;                ///< between rows, then between columns, parted by a backslash; mm

    /// The whole header in UTF-8, without pixels, until it is forgotten.
    [[nodiscard]] DcmDataset* dataset() const;
    void forgetDataset() { file.reset(); }

    std::shared_ptr<DcmFileFormat> file;
};

/// Throws Error (InvalidInput) naming what the file does not say, (Io) when it cannot be read.
[[nodiscard]] SourceSlice readSourceSlice(const std::filesystem::path& file);

/// A number as DICOM writes decimals: 16 characters at most.
[[nodiscard]] std::string decimalString(double value);

/// A new unique identifier.
[[nodiscard]] std::string newUid();

}  // namespace tandem
