// Lets a person choose the file that is a case's label, from those that are no label of a case yet.
//
// Used on the GUI thread. Invariant: nothing changes until a file was chosen.
#pragma once

#include <QStyledItemDelegate>

namespace tandem {

class LabelChoiceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
};

}  // namespace tandem
