// The bar of the page "Inspect": whose prediction of which case is shown, and how; and what a person can do beyond.
//
// Used on the GUI thread. Invariant: the cases that can be chosen are those which the chosen run predicted, or all
// without a run; what can be chosen was read when it was asked for last.
#pragma once

#include "ui/inspect/grey_window_box.h"
#include "ui/inspect/layer_catalogue.h"
#include "ui/theme/wrapping_bar.h"

#include <cstdint>
#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tandem {

class ProjectSession;

class InspectBar : public WrappingBar {
    Q_OBJECT

public:
    static constexpr std::int64_t kNoRun = 0;

    explicit InspectBar(ProjectSession& session, QWidget* parent = nullptr);

    /// Reads what can be chosen and keeps what is, as long as it is there.
    void read();
    /// A run and a case that were not asked for by hand here, if there are such.
    void choose(std::int64_t runId, std::int64_t caseId);
    [[nodiscard]] std::int64_t runId() const;
    /// None while there is no case.
    [[nodiscard]] std::optional<std::int64_t> caseId() const;
    [[nodiscard]] QString caseName() const;
    [[nodiscard]] bool isComparing() const;
    void setComparing(bool isComparing);
    void toggleComparing();
    /// isPossible: there is a case to correct.
    void showCorrecting(bool isCorrecting, bool isPossible);
    void toggleCorrecting();
    [[nodiscard]] GreyWindowBox& greyWindow() { return *m_greyWindow; }
    /// Whether the keyboard chooses a run or a case.
    [[nodiscard]] bool isChoosing() const;

Q_SIGNALS:
    /// Another case or the same one of another run, by hand.
    void caseChosen();
    void presetChosen(tandem::LayerPreset preset);
    void comparingChanged(bool isComparing);
    void predictionWanted();
    void correctingChanged(bool isCorrecting);

private:
    [[nodiscard]] QLabel* add(QHBoxLayout& group, QComboBox& box, const char* name);
    void fillRuns();
    void takeChosenRun();
    void fillCases(const QVariant& wanted);
    void enable();
    void retranslate();

    ProjectSession& m_session;
    std::vector<QLabel*> m_labels;
    QComboBox* m_runs = nullptr;
    QComboBox* m_cases = nullptr;
    QComboBox* m_layerPreset = nullptr;
    GreyWindowBox* m_greyWindow = nullptr;
    QPushButton* m_predict = nullptr;
    QPushButton* m_compare = nullptr;
    QPushButton* m_correct = nullptr;
    bool m_canCorrect = false;
    bool m_staysWithoutRun = false;  ///< as a person chose, also when predictions come
};

}  // namespace tandem
