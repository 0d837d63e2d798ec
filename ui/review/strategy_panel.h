// What the validation cases say of the strategies that order regions: whether the chosen one finds errors here, how
// soon, and whether it is better than picking at random.
//
// Used on the GUI thread. Invariant: without evidence the panel says why there is none.
#pragma once

#include "core/reliability/region_evidence.h"
#include "storage/reliability/run_trust.h"

#include <QWidget>
#include <optional>

class QLabel;
class QProgressBar;

namespace tandem {

class EvidencePlot;
class EvidenceTable;

class StrategyPanel : public QWidget {
    Q_OBJECT

public:
    explicit StrategyPanel(QWidget* parent = nullptr);

    void setStrategy(RegionStrategy strategy);
    /// Nothing while it is not known; sentence: why, if that is told.
    void setEvidence(const std::optional<RegionEvidence>& evidence, const QString& sentence = {});
    /// 0..1 while strategies are judged; below 0 when they are not.
    void setProgress(double fraction);
    /// Why the trust that regions are found by is not calibrated, if it is not.
    void setUncalibrated(const std::optional<Uncalibrated>& why);

private:
    void retranslate();
    void showAll();
    void showVerdict();
    void showTable();
    void showPlot();

    RegionStrategy m_strategy = RegionStrategy::LeastReliable;
    std::optional<RegionEvidence> m_evidence;
    QString m_sentence;
    std::optional<Uncalibrated> m_uncalibrated;
    bool m_isJudging = false;

    QLabel* m_question;
    QLabel* m_verdict;
    QLabel* m_reason;
    QProgressBar* m_progress;
    EvidencePlot* m_plot;
    EvidenceTable* m_table;
    QLabel* m_note;
    QLabel* m_warning;
};

}  // namespace tandem
