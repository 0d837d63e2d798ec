#include "ui/training/pinned/pinned_panel.h"

#include "storage/db/run_repository.h"
#include "storage/training/pinned_case.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"
#include "ui/session/read_when_seen.h"
#include "ui/theme/translated.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/pinned/snapshot_views.h"
#include "ui/trust/trust_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

constexpr std::array kPlanes{Plane::Axial, Plane::Coronal, Plane::Sagittal};

// As the legend of no map: told apart by most people whatever their colour vision, on dark and on light ground.
const QColor kUncertaintyColour(213, 94, 0);
const QColor kSimilarityColour(204, 121, 167);
const QColor kTeachingWeightColour(0, 158, 115);
const QColor kTrustColour(86, 180, 233);

ChartSeries seriesOf(const QString& name, const QColor& colour, const std::vector<TimelinePoint>& timeline,
                     const MapName& map) {
    ChartSeries series{.name = name, .colour = colour};
    for (const TimelinePoint& point : timeline) {
        series.points.emplace_back(static_cast<double>(point.iteration), point.values.at(map));
    }
    return series;
}

}  // namespace

PinnedPanel::PinnedPanel(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      // Its classes may have changed.
      m_reading(new ReadWhenSeen(*this, session, ProjectPart::Labels, [this] { askCase(); })),
      m_readingCase([this](PinnedCaseView pinned) { takeCase(std::move(pinned)); }, session.teller()),
      m_readingSnapshot([this](const SnapshotView& snapshot) { takeSnapshot(snapshot); }, session.teller()),
      m_readingTimeline(
          [this](VoxelTimeline timeline) {
              m_timeline = std::move(timeline);
              showTimeline();
          },
          session.teller()) {
    setObjectName("pinnedPanel");
    setMinimumWidth(280);
    build();
    keepTranslated(*this, [this] { retranslate(); });
    hide();
    // Its trust may have been measured.
    connect(&session, &ProjectSession::predictionsChanged, this,
            [this](std::int64_t runId, const std::vector<std::int64_t>& caseIds) {
                if (caseIds.empty()) {
                    noteSnapshot(runId == 0 ? m_runId : runId);
                }
            });
}

void PinnedPanel::build() {
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(6, 0, 0, 0);
    rows->setSpacing(4);
    m_hint = new QLabel(this);
    m_hint->setObjectName("pinnedHint");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_views = new SnapshotViews(this);
    m_chart = new LineChart({}, {}, this);
    m_chart->setObjectName("voxelChart");
    m_chart->setLeastY({0, 1});
    rows->addWidget(makeHead());
    rows->addWidget(m_hint, 3);
    rows->addWidget(m_views, 3);
    m_timelineRow = makeTimeline();
    rows->addWidget(m_timelineRow);
    rows->addWidget(m_chart, 2);
    connect(m_views, &SnapshotViews::voxelChosen, this, &PinnedPanel::chooseVoxel);
    connect(m_chart, &LineChart::failed, this,
            [this](const QString& sentence) { Q_EMIT m_session.failed(sentence, {}); });
}

QWidget* PinnedPanel::makeHead() {
    auto* const head = new QWidget(this);
    auto* const row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    m_caseName = new QLabel(head);
    m_caseName->setObjectName("pinnedCaseName");
    m_caseName->setProperty("role", "heading");
    // A long name must not widen the panel.
    m_caseName->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subnetwork = new QComboBox(head);
    m_subnetwork->setObjectName("pinnedSubnetwork");
    m_subnetwork->addItems({{}, {}});
    m_plane = new QComboBox(head);
    m_plane->setObjectName("pinnedPlane");
    m_plane->addItems({{}, {}, {}});
    row->addWidget(m_caseName, 1);
    row->addWidget(m_subnetwork);
    row->addWidget(m_plane);
    connect(m_plane, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_views->setPlane(kPlanes[static_cast<std::size_t>(index)]); });
    connect(m_subnetwork, &QComboBox::currentIndexChanged, this, [this] {
        askSnapshot();
        showTimeline();
    });
    return head;
}

QWidget* PinnedPanel::makeTimeline() {
    auto* const timeline = new QWidget(this);
    auto* const row = new QHBoxLayout(timeline);
    row->setContentsMargins(0, 0, 0, 0);
    m_slider = new QSlider(Qt::Horizontal, timeline);
    m_slider->setObjectName("snapshotSlider");
    m_slider->setPageStep(1);
    m_slider->setRange(0, 0);
    m_iteration = new QLabel(timeline);
    m_iteration->setObjectName("snapshotIteration");
    row->addWidget(m_slider, 1);
    row->addWidget(m_iteration);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showIteration();
        askSnapshot();
    });
    return timeline;
}

void PinnedPanel::retranslate() {
    m_plane->setItemText(0, tr("Axial"));
    m_plane->setItemText(1, tr("Coronal"));
    m_plane->setItemText(2, tr("Sagittal"));
    m_plane->setAccessibleName(tr("Plane"));
    m_subnetwork->setItemText(0, tr("A"));
    m_subnetwork->setItemText(1, tr("B"));
    m_subnetwork->setAccessibleName(tr("Subnetwork"));
    m_subnetwork->setToolTip(tr("Whose prediction and maps are shown"));
    m_slider->setAccessibleName(tr("Snapshot"));
    m_slider->setToolTip(tr("Back through the validations. At its end, each new one is shown as it comes"));
    m_hint->setText(tr("The watched case appears here with the first validation."));
    m_chart->setEmptyText(tr("Click a voxel to see it through the training"));
    showIteration();
    showTimeline();
}

Decoder PinnedPanel::decoder() const {
    return m_subnetwork->currentIndex() == 0 ? Decoder::A : Decoder::B;
}

void PinnedPanel::showRun(const RunRecord* run) {
    std::int64_t runId = 0;
    m_session.attempt([&] { runId = run != nullptr && pinnedCase(m_session.project(), *run) ? run->id : 0; });
    setVisible(runId != 0);
    if (runId == m_runId) {
        return;
    }
    m_runId = runId;
    m_readingCase.forget();
    m_readingSnapshot.forget();
    m_readingTimeline.forget();
    m_voxel.reset();
    m_timeline = {};
    m_views->clear();
    takeCase({.runId = runId});
    showTimeline();
    m_reading->noteChange();
}

void PinnedPanel::noteSnapshot(std::int64_t runId) {
    if (runId == m_runId) {
        m_reading->noteChange();
    }
}

void PinnedPanel::lookForSnapshots(std::int64_t runId) {
    if (runId != m_runId) {
        return;
    }
    m_session.attempt([&] {
        const Project& project = m_session.project();
        if (listSnapshots(snapshotFolder(project, project.runs().get(runId))) != m_pinned.snapshots) {
            m_reading->noteChange();
        }
    });
}

void PinnedPanel::askCase() {
    if (m_runId == 0) {
        return;
    }
    m_readingCase.askNext(tr("Reading the watched case"),
                          [folder = m_session.folder(), runId = m_runId](const Progress&, const std::stop_token&) {
                              return readPinnedCase(folder, runId);
                          });
}

void PinnedPanel::takeCase(PinnedCaseView pinned) {
    const bool isAtEnd = m_slider->value() == m_slider->maximum();
    const bool isNewImage = m_pinned.image.isEmpty() && !pinned.image.isEmpty();
    m_pinned = std::move(pinned);
    m_caseName->setText(m_pinned.caseName);
    m_caseName->setToolTip(m_pinned.caseName);
    if (isNewImage) {
        m_views->showCase(m_pinned);
    } else {
        m_views->setScheme(m_pinned.scheme);
    }
    const int last = std::max(0, static_cast<int>(m_pinned.snapshots.size()) - 1);
    {
        const QSignalBlocker silent(m_slider);
        m_slider->setMaximum(last);
        m_slider->setValue(isAtEnd ? last : m_slider->value());
    }
    const bool hasSnapshot = !m_pinned.snapshots.empty() && !m_pinned.image.isEmpty();
    m_hint->setVisible(!hasSnapshot);
    m_views->setVisible(hasSnapshot);
    m_timelineRow->setVisible(hasSnapshot);
    m_chart->setVisible(hasSnapshot);
    m_slider->setEnabled(last > 0);
    showIteration();
    askSnapshot();
    askTimeline();
}

void PinnedPanel::showIteration() {
    if (m_pinned.snapshots.empty()) {
        m_iteration->clear();
        return;
    }
    const auto place = static_cast<std::size_t>(m_slider->value());
    const std::int64_t iteration = m_pinned.snapshots[place].iteration;
    m_iteration->setText(
        tr("Iteration %1 (%2 of %3)").arg(Quantity::count(iteration)).arg(place + 1).arg(m_pinned.snapshots.size()));
    m_chart->setMark(m_timeline.points.empty() ? std::nullopt : std::optional(static_cast<double>(iteration)));
}

void PinnedPanel::askSnapshot() {
    if (m_pinned.snapshots.empty() || m_pinned.image.isEmpty()) {
        return;
    }
    m_readingSnapshot.askNext(
        tr("Reading a snapshot"),
        [entry = m_pinned.snapshots[static_cast<std::size_t>(m_slider->value())], wanted = decoder(),
         trust = m_pinned.trust, geometry = m_pinned.image.geometry()](const Progress&, const std::stop_token& stop) {
            return readSnapshot(entry, wanted, trust, geometry, stop);
        });
}

void PinnedPanel::takeSnapshot(const SnapshotView& snapshot) {
    m_views->showSnapshot(snapshot);
    if (!m_voxel) {
        // To begin with, the middle of what is predicted, in the slice where there is something to see.
        const Index3 first = snapshot.centreOfMass.value_or(m_views->crosshair());
        m_views->setCrosshair(first);
        chooseVoxel(first);
    }
}

void PinnedPanel::chooseVoxel(const Index3& voxel) {
    m_voxel = voxel;
    askTimeline();
}

void PinnedPanel::askTimeline() {
    if (!m_voxel || m_pinned.snapshots.empty() || m_pinned.image.isEmpty()) {
        return;
    }
    m_readingTimeline.askNext(tr("Reading a voxel"),
                              [snapshots = m_pinned.snapshots, voxel = *m_voxel, trust = m_pinned.trust,
                               geometry = m_pinned.image.geometry()](const Progress&, const std::stop_token& stop) {
                                  return readTimeline(snapshots, voxel, trust, geometry, stop);
                              });
}

ChartSeries PinnedPanel::trustSeries() const {
    const auto which = static_cast<std::size_t>(decoder());
    ChartSeries series{.name = TrustWords::nameInText(m_timeline.isTrustCalibrated[which]), .colour = kTrustColour};
    for (std::size_t at = 0; at < m_timeline.points.size(); ++at) {
        series.points.emplace_back(static_cast<double>(m_timeline.points[at].iteration), m_timeline.trust[at][which]);
    }
    return series;
}

void PinnedPanel::showTimeline() {
    const Index3& voxel = m_timeline.voxel;
    const auto& points = m_timeline.points;
    m_chart->setTitles(
        points.empty() ? tr("Voxel") : tr("Voxel %1, %2, %3").arg(voxel[0] + 1).arg(voxel[1] + 1).arg(voxel[2] + 1),
        tr("iteration"));
    std::vector<ChartSeries> series;
    if (!points.empty()) {
        series = {seriesOf(tr("uncertainty (nats)"), kUncertaintyColour, points, {MapKind::Uncertainty, decoder()}),
                  seriesOf(tr("similarity"), kSimilarityColour, points, {MapKind::Similarity, decoder()}),
                  seriesOf(tr("teaching weight"), kTeachingWeightColour, points, {MapKind::Reliability, decoder()}),
                  trustSeries()};
    }
    m_chart->setSeries(std::move(series));
    showIteration();
}

}  // namespace tandem
