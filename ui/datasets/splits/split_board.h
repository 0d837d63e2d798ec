// The columns of a split, between which cases are dragged, or moved by a menu and by the keys 1 to 5.
//
// Used on the GUI thread. Invariant: what the columns show is the draft; a move that is refused changes nothing and
// says why.
#pragma once

#include "ui/datasets/splits/split_draft.h"

#include <QWidget>
#include <array>
#include <cstdint>
#include <vector>

class QLabel;
class QListView;

namespace tandem {

class SplitColumnModel;

class SplitBoard : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kColumns = 5;  ///< the roles, and those without one

    explicit SplitBoard(QWidget* parent = nullptr);

    void showDraft(const SplitDraft& draft, bool mayChange);
    [[nodiscard]] const SplitDraft& draft() const noexcept { return m_draft; }
    [[nodiscard]] static SplitColumnRole roleAt(std::size_t column);

Q_SIGNALS:
    /// The person has moved cases.
    void changed();
    void refused(const QString& reason);
    /// Who comes along with the cases that are selected or were moved; empty when nobody does.
    void companionsChanged(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Column {
        QLabel* title = nullptr;
        QListView* list = nullptr;
        SplitColumnModel* model = nullptr;
    };

    [[nodiscard]] QWidget* makeColumn(std::size_t column);
    void move(const std::vector<std::int64_t>& caseIds, std::size_t column);
    void moveSelected(const Column& from, std::size_t column);
    void showMenu(const Column& from, const QPoint& position);
    void fill();
    [[nodiscard]] static QString titleOf(std::size_t column);

    SplitDraft m_draft;
    bool m_mayChange = false;
    std::array<Column, kColumns> m_columns;
};

}  // namespace tandem
