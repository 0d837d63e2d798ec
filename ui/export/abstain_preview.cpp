#include "ui/export/abstain_preview.h"

#include "core/base/error.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/prediction_trust.h"
#include "ui/export/report/report_pictures.h"
#include "ui/picture/largest_slice.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"

#include <QImage>
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

}  // namespace

AbstainPreview::AbstainPreview(const ImageVolume& image, const LabelVolume& label, const ImageVolume& trust,
                               LabelScheme scheme)
    : m_scheme(std::move(scheme)) {
    const SlicePlane plane = SlicePlane::of(image.geometry(), Plane::Axial);
    m_slice = largestSlice(label);
    m_slices = plane.slices();
    m_image = oneSlice(image, plane.through, m_slice);
    m_label = oneSlice(label, plane.through, m_slice);
    if (trust.isEmpty()) {
        return;
    }
    m_trust = oneSlice(trust, plane.through, m_slice);
    for (std::size_t at = 0; at < trust.voxels().size(); ++at) {
        const float trusted = trust.voxels()[at];
        const auto steps = static_cast<std::size_t>(stepsReached(trusted));
        m_doubt[steps] += 1 - static_cast<double>(trusted);
        ++m_all[steps];
        m_foreground[steps] += label.voxels()[at] != 0 ? 1 : 0;
    }
}

AbstainCount AbstainPreview::countAt(int hundredths) const {
    const auto sumTo = []<class Number>(const ByStep<Number>& numbers, std::size_t end) {
        return std::accumulate(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(end), Number{0});
    };
    // A voxel reaches the threshold t when it reaches t + 1 of them, as they begin with 0.
    const auto end = static_cast<std::size_t>(hundredths) + 1;
    return {.voxels = sumTo(m_all, m_all.size()),
            .abstained = sumTo(m_all, end),
            .foreground = sumTo(m_foreground, m_foreground.size()),
            .foregroundAbstained = sumTo(m_foreground, end),
            .expectedErrors = sumTo(m_doubt, m_doubt.size()),
            .expectedErrorsRemoved = sumTo(m_doubt, end)};
}

double AbstainPreview::aspect() const {
    const SlicePlane plane = axialPlaneOf({.image = m_image});
    return plane.widthMm() / plane.heightMm();
}

QImage AbstainPreview::picture(int hundredths, const QSize& size) const {
    MontageColumn column{.classes = m_scheme.classes};
    MontageTile tile{.image = m_image, .label = m_label};
    if (hundredths >= 0 && canAbstain()) {
        column.classes.push_back(abstainClass());
        const auto index = static_cast<std::uint8_t>(m_scheme.count());
        tile.label = abstained(m_label, m_trust, trustThreshold(hundredths), index).label;
    }
    return paintTile(tile, column, 0, size, true, 1.6);
}

AbstainReading readAbstainPreview(const std::filesystem::path& projectFolder, const AbstainCase& wanted,
                                  const std::stop_token& stop) {
    const Project project = Project::open(projectFolder, ProjectAccess::ReadOnly);
    const CaseRecord record = project.cases().get(wanted.caseId);
    const auto prediction = project.predictions().find(wanted.runId, wanted.caseId, wanted.checkpointHash);
    if (!prediction) {
        throw Error(ErrorCode::NotFound, "The prediction of " + record.name + " is not there any more.");
    }
    AbstainReading reading{.trust = recordedTrust(project, wanted.runId, wanted.checkpointHash, wanted.label)};
    reading.work = readTrustWork(project, wanted.runId, weightsOf(*prediction), wanted.label);
    const LabelScheme scheme = project.labels().scheme();
    const ImageVolume image = readCaseImage(project, record.images.front(), stop);
    throwIfStopped(stop);
    TrustedPrediction shown;
    if (hasAllMaps(*prediction)) {
        shown = trustPrediction(project, *prediction, wanted.label, reading.trust.fitted, stop);
    } else {
        shown.label = predictedLabel(project, *prediction, wanted.label, scheme.count(), stop);
    }
    if (const auto difference = differenceOf(image.geometry(), shown.label.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    "The prediction of " + record.name + " does not lie on the image's grid; predict the case again.",
                    *difference);
    }
    reading.preview = {image, shown.label, shown.trust, scheme};
    return reading;
}

std::optional<AbstentionPoint> abstentionAtThreshold(const TrustEvidence& evidence, double threshold) {
    if (evidence.abstention.empty()) {
        return std::nullopt;
    }
    AbstentionPoint before;  // of the threshold 0, under which nothing is
    for (const AbstentionPoint& point : evidence.abstention) {
        if (point.threshold >= threshold) {
            const double part = (threshold - before.threshold) / (point.threshold - before.threshold);
            const auto between = [&](double AbstentionPoint::* figure) {
                return before.*figure + part * (point.*figure - before.*figure);
            };
            return AbstentionPoint{.threshold = threshold,
                                   .foregroundLeft = between(&AbstentionPoint::foregroundLeft),
                                   .voxelsLeft = between(&AbstentionPoint::voxelsLeft),
                                   .errorsRemoved = between(&AbstentionPoint::errorsRemoved),
                                   .expectedErrorsRemoved = between(&AbstentionPoint::expectedErrorsRemoved)};
        }
        before = point;
    }
    return std::nullopt;  // beyond the last one
}

}  // namespace tandem
