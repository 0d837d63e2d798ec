// Shows the account of one voxel: how far its label can be trusted; who teaches whom there, why, and how strongly.
//
// Used on the GUI thread. Invariant: it shows the account that was given last, or says why there is none.
#pragma once

#include "core/reliability/voxel_account.h"
#include "storage/reliability/run_trust.h"

#include <QWidget>
#include <optional>

class QLabel;
class QTableWidget;

namespace tandem {

struct LabelScheme;

class WeightPanel : public QWidget {
    Q_OBJECT

public:
    explicit WeightPanel(QWidget* parent = nullptr);

    /// uncalibrated: as InspectedCase::uncalibrated.
    void explain(const VoxelAccount& account, const LabelScheme& scheme,
                 const std::optional<Uncalibrated>& uncalibrated);
    /// Instead of an account.
    void showReason(const QString& reason);

private:
    void showTrust(const VoxelAccount& account, const LabelScheme& scheme,
                   const std::optional<Uncalibrated>& uncalibrated);
    void fill(const VoxelAccount& account, const LabelScheme& scheme);
    void addRow(const QString& name, const QString& a, const QString& b);

    QLabel* m_trust = nullptr;
    QLabel* m_trustMeaning = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_why = nullptr;
    QTableWidget* m_table = nullptr;
};

}  // namespace tandem
