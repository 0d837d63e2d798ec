// What the status bar says: the running job with its progress, the device that computes, and memory.
//
// Used on the GUI thread. Memory is read every two seconds while the bar is shown; devices are asked of the engine in a
// job, once. Invariant: without a running job it says "Ready".
#pragma once

#include "core/engine.h"
#include "ui/jobs/latest_job.h"

#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace tandem {

class JobList;

class StatusReadout : public QWidget {
    Q_OBJECT

public:
    /// showJobs: what the button beside the progress does.
    StatusReadout(JobList& jobs, QAction* showJobs, QWidget* parent = nullptr);

    /// Opening the engine takes a second, so this waits until the window has been drawn.
    void findDevices();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using Devices = std::vector<Device>;

    void showJob();
    void showDevices();
    void showMemory();

    JobList& m_jobs;
    QLabel* m_jobText;
    QProgressBar* m_jobBar;
    QToolButton* m_jobsButton;
    QLabel* m_device;
    QLabel* m_memory;
    QTimer m_memoryTimer;
    LatestJob<Devices> m_finding;
    std::optional<Devices> m_devices;  ///< nothing until the engine has answered
    QString m_obstacle;                ///< why there are no devices
};

}  // namespace tandem
