// The regions of all cases to review in one list, in the order of a strategy that a person chooses, with a look at the
// selected one and the way to where it is corrected.
//
// Used on the GUI thread; regions are read and ordered in jobs. Invariant: the list is the chosen strategy's order of
// the regions that were read last; nothing is read while nobody sees the list.
#pragma once

#include "core/reliability/region_order.h"
#include "ui/review/region_model.h"

#include <QString>
#include <QWidget>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace tandem {

class CaseGlance;
class ProjectSession;
class RegionReader;

class RegionView : public QWidget {
    Q_OBJECT

public:
    explicit RegionView(ProjectSession& session, QWidget* parent = nullptr);

    /// Reads what has changed, at once or when it is seen. isMeasuring: trust in the run is being measured, for which
    /// the list waits, as its numbers would be others afterwards.
    void setRun(std::int64_t runId, bool isMeasuring);
    [[nodiscard]] RegionStrategy strategy() const;
    /// Who reads and judges, to be listened to.
    [[nodiscard]] const RegionReader& reader() const noexcept { return *m_reader; }

Q_SIGNALS:
    void strategyChosen(tandem::RegionStrategy strategy);

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What the list shows.
    struct ShownOrder {
        std::int64_t runId = 0;
        RegionStrategy strategy = RegionStrategy::LeastReliable;
        std::uint64_t seed = 0;

        bool operator==(const ShownOrder&) const = default;
    };

    [[nodiscard]] QWidget* makeTop();
    [[nodiscard]] QWidget* makeChoices();
    [[nodiscard]] QWidget* makeWaiting();
    [[nodiscard]] QWidget* makeBottom();
    void makeTable();
    void connectParts();
    void retranslate();
    void read();
    void order();
    void showOrder(const std::vector<std::size_t>& order);
    void showMessage(const QString& text, bool isWorking);
    /// What is said in place of a list without rows.
    [[nodiscard]] QString emptyText() const;
    void showHeading();
    void showSelection();
    void select(int row);
    /// The next open one behind the one that was opened last.
    void advance();
    void correct();
    [[nodiscard]] std::optional<int> selectedRow() const;
    [[nodiscard]] ShownOrder chosenOrder() const;

    ProjectSession& m_session;
    RegionReader* m_reader;
    RegionModel* m_model;
    QLabel* m_heading;
    QComboBox* m_filter;
    QLabel* m_strategyLabel;
    QComboBox* m_strategy;
    QLabel* m_seedLabel;
    QSpinBox* m_seed;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QWidget* m_waiting;
    QLabel* m_message;
    QProgressBar* m_progress;
    CaseGlance* m_glance;
    QLabel* m_summary;
    QPushButton* m_correct;

    std::int64_t m_runId = 0;
    bool m_isMeasuring = false;
    /// That was opened to be corrected, and the row where it was.
    struct Opened {
        RegionKey key;
        int row = 0;
    };
    std::optional<Opened> m_opened;
    bool m_isBack = false;  ///< seen again since
    ShownOrder m_shownOrder;
};

}  // namespace tandem
