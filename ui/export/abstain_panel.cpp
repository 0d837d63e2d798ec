#include "ui/export/abstain_panel.h"

#include "ui/export/preview_picture.h"
#include "ui/export/report/report_pictures.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"
#include "ui/session/read_when_seen.h"
#include "ui/theme/breakable.h"
#include "ui/theme/translated.h"
#include "ui/trust/trust_updater.h"
#include "ui/trust/trust_words.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStringList>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

namespace tandem {

AbstainPanel::AbstainPanel(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_reading([this](AbstainReading read) { take(std::move(read)); },
                [this](const QString& sentence, const QString&) {
                    m_failure = sentence;
                    showState();
                }),
      m_updater(new TrustUpdater(session, this)) {
    build();
    connectParts();
    keepTranslated(*this, [this] { retranslate(); });
}

void AbstainPanel::build() {
    const AbstainSettings usual;
    m_abstain = new QCheckBox(this);
    m_abstain->setObjectName("abstain");
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName("abstainSlider");
    m_slider->setRange(0, AbstainPreview::kSteps);
    m_slider->setPageStep(5);
    m_slider->setValue(static_cast<int>(std::lround(100 * usual.threshold)));
    m_threshold = new QDoubleSpinBox(this);
    m_threshold->setObjectName("abstainThreshold");
    m_threshold->setRange(0, 1);
    m_threshold->setSingleStep(0.01);
    m_threshold->setDecimals(2);
    m_threshold->setValue(usual.threshold);
    m_value = new QSpinBox(this);
    m_value->setObjectName("abstainValue");
    m_value->setRange(-32768, 32767);
    m_value->setValue(usual.fileValue);
    m_valueLabel = new QLabel(this);
    m_valueLabel->setBuddy(m_value);
    m_valueLabel->setWordWrap(true);
    m_title = new QLabel(this);
    m_title->setObjectName("abstainTitle");
    m_title->setWordWrap(true);
    m_picture = new PreviewPicture(this);
    m_picture->setObjectName("abstainPicture");
    m_legend = new QLabel(this);
    m_legend->setObjectName("abstainLegend");
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setWordWrap(true);
    m_fraction = new QLabel(this);
    m_fraction->setObjectName("abstainFraction");
    m_fraction->setWordWrap(true);
    m_calibration = new QLabel(this);
    m_calibration->setObjectName("abstainCalibration");
    m_calibration->setProperty("role", "warning");
    m_calibration->setWordWrap(true);

    auto* const slide = new QHBoxLayout;
    slide->addWidget(m_slider, 1);
    slide->addWidget(m_threshold);
    auto* const value = new QHBoxLayout;
    value->addWidget(m_valueLabel, 1);
    value->addWidget(m_value);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_abstain);
    rows->addLayout(slide);
    rows->addLayout(value);
    rows->addSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_fraction);
    rows->addWidget(m_calibration);
    rows->addWidget(m_legend);
    rows->addWidget(m_picture, 1);
}

void AbstainPanel::connectParts() {
    new ReadWhenSeen(*this, m_session, ProjectPart::Labels, [this] { lookAgain(); });
    const auto tell = [this] {
        showState();
        Q_EMIT changed();
    };
    connect(m_abstain, &QCheckBox::toggled, this, tell);
    connect(m_value, &QSpinBox::valueChanged, this, tell);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int hundredths) { m_threshold->setValue(hundredths / 100.0); });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this, tell](double threshold) {
        {
            const QSignalBlocker blocked(m_slider);
            m_slider->setValue(static_cast<int>(std::lround(100 * threshold)));
        }
        tell();
    });
    connect(m_updater, &TrustUpdater::ended, this, [this] {
        m_isMeasuring = false;
        showState();
    });
}

std::optional<AbstainSettings> AbstainPanel::settings() const {
    if (!m_abstain->isEnabled() || !m_abstain->isChecked()) {
        return std::nullopt;
    }
    return AbstainSettings{.threshold = m_slider->value() / 100.0, .fileValue = m_value->value()};
}

void AbstainPanel::setObstacle(const QString& obstacle) {
    m_obstacle = obstacle;
    showState();
}

void AbstainPanel::look(const std::optional<Wanted>& wanted) {
    if (wanted == m_wanted) {
        return;
    }
    m_wanted = wanted;
    m_failure.clear();
    m_preview = {};
    m_picture->clear();
    showState();
    lookAgain();
}

void AbstainPanel::lookAgain() {
    if (!m_wanted) {
        m_reading.forget();
        return;
    }
    m_reading.ask(tr("Reading %1").arg(QString::fromStdString(m_wanted->caseName)),
                  [folder = m_session.folder(), wanted = *m_wanted](const Progress&, const std::stop_token& stop) {
                      return readAbstainPreview(folder, wanted, stop);
                  });
}

void AbstainPanel::take(AbstainReading read) {
    m_preview = std::move(read.preview);
    m_trust = std::move(read.trust);
    m_picture->setPreview(m_preview);
    m_updater->update(read.work);
    m_isMeasuring = read.work.isToMeasure && m_updater->isBusy();
    showState();
}

QString AbstainPanel::legend() const {
    QStringList parts;
    const auto add = [&](const LabelClass& one) {
        const auto& [red, green, blue] = one.colour;
        parts << QString("<span style='color:%1'>■</span>&nbsp;%2")
                     .arg(QColor(red, green, blue).name(), QString::fromStdString(one.name).toHtmlEscaped());
    };
    for (std::size_t index = 1; index < m_preview.scheme().classes.size(); ++index) {
        add(m_preview.scheme().classes[index]);
    }
    if (settings()) {
        add(abstainClass());
    }
    return parts.join(" &nbsp; ");
}

void AbstainPanel::showState() {
    const bool isPossible = m_obstacle.isEmpty();
    const bool isOn = isPossible && m_abstain->isChecked();
    m_abstain->setEnabled(isPossible);
    m_abstain->setToolTip(isPossible ? tr("Voxels whose probability of being right is under the threshold are left "
                                          "undecided: they get a value of their own in label maps, and a segment of "
                                          "their own in DICOM segmentations.") +
                                           '\n' + TrustWords::ofAVoxel(m_trust.fitted.model.isCalibrated)
                                     : m_obstacle);
    for (QWidget* const one : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_threshold),
                               static_cast<QWidget*>(m_value), static_cast<QWidget*>(m_valueLabel)}) {
        one->setEnabled(isOn);
        one->setToolTip(isOn ? QString() : isPossible ? tr("Choose to abstain first.") : m_obstacle);
    }
    m_picture->setThreshold(isOn ? m_slider->value() : -1);
    const QString name = m_wanted ? breakable(QString::fromStdString(m_wanted->caseName)) : QString();
    m_legend->setVisible(!m_preview.isEmpty());
    if (m_preview.isEmpty()) {
        m_title->setText(!m_wanted             ? tr("Choose a case to see its export.")
                         : m_failure.isEmpty() ? tr("Reading %1…").arg(name)
                                               : breakable(m_failure));
        m_fraction->clear();
        m_calibration->hide();
        return;
    }
    m_title->setText(tr("%1, slice %2 of %3").arg(name).arg(m_preview.slice() + 1).arg(m_preview.slices()));
    m_legend->setText(legend());
    m_fraction->setText(account());
    m_calibration->setText(calibration());
    m_calibration->setVisible(!m_calibration->text().isEmpty());
}

QString AbstainPanel::account() const {
    if (!m_preview.canAbstain()) {
        return tr("This case was predicted without all maps.");
    }
    if (!m_abstain->isEnabled() || !m_abstain->isChecked()) {
        return tr("Every voxel is decided.");
    }
    const AbstainCount count = m_preview.countAt(m_slider->value());
    QStringList sentences{tr("Not decided: %1 voxels, %2 of all and %3 of those of a structure.")
                              .arg(Quantity::count(count.abstained), Quantity::percent(count.fraction(), 2),
                                   Quantity::percent(count.foregroundFraction(), 1))};
    const QString expected = m_trust.fitted.model.isCalibrated
                                 ? tr("Expected: %1 of %2 wrong voxels (%3) are among them.")
                                 : tr("Expected (uncalibrated): %1 of %2 wrong voxels (%3) are among them.");
    sentences << expected.arg(Quantity::roundedCount(count.expectedErrorsRemoved),
                              Quantity::roundedCount(count.expectedErrors),
                              Quantity::percent(count.errorFraction(), 0));
    const TrustEvidence& evidence = m_trust.fitted.evidence;
    if (const auto known = abstentionAtThreshold(evidence, m_slider->value() / 100.0)) {
        sentences
            << tr("On %n validation case(s) this took away %1 of the wrong voxels, and %2 of the structures' voxels.",
                  nullptr, static_cast<int>(evidence.cases.size()))
                   .arg(Quantity::percent(known->errorsRemoved, 0), Quantity::percent(known->foregroundLeft, 1));
    }
    return sentences.join('\n');
}

QString AbstainPanel::calibration() const {
    if (!m_preview.canAbstain()) {
        return {};
    }
    return m_isMeasuring ? tr("Trust is being measured on the validation cases…")
                         : TrustWords::whyUncalibrated(m_trust, m_wanted ? m_wanted->label : Decoder::A);
}

void AbstainPanel::retranslate() {
    m_abstain->setText(tr("A&bstain where the trust is under"));
    m_slider->setAccessibleName(tr("Abstain threshold"));
    m_threshold->setAccessibleName(tr("Abstain threshold"));
    m_valueLabel->setText(tr("Vo&xel value that means: not decided"));
    m_picture->setAccessibleName(tr("Preview of the exported label"));
    showState();
}

}  // namespace tandem
