#include "ui/inspect/inspect_bar.h"

#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/allow.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <array>
#include <ranges>

namespace tandem {
namespace {

struct PresetWords {
    QString name;
    QString explanation;
};

/// In the order of LayerPreset. Tooltips are broken into lines, as they break no plain text.
std::array<PresetWords, 6> presetWords() {
    return {
        {{InspectBar::tr("Segmentation"), InspectBar::tr("The prediction, and the case's own label where it has one.")},
         {InspectBar::tr("What to trust?"),
          InspectBar::tr("Trust: how likely the label shown is right, as validation cases taught.\n"
                         "This is what to rely on; only what may be wrong is coloured.")},
         {InspectBar::tr("Where is it wrong?"),
          InspectBar::tr("What the prediction missed or invented, against the case's own label.")},
         {InspectBar::tr("How sure is A?"),
          InspectBar::tr("The uncertainty that decoder A states of itself, not checked on any case:\n"
                         "it may be sure and wrong. See trust for what to rely on.")},
         {InspectBar::tr("Who teaches whom?"),
          InspectBar::tr("Which decoder would teach the other in a training step: the surer one.")},
         {InspectBar::tr("Do A and B agree?"), InspectBar::tr("Where the labels of the two decoders differ.")}}};
}

void chooseValue(QComboBox& box, const QVariant& value) {
    const int index = box.findData(value);
    box.setCurrentIndex(index >= 0 ? index : box.count() > 0 ? 0 : -1);
}

}  // namespace

InspectBar::InspectBar(ProjectSession& session, QWidget* parent) : WrappingBar(parent), m_session(session) {
    constexpr int kNameWidth = 260;
    setMargins({12, 8, 12, 8});
    QHBoxLayout* const names = addGroup(1);
    QHBoxLayout* const looks = addGroup();
    m_runs = new NameBox(this, 6);
    m_cases = new NameBox(this, 6);
    for (QComboBox* const box : {m_runs, m_cases}) {
        box->setMaximumWidth(kNameWidth);
    }
    m_layerPreset = new QComboBox(this);
    for (std::size_t at = 0; at < presetWords().size(); ++at) {
        m_layerPreset->addItem(QString());
    }
    m_greyWindow = new GreyWindowBox(m_session.folder(), !m_session.project().isReadOnly(), this);
    for (QComboBox* const choice : {m_layerPreset, static_cast<QComboBox*>(m_greyWindow)}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        choice->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    m_labels = {add(*names, *m_runs, "inspectRun"), add(*names, *m_cases, "inspectCase"),
                add(*looks, *m_layerPreset, "layerPreset"), add(*looks, *m_greyWindow, "greyPreset")};
    names->addStretch();
    looks->addStretch();
    m_predict = new QPushButton(this);
    m_predict->setObjectName("predictCasesButton");
    noteChanging({m_predict});
    looks->addWidget(m_predict);
    m_compare = new QPushButton(this);
    m_compare->setObjectName("compareButton");
    m_compare->setCheckable(true);
    looks->addWidget(m_compare);
    m_correct = new QPushButton(this);
    m_correct->setObjectName("correctButton");
    m_correct->setCheckable(true);
    noteChanging({m_correct});
    looks->addWidget(m_correct);
    connect(m_runs, &QComboBox::activated, this, &InspectBar::takeChosenRun);
    connect(m_cases, &QComboBox::activated, this, &InspectBar::caseChosen);
    connect(m_layerPreset, &QComboBox::activated, this,
            [this](int index) { Q_EMIT presetChosen(static_cast<LayerPreset>(index)); });
    connect(m_layerPreset, &QComboBox::currentIndexChanged, this, &InspectBar::enable);
    connect(m_compare, &QPushButton::toggled, this, &InspectBar::comparingChanged);
    connect(m_correct, &QPushButton::clicked, this, &InspectBar::correctingChanged);
    connect(m_predict, &QPushButton::clicked, this, &InspectBar::predictionWanted);
    keepTranslated(*this, [this] { retranslate(); });
}

QLabel* InspectBar::add(QHBoxLayout& group, QComboBox& box, const char* name) {
    box.setObjectName(name);
    auto* const label = new QLabel(this);
    label->setBuddy(&box);
    group.addWidget(label);
    group.addWidget(&box, 1);
    group.addSpacing(4);
    return label;
}

std::int64_t InspectBar::runId() const {
    return m_runs->currentData().toLongLong();
}

std::optional<std::int64_t> InspectBar::caseId() const {
    return m_cases->currentIndex() < 0 ? std::nullopt : std::optional(m_cases->currentData().toLongLong());
}

QString InspectBar::caseName() const {
    return m_cases->currentText();
}

bool InspectBar::isComparing() const {
    return m_compare->isChecked();
}

void InspectBar::setComparing(bool isComparing) {
    m_compare->setChecked(isComparing);
}

void InspectBar::toggleComparing() {
    m_compare->click();
}

void InspectBar::showCorrecting(bool isCorrecting, bool isPossible) {
    m_canCorrect = isPossible;
    m_correct->setChecked(isCorrecting);
    enable();
}

void InspectBar::toggleCorrecting() {
    m_correct->click();
}

bool InspectBar::isChoosing() const {
    return m_runs->hasFocus() || m_cases->hasFocus();
}

void InspectBar::choose(std::int64_t runId, std::int64_t caseId) {
    m_staysWithoutRun = runId == kNoRun;
    fillRuns();
    chooseValue(*m_runs, QVariant::fromValue(runId));
    fillCases(QVariant::fromValue(caseId));
}

void InspectBar::read() {
    const QVariant before = m_runs->currentData();
    const bool isKept = m_staysWithoutRun || runId() != kNoRun;
    fillRuns();
    chooseValue(*m_runs, isKept ? before : QVariant());
    fillCases(m_cases->currentData());
}

void InspectBar::takeChosenRun() {
    m_staysWithoutRun = runId() == kNoRun;
    fillCases(m_cases->currentData());
    Q_EMIT caseChosen();
}

/// The newest run first; last the cases as they are, without a run.
void InspectBar::fillRuns() {
    m_runs->clear();
    m_session.attempt([&] {
        for (const RunRecord& run : m_session.project().runs().list() | std::views::reverse) {
            if (m_session.project().predictions().hasAny(run.id)) {
                m_runs->addItem(runTitle(run), QVariant::fromValue(run.id));
            }
        }
        if (m_session.project().cases().count() > 0) {
            m_runs->addItem(tr("none: images and labels"), QVariant::fromValue(kNoRun));
        }
    });
}

void InspectBar::fillCases(const QVariant& wanted) {
    m_cases->clear();
    m_session.attempt([&] {
        if (runId() != kNoRun) {
            for (const auto& [id, name] : m_session.project().predictions().predictedCases(runId())) {
                m_cases->addItem(QString::fromStdString(name), QVariant::fromValue(id));
            }
        } else if (m_runs->currentIndex() >= 0) {
            for (const CaseRecord& record : m_session.project().cases().list()) {
                m_cases->addItem(QString::fromStdString(record.name), QVariant::fromValue(record.id));
            }
        }
    });
    chooseValue(*m_cases, wanted);
    enable();
}

void InspectBar::enable() {
    const bool isEmpty = m_cases->count() == 0;
    const QString reason = tr("There is no case to inspect yet.");
    for (QComboBox* const box : {m_runs, m_cases, m_layerPreset, static_cast<QComboBox*>(m_greyWindow)}) {
        box->setEnabled(!isEmpty);
        box->setToolTip(isEmpty ? reason : QString());
    }
    if (!isEmpty) {
        m_layerPreset->setToolTip(m_layerPreset->currentData(Qt::ToolTipRole).toString());
    }
    m_compare->setEnabled(!isEmpty);
    m_compare->setToolTip(isEmpty ? reason
                                  : tr("Two to four predictions, or the label, side by side (key %1)").arg("C"));
    allow(*m_correct, m_canCorrect ? QString() : tr("There is no case to correct yet."),
          tr("Correct the prediction, or the label, of the case (key %1)").arg("E"));
}

void InspectBar::retranslate() {
    const QString labels[]{tr("&Run"), tr("&Case"), tr("&Show"), tr("&Window")};
    for (std::size_t at = 0; at < m_labels.size(); ++at) {
        m_labels[at]->setText(labels[at]);
    }
    for (int at = 0; const auto& [name, explanation] : presetWords()) {
        m_layerPreset->setItemText(at, name);
        m_layerPreset->setItemData(at++, explanation, Qt::ToolTipRole);
    }
    m_predict->setText(tr("Pre&dict…"));
    m_predict->setToolTip(tr("Segment more cases with a trained run"));
    m_compare->setText(tr("C&ompare"));
    m_correct->setText(tr("Corr&ect"));
    enable();
}

}  // namespace tandem
