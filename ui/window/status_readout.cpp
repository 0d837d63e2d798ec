#include "ui/window/status_readout.h"

#include "core/engine_module.h"
#include "ui/jobs/job_list.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/translated.h"
#include "ui/window/memory_use.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>

namespace tandem {
namespace {

constexpr int kMemoryMilliseconds = 2000;

QString gibibytes(std::uint64_t bytes) {
    return Quantity::fixed(static_cast<double>(bytes) / (1ULL << 30), 1);
}

QLabel* labelNamed(const char* name, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(name);
    return label;
}

}  // namespace

StatusReadout::StatusReadout(JobList& jobs, QAction* showJobs, QWidget* parent)
    : QWidget(parent),
      m_jobs(jobs),
      m_jobText(labelNamed("jobText", this)),
      m_jobBar(new QProgressBar(this)),
      m_jobsButton(new QToolButton(this)),
      m_device(labelNamed("deviceText", this)),
      m_memory(labelNamed("memoryText", this)),
      m_finding(
          [this](Devices devices) {
              m_devices = std::move(devices);
              showDevices();
          },
          [this](const QString& sentence, const QString&) {
              m_obstacle = sentence;
              showDevices();
          }) {
    m_jobBar->setObjectName("jobProgress");
    m_jobBar->setRange(0, 1000);
    m_jobBar->setTextVisible(false);
    m_jobBar->setFixedWidth(160);
    m_jobsButton->setObjectName("showJobs");
    m_jobsButton->setDefaultAction(showJobs);
    // A long message is cut off rather than widening the window.
    m_jobText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_device->setProperty("role", "faint");
    m_memory->setProperty("role", "faint");
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->addWidget(m_jobText, 1);
    layout->addWidget(m_jobBar);
    layout->addWidget(m_device);
    layout->addWidget(m_memory);
    layout->addWidget(m_jobsButton);
    m_memoryTimer.setInterval(kMemoryMilliseconds);
    connect(&m_memoryTimer, &QTimer::timeout, this, &StatusReadout::showMemory);
    connect(&m_jobs, &JobList::changed, this, &StatusReadout::showJob);
    keepTranslated(*this, [this] {
        showJob();
        showDevices();
        showMemory();
    });
}

void StatusReadout::findDevices() {
    m_finding.ask(tr("Looking for devices"),
                  [](const Progress&, const std::stop_token&) { return openEngine()->devices(); });
}

void StatusReadout::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showMemory();
    m_memoryTimer.start();
}

void StatusReadout::hideEvent(QHideEvent* event) {
    m_memoryTimer.stop();
    QWidget::hideEvent(event);
}

void StatusReadout::showJob() {
    const Job* const job = m_jobs.current();
    const int others = m_jobs.activeCount() - 1;
    m_jobBar->setVisible(job != nullptr);
    if (job == nullptr) {
        m_jobText->setText(tr("Ready"));
        m_jobText->setToolTip({});
        return;
    }
    const QString more = others > 0 ? " " + tr("(and %n more)", nullptr, others) : QString();
    m_jobText->setText(job->title() + more + "  " + job->message());
    m_jobText->setToolTip(m_jobText->text());
    m_jobBar->setValue(qRound(1000 * job->fraction()));
}

void StatusReadout::showDevices() {
    m_device->setVisible(m_devices.has_value() || !m_obstacle.isEmpty());
    if (!m_devices || m_devices->empty()) {
        m_device->setText(tr("No device"));
        m_device->setToolTip(m_obstacle);
        return;
    }
    // What "auto" becomes: the first GPU, else the processor.
    const auto best = std::ranges::find_if(*m_devices, [](const Device& device) { return device.name != "cpu"; });
    const Device& shown = best == m_devices->end() ? m_devices->front() : *best;
    m_device->setText(QString::fromStdString(shown.title));
    QStringList lines;
    for (const Device& device : *m_devices) {
        lines.append(tr("%1: %2, %3 of %4 GiB free")
                         .arg(QString::fromStdString(device.name), QString::fromStdString(device.title),
                              gibibytes(device.freeBytes), gibibytes(device.totalBytes)));
    }
    m_device->setToolTip(tr("Devices that can train and predict:") + '\n' + lines.join('\n'));
}

void StatusReadout::showMemory() {
    const MemoryUse use = memoryUse();
    m_memory->setText(tr("Memory %1 GiB, %2 GiB free").arg(gibibytes(use.processBytes), gibibytes(use.freeBytes)));
    m_memory->setToolTip(tr("This program uses %1 GiB. Of the computer's %2 GiB, %3 GiB are free.")
                             .arg(gibibytes(use.processBytes), gibibytes(use.totalBytes), gibibytes(use.freeBytes)));
}

}  // namespace tandem
