// The numbers of the run that is looked at: iteration, loss, speed, time left, memory, best Dice.
//
// Used on the GUI thread. Invariant: what is not known is a dash.
#pragma once

#include <QWidget>
#include <array>

class QHBoxLayout;
class QLabel;

namespace tandem {

class RunCurves;
struct RunRow;

class TrainingNumbers : public QWidget {
    Q_OBJECT

public:
    explicit TrainingNumbers(QWidget* parent = nullptr);

    /// nullptr for no run.
    void show(const RunRow* run, const RunCurves& curves);

private:
    enum Number { Iteration, Loss, Speed, TimeLeft, Memory, BestDice, NumberCount };

    void add(Number number, const QString& objectName, QHBoxLayout& row);
    void retranslate();

    std::array<QLabel*, NumberCount> m_headings{};
    std::array<QLabel*, NumberCount> m_values{};
};

}  // namespace tandem
