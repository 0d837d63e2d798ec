#include "ui/review/case_glance.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"
#include "ui/session/project_session.h"
#include "ui/trust/trust_words.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace tandem {
namespace {

constexpr int kLongestSide = 360;  ///< pixels of a picture; enough for every screen
constexpr double kGap = 8;

QSize pictureSize(const SliceExtent& extent) {
    const double scale = kLongestSide / std::max(extent.widthMm, extent.heightMm);
    return {std::max(1, qRound(extent.widthMm * scale)), std::max(1, qRound(extent.heightMm * scale))};
}

/// What is read of a case, in one slice.
class GlancePainter {
public:
    GlancePainter(const Project& project, const GlanceRequest& request, const std::stop_token& stop)
        : m_project(project),
          m_record(project.cases().get(request.caseId)),
          m_prediction(preferredPrediction(project, request.runId, request.caseId)),
          m_stop(stop) {}

    /// Image and prediction.
    [[nodiscard]] CaseGlance::Glance slices() const {
        if (!m_prediction) {
            return {};
        }
        const LabelVolume label =
            loadStoredLabel(m_project.folder() / m_prediction->folder / m_prediction->files.at("label"));
        throwIfStopped(m_stop);
        const ImageVolume image = readCaseImage(m_project, m_record.images.front(), m_stop);
        if (image.geometry().size != label.geometry().size) {
            throw Error(ErrorCode::InvalidInput,
                        "The prediction of " + m_record.name + " has another grid than its image.");
        }
        const MontageColumn classes{.title = {}, .scale = {}, .classes = m_project.labels().scheme().classes};
        return {.pictures = {
                    {CaseGlance::Image, paint({.image = image}, {}, largestSlice(label))},
                    {CaseGlance::Prediction, paint({.image = image, .label = label}, classes, largestSlice(label))}}};
    }

    /// Nothing where the prediction does not hold all maps.
    [[nodiscard]] CaseGlance::Glance trust() const {
        if (!m_prediction || !hasAllMaps(*m_prediction)) {
            return {};
        }
        const RunTrust trust = recordedTrust(m_project, m_prediction->runId, m_prediction->checkpointHash);
        const TrustedPrediction trusted = trustPrediction(m_project, *m_prediction, "a", trust.fitted, m_stop);
        return {.pictures = {{CaseGlance::TrustMap, paint({.map = trusted.trust}, {.scale = MapScale::trust()},
                                                          largestSlice(trusted.label))}},
                .isTrustCalibrated = trust.fitted.model.isCalibrated};
    }

private:
    [[nodiscard]] QImage paint(const MontageTile& tile, const MontageColumn& column, std::int64_t slice) const {
        throwIfStopped(m_stop);
        return paintTile(tile, column, slice, pictureSize(extentOf(tile)), true, 1.5);
    }

    const Project& m_project;
    CaseRecord m_record;
    std::optional<PredictionRecord> m_prediction;
    std::stop_token m_stop;
};

}  // namespace

CaseGlance::CaseGlance(ProjectSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName("caseGlance");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
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
    m_glance = {};
    m_reason.clear();
    explain();
    update();
    if (!m_wanted) {
        return;
    }
    read(Slices);
}

void CaseGlance::read(Part part) {
    m_part = part;
    m_reading = std::make_unique<ResultJob<Glance>>(
        tr("Reading a case to review"),
        [folder = m_session.folder(), wanted = *m_wanted, part](const Progress&, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            const GlancePainter painter(project, wanted, stop);
            return part == Slices ? painter.slices() : painter.trust();
        });
    connect(m_reading.get(), &Job::ended, this, &CaseGlance::take);
    m_reading->start();
}

void CaseGlance::take() {
    // This is called by the job itself.
    ResultJob<Glance>* const ended = m_reading.release();
    ended->deleteLater();
    if (m_wanted != m_shown) {
        read();
        return;
    }
    if (ended->state() == JobState::Finished) {
        std::ranges::move(ended->result().pictures, std::back_inserter(m_glance.pictures));
        m_glance.isTrustCalibrated = ended->result().isTrustCalibrated;
        explain();
        if (m_part == Slices && !m_glance.pictures.empty()) {
            read(TrustMaps);
        }
    } else {
        m_reason = ended->message();
    }
    setAccessibleDescription(m_reason);
    update();
}

void CaseGlance::explain() {
    setToolTip(m_glance.isTrustCalibrated ? TrustWords::ofAVoxel(*m_glance.isTrustCalibrated) : QString());
}

QString CaseGlance::titleOf(Tile tile) {
    switch (tile) {
        case Image:
            return tr("Image");
        case Prediction:
            return tr("Prediction");
        case TrustMap:
            return tr("Trust, 0 dark to 1 bright");
    }
    return {};
}

void CaseGlance::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        explain();
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
    if (m_glance.pictures.empty()) {
        const QString text = !m_wanted            ? tr("The prediction of the selected case is shown here.")
                             : m_reason.isEmpty() ? tr("Reading…")
                                                  : m_reason;
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    QFont small = font();
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.85));
    painter.setFont(small);
    // Of the texts, as the letters of another font may be higher than this one's.
    double titleHeight = QFontMetricsF(small).height();
    for (const auto& [tile, picture] : m_glance.pictures) {
        titleHeight = std::max(titleHeight, std::ceil(QFontMetricsF(small).boundingRect(titleOf(tile)).height()));
    }
    const double width = (this->width() - 2 * kGap) / 3.0;
    double left = 0;
    for (const auto& [tile, picture] : m_glance.pictures) {
        const QSizeF size = QSizeF(picture.size()).scaled(width, height() - titleHeight, Qt::KeepAspectRatio);
        painter.drawText(QRectF(left, 0, width, titleHeight), Qt::AlignLeft, titleOf(tile));
        painter.drawImage(QRectF(QPointF(left, titleHeight), size), picture);
        left += width + kGap;
    }
}

}  // namespace tandem
