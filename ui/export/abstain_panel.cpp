#include "ui/export/abstain_panel.h"

#include "ui/export/preview_picture.h"
#include "ui/export/report/report_pictures.h"
#include "ui/session/project_session.h"
#include "ui/session/reliability_words.h"
#include "ui/theme/breakable.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
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

AbstainPanel::AbstainPanel(ProjectSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
    build();
    connectParts();
    retranslate();
}

AbstainPanel::~AbstainPanel() = default;

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
    rows->addWidget(m_legend);
    rows->addWidget(m_picture, 1);
}

void AbstainPanel::connectParts() {
    connect(&m_session, &ProjectSession::labelsChanged, this, [this] {
        if (m_reading) {
            m_reading->cancel();  // what is wanted is read again when it has ended
        } else {
            startReading();
        }
    });
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
    if (m_reading) {
        m_reading->cancel();  // what is wanted is read when it has ended
    } else {
        startReading();
    }
}

void AbstainPanel::startReading() {
    if (!m_wanted) {
        return;
    }
    m_reads = m_wanted;
    m_reading = std::make_unique<ResultJob<AbstainPreview>>(
        tr("Reading %1").arg(QString::fromStdString(m_wanted->caseName)),
        [folder = m_session.folder(), wanted = *m_wanted](const Progress&, const std::stop_token& stop) {
            return readAbstainPreview(folder, wanted.runId, wanted.caseId, wanted.checkpointHash, stop);
        });
    connect(m_reading.get(), &Job::ended, this, &AbstainPanel::takePreview);
    m_reading->start();
}

void AbstainPanel::takePreview() {
    // This is called by the job itself, which must live until it returns.
    ResultJob<AbstainPreview>* const ended = m_reading.release();
    ended->deleteLater();
    if (m_reads != m_wanted || ended->state() == JobState::Cancelled) {
        startReading();
        return;
    }
    if (ended->state() == JobState::Finished) {
        m_preview = std::move(ended->result());
        m_picture->setPreview(m_preview);
    } else if (ended->state() == JobState::Failed) {
        m_failure = ended->message();
    }
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
    m_abstain->setToolTip(isPossible ? tr("Voxels whose reliability is under the threshold get a value of their own in "
                                          "label maps, and a segment of their own in DICOM segmentations.") +
                                           '\n' + ReliabilityWords::ofAVoxel()
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
        return;
    }
    m_title->setText(tr("%1, slice %2 of %3").arg(name).arg(m_preview.slice() + 1).arg(m_preview.slices()));
    m_legend->setText(legend());
    if (!m_preview.canAbstain()) {
        m_fraction->setText(tr("This case was predicted without its reliability maps."));
        return;
    }
    const AbstainCount count = m_preview.countAt(m_slider->value());
    const auto percent = [](double fraction, int digits) { return QString::number(100 * fraction, 'f', digits); };
    m_fraction->setText(isOn ? tr("Not decided: %1 % of all voxels, %2 % of those of a structure.")
                                   .arg(percent(count.fraction(), 2), percent(count.foregroundFraction(), 1))
                             : tr("Every voxel is decided."));
}

void AbstainPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void AbstainPanel::retranslate() {
    m_abstain->setText(tr("A&bstain where the reliability is under"));
    m_slider->setAccessibleName(tr("Abstain threshold"));
    m_threshold->setAccessibleName(tr("Abstain threshold"));
    m_valueLabel->setText(tr("Vo&xel value that means: not decided"));
    m_picture->setAccessibleName(tr("Preview of the exported label"));
    showState();
}

}  // namespace tandem
