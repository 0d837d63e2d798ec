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
#include "ui/picture/largest_slice.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/session/read_when_seen.h"
#include "ui/theme/translated.h"
#include "ui/trust/trust_words.h"

#include <QGridLayout>
#include <QLabel>
#include <algorithm>

namespace tandem {

/// Of one part; what it does not read is empty.
struct CaseGlance::Glance {
    ImageVolume image;
    GreyWindow window;
    LabelVolume prediction;
    LabelScheme scheme;
    Index3 voxel{};  ///< at which most of the prediction is seen
    ImageVolume trust;
    bool isTrustCalibrated = false;
};

class CaseGlance::Reader {
public:
    Reader(const Project& project, const GlanceRequest& request, const std::stop_token& stop)
        : m_project(project),
          m_record(project.cases().get(request.caseId)),
          m_prediction(preferredPrediction(project, request.runId, request.caseId)),
          m_stop(stop) {}

    /// Image and prediction.
    [[nodiscard]] Glance slices() const {
        if (!m_prediction) {
            return {};
        }
        Glance glance{.scheme = m_project.labels().scheme()};
        glance.prediction = loadStoredLabel(m_project, *m_prediction);
        throwIfStopped(m_stop);
        glance.image = readCaseImage(m_project, m_record.images.front(), m_stop);
        if (glance.image.geometry().size != glance.prediction.geometry().size) {
            throw Error(ErrorCode::InvalidInput,
                        "The prediction of " + m_record.name + " has another grid than its image.");
        }
        glance.voxel = largestSlices(glance.prediction);
        const SlicePlane plane = SlicePlane::of(glance.image.geometry(), Plane::Axial);
        glance.window = greyWindowOf(glance.image, plane, glance.voxel[plane.through]);
        return glance;
    }

    /// Nothing where the prediction does not hold all maps.
    [[nodiscard]] Glance trust() const {
        if (!m_prediction || !hasAllMaps(*m_prediction)) {
            return {};
        }
        const RunTrust trust = recordedTrust(m_project, m_prediction->runId, m_prediction->checkpointHash);
        return {.trust = trustPrediction(m_project, *m_prediction, Decoder::A, trust.fitted, m_stop).trust,
                .isTrustCalibrated = trust.fitted.model.isCalibrated};
    }

private:
    const Project& m_project;
    CaseRecord m_record;
    std::optional<PredictionRecord> m_prediction;
    std::stop_token m_stop;
};

CaseGlance::CaseGlance(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_showing(new ReadWhenSeen(*this, session, ProjectPart::Labels, [this] { read(); })),
      m_reading([this](const Glance& read) { take(read); },
                [this](const QString& sentence, const QString&) {
                    m_reason = sentence;
                    explain();
                }),
      m_message(new QLabel(this)) {
    setObjectName("caseGlance");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setRowStretch(1, 1);
    const std::array<const char*, TileCount> names{"glanceImage", "glancePrediction", "glanceTrust"};
    for (int tile = 0; tile < TileCount; ++tile) {
        const auto at = static_cast<std::size_t>(tile);
        m_titles[at] = new QLabel(this);
        m_titles[at]->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        m_views[at] = new SliceView(Plane::Axial, this);
        m_views[at]->setObjectName(names[at]);
        m_views[at]->setMinimumSize(60, 60);
        grid->addWidget(m_titles[at], 0, tile);
        grid->addWidget(m_views[at], 1, tile);
        grid->setColumnStretch(tile, 1);
        connect(m_views[at], &SliceView::fullSizeAsked, this, &CaseGlance::activated);
    }
    linkViews(m_views);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(m_message, 0, 0, 2, TileCount);
    keepTranslated(*this, [this] {
        retranslate();
        explain();
    });
}

CaseGlance::~CaseGlance() = default;

void CaseGlance::setCase(const std::optional<GlanceRequest>& request, const std::optional<Index3>& voxel) {
    m_voxel = voxel;
    if (request == m_wanted && m_isShown && m_voxel) {
        for (SliceView* const view : m_views) {
            view->setCrosshair(*m_voxel);
        }
    }
    if (request != m_wanted) {
        m_wanted = request;
        m_showing->noteChange();
    }
}

void CaseGlance::read() {
    m_reading.forget();
    m_isShown = false;
    m_isTrustCalibrated.reset();
    m_reason.clear();
    explain();
    if (m_wanted) {
        read(Slices);
    }
}

void CaseGlance::read(Part part) {
    m_reading.ask(tr("Reading a case to review"), [folder = m_session.folder(), wanted = *m_wanted, part](
                                                      const Progress&, const std::stop_token& stop) {
        const Project project = Project::open(folder, ProjectAccess::ReadOnly);
        const Reader reader(project, wanted, stop);
        return part == Slices ? reader.slices() : reader.trust();
    });
}

void CaseGlance::take(const Glance& read) {
    const bool areSlices = !m_isShown;
    show(read);
    if (areSlices && m_isShown) {
        this->read(TrustMaps);
    }
    explain();
}

void CaseGlance::show(const Glance& glance) {
    if (!glance.image.isEmpty()) {
        for (SliceView* const view : m_views) {
            view->setImage(glance.image, glance.window);
            view->setCrosshair(m_voxel.value_or(glance.voxel));
        }
        m_views[Prediction]->setLayers({classLayer(glance.prediction, glance.scheme, LayerFill::Filled, 0.3),
                                        classLayer(glance.prediction, glance.scheme, LayerFill::Contour, 1)});
        m_isShown = true;
    }
    if (!glance.trust.isEmpty()) {
        m_views[TrustMap]->setLayers({{.map = kTrustMap, .voxels = glance.trust, .isVisible = true}});
        m_isTrustCalibrated = glance.isTrustCalibrated;
    }
}

void CaseGlance::explain() {
    for (int tile = 0; tile < TileCount; ++tile) {
        const auto at = static_cast<std::size_t>(tile);
        const bool isVisible = m_isShown && (tile != TrustMap || m_isTrustCalibrated);
        m_titles[at]->setVisible(isVisible);
        m_views[at]->setVisible(isVisible);
        if (!m_isShown) {
            m_views[at]->clear();
        }
    }
    m_message->setVisible(!m_isShown);
    m_message->setText(!m_wanted            ? tr("The prediction of the selected case is shown here.")
                       : m_reason.isEmpty() ? tr("Reading…")
                                            : m_reason);
    setAccessibleDescription(m_reason);
    setToolTip(m_isTrustCalibrated ? TrustWords::ofAVoxel(*m_isTrustCalibrated) : QString());
}

void CaseGlance::retranslate() {
    const std::array<QString, TileCount> titles{tr("Image"), tr("Prediction"), tr("Trust, 0 dark to 1 bright")};
    for (std::size_t tile = 0; tile < titles.size(); ++tile) {
        m_titles[tile]->setText(titles[tile]);
    }
}

void CaseGlance::mouseDoubleClickEvent(QMouseEvent* event) {
    QWidget::mouseDoubleClickEvent(event);
    Q_EMIT activated();
}

}  // namespace tandem
