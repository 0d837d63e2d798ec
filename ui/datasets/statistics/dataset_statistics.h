// How sizes, spacings, volumes and intensities are distributed over the cases of a project. Plain values and pure
// functions, but for the reading of voxels.
//
// Thread-safe. Invariant: bins are equally wide and lie side by side; a distribution without values has no bins.
#pragma once

#include "core/base/progress.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "ui/datasets/cases/case_listing.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// Counts over common bins, of one or more series.
struct Distribution {
    double low = 0;
    double binWidth = 1;
    std::vector<std::vector<double>> counts;  ///< by series, then bin

    [[nodiscard]] std::size_t binCount() const { return counts.empty() ? 0 : counts.front().size(); }
    [[nodiscard]] double high() const { return low + binWidth * static_cast<double>(binCount()); }
};

/// About `most` bins at most, whose limits are round numbers. Values that are not finite are left out.
[[nodiscard]] Distribution distributionOf(const std::vector<std::vector<double>>& series, int most);

/// Voxels along the first, second and third axis: three series.
[[nodiscard]] Distribution sizeDistribution(std::span<const CaseRow> rows);
/// mm along the three axes.
[[nodiscard]] Distribution spacingDistribution(std::span<const CaseRow> rows);
/// ml of a class, of the cases that have it; of a label with unknown voxels what is known.
[[nodiscard]] Distribution volumeDistribution(std::span<const CaseRow> rows, std::size_t classIndex);

struct DatasetSummary {
    int cases = 0;
    int withLabel = 0;
    int partlyLabelled = 0;  ///< whose label has unknown voxels, so that its volumes are the least that they are
    int patients = 0;        ///< a case without a name for its patient is one of its own
    Index3 medianSize{};
    Vector3 medianSpacingMm{1, 1, 1};
};
[[nodiscard]] DatasetSummary summaryOf(std::span<const CaseRow> rows);

/// What fraction of their voxels, in percent, the cases have in each bin of intensity; the first channel, the mean over
/// the cases.
struct IntensityDistribution {
    Distribution percent;  ///< one series
    int cases = 0;         ///< that were read
    int unreadable = 0;
};

/// Up to `most` cases, evenly spread over the rows.
[[nodiscard]] std::vector<CaseRecord> sampleOf(std::span<const CaseRow> rows, std::size_t most);

/// Reads the images. Opens the project of the folder; for a job's thread. Throws Error (Cancelled; as Project::open()).
[[nodiscard]] IntensityDistribution readIntensities(const std::filesystem::path& projectFolder,
                                                    const std::vector<CaseRecord>& records, const Progress& progress,
                                                    const std::stop_token& stop);

}  // namespace tandem
