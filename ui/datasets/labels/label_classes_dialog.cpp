#include "ui/datasets/labels/label_classes_dialog.h"

#include "storage/db/label_repository.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/labels/classes_question.h"
#include "ui/datasets/labels/label_classes_model.h"
#include "ui/session/project_session.h"
#include "ui/theme/attempt.h"
#include "ui/theme/dialogs.h"

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tandem {

LabelClassesDialog::LabelClassesDialog(ProjectSession& session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_classes(new LabelClassesModel(session.project().labels().scheme(), session.project().labels().areValuesFixed(),
                                      this)),
      m_table(new QTableView(this)),
      m_add(new QPushButton(tr("&Add class"), this)),
      m_remove(new QPushButton(tr("&Remove class"), this)),
      m_colour(new QPushButton(tr("&Colour…"), this)),
      m_state(new QLabel(this)) {
    setObjectName("labelClassesDialog");
    setWindowTitle(tr("Label classes"));
    build();
    connect(m_classes, &QAbstractItemModel::dataChanged, this, &LabelClassesDialog::showState);
    connect(m_classes, &QAbstractItemModel::rowsInserted, this, &LabelClassesDialog::showState);
    connect(m_classes, &QAbstractItemModel::rowsRemoved, this, &LabelClassesDialog::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &LabelClassesDialog::showState);
    m_table->setCurrentIndex(m_classes->index(1, LabelClassesModel::Name));
    resize(560, 400);
}

void LabelClassesDialog::build() {
    auto* const text = new QLabel(
        tr("Class 0 is the background, every other class a structure. The value is what stands in label files for the "
           "class. Names and colours can always be changed; values and the number of classes until the first label is "
           "imported."),
        this);
    text->setWordWrap(true);
    m_table->setObjectName("labelClasses");
    m_table->setAccessibleName(tr("Label classes"));
    m_table->setModel(m_classes);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(LabelClassesModel::Name, 200);
    m_table->setColumnWidth(LabelClassesModel::Colour, 110);
    m_add->setObjectName("addClass");
    m_remove->setObjectName("removeClass");
    m_colour->setObjectName("classColour");
    m_state->setObjectName("labelClassesState");
    m_state->setProperty("role", "wrong");
    m_state->setWordWrap(true);
    auto* const row = new QHBoxLayout;
    for (QPushButton* button : {m_colour, m_add, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch();
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_store = buttons->button(QDialogButtonBox::Save);
    m_store->setObjectName("storeClasses");
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    connect(m_add, &QPushButton::clicked, this, &LabelClassesDialog::addClass);
    connect(m_remove, &QPushButton::clicked, this, &LabelClassesDialog::removeCurrent);
    connect(m_colour, &QPushButton::clicked, this, &LabelClassesDialog::askForColour);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == LabelClassesModel::Colour) {
            askForColour();
        }
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &LabelClassesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

int LabelClassesDialog::currentRow() const {
    return m_table->currentIndex().row();
}

void LabelClassesDialog::addClass() {
    m_classes->addClass();
    const QModelIndex added = m_classes->index(m_classes->rowCount() - 1, LabelClassesModel::Name);
    m_table->setCurrentIndex(added);
    m_table->edit(added);
}

void LabelClassesDialog::removeCurrent() {
    m_classes->removeClass(currentRow());
}

void LabelClassesDialog::askForColour() {
    const int row = currentRow();
    if (row < 0) {
        return;
    }
    const LabelClass& one = m_classes->scheme().classes[static_cast<std::size_t>(row)];
    auto* const dialog = new QColorDialog(colourOf(one), this);
    dialog->setObjectName("classColourDialog");
    dialog->setWindowTitle(tr("Colour of \"%1\"").arg(QString::fromStdString(one.name)));
    connect(dialog, &QColorDialog::colorSelected, this,
            [this, row](const QColor& colour) { m_classes->setColour(row, colour); });
    openDialog(*dialog);
}

void LabelClassesDialog::showState() {
    const QString fixed = tr("The project has cases with labels, so the number of its classes stays as it is.");
    const bool isFixed = m_classes->areValuesFixed();
    m_add->setEnabled(!isFixed && m_classes->rowCount() < 255);
    m_add->setToolTip(m_add->isEnabled() ? QString() : isFixed ? fixed : tr("There are 255 classes at most."));
    m_remove->setEnabled(m_classes->mayRemove(currentRow()));
    m_remove->setToolTip(m_remove->isEnabled() ? QString()
                         : isFixed             ? fixed
                                               : tr("The background stays, and one structure besides it."));
    m_colour->setEnabled(currentRow() >= 0);
    m_colour->setToolTip(m_colour->isEnabled() ? QString() : tr("Select a class first."));
    const QString reason = complaintOf([this] { m_classes->scheme().check(); });
    m_state->setText(reason);
    m_state->setVisible(!reason.isEmpty());
    m_store->setEnabled(reason.isEmpty());
    m_store->setToolTip(reason);
}

void LabelClassesDialog::accept() {
    storeClasses(m_session, *this, m_classes->scheme(), [this](const QString& complaint) {
        if (complaint.isEmpty()) {
            QDialog::accept();
            return;
        }
        m_state->setText(complaint);
        m_state->show();
    });
}

}  // namespace tandem
