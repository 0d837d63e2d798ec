// Offers to learn what to trust in a finished run, from its validation cases.
//
// Used on the GUI thread. Invariant: shown exactly while the run that is looked at is finished, has validation cases,
// its trust has not been measured or is out of date, nothing is predicted with it, and the person has not put it off.
#pragma once

#include <QFrame>
#include <cstdint>
#include <set>

class QLabel;
class QPushButton;

namespace tandem {

class ProjectSession;
struct RunRow;
struct RunTrust;

class TrustOffer : public QFrame {
    Q_OBJECT

public:
    /// parent: while it is seen, it is looked whether there is something to offer.
    TrustOffer(ProjectSession& session, QWidget& parent);

    /// The run that is looked at; nullptr for none or several.
    void consider(const RunRow* run);

Q_SIGNALS:
    /// What came of it.
    void told(std::int64_t runId, const QString& sentence);

private:
    void retranslate();
    void look();
    [[nodiscard]] QString sentenceOn(const RunTrust& trust) const;
    void measure();
    void tellOf(std::int64_t runId);

    ProjectSession& m_session;
    QLabel* m_sentence = nullptr;
    QPushButton* m_measure = nullptr;
    QPushButton* m_later = nullptr;
    std::int64_t m_runId = 0;  ///< that is finished; 0 for none
    std::set<std::int64_t> m_putOff;
};

}  // namespace tandem
