#include "ui/review/case_glance.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/study/case_reading.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/stored_maps.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"
#include "ui/session/project_session.h"
#include "ui/session/reliability_words.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr int kLongestSide = 360;  ///< pixels of a picture; enough for every screen
constexpr double kGap = 8;

QSize pictureSize(const SliceExtent& extent) {
    const double scale = kLongestSide / std::max(extent.widthMm, extent.heightMm);
    return {std::max(1, qRound(extent.widthMm * scale)), std::max(1, qRound(extent.heightMm * scale))};
}

/// What the score of a case is the mean of: the lesser reliability, and 0 where the decoders disagree. Empty when the
/// prediction does not hold the maps.
ImageVolume reliabilityOf(const PredictionRecord& prediction, const std::filesystem::path& folder) {
    const auto& files = prediction.files;
    if (!files.contains("reliability-a") || !files.contains("reliability-b") || !files.contains("disagreement")) {
        return {};
    }
    const ImageVolume a = loadStoredMap(folder / files.at("reliability-a"));
    const ImageVolume b = loadStoredMap(folder / files.at("reliability-b"));
    const LabelVolume disagreement = loadStoredLabel(folder / files.at("disagreement"));
    std::vector<float> least(a.voxels().size());
    for (std::size_t at = 0; at < least.size(); ++at) {
        least[at] = disagreement.voxels()[at] != 0 ? 0.0F : std::min(a.voxels()[at], b.voxels()[at]);
    }
    return {a.geometry(), std::move(least)};
}

CaseGlance::Pictures paintPictures(const Project& project, const GlanceRequest& request, const Progress& progress,
                                   const std::stop_token& stop) {
    const CaseRecord record = project.cases().get(request.caseId);
    const auto prediction = preferredPrediction(project, request.runId, request.caseId);
    if (!prediction) {
        return {};
    }
    const std::filesystem::path folder = project.folder() / prediction->folder;
    const LabelVolume label = loadStoredLabel(folder / prediction->files.at("label"));
    const std::int64_t slice = largestSlice(label);
    throwIfStopped(stop);
    progress(0.3, record.name);
    const ImageVolume image = readCaseImage(project, record.images.front(), stop);
    if (image.geometry().size != label.geometry().size) {
        throw Error(ErrorCode::InvalidInput, "The prediction of " + record.name + " has another grid than its image.");
    }
    const MontageTile plain{.image = image, .map = {}, .label = {}, .outline = {}};
    const MontageTile labelled{.image = image, .map = {}, .label = label, .outline = {}};
    const MontageColumn classes{.title = {}, .scale = {}, .classes = project.labels().scheme().classes};
    const QSize size = pictureSize(extentOf(plain));
    const auto paint = [&](const MontageTile& tile, const MontageColumn& column) {
        throwIfStopped(stop);
        return paintTile(tile, column, slice, size, true, 1.5);
    };
    CaseGlance::Pictures pictures{{CaseGlance::Image, paint(plain, {})},
                                  {CaseGlance::Prediction, paint(labelled, classes)}};
    progress(0.7, record.name);
    const ImageVolume reliability = reliabilityOf(*prediction, folder);
    if (!reliability.isEmpty()) {
        pictures.emplace_back(CaseGlance::Reliability,
                              paint({.image = {}, .map = reliability, .label = {}, .outline = {}},
                                    {.title = {}, .scale = MapScale::reliability(), .classes = {}}));
    }
    return pictures;
}

}  // namespace

CaseGlance::CaseGlance(ProjectSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName("caseGlance");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setToolTip(ReliabilityWords::ofAVoxel());
    connect(&session, &ProjectSession::labelsChanged, this, [this] {
        if (m_reading) {
            m_shown.reset();  // so that take() reads what is wanted again
            m_reading->cancel();
        } else {
            read();
        }
    });
}

CaseGlance::~CaseGlance() = default;

void CaseGlance::setCase(const std::optional<GlanceRequest>& request) {
    if (request == m_wanted) {
        return;
    }
    m_wanted = request;
    if (m_reading) {
        m_reading->cancel();  // take() goes on with what is wanted then
        return;
    }
    read();
}

void CaseGlance::read() {
    m_shown = m_wanted;
    m_pictures.clear();
    m_reason.clear();
    update();
    if (!m_wanted) {
        return;
    }
    m_reading = std::make_unique<ResultJob<Pictures>>(
        tr("Reading a case to review"),
        [folder = m_session.folder(), wanted = *m_wanted](const Progress& progress, const std::stop_token& stop) {
            return paintPictures(Project::open(folder, ProjectAccess::ReadOnly), wanted, progress, stop);
        });
    connect(m_reading.get(), &Job::ended, this, &CaseGlance::take);
    m_reading->start();
}

void CaseGlance::take() {
    // This is called by the job itself.
    ResultJob<Pictures>* const ended = m_reading.release();
    ended->deleteLater();
    if (m_wanted != m_shown) {
        read();
        return;
    }
    if (ended->state() == JobState::Finished) {
        m_pictures = std::move(ended->result());
    } else {
        m_reason = ended->message();
    }
    setAccessibleDescription(m_reason);
    update();
}

QString CaseGlance::titleOf(Tile tile) {
    switch (tile) {
        case Image:
            return tr("Image");
        case Prediction:
            return tr("Prediction");
        case Reliability:
            return tr("Reliability, 0 dark to 1 bright");
    }
    return {};
}

void CaseGlance::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setToolTip(ReliabilityWords::ofAVoxel());
        update();
    }
    QWidget::changeEvent(event);
}

void CaseGlance::mouseDoubleClickEvent(QMouseEvent* event) {
    QWidget::mouseDoubleClickEvent(event);
    Q_EMIT activated();
}

void CaseGlance::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (m_pictures.empty()) {
        const QString text = !m_wanted            ? tr("The prediction of the selected case is shown here.")
                             : m_reason.isEmpty() ? tr("Reading…")
                                                  : m_reason;
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    QFont small = font();
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.85));
    painter.setFont(small);
    const double titleHeight = QFontMetricsF(small).height();
    const double width = (this->width() - 2 * kGap) / 3.0;
    double left = 0;
    for (const auto& [tile, picture] : m_pictures) {
        const QSizeF size = QSizeF(picture.size()).scaled(width, height() - titleHeight, Qt::KeepAspectRatio);
        painter.drawText(QRectF(left, 0, width, titleHeight), Qt::AlignLeft, titleOf(tile));
        painter.drawImage(QRectF(QPointF(left, titleHeight), size), picture);
        left += width + kGap;
    }
}

}  // namespace tandem
