// How a split is made other than by hand: drawn by number with a seed, or from lists of names in files.
//
// Used on the GUI thread. Invariant: a button that cannot be pressed says in its tooltip why.
#pragma once

#include "core/study/split_plan.h"

#include <QWidget>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QSpinBox;

namespace tandem {

class SplitDrawBar : public QWidget {
    Q_OBJECT

public:
    explicit SplitDrawBar(std::vector<SplitCandidate> candidates, QWidget* parent = nullptr);

    /// The numbers of a split that is shown, and its seed where it has one.
    void showNumbers(const SplitCounts& counts, std::uint64_t seed);
    /// Why the split cannot be made anew, or an empty text.
    void setLockedReason(const QString& reason);

Q_SIGNALS:
    void drawn(const std::vector<tandem::SplitAssignment>& assignments, quint64 seed);
    void listsWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void draw();
    void plan();
    /// Nothing, with the reason, when the numbers cannot be met.
    [[nodiscard]] std::optional<std::vector<SplitAssignment>> planned(QString& reason) const;

    std::vector<SplitCandidate> m_candidates;
    QString m_lockedReason;
    std::array<QSpinBox*, 4> m_counts{};  ///< as kSplitRoles
    QSpinBox* m_seed;
    QPushButton* m_draw;
    QPushButton* m_lists;
    QLabel* m_reason;
};

}  // namespace tandem
