#include "ui/datasets/splits/split_board.h"

#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/splits/split_column_model.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <utility>

namespace tandem {
namespace {

/// As narrow as the list, so that long names are elided and nothing scrolls sideways.
class ElidingDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {1, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

}  // namespace

SplitBoard::SplitBoard(QWidget* parent) : QWidget(parent) {
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (std::size_t column = 0; column < kColumns; ++column) {
        layout->addWidget(makeColumn(column), 1);
    }
    fill();
}

SplitColumnRole SplitBoard::roleAt(std::size_t column) {
    return column < kSplitRoles.size() ? SplitColumnRole(kSplitRoles[column]) : std::nullopt;
}

QString SplitBoard::titleOf(std::size_t column) {
    const SplitColumnRole role = roleAt(column);
    return role ? roleText(*role) : tr("not in the split");
}

QWidget* SplitBoard::makeColumn(std::size_t column) {
    Column& made = m_columns[column];
    auto* const box = new QWidget(this);
    made.title = new QLabel(box);
    made.title->setObjectName("splitTitle" + QString::number(column));
    QFont bold = made.title->font();
    bold.setBold(true);
    made.title->setFont(bold);
    made.model = new SplitColumnModel(roleAt(column), this);
    made.list = new QListView(box);
    made.list->setObjectName("splitColumn" + QString::number(column));
    made.list->setAccessibleName(titleOf(column));
    made.list->setModel(made.model);
    made.list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    made.list->setUniformItemSizes(true);
    made.list->setItemDelegate(new ElidingDelegate(made.list));
    made.list->setTextElideMode(Qt::ElideMiddle);
    made.list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    made.list->setSpacing(1);
    made.list->setAlternatingRowColors(true);
    made.list->setDragDropMode(QAbstractItemView::DragDrop);
    made.list->setDefaultDropAction(Qt::MoveAction);
    made.list->setDropIndicatorShown(false);
    made.list->setContextMenuPolicy(Qt::CustomContextMenu);
    made.list->installEventFilter(this);
    auto* const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(made.title);
    layout->addWidget(made.list, 1);
    connect(made.model, &SplitColumnModel::dropped, this,
            [this, column](const std::vector<std::int64_t>& ids) { move(ids, column); });
    connect(made.list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, column] {
        const Column& one = m_columns[column];
        const QModelIndexList chosen = one.list->selectionModel()->selectedIndexes();
        Q_EMIT companionsChanged(m_mayChange ? m_draft.companions(one.model->caseIds(chosen)) : QString());
    });
    connect(made.list, &QWidget::customContextMenuRequested, this,
            [this, column](const QPoint& position) { showMenu(m_columns[column], position); });
    return box;
}

void SplitBoard::showDraft(const SplitDraft& draft, bool mayChange) {
    m_draft = draft;
    m_mayChange = mayChange;
    fill();
}

void SplitBoard::fill() {
    for (std::size_t column = 0; column < kColumns; ++column) {
        const Column& one = m_columns[column];
        const SplitColumnRole role = roleAt(column);
        std::vector<SplitCandidate> cases = m_draft.casesIn(role);
        one.title->setText(tr("%1: %2").arg(titleOf(column)).arg(cases.size()));
        one.model->fill(std::move(cases), m_mayChange);
        // The style sheet colours the title of a column that is too small.
        const QString warning = role ? m_draft.warningOn(*role) : QString();
        one.title->setToolTip(warning);
        one.title->setProperty("role", warning.isEmpty() ? QVariant() : QVariant("warning"));
        one.title->style()->unpolish(one.title);
        one.title->style()->polish(one.title);
    }
}

void SplitBoard::move(const std::vector<std::int64_t>& caseIds, std::size_t column) {
    if (!m_mayChange || caseIds.empty()) {
        return;
    }
    const SplitColumnRole role = roleAt(column);
    if (const QString reason = m_draft.refusal(caseIds, role); !reason.isEmpty()) {
        Q_EMIT refused(reason);
        return;
    }
    const QString companions = m_draft.companions(caseIds);
    m_draft.move(caseIds, role);
    // Later, as the view that was dropped onto, or dragged from, is still at it.
    QMetaObject::invokeMethod(
        this,
        [this, companions] {
            fill();
            Q_EMIT changed();
            Q_EMIT companionsChanged(companions);
        },
        Qt::QueuedConnection);
}

void SplitBoard::moveSelected(const Column& from, std::size_t column) {
    move(from.model->caseIds(from.list->selectionModel()->selectedIndexes()), column);
}

void SplitBoard::showMenu(const Column& from, const QPoint& position) {
    if (!m_mayChange || !from.list->selectionModel()->hasSelection()) {
        return;
    }
    auto* const menu = new QMenu(this);
    menu->setObjectName("splitMenu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t column = 0; column < kColumns; ++column) {
        if (m_columns[column].model != from.model) {
            menu->addAction(tr("Move to &%1 %2").arg(column + 1).arg(titleOf(column)), this,
                            [this, &from, column] { moveSelected(from, column); });
        }
    }
    menu->popup(from.list->viewport()->mapToGlobal(position));
}

bool SplitBoard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* const key = static_cast<QKeyEvent*>(event);
    const int column = key->key() - Qt::Key_1;
    const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (!isPlain || column < 0 || column >= static_cast<int>(kColumns)) {
        return QWidget::eventFilter(watched, event);
    }
    for (const Column& one : m_columns) {
        if (one.list == watched) {
            moveSelected(one, static_cast<std::size_t>(column));
        }
    }
    return true;
}

}  // namespace tandem
