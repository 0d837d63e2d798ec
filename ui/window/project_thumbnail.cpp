#include "ui/window/project_thumbnail.h"

#include "core/base/atomic_file.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "ui/picture/grey_window.h"
#include "ui/picture/largest_slice.h"
#include "ui/picture/volume_slice.h"

#include <QBuffer>
#include <QColor>
#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tandem {
namespace {

constexpr double kLabelOpacity = 0.45;
constexpr const char* kContentKey = "Content";  // of the PNG file's texts

/// A labelled case is told apart at a glance; else the first there is.
std::optional<CaseRecord> telltaleCase(const Project& project) {
    const std::vector<CaseRecord> cases = project.cases().list();
    const auto isUsable = [&](const CaseRecord& one) {
        return one.label && !one.images.empty() && !project.cases().isMissing(one.images.front()) &&
               !project.cases().isMissing(*one.label);
    };
    const auto labelled = std::ranges::find_if(cases, isUsable);
    if (labelled != cases.end()) {
        return *labelled;
    }
    const auto any = std::ranges::find_if(cases, [&](const CaseRecord& one) {
        return !one.images.empty() && !project.cases().isMissing(one.images.front());
    });
    return any == cases.end() ? std::nullopt : std::optional(*any);
}

/// The middle square of the slice, as large as it can be.
QImage drawn(const ImageVolume& volume, const LabelVolume& labels, const SlicePlane& plane, std::int64_t slice,
             const std::vector<LabelClass>& classes) {
    const GreyWindow window = greyWindowOf(volume, plane, slice);
    const VolumeSlice<float> image(volume, plane, slice);
    const VolumeSlice<std::uint8_t> label(labels, plane, slice);
    const double sideMm = std::min(plane.widthMm(), plane.heightMm());
    QImage picture(kThumbnailSide, kThumbnailSide, QImage::Format_RGB32);
    for (int y = 0; y < kThumbnailSide; ++y) {
        const double yMm = (plane.heightMm() - sideMm) / 2 + (y + 0.5) * sideMm / kThumbnailSide;
        for (int x = 0; x < kThumbnailSide; ++x) {
            const double xMm = (plane.widthMm() - sideMm) / 2 + (x + 0.5) * sideMm / kThumbnailSide;
            const double column = xMm / plane.pixelWidthMm() - 0.5;
            const double row = yMm / plane.pixelHeightMm() - 0.5;
            const double value = image.interpolated(
                column, row, [&](float voxel) { return std::isfinite(voxel) ? double(voxel) : window.low; });
            const double grey = std::clamp((value - window.low) / (window.high - window.low), 0.0, 1.0) * 255;
            std::array<double, 3> colour{grey, grey, grey};
            const std::size_t index = labels.isEmpty() ? 0 : label.nearest(column, row);
            if (index > 0 && index < classes.size()) {
                for (std::size_t part = 0; part < 3; ++part) {
                    colour[part] += kLabelOpacity * (classes[index].colour[part] - colour[part]);
                }
            }
            picture.setPixel(x, y, qRgb(qRound(colour[0]), qRound(colour[1]), qRound(colour[2])));
        }
    }
    return picture;
}

QImage drawnCase(const Project& project, const CaseRecord& record, const std::vector<LabelClass>& classes,
                 const std::stop_token& stop) {
    const ImageVolume image = readCaseImage(project, record.images.front(), stop);
    const SlicePlane plane = SlicePlane::of(image.geometry(), Plane::Axial);
    if (!record.label) {
        return drawn(image, {}, plane, plane.slices() / 2, {});
    }
    const LabelVolume label = readCaseLabel(project, record, stop);
    return drawn(image, label, plane, largestSlice(label), classes);
}

/// What the picture is made of: another text means another picture.
QString contentOf(const CaseRecord& record, const std::vector<LabelClass>& classes) {
    QStringList parts{QString::fromStdString(record.images.front().contentHash)};
    if (record.label) {
        parts << QString::fromStdString(record.label->contentHash);
        for (const LabelClass& one : classes) {
            parts << QColor(one.colour[0], one.colour[1], one.colour[2]).name();
        }
    }
    return parts.join(' ');
}

}  // namespace

std::filesystem::path thumbnailFile(const std::filesystem::path& project) {
    return project / "thumbnail.png";
}

void renewThumbnail(const Project& project, const std::stop_token& stop) {
    const auto record = telltaleCase(project);
    const std::filesystem::path file = project.inside(thumbnailFile(project.folder()));
    if (!record) {
        // Cases whose files are on a disk that is away keep their picture.
        if (project.cases().list().empty()) {
            std::error_code ignored;
            std::filesystem::remove(file, ignored);
        }
        return;
    }
    const std::vector<LabelClass> classes = project.labels().scheme().classes;
    const QString content = contentOf(*record, classes);
    if (QImage(QString::fromStdString(file.string())).text(kContentKey) == content) {
        return;
    }
    QImage picture = drawnCase(project, *record, classes, stop);
    picture.setText(kContentKey, content);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    const QByteArray& bytes = buffer.data();
    writeAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace tandem
