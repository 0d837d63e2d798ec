#include "ui/datasets/cases/quick_look.h"

#include "storage/cases/case_reading.h"
#include "storage/db/project.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/picture/largest_slice.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/theme/breakable.h"
#include "ui/theme/translated.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tandem {
namespace {

CaseVolumes readVolumes(const std::filesystem::path& folder, const CaseRecord& record, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    CaseVolumes volumes;
    volumes.image = readCaseImage(project, record.images.front(), stop);
    const Index3& size = volumes.image.geometry().size;
    volumes.voxel = {size[0] / 2, size[1] / 2, size[2] / 2};
    if (record.label) {
        volumes.label = readCaseLabel(project, record, stop);
        volumes.voxel = largestSlices(volumes.label);
    }
    const SlicePlane axial = SlicePlane::of(volumes.image.geometry(), Plane::Axial);
    volumes.window = greyWindowOf(volumes.image, axial, volumes.voxel[axial.through]);
    return volumes;
}

}  // namespace

QuickLook::QuickLook(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_reading([this](const CaseVolumes& volumes) { takeVolumes(volumes); },
                [this](const QString& sentence, const QString&) { m_message->setText(breakable(sentence)); }),
      m_title(new QLabel(this)),
      m_facts(new QLabel(this)),
      m_message(new QLabel(this)) {
    setObjectName("quickLook");
    m_title->setObjectName("quickLookTitle");
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setWordWrap(true);
    m_facts->setObjectName("quickLookFacts");
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setObjectName("quickLookMessage");
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_message, 1);
    const std::array<const char*, 3> names{"quickLookAxial", "quickLookCoronal", "quickLookSagittal"};
    for (std::size_t index = 0; index < names.size(); ++index) {
        m_planes[index] = new SliceView(static_cast<Plane>(index), this);
        m_planes[index]->setObjectName(names[index]);
        m_planes[index]->setMinimumSize(160, 110);
        layout->addWidget(m_planes[index], 1);
    }
    linkViews(m_planes);
    layout->addWidget(m_facts);
    setMinimumWidth(240);

    constexpr int kDelayMs = 120;
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &QuickLook::startReading);
    keepTranslated(*this, [this] {
        retranslate();
        showTexts();
    });
    clear();
}

QuickLook::~QuickLook() = default;

void QuickLook::clearPlanes() {
    for (SliceView* const plane : m_planes) {
        plane->clear();
        plane->hide();
    }
    m_message->show();
}

void QuickLook::clear(int several) {
    m_delay.stop();
    m_wanted.reset();
    m_reading.forget();
    clearPlanes();
    m_several = several;
    showTexts();
}

void QuickLook::showTexts() {
    if (!m_wanted) {
        m_title->clear();
        m_facts->clear();
        m_message->setText(m_several > 1 ? tr("%n case(s) are selected.", nullptr, m_several)
                                         : tr("Select a case to see its three planes here."));
        return;
    }
    m_title->setText(breakable(QString::fromStdString(m_wanted->name)));
    QStringList facts{sizeText(m_wanted->geometry) + QStringLiteral(", ") + spacingText(m_wanted->geometry)};
    if (const QString labels = labelsText(*m_wanted, m_scheme); !labels.isEmpty()) {
        facts.append(labels);
    }
    if (const QString findings = findingsDetail(m_wanted->findings); !findings.isEmpty()) {
        facts.append(findings);
    }
    m_facts->setText(facts.join('\n'));
}

void QuickLook::retranslate() {
    for (SliceView* const plane : m_planes) {
        plane->setToolTip(tr("Turn the wheel, or press the keys up and down, to go through the slices."));
    }
}

void QuickLook::look(const CaseRecord& record, const LabelScheme& scheme) {
    const bool isSame = m_wanted && m_wanted->id == record.id && m_wanted->images == record.images &&
                        m_wanted->label == record.label && m_wanted->labelValues == record.labelValues &&
                        m_scheme == scheme;
    m_wanted = record;
    m_scheme = scheme;
    showTexts();
    if (isSame) {
        return;
    }
    clearPlanes();
    m_message->setText(tr("Reading…"));
    m_reading.forget();
    m_delay.start();
}

void QuickLook::startReading() {
    m_reading.ask(tr("Reading %1").arg(QString::fromStdString(m_wanted->name)),
                  [folder = m_session.folder(), record = *m_wanted](const Progress&, const std::stop_token& stop) {
                      return readVolumes(folder, record, stop);
                  });
}

void QuickLook::takeVolumes(const CaseVolumes& volumes) {
    m_message->hide();
    for (SliceView* const plane : m_planes) {
        plane->setImage(volumes.image, volumes.window);
        plane->setCrosshair(volumes.voxel);
        if (!volumes.label.isEmpty()) {
            plane->setLayers({classLayer(volumes.label, m_scheme, LayerFill::Contour, 1)});
        }
        plane->show();
    }
    Q_EMIT shown(m_wanted->id);
}

}  // namespace tandem
