// Corrections that nobody edits any more, or that could not be written down: each is written in the list of jobs, again
// and again until it is on the disk.
//
// Used on the GUI thread. Invariant: what was corrected stays in memory until it is written; whoever closes the window
// before is told what would be lost.
#pragma once

#include <QObject>
#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

namespace tandem {

class HeldCorrection;
class ProjectSession;

class UnwrittenCorrections : public QObject {
    Q_OBJECT

public:
    explicit UnwrittenCorrections(ProjectSession& session, QObject* parent = nullptr);
    ~UnwrittenCorrections() override;  ///< a thread that outlives it tries once more

    /// Does nothing for one that it keeps already; another of the same case is one of its own. name: of the case.
    void keep(std::int64_t caseId, const QString& name, const std::shared_ptr<HeldCorrection>& held);
    /// Nothing where that of the case is not kept.
    [[nodiscard]] std::shared_ptr<HeldCorrection> of(std::int64_t caseId) const;
    /// Whether it could not be written so far.
    [[nodiscard]] bool hasFailed(std::int64_t caseId) const;

private:
    struct Kept {
        std::int64_t caseId = 0;
        QString name;
        std::shared_ptr<HeldCorrection> held;
        bool hasFailed = false;
        bool isGivenUp = false;  ///< by the person, who was asked before all jobs end
    };

    [[nodiscard]] std::vector<Kept>::iterator find(const HeldCorrection* held);
    /// Of the case, that is not over.
    [[nodiscard]] const Kept* find(std::int64_t caseId) const;
    void start(const Kept& kept);
    /// Tells it once.
    void noteFailure(const HeldCorrection* held, const QString& sentence);
    void conclude(const HeldCorrection* held, bool wasWritten);

    ProjectSession& m_session;
    std::vector<Kept> m_kept;
};

}  // namespace tandem
