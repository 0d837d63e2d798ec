#include "ui/datasets/statistics/dataset_statistics.h"

#include "core/base/error.h"
#include "storage/cases/case_reading.h"
#include "storage/db/project.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

namespace tandem {
namespace {

constexpr int kMostBins = 24;

/// 1, 2 or 5 times a power of ten, at least the given width.
double roundWidth(double atLeast) {
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= atLeast * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

Distribution perAxis(std::span<const CaseRow> rows, const std::function<double(const Geometry&, std::size_t)>& of) {
    std::vector<std::vector<double>> series(3);
    for (const CaseRow& row : rows) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            series[axis].push_back(of(row.record.geometry, axis));
        }
    }
    return distributionOf(series, kMostBins);
}

template <class T>
T medianOf(std::vector<T> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// From the statistics of the import: the range in which nearly all voxels lie.
Distribution emptyIntensityBins(const std::vector<CaseRecord>& records) {
    constexpr double kDeviations = 4;
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    for (const CaseRecord& record : records) {
        if (const auto& known = record.images.front().intensities) {
            low = std::min(low, std::max(known->minimum, known->mean - kDeviations * known->deviation));
            high = std::max(high, std::min(known->maximum, known->mean + kDeviations * known->deviation));
        }
    }
    if (!(low <= high)) {
        return {};
    }
    constexpr int kMostIntensityBins = 80;
    Distribution bins = distributionOf({{low, high}}, kMostIntensityBins);
    std::ranges::fill(bins.counts.front(), 0.0);
    return bins;
}

void addImage(const ImageVolume& image, Distribution& percent) {
    std::vector<double>& counts = percent.counts.front();
    const double share = 100.0 / static_cast<double>(image.voxels().size());
    const auto last = static_cast<double>(counts.size()) - 1;
    for (const float voxel : image.voxels()) {
        // What lies outside counts in the outermost bins.
        const double bin = std::floor((static_cast<double>(voxel) - percent.low) / percent.binWidth);
        counts[static_cast<std::size_t>(std::clamp(bin, 0.0, last))] += share;
    }
}

}  // namespace

Distribution distributionOf(const std::vector<std::vector<double>>& series, int most) {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();
    for (const std::vector<double>& values : series) {
        for (const double value : values) {
            if (std::isfinite(value)) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
        }
    }
    if (!(least <= greatest)) {
        return {};
    }
    // One value is shown as a bar with room beside it.
    const double range = greatest > least ? greatest - least : std::max(std::abs(least), 1e-3);
    Distribution distribution{.binWidth = roundWidth(range / std::max(most - 1, 1))};
    constexpr double kRounding = 1e-9;  // 0.7 belongs to the bin that begins at 7 times 0.1
    distribution.low = std::floor(least / distribution.binWidth + kRounding) * distribution.binWidth;
    const auto binOf = [&](double value) {
        const double bin = std::floor((value - distribution.low) / distribution.binWidth + kRounding);
        return static_cast<std::size_t>(std::max(0.0, bin));
    };
    distribution.counts.assign(series.size(), std::vector<double>(binOf(greatest) + 1, 0.0));
    for (std::size_t index = 0; index < series.size(); ++index) {
        for (const double value : series[index]) {
            if (std::isfinite(value)) {
                distribution.counts[index][binOf(value)] += 1;
            }
        }
    }
    return distribution;
}

Distribution sizeDistribution(std::span<const CaseRow> rows) {
    return perAxis(rows,
                   [](const Geometry& geometry, std::size_t axis) { return static_cast<double>(geometry.size[axis]); });
}

Distribution spacingDistribution(std::span<const CaseRow> rows) {
    return perAxis(rows, [](const Geometry& geometry, std::size_t axis) { return geometry.spacingMm[axis]; });
}

Distribution volumeDistribution(std::span<const CaseRow> rows, std::size_t classIndex) {
    std::vector<double> volumes;
    for (const CaseRow& row : rows) {
        const CaseRecord& record = row.record;
        if (classIndex < record.labelVoxels.size() && record.labelVoxels[classIndex] > 0) {
            volumes.push_back(static_cast<double>(record.labelVoxels[classIndex]) * record.geometry.voxelVolumeMm3() /
                              1000);
        }
    }
    return distributionOf({volumes}, kMostBins);
}

DatasetSummary summaryOf(std::span<const CaseRow> rows) {
    DatasetSummary summary{.cases = static_cast<int>(rows.size())};
    if (rows.empty()) {
        return summary;
    }
    std::set<std::string> patients;
    std::array<std::vector<std::int64_t>, 3> sizes;
    std::array<std::vector<double>, 3> spacings;
    for (const CaseRow& row : rows) {
        summary.withLabel += row.record.label ? 1 : 0;
        summary.partlyLabelled += row.record.unknownVoxels > 0 ? 1 : 0;
        if (row.record.patient.empty()) {
            ++summary.patients;  // nobody else's
        } else {
            patients.insert(row.record.patient);
        }
        for (std::size_t axis = 0; axis < 3; ++axis) {
            sizes[axis].push_back(row.record.geometry.size[axis]);
            spacings[axis].push_back(row.record.geometry.spacingMm[axis]);
        }
    }
    summary.patients += static_cast<int>(patients.size());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        summary.medianSize[axis] = medianOf(sizes[axis]);
        summary.medianSpacingMm[axis] = medianOf(spacings[axis]);
    }
    return summary;
}

std::vector<CaseRecord> sampleOf(std::span<const CaseRow> rows, std::size_t most) {
    std::vector<CaseRecord> sample;
    const std::size_t count = std::min(rows.size(), most);
    for (std::size_t index = 0; index < count; ++index) {
        sample.push_back(rows[index * rows.size() / count].record);
    }
    return sample;
}

IntensityDistribution readIntensities(const std::filesystem::path& projectFolder,
                                      const std::vector<CaseRecord>& records, const Progress& progress,
                                      const std::stop_token& stop) {
    const Project project = Project::open(projectFolder, ProjectAccess::ReadOnly);
    IntensityDistribution result{.percent = emptyIntensityBins(records)};
    if (result.percent.binCount() == 0) {
        return result;
    }
    std::size_t done = 0;
    for (const CaseRecord& record : records) {
        throwIfStopped(stop);
        progress(static_cast<double>(done++) / static_cast<double>(records.size()), record.name);
        try {
            addImage(readCaseImage(project, record.images.front(), stop), result.percent);
            ++result.cases;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            ++result.unreadable;
        }
    }
    for (double& share : result.percent.counts.front()) {
        share /= std::max(result.cases, 1);
    }
    return result;
}

}  // namespace tandem
