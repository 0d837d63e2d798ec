// Ends the jobs of the window before something that must not happen beside them, and says meanwhile what it waits for.
//
// Used on the GUI thread, which goes on. Invariant: what was asked for last happens once, when no job is left; hidden
// while nothing is waited for.
#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>

class QLabel;
class QMessageBox;

namespace tandem {

class JobList;

class JobStopper : public QWidget {
    Q_OBJECT

public:
    /// jobs: of the window that this is shown in.
    explicit JobStopper(JobList& jobs, QWidget* parent = nullptr);

    /// Asks the person before jobs end that may not stop unasked. then: at once where no job is left.
    void stopThen(std::function<void()> then);

Q_SIGNALS:
    /// Nothing new should begin meanwhile.
    void waitingChanged(bool isWaiting);

private:
    void ask();
    void stop();
    void stopNew();
    void look();
    void goOn();
    void setWaiting(bool isWaiting);

    JobList& m_jobs;
    QLabel* m_text;
    QPointer<QMessageBox> m_question;
    std::function<void()> m_then;
    bool m_isWaiting = false;
};

}  // namespace tandem
