#include "storage/import/import_checks.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/volume/unknown_class.h"
#include "storage/image/image_reader.h"
#include "storage/import/class_files.h"
#include "storage/import/label_likeness.h"
#include "storage/import/label_placement.h"
#include "storage/import/source_hash.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <utility>

namespace tandem {
namespace {

IntensityStatistics statisticsOf(const ImageVolume& image) {
    IntensityStatistics statistics{.minimum = std::numeric_limits<double>::infinity(),
                                   .maximum = -std::numeric_limits<double>::infinity()};
    double sum = 0;
    for (const float voxel : image.voxels()) {
        const double value = voxel;
        statistics.minimum = std::min(statistics.minimum, value);
        statistics.maximum = std::max(statistics.maximum, value);
        sum += value;
    }
    const auto count = static_cast<double>(image.voxels().size());
    statistics.mean = sum / count;
    double squares = 0;  // around the mean, as the difference of two large sums would lose digits
    for (const float voxel : image.voxels()) {
        squares += (voxel - statistics.mean) * (voxel - statistics.mean);
    }
    statistics.deviation = std::sqrt(squares / count);
    return statistics;
}

/// The same for all formats that keep the voxels; of lengths, what a format may round is left out.
std::string voxelHashOf(const ImageVolume& image) {
    const Geometry& grid = image.geometry();
    std::string header;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        header += std::to_string(grid.size[axis]) + " " + significantText(grid.spacingMm[axis], 4) + " ";
    }
    Sha256 hash;
    hash.add(std::as_bytes(std::span(header)));
    hash.add(std::as_bytes(image.voxels()));
    return hash.hexadecimal();
}

class CaseCheck {
public:
    CaseCheck(const LabelScheme& scheme, const ImportOptions& options, const std::stop_token& stop)
        : m_scheme(scheme), m_options(options), m_stop(stop) {}

    [[nodiscard]] ExaminedCase run(const PlannedCase& planned, const IdentifiedCase& identified) {
        m_record.name = planned.name;
        m_record.patient = planned.patient;
        m_record.findings = planned.findings;
        m_record.images = identified.images;
        m_record.label = identified.label;
        m_record.state = identified.label ? CaseState::Labelled : CaseState::Unlabelled;
        m_classOfValue = m_options.labelValues;
        if (planned.unknownValue) {
            m_classOfValue.emplace(*planned.unknownValue, kUnknownClass);  // what the person says of it stays
        }
        for (ImageFile& image : m_record.images) {
            guarded([&] { checkImage(image); });
        }
        if (m_record.label && !isRefused(m_record.findings)) {
            guarded([&] { checkLabel(); });
        }
        if (!planned.classFiles.empty() && !isRefused(m_record.findings)) {
            guarded([&] { mergeClasses(planned.classFiles); });
        }
        return {std::move(m_record), std::move(m_values), std::move(m_merged), std::move(m_fewValues)};
    }

private:
    void find(FindingSeverity severity, const std::string& sentence, const std::string& fix) {
        m_record.findings.push_back({severity, "Case \"" + m_record.name + "\": " + sentence, fix});
    }

    /// What the reader refuses, also as larger than the memory, is a finding about this case, and other cases go on.
    template <class Work>
    void guarded(const Work& work) {
        try {
            work();
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            find(FindingSeverity::Refusal, error.what(), "Repair or replace the file, or leave the case out.");
        }
    }

    void takeHeader(ImageFile& file, const ImageHeader& header) {
        for (const Finding& finding : header.findings) {
            if (std::ranges::find(m_record.findings, finding) == m_record.findings.end()) {  // of image and label
                m_record.findings.push_back(finding);
            }
        }
        file.format = header.format;
        if (header.format == "hdf5") {
            file.givenSpacingMm = m_options.spacingMm;
        }
    }

    void checkImage(ImageFile& file) {
        const ReadOptions reading{.spacingMm = m_options.spacingMm, .seriesUid = file.seriesUid};
        const auto [header, image] = readImageAndHeader(file.path, reading, m_stop);
        takeHeader(file, header);
        file.intensities = statisticsOf(image);
        file.voxelHash = voxelHashOf(image);
        if (!m_record.label && m_record.images.size() == 1) {
            m_fewValues = fewWholeValues(image);
        }
        if (file.intensities->minimum == file.intensities->maximum) {
            find(FindingSeverity::Warning, "all voxels of " + file.path.filename().string() + " have the same value.",
                 "Look at the image; it holds nothing to learn from.");
        }
        if (file.channel == 0) {
            m_record.geometry = image.geometry();
            checkSize();
        } else if (const auto difference = differenceOf(m_record.geometry, image.geometry())) {
            find(FindingSeverity::Refusal,
                 "channel " + std::to_string(file.channel) + " lies on another grid than channel 0: " + *difference +
                     ".",
                 "Resample the channels to one grid before importing them.");
        }
    }

    void checkSize() {
        constexpr std::int64_t kSmallest = 16;  // the network halves a patch four times
        if (std::ranges::any_of(m_record.geometry.size, [](std::int64_t size) { return size < kSmallest; })) {
            find(FindingSeverity::Warning, "the image has fewer than 16 voxels along an axis, less than any patch.",
                 "Check that the image is complete; small images are padded with zeros.");
        }
    }

    void checkLabel() {
        ImageFile& file = *m_record.label;
        const ReadOptions reading{.spacingMm = m_options.spacingMm, .seriesUid = file.seriesUid};
        const auto [header, stored] = readLabelAndHeader(file.path, reading, m_stop);
        takeHeader(file, header);
        if (const auto label = onImageGrid(stored, file)) {
            m_values = countLabelValues(*label);
            countClasses(m_values);
        }
    }

    /// Nothing where it does not belong there, which is found.
    std::optional<RawLabelVolume> onImageGrid(const RawLabelVolume& label, ImageFile& file) {
        PlacedLabel placed = placedOnImage(m_record.geometry, label, "the label", m_options.resamplesLabels);
        if (placed.finding) {
            find(placed.finding->severity, placed.finding->sentence, placed.finding->fix);
        }
        file.isResampled = placed.isResampled;
        return std::move(placed.label);
    }

    void mergeClasses(const std::vector<ClassFile>& files) {
        const std::vector<ClassFile> known = filesOfClasses(files, m_scheme, m_options.structures);
        std::vector<std::string> unknown;
        for (const ClassFile& file : files) {
            if (std::ranges::find(known, file) == known.end()) {
                unknown.push_back(file.name);
            }
        }
        if (known.empty()) {
            find(FindingSeverity::Warning,
                 "its label is of the structures " + listText(unknown) + ", none of which is a class of the project.",
                 "Take the classes of the data set for the project's, or say which are which (--structures), to import "
                 "the label too.");
            return;
        }
        if (!unknown.empty()) {
            find(FindingSeverity::Note,
                 "of the label's structures these are no class of the project and left out: " + listText(unknown) + ".",
                 "");
        }
        MergedLabel merged = mergeClassFiles(known, m_scheme, m_options, m_record.geometry, m_stop);
        for (const Finding& finding : merged.findings) {
            find(finding.severity, finding.sentence, finding.fix);
        }
        m_values = countLabelValues(merged.label);
        countClasses(m_values);
        m_merged = std::move(merged.label);
        m_record.state = CaseState::Labelled;
    }

    void countClasses(const LabelValueCounts& counts) {
        m_record.labelVoxels.assign(m_scheme.classes.size(), 0);
        std::string meaningless;
        for (const auto& [value, voxels] : counts) {
            const int index = classOfFileValue(value, m_classOfValue, m_scheme);
            if (index == kUnknownClass) {
                m_record.unknownVoxels += voxels;
            } else if (index >= 0 && index < m_scheme.count()) {
                m_record.labelVoxels[static_cast<std::size_t>(index)] += voxels;
            } else {
                meaningless += (meaningless.empty() ? "" : ", ") + std::to_string(value);
            }
            if (m_classOfValue.contains(value)) {
                m_record.labelValues = m_classOfValue;
            }
        }
        const std::int64_t foreground =
            std::accumulate(m_record.labelVoxels.begin() + 1, m_record.labelVoxels.end(), std::int64_t{0});
        if (!meaningless.empty()) {
            find(FindingSeverity::Refusal, "the label has values that mean no class: " + meaningless + ".",
                 "Map every value to a class, such as 200=1, or to unknown, or make a project with more classes.");
        } else if (foreground + m_record.labelVoxels.front() == 0) {
            find(FindingSeverity::Warning, "no voxel of the label is known, so the case is imported without it.",
                 "Look at the label, and at which values mean unknown.");
            takeLabelAway();
        } else if (foreground == 0) {
            find(FindingSeverity::Warning, "the label is empty: it has background alone.",
                 "Check the label; if the structure is there, label it or import the case without its label.");
        }
    }

    /// It would teach nothing and judge nothing.
    void takeLabelAway() {
        m_record.label.reset();
        m_record.labelVoxels.clear();
        m_record.unknownVoxels = 0;
        m_record.labelValues.clear();
        m_record.state = CaseState::Unlabelled;
    }

    const LabelScheme& m_scheme;
    const ImportOptions& m_options;
    const std::stop_token& m_stop;
    CaseRecord m_record;
    LabelValueMap m_classOfValue;
    LabelValueCounts m_values;
    std::optional<RawLabelVolume> m_merged;
    std::set<std::int32_t> m_fewValues;
};

ImageFile identified(const PlannedFile& planned, int channel, const std::stop_token& stop) {
    const SourceContent content = contentOf(planned.path, planned.seriesUid, stop);
    return {.channel = channel,
            .path = planned.path,
            .bytes = content.bytes,
            .contentHash = content.hash,
            .seriesUid = planned.seriesUid};
}

}  // namespace

bool isRefused(const std::vector<Finding>& findings) noexcept {
    return std::ranges::find(findings, FindingSeverity::Refusal, &Finding::severity) != findings.end();
}

IdentifiedCase identify(const PlannedCase& planned, const std::stop_token& stop) {
    IdentifiedCase result;
    for (const PlannedFile& image : planned.images) {
        result.images.push_back(identified(image, static_cast<int>(result.images.size()), stop));
    }
    if (planned.label) {
        const bool isImageFile = planned.images.size() == 1 && planned.images.front() == *planned.label;
        result.label = isImageFile ? result.images.front() : identified(*planned.label, 0, stop);
    }
    return result;
}

ExaminedCase examineCase(const PlannedCase& planned, const IdentifiedCase& identified, const LabelScheme& scheme,
                         const ImportOptions& options, const std::stop_token& stop) {
    return CaseCheck(scheme, options, stop).run(planned, identified);
}

LabelValueCounts countLabelValues(const RawLabelVolume& label) {
    LabelValueCounts counts;
    const auto voxels = label.voxels();
    for (std::size_t start = 0; start < voxels.size();) {
        // Neighbours mostly share their value.
        std::size_t end = start + 1;
        while (end < voxels.size() && voxels[end] == voxels[start]) {
            ++end;
        }
        counts[voxels[start]] += static_cast<std::int64_t>(end - start);
        start = end;
    }
    return counts;
}

}  // namespace tandem
