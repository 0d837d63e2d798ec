// Finds the DICOM series in a folder and reads one as a volume.
//
// Thread-safe. Invariant: slices are ordered by their position along the slice normal, never by name or number; a
// series without findings is a regular stack of equal slices.
#pragma once

#include "core/base/progress.h"
#include "core/volume/volume.h"
#include "storage/image/dicom_slice.h"
#include "storage/image/image_reader.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

struct DicomSeries {
    std::string uid;  ///< SeriesInstanceUID; empty for files that claim to be DICOM but tell no series
    std::string description;
    std::string modality;  ///< such as "CT", "MR", "SEG"
    std::string date;      ///< YYYYMMDD as in the file, or empty
    std::string patientId;
    std::optional<std::string> patientName;
    std::string voxelType;  ///< as stored, such as "int16"
    int rows = 0;
    int columns = 0;
    std::vector<std::filesystem::path> files;   ///< by position along the slice normal, each once
    std::vector<DicomPlane> planes;             ///< by position along the slice normal
    std::vector<std::filesystem::path> copies;  ///< of those files, that were left out
    std::vector<std::string> instanceUids;      ///< of the files
    bool holdsStructures = false;               ///< its files are no images but labels of series (dicom_structures.h)
    Vector3 spacingMm{1, 1, 1};                 ///< along a row (columns), down a column (rows), between slices
    Geometry geometry;                          ///< of the stack; meaningful only without findings
    std::vector<std::string> findings;          ///< sentences on why it cannot be read as one volume; empty when it can

    [[nodiscard]] bool isReadable() const noexcept { return findings.empty(); }
};

/// The series of the files that lie directly in the folder, ordered by uid; files that say where structures are make
/// series of their own. Files that are not DICOM are passed over;
/// those that claim to be and cannot be understood come last, as one entry with an empty uid and a finding each.
/// Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] std::vector<DicomSeries> findDicomSeries(const std::filesystem::path& folder,
                                                       const Progress& progress = {}, const std::stop_token& stop = {});

/// The same for a list of files.
[[nodiscard]] std::vector<DicomSeries> findDicomSeries(const std::vector<std::filesystem::path>& files,
                                                       const Progress& progress = {}, const std::stop_token& stop = {});

/// The series of images of that UID, or of a pseudonym of it, whose files lie in the folder or, where they are parted
/// into folders below it, in none of these alone. Throws as findDicomSeries().
[[nodiscard]] std::optional<DicomSeries> findSeriesNamed(const std::filesystem::path& folder, const std::string& uid,
                                                         const std::stop_token& stop = {});

/// Whether the file's first bytes or its name (.dcm, .ima) say that it is DICOM.
[[nodiscard]] bool isDicomFile(const std::filesystem::path& file);

}  // namespace tandem
