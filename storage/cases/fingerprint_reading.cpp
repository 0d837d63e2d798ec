#include "storage/cases/fingerprint_reading.h"

#include "core/base/error.h"
#include "core/volume/box.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/dicom_series.h"
#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace tandem {
namespace {

constexpr std::string_view kAxes = "LPS";
constexpr std::size_t kMostRead = 32;               // cases; nnU-Net reads all of them
constexpr std::int64_t kForegroundVoxels = 10'000;  // of a case; as many as nnU-Net takes

bool isCtChannel(const ImageFile& image) {
    return image.intensities && looksLikeCt(image.intensities->minimum, image.intensities->maximum);
}

/// What a DICOM series says of itself; empty of other files.
std::string modalityOf(const Project& project, const ImageFile& image, const std::stop_token& stop) {
    if (image.format != "dicom") {
        return {};
    }
    const auto series = findSeriesNamed(project.cases().locate(image), image.seriesUid, stop);
    return series ? series->modality : std::string();
}

/// By the modality of its series where they tell it, else by intensities.
bool isCt(const Project& project, const CaseRecord& record, const std::stop_token& stop) {
    return std::ranges::all_of(record.images, [&](const ImageFile& one) {
        const std::string modality = modalityOf(project, one, stop);
        return modality.empty() ? isCtChannel(one) : modality == "CT";
    });
}

double foregroundShare(const CaseRecord& record) {
    if (record.labelVoxels.empty()) {
        return 0;
    }
    const std::int64_t structures =
        std::accumulate(record.labelVoxels.begin() + 1, record.labelVoxels.end(), std::int64_t{0});
    return static_cast<double>(structures) / static_cast<double>(record.geometry.voxelCount());
}

CaseFacts factsOf(const CaseRecord& record) {
    const Geometry grid = reoriented(record.geometry, kAxes);
    return {.size = grid.size,
            .spacingMm = grid.spacingMm,
            .isLabelled = record.label.has_value(),
            .isCt = std::ranges::all_of(record.images, [](const ImageFile& one) { return isCtChannel(one); }),
            .foregroundShare = foregroundShare(record),
            .voxels = std::nullopt};
}

/// Indices of labelled cases, or of any where none is labelled: all, or so many evenly spread.
std::vector<std::size_t> casesToRead(const std::vector<CaseRecord>& cases) {
    std::vector<std::size_t> candidates;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        if (cases[index].label) {
            candidates.push_back(index);
        }
    }
    if (candidates.empty()) {
        candidates.resize(cases.size());
        std::iota(candidates.begin(), candidates.end(), std::size_t{0});
    }
    if (candidates.size() <= kMostRead) {
        return candidates;
    }
    std::vector<std::size_t> spread;
    for (std::size_t i = 0; i < kMostRead; ++i) {
        spread.push_back(candidates[i * candidates.size() / kMostRead]);
    }
    return spread;
}

/// By axis of the patient; 1 where the image is 0 everywhere.
Vector3 nonZeroShare(const Geometry& grid, const std::vector<bool>& isNonZero) {
    const auto box = boundingBox(grid.size, [&](std::size_t i) { return isNonZero[i]; });
    if (!box) {
        return {1, 1, 1};
    }
    const Index3 whole = reoriented(grid, kAxes).size;
    const Index3 inside = reoriented(cropped(grid, *box), kAxes).size;
    Vector3 share{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        share[axis] = static_cast<double>(inside[axis]) / static_cast<double>(whole[axis]);
    }
    return share;
}

/// Flat indices of voxels of structures, evenly spread.
std::vector<std::size_t> someOfStructures(const LabelVolume& label, std::int64_t most) {
    const auto voxels = label.voxels();
    const auto isStructure = [](std::uint8_t one) { return one != 0 && one != kUnknownClass; };
    const std::int64_t count = std::ranges::count_if(voxels, isStructure);
    const std::int64_t step = std::max<std::int64_t>(1, (count + most - 1) / most);
    std::vector<std::size_t> chosen;
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (isStructure(voxels[i]) && seen++ % step == 0) {
            chosen.push_back(i);
        }
    }
    return chosen;
}

/// isForWindow: intensities of structures matter, too.
VoxelFacts voxelsOf(const Project& project, const CaseRecord& record, bool isForWindow, const std::stop_token& stop) {
    VoxelFacts facts;
    std::vector<std::size_t> sampled;
    if (isForWindow && record.label) {
        const auto channels = static_cast<std::int64_t>(record.images.size());
        sampled = someOfStructures(readCaseLabel(project, record, stop), kForegroundVoxels / channels);
    }
    std::vector<bool> isNonZero(static_cast<std::size_t>(record.geometry.voxelCount()), false);
    for (const ImageFile& file : record.images) {
        throwIfStopped(stop);
        const ImageVolume image = readCaseImage(project, file, stop);
        const auto voxels = image.voxels();
        if (voxels.size() != isNonZero.size()) {
            throw Error(ErrorCode::Conflict, "The image of case \"" + record.name +
                                                 "\" has another size than when it was imported; import it again.");
        }
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            isNonZero[i] = isNonZero[i] || voxels[i] != 0;
        }
        for (const std::size_t i : sampled) {
            facts.foreground.push_back(voxels[i]);
        }
    }
    facts.nonZeroShare = nonZeroShare(record.geometry, isNonZero);
    return facts;
}

}  // namespace

Fingerprint fingerprintOf(const Project& project, const Progress& progress, const std::stop_token& stop) {
    std::vector<CaseRecord> cases = project.cases().list();
    std::erase_if(cases, [](const CaseRecord& one) { return one.state == CaseState::Excluded; });
    Fingerprint fingerprint;
    std::ranges::transform(cases, std::back_inserter(fingerprint.cases), factsOf);
    const std::vector<std::size_t> toRead = casesToRead(cases);
    for (std::size_t done = 0; done < toRead.size(); ++done) {
        throwIfStopped(stop);
        const CaseRecord& record = cases[toRead[done]];
        progress(static_cast<double>(done) / static_cast<double>(toRead.size()), record.name);
        CaseFacts& facts = fingerprint.cases[toRead[done]];
        facts.isCt = isCt(project, record, stop);
        facts.voxels = voxelsOf(project, record, facts.isCt, stop);
    }
    progress(1, "looked at");
    return fingerprint;
}

}  // namespace tandem
