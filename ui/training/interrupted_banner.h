// Offers to continue a run that the closing of the window, or a crash of the program or machine, cut off.
//
// Used on the GUI thread. Invariant: shown exactly while there is such a run that the person has not put off.
#pragma once

#include <QFrame>
#include <cstdint>
#include <set>

class QLabel;
class QPushButton;

namespace tandem {

struct RunRow;

class InterruptedBanner : public QFrame {
    Q_OBJECT

public:
    explicit InterruptedBanner(QWidget* parent = nullptr);

    /// nullptr when there is none.
    void offer(const RunRow* run);
    [[nodiscard]] bool wasPutOff(std::int64_t runId) const { return m_putOff.contains(runId); }

Q_SIGNALS:
    void resumeRequested(std::int64_t runId);
    void putOff();

private:
    void retranslate();

    QLabel* m_sentence = nullptr;
    QPushButton* m_resume = nullptr;
    QPushButton* m_later = nullptr;
    std::int64_t m_runId = 0;
    std::set<std::int64_t> m_putOff;
};

}  // namespace tandem
