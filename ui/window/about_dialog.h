// What this program is: its version, that of its engine and of the libraries, to be read and to be copied into a
// report.
//
// Used on the GUI thread; the engine is asked in a job.
#pragma once

#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <QString>
#include <memory>

class QLabel;

namespace tandem {

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);

private:
    void tell(const QString& engine);

    QLabel* m_versions;
    LatestJob<QString> m_asking;
};

}  // namespace tandem
