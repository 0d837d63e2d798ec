#include "ui/datasets/nnunet_dialog.h"

#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/export/bids_names.h"
#include "ui/theme/allow.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/name_box.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

/// As nnU-Net calls data sets, of the project's letters and digits.
QString proposedName(const Project& project) {
    const std::string name = lettersAndDigits(project.name());
    return QString::fromStdString("Dataset001_" + (name.empty() ? "Tandem" : name));
}

}  // namespace

NnunetDialog::NnunetDialog(const Project& project, QWidget* parent) : QDialog(parent) {
    setObjectName("nnunetDialog");
    setWindowTitle(tr("Export for nnU-Net"));
    m_split = new NameBox(this);
    m_split->setObjectName("nnunetSplit");
    m_split->addItem(tr("None: every case with a label is to train on"));
    for (const SplitRecord& one : project.splits().list()) {
        m_split->addItem(QString::fromStdString(one.name), QVariant::fromValue<qlonglong>(one.id));
    }
    m_split->setCurrentIndex(m_split->count() - 1);
    m_name = new QLineEdit(proposedName(project), this);
    m_name->setObjectName("nnunetName");
    m_parent = new QLineEdit(documentsFolder(), this);
    m_parent->setObjectName("nnunetParent");
    auto* const browse = new QPushButton(tr("Bro&wse…"), this);
    auto* const place = new QHBoxLayout;
    place->addWidget(m_parent, 1);
    place->addWidget(browse);
    auto* const form = new QFormLayout;
    form->addRow(tr("&Split:"), m_split);
    form->addRow(tr("&Name of the data set:"), m_name);
    auto* const placeLabel = new QLabel(tr("In the &folder (nnUNet_raw):"), this);
    placeLabel->setBuddy(m_parent);
    form->addRow(placeLabel, place);
    auto* const hint = new QLabel(
        tr("Writes imagesTr with labelsTr, imagesTs, and imagesUn for what has no label, as NIfTI on the images' own "
           "grids, with dataset.json; the split becomes splits_final.json, and its test cases are never trained on."),
        this);
    hint->setWordWrap(true);
    hint->setMinimumWidth(560);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_export = buttons->button(QDialogButtonBox::Ok);
    m_export->setText(tr("&Export"));
    m_export->setObjectName("nnunetExport");
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(hint);
    rows->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &NnunetDialog::chooseFolder);
    connect(m_name, &QLineEdit::textChanged, this, &NnunetDialog::showObstacle);
    connect(m_parent, &QLineEdit::textChanged, this, &NnunetDialog::showObstacle);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

std::optional<std::int64_t> NnunetDialog::splitId() const {
    const QVariant id = m_split->currentData();
    return id.isValid() ? std::optional<std::int64_t>(id.toLongLong()) : std::nullopt;
}

std::filesystem::path NnunetDialog::folder() const {
    return std::filesystem::path(m_parent->text().trimmed().toStdString()) / m_name->text().trimmed().toStdString();
}

void NnunetDialog::chooseFolder() {
    askForFolder(*this, tr("The folder of the raw data sets"), m_parent->text(),
                 [this](const QString& folder) { m_parent->setText(folder); });
}

void NnunetDialog::showObstacle() {
    const bool isComplete = !m_name->text().trimmed().isEmpty() && !m_parent->text().trimmed().isEmpty();
    allow(*m_export, isComplete ? QString() : tr("Name the data set and a folder."), {});
}

}  // namespace tandem
