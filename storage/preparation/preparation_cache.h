// The project's folder of prepared cases: each is made once and found again until its inputs or settings change.
//
// Thread-safe for different cases; not for two threads, or processes, that ask for the same case at once.
// Invariant: a case that has a header is whole, as files appear atomically and the header last.
#pragma once

#include "core/base/progress.h"
#include "core/prepared/prepared_case.h"
#include "core/settings/preparation_settings.h"
#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class AtomicBatch;

struct SourceFile {
    std::filesystem::path path;
    std::string contentHash;  ///< of the file, or of a series' files together
    std::string reading;      ///< what else decides the voxels that are read: a data set's name, a given spacing
    bool isHdf5 = false;      ///< which follows from its content
};

/// What a prepared case is made from.
struct CaseSources {
    std::int64_t caseId = 0;
    std::string caseName;
    std::vector<SourceFile> images;   ///< one per channel
    std::optional<SourceFile> label;  ///< pass it whenever the case has one, whatever its role in a split
    std::optional<SourceFile> guide;  ///< a prediction, where the settings crop around it: SourceCase::guide
    LabelScheme scheme;               ///< turns the label's voxel values into class indices
};

/// Reads one file as its SourceFile says. Throws Error.
struct CaseReader {
    std::function<ImageVolume(const SourceFile&)> readImage;
    std::function<RawLabelVolume(const SourceFile&)> readLabel;
    std::function<LabelVolume(const SourceFile&)> readGuide;
};

struct CachedCase {
    PreparedReference reference;
    bool wasReused = false;
    std::vector<std::string> notices;  ///< on how it was prepared, whether now or before
};

class PreparationCache {
public:
    /// The folder is made when the first case is written.
    explicit PreparationCache(std::filesystem::path folder);

    /// The prepared case, made if it is not there; one of an older program gets the notices on its label's volumes, for
    /// which it is not prepared again. Cases prepared with other settings stay beside it; what was made from other
    /// inputs of the same case is removed. Throws Error, naming the case (InvalidInput for a voxel value that the
    /// scheme does not know and for what prepare() refuses; whatever the reader throws; Io; OutOfMemory; Cancelled,
    /// after which nothing half made is left).
    CachedCase ensure(const CaseSources& sources, const PreparationSettings& settings, const CaseReader& reader,
                      const Progress& progress, const std::stop_token& stop) const;

    /// What is there of it, read through and found unchanged; nothing where it has to be made. Of an older program's
    /// case the notices appear with the batch. Throws Error (Cancelled).
    std::optional<CachedCase> find(const CaseSources& sources, const PreparationSettings& settings,
                                   const CaseReader& reader, const Progress& progress, AtomicBatch& batch) const;

    /// As ensure(), but a case that is made appears with the batch; until then it cannot be opened.
    CachedCase ensure(const CaseSources& sources, const PreparationSettings& settings, const CaseReader& reader,
                      const Progress& progress, const std::stop_token& stop, AtomicBatch& batch) const;

    /// Where ensure() puts the case; the files need not exist.
    [[nodiscard]] PreparedReference referenceTo(const CaseSources& sources, const PreparationSettings& settings) const;

private:
    class Listing;

    std::filesystem::path m_folder;
    std::shared_ptr<Listing> m_listing;  ///< what lay in the folder when the first case was made
};

/// Class indices in place of voxel values, kUnknownClass in place of LabelScheme::unknownFileValue(). Throws Error
/// (InvalidInput) naming the first value that the scheme does not know, and the case.
[[nodiscard]] LabelVolume toClassIndices(const RawLabelVolume& values, const LabelScheme& scheme,
                                         const std::string& caseName);

}  // namespace tandem
