#include "ui/training/prediction_picker.h"

#include "ui/numbers/quantity.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
PredictionPicker::PredictionPicker(const QString& title, const std::vector<CaseFootprint>& cases, QWidget* parent)
    : QDialog(parent), m_cases(cases), m_list(new QListWidget(this)), m_sum(new QLabel(this)) {
    setObjectName("predictionPicker");
    setWindowTitle(tr("Delete predictions"));
    auto* const what =
        new QLabel(breakable(tr("Predictions of %1, with every checkpoint. What is deleted does not come back. Labels "
                                "accepted in review, exports and source files stay.")
                                 .arg(title)),
                   this);
    what->setWordWrap(true);
    m_list->setObjectName("pickedPredictions");
    m_list->setTextElideMode(Qt::ElideMiddle);
    for (const CaseFootprint& one : cases) {
        const QString name = QString::fromStdString(one.name);
        auto* const item = new QListWidgetItem(tr("%1, %2").arg(name, Quantity::bytes(one.bytes)), m_list);
        item->setToolTip(name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(Qt::Unchecked);
    }
    m_sum->setObjectName("pickedSum");
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_delete = buttons->addButton(tr("&Delete"), QDialogButtonBox::DestructiveRole);
    m_delete->setObjectName("deletePicked");
    m_delete->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    auto* const rows = new QVBoxLayout(this);
    rows->addWidget(what);
    rows->addWidget(m_list, 1);
    rows->addWidget(m_sum);
    rows->addWidget(buttons);
    connect(m_list, &QListWidget::itemChanged, this, &PredictionPicker::showSum);
    connect(m_delete, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    constexpr QSize kSize(440, 360);
    resize(kSize);
    showSum();
}

std::vector<std::int64_t> PredictionPicker::ticked() const {
    std::vector<std::int64_t> ids;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked) {
            ids.push_back(m_cases[static_cast<std::size_t>(row)].caseId);
        }
    }
    return ids;
}

void PredictionPicker::showSum() {
    std::uint64_t bytes = 0;
    int count = 0;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked) {
            bytes += m_cases[static_cast<std::size_t>(row)].bytes;
            ++count;
        }
    }
    m_sum->setText(tr("%n case(s) ticked, %1 on disk", nullptr, count).arg(Quantity::bytes(bytes)));
    allow(*m_delete, count > 0 ? QString() : tr("Tick the cases whose predictions shall go"), {});
}

}  // namespace tandem
