#include "ui/datasets/labels/label_map_dialog.h"

#include "core/volume/unknown_class.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPixmap>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr int kNoClass = -1;
constexpr std::size_t kMostValues = 64;

}  // namespace

LabelMapDialog::LabelMapDialog(LabelScheme scheme, QWidget* parent)
    : QDialog(parent),
      m_scheme(std::move(scheme)),
      m_table(new QTableWidget(0, 3, this)),
      m_state(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_reading([this](const LabelSurvey& survey) { takeSurvey(survey); },
                [this](const QString& sentence, const QString&) {
                    m_trouble = sentence;
                    m_progress->hide();
                    showState();
                }) {
    setObjectName("labelMapDialog");
    setWindowTitle(tr("Map label values to classes"));
    build();
    resize(520, 420);
}

LabelMapDialog::LabelMapDialog(ProjectSession& session, const std::vector<std::int64_t>& caseIds, QWidget* parent)
    : LabelMapDialog(session.project().labels().scheme(), parent) {
    m_reading.onProgress([this](double fraction) { m_progress->setValue(static_cast<int>(fraction * 1000)); });
    m_reading.ask(tr("Reading labels"),
                  [folder = session.folder(), caseIds](const Progress& progress, const std::stop_token& stop) {
                      return surveyLabels(Project::open(folder, ProjectAccess::ReadOnly), caseIds, progress, stop);
                  });
    m_trouble = tr("Reading the labels…");
    showState();
}

LabelMapDialog::LabelMapDialog(LabelScheme scheme, const LabelValueCounts& values, const LabelValueMap& current,
                               QWidget* parent)
    : LabelMapDialog(std::move(scheme), parent) {
    fill(values, current);
}

LabelMapDialog::~LabelMapDialog() = default;

void LabelMapDialog::build() {
    auto* const text = new QLabel(
        tr("Say which class each voxel value means. The label files stay as they are; the project keeps the map."),
        this);
    text->setWordWrap(true);
    m_table->setObjectName("labelMap");
    m_table->setAccessibleName(tr("Values and their classes"));
    m_table->setHorizontalHeaderLabels({tr("Value"), tr("Voxels"), tr("Class")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setShowGrid(false);
    m_table->setFocusPolicy(Qt::NoFocus);  // its choices take the keyboard one after another
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, 90);
    m_table->setColumnWidth(1, 130);
    m_state->setObjectName("labelMapState");
    m_state->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("&Map"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName("labelMapApply");
    m_apply->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);  // else it is, while the values are being read
    connect(buttons, &QDialogButtonBox::accepted, this, &LabelMapDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
}

void LabelMapDialog::takeSurvey(const LabelSurvey& survey) {
    m_trouble.clear();
    m_caseIds = survey.caseIds;
    if (!survey.notReadable.empty()) {
        m_note = QString::fromStdString(survey.notReadable.front());
    }
    if (m_caseIds.empty()) {
        m_trouble = m_note.isEmpty() ? tr("None of these cases has a label.") : m_note;
    }
    fill(survey.values, survey.classOfValue);
}

void LabelMapDialog::fill(const LabelValueCounts& values, const LabelValueMap& current) {
    m_progress->hide();
    if (values.size() > kMostValues) {
        m_trouble = tr("There are %n different value(s): this looks like an image, not like a label.", nullptr,
                       static_cast<int>(values.size()));
    } else {
        m_table->setRowCount(static_cast<int>(values.size()));
        int row = 0;
        for (const auto& [value, voxels] : values) {
            addValue(row++, value, voxels, classOfFileValue(value, current, m_scheme));
        }
    }
    showState();
}

void LabelMapDialog::addValue(int row, std::int32_t value, std::int64_t voxels, int chosen) {
    const auto number = [](const QString& text) {
        auto* const item = new QTableWidgetItem(text);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return item;
    };
    m_table->setItem(row, 0, number(QString::number(value)));
    m_table->setItem(row, 1, number(Quantity::count(voxels)));
    auto* const choice = new QComboBox(m_table);
    choice->setObjectName("labelMapChoice" + QString::number(row));
    choice->setAccessibleName(tr("Class of value %1").arg(value));
    choice->addItem(tr("choose a class"), kNoClass);
    for (int index = 0; index < m_scheme.count(); ++index) {
        const LabelClass& one = m_scheme.classes[static_cast<std::size_t>(index)];
        constexpr int kSide = 12;
        QPixmap swatch(kSide, kSide);
        swatch.fill(colourOf(one));
        choice->addItem(swatch, QString::fromStdString(one.name), index);
    }
    choice->addItem(tr("unknown"), static_cast<int>(kUnknownClass));
    choice->setItemData(choice->count() - 1, tr("Nobody knows the class: such voxels are neither taught nor judged."),
                        Qt::ToolTipRole);
    choice->setCurrentIndex(std::max(choice->findData(chosen), 0));
    connect(choice, &QComboBox::currentIndexChanged, this, &LabelMapDialog::showState);
    m_table->setCellWidget(row, 2, choice);
    m_table->setRowHeight(row, choice->sizeHint().height() + 4);
    m_rows.push_back({value, choice});
}

void LabelMapDialog::showState() {
    const auto open =
        std::ranges::count_if(m_rows, [](const Row& row) { return row.choice->currentData().toInt() == kNoClass; });
    QString reason = m_trouble;
    if (reason.isEmpty() && open > 0) {
        reason = tr("%n value(s) have no class yet.", nullptr, static_cast<int>(open));
    }
    m_apply->setEnabled(reason.isEmpty());
    m_apply->setToolTip(reason);
    const QString complete = m_note.isEmpty() ? tr("Every value has a class.") : m_note;
    m_state->setText(reason.isEmpty() ? complete : reason);
}

LabelValueMap LabelMapDialog::chosenMap() const {
    LabelValueMap map;
    for (const Row& row : m_rows) {
        const int chosen = row.choice->currentData().toInt();
        if (chosen != m_scheme.indexOfFileValue(row.value)) {
            map.emplace(row.value, chosen);
        }
    }
    return map;
}

void LabelMapDialog::accept() {
    if (m_apply->isEnabled()) {
        Q_EMIT mapWanted(m_caseIds, chosenMap());
        QDialog::accept();
    }
}

}  // namespace tandem
