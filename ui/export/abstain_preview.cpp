#include "ui/export/abstain_preview.h"

#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/study/case_reading.h"
#include "storage/study/stored_maps.h"
#include "ui/export/report/report_pictures.h"
#include "ui/picture/axial_slice.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"

#include <QImage>
#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// The slice as a volume of its own, one voxel thick.
template <class T>
Volume<T> oneSlice(const Volume<T>& volume, std::size_t through, std::int64_t slice) {
    Geometry geometry = volume.geometry();
    Vector3 first{};
    first[through] = static_cast<double>(slice);
    geometry.originMm = geometry.positionMm(first);
    geometry.size[through] = 1;
    Index3 begin{};
    begin[through] = slice;
    std::vector<T> voxels;
    voxels.reserve(static_cast<std::size_t>(geometry.voxelCount()));
    for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
        for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
            for (std::int64_t x = 0; x < geometry.size[0]; ++x) {
                voxels.push_back(volume.at(begin[0] + x, begin[1] + y, begin[2] + z));
            }
        }
    }
    return {geometry, std::move(voxels)};
}

double thresholdAt(int hundredths) {
    return hundredths / 100.0;
}

/// How many of the thresholds 0, 0.01, ... 1 the reliability reaches.
std::size_t reached(float reliability) {
    const auto value = static_cast<double>(reliability);
    int steps = std::clamp(static_cast<int>(100 * value), 0, AbstainPreview::kSteps);
    // 100 * value may be rounded across a whole number; the comparison decides.
    while (steps <= AbstainPreview::kSteps && thresholdAt(steps) <= value) {
        ++steps;
    }
    while (steps > 0 && thresholdAt(steps - 1) > value) {
        --steps;
    }
    return static_cast<std::size_t>(steps);
}

}  // namespace

AbstainPreview::AbstainPreview(const ImageVolume& image, const LabelVolume& label, const ImageVolume& reliability,
                               LabelScheme scheme)
    : m_scheme(std::move(scheme)) {
    const std::size_t through = AxialPlane::of(image.geometry()).through;
    m_slice = largestSlice(label);
    m_slices = image.geometry().size[through];
    m_image = oneSlice(image, through, m_slice);
    m_label = oneSlice(label, through, m_slice);
    if (reliability.isEmpty()) {
        return;
    }
    m_reliability = oneSlice(reliability, through, m_slice);
    const auto trust = reliability.voxels();
    for (std::size_t at = 0; at < trust.size(); ++at) {
        const std::size_t steps = reached(trust[at]);
        ++m_all[steps];
        m_foreground[steps] += label.voxels()[at] != 0 ? 1 : 0;
    }
}

AbstainCount AbstainPreview::countAt(int hundredths) const {
    const auto sumTo = [](const Counts& counts, std::size_t end) {
        return std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(end), std::int64_t{0});
    };
    // A voxel reaches the threshold t when it reaches t + 1 of them, as they begin with 0.
    const auto end = static_cast<std::size_t>(hundredths) + 1;
    return {.voxels = sumTo(m_all, m_all.size()),
            .abstained = sumTo(m_all, end),
            .foreground = sumTo(m_foreground, m_foreground.size()),
            .foregroundAbstained = sumTo(m_foreground, end)};
}

double AbstainPreview::aspect() const {
    const SliceExtent extent = extentOf({.image = m_image});
    return extent.widthMm / extent.heightMm;
}

QImage AbstainPreview::picture(int hundredths, const QSize& size) const {
    MontageColumn column{.classes = m_scheme.classes};
    MontageTile tile{.image = m_image, .label = m_label};
    if (hundredths >= 0 && canAbstain()) {
        column.classes.push_back(abstainClass());
        const auto index = static_cast<std::uint8_t>(m_scheme.count());
        tile.label = abstained(m_label, m_reliability, thresholdAt(hundredths), index).label;
    }
    return paintTile(tile, column, 0, size, true, 1.6);
}

AbstainPreview readAbstainPreview(const std::filesystem::path& projectFolder, std::int64_t runId, std::int64_t caseId,
                                  const std::string& checkpointHash, const std::stop_token& stop) {
    const Project project = Project::open(projectFolder, ProjectAccess::ReadOnly);
    const CaseRecord record = project.cases().get(caseId);
    const auto prediction = project.predictions().find(runId, caseId, checkpointHash);
    if (!prediction) {
        throw Error(ErrorCode::NotFound, "The prediction of " + record.name + " is not there any more.");
    }
    const ImageVolume image = readCaseImage(project, record.images.front(), stop);
    throwIfStopped(stop);
    const LabelVolume label = loadStoredLabel(project.folder() / prediction->folder / prediction->files.at("label"));
    ImageVolume reliability;
    if (tandem::canAbstain(*prediction)) {
        reliability = voxelReliability(project.folder(), *prediction, record.name);
    }
    if (const auto difference = differenceOf(image.geometry(), label.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    "The prediction of " + record.name + " does not lie on the image's grid; predict the case again.",
                    *difference);
    }
    return {image, label, reliability, project.labels().scheme()};
}

}  // namespace tandem
