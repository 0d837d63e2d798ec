#include "ui/datasets/import/label_choice_delegate.h"

#include "ui/datasets/import/import_preview_model.h"

#include <QComboBox>
#include <QStringList>

namespace tandem {

QWidget* LabelChoiceDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                           const QModelIndex& index) const {
    auto* const box = new QComboBox(parent);
    box->setObjectName("importLabelChoice");
    box->setAccessibleName(tr("Label of the case"));
    box->setMaxVisibleItems(20);
    box->addItem(tr("none"), QString());
    for (const QString& path : index.data(ImportPreviewModel::LabelFilesRole).toStringList()) {
        box->addItem(path.section('/', -2), path);
        box->setItemData(box->count() - 1, path, Qt::ToolTipRole);
    }
    connect(box, &QComboBox::activated, this, [this, box] {
        auto* const self = const_cast<LabelChoiceDelegate*>(this);
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

void LabelChoiceDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* const box = qobject_cast<QComboBox*>(editor);
    box->setCurrentIndex(std::max(0, box->findData(index.data(Qt::EditRole))));
}

void LabelChoiceDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    model->setData(index, qobject_cast<QComboBox*>(editor)->currentData());
}

}  // namespace tandem
