#include "ui/review/correction_costs.h"

#include "core/base/atomic_file.h"
#include "ui/correction/correction_words.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/dialogs.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace tandem {

CorrectionCosts::CorrectionCosts(ProjectSession& session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_summary(new QLabel(tr("Reading…"), this)),
      m_table(new QTableWidget(this)),
      m_reading([this](const std::vector<CorrectionCost>& costs) { showCosts(costs); }, session.teller()) {
    setObjectName("correctionCostsDialog");
    setWindowTitle(tr("What corrections have cost"));
    m_summary->setObjectName("costSummary");
    m_summary->setWordWrap(true);
    m_table->setObjectName("costTable");
    m_table->setColumnCount(8);
    m_table->setHorizontalHeaderLabels({tr("Case"), tr("Begun from"), tr("Time"), tr("Actions"), tr("Corrected voxels"),
                                        tr("Regions"), tr("Slices done"), tr("Finished")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save as a table…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName("saveCosts");
    allow(*m_save, tr("No correction was finished yet."), {});
    connect(m_save, &QPushButton::clicked, this, &CorrectionCosts::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const rows = new QVBoxLayout(this);
    rows->addWidget(m_summary);
    rows->addWidget(m_table, 1);
    rows->addWidget(buttons);
    constexpr QSize kSize(900, 460);
    resize(kSize);
    m_reading.ask(tr("Read what corrections have cost"),
                  [folder = session.folder()](const Progress&, const std::stop_token&) {
                      return correctionCosts(Project::open(folder, ProjectAccess::ReadOnly));
                  });
}

void CorrectionCosts::showCosts(const std::vector<CorrectionCost>& costs) {
    m_costs = costs;
    m_table->setRowCount(static_cast<int>(costs.size()));
    double seconds = 0;
    std::int64_t voxels = 0;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const CorrectionCost& cost = costs[static_cast<std::size_t>(row)];
        const QString cells[]{QString::fromStdString(cost.caseName),
                              CorrectionWords::originOf({.origin = cost.origin, .runId = cost.runId.value_or(0)}),
                              Quantity::duration(cost.seconds),
                              Quantity::count(cost.actions),
                              Quantity::count(cost.voxels),
                              Quantity::count(cost.regions),
                              Quantity::count(cost.slices),
                              QString::fromStdString(cost.finishedAt).left(16).replace('T', ' ')};
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* const item = new QTableWidgetItem(cells[column]);
            const bool isNumber = column >= 2 && column < m_table->columnCount() - 1;
            item->setTextAlignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
        seconds += cost.seconds;
        voxels += cost.voxels;
    }
    m_summary->setText(costs.empty()
                           ? tr("No correction was finished yet. Correct a prediction with the button Correct.")
                           : tr("%n correction(s) in %1: %2 voxels corrected.", nullptr, static_cast<int>(costs.size()))
                                 .arg(Quantity::duration(seconds), Quantity::count(voxels)));
    allow(*m_save, costs.empty() ? tr("No correction was finished yet.") : QString(),
          tr("Saves the rows as comma-separated values"));
}

void CorrectionCosts::save() {
    askWhereToSave(*this, tr("Save what corrections have cost"), QDir(documentsFolder()).filePath("corrections"),
                   {tr("Table (*.csv)")}, [this](const QString& file) {
                       m_session.attempt([&] { writeAtomically(file.toStdString(), costCsv(m_costs)); });
                   });
}

}  // namespace tandem
