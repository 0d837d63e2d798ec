#include "ui/window/new_project_dialog.h"

#include "ui/theme/allow.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

/// The folder that was dropped, or that the first file lies in.
QString nameFor(const std::vector<std::filesystem::path>& files) {
    if (files.empty()) {
        return {};
    }
    const QFileInfo first(files.front());
    return first.isDir() ? first.fileName() : first.absoluteDir().dirName();
}

/// Whether a folder is there, or can be made.
bool canHold(const QString& place) {
    QFileInfo nearest(QDir::cleanPath(QDir(place).absolutePath()));
    while (!nearest.exists() && !nearest.isRoot()) {
        nearest.setFile(nearest.absolutePath());
    }
    return nearest.isDir() && nearest.isWritable();
}

}  // namespace

NewProjectDialog::NewProjectDialog(const std::vector<std::filesystem::path>& files, QWidget* parent)
    : QDialog(parent),
      m_name(new QLineEdit(nameFor(files), this)),
      m_place(new QLineEdit(documentsFolder(), this)),
      m_classes(new QLineEdit(this)),
      m_identifiers(new QCheckBox(tr("&Keep identifiers"), this)),
      m_complaint(new QLabel(this)) {
    setWindowTitle(tr("New project"));
    setMinimumWidth(520);
    m_name->setObjectName("projectName");
    m_name->setPlaceholderText(tr("left-atrium"));
    m_place->setObjectName("projectPlace");
    m_classes->setObjectName("projectClasses");
    m_classes->setText(tr("background, foreground"));
    m_classes->setToolTip(tr("In the order of the values in the label maps: 0 is the first, 1 the second, …"));
    m_identifiers->setObjectName("projectIdentifiers");
    m_identifiers->setToolTip(
        tr("Patient IDs and series UIDs of DICOM files, and the images' absolute paths. Without, pseudonyms\n"
           "stand for the former, and images are found by their paths from the project."));
    m_complaint->setObjectName("projectComplaint");
    m_complaint->setWordWrap(true);
    m_complaint->setProperty("role", "faint");
    auto* const browseButton = new QPushButton(tr("&Browse…"), this);
    auto* const place = new QHBoxLayout;
    place->addWidget(m_place, 1);
    place->addWidget(browseButton);
    auto* const form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("In &folder"), place);
    form->addRow(tr("Label &classes"), m_classes);
    form->addRow(tr("Patients"), m_identifiers);
    qobject_cast<QLabel*>(form->labelForField(place))->setBuddy(m_place);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName("createProject");
    m_create->setDefault(true);
    auto* const layout = new QVBoxLayout(this);
    if (!files.empty()) {
        auto* const told = new QLabel(
            tr("%n dropped file(s) or folder(s) will be looked at next; you see what was found before anything is "
               "imported.",
               nullptr, static_cast<int>(files.size())),
            this);
        told->setObjectName("droppedFiles");
        told->setWordWrap(true);
        layout->addWidget(told);
    }
    layout->addLayout(form);
    layout->addWidget(m_complaint);
    layout->addWidget(buttons);
    for (const QLineEdit* const field : {m_name, m_place, m_classes}) {
        connect(field, &QLineEdit::textChanged, this, &NewProjectDialog::check);
    }
    connect(browseButton, &QPushButton::clicked, this, &NewProjectDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

std::filesystem::path NewProjectDialog::folder() const {
    QString name = m_name->text().trimmed();
    if (!name.endsWith(".tandem")) {
        name += ".tandem";
    }
    return QDir(m_place->text().trimmed()).filePath(name).toStdString();
}

LabelScheme NewProjectDialog::labels() const {
    std::vector<std::string> names;
    for (const QString& name : m_classes->text().split(',')) {
        names.push_back(name.trimmed().toStdString());
    }
    return LabelScheme::fromNames(names);
}

Identifiers NewProjectDialog::identifiers() const {
    return m_identifiers->isChecked() ? Identifiers::Kept : Identifiers::LeftOut;
}

void NewProjectDialog::browse() {
    askForFolder(*this, tr("Where the project goes"), m_place->text(),
                 [this](const QString& folder) { m_place->setText(folder); });
}

QString NewProjectDialog::wrongName() const {
    if (m_name->text().trimmed().isEmpty()) {
        return tr("Give the project a name.");
    }
    return m_name->text().contains('/') ? tr("A name cannot contain \"/\".") : QString();
}

QString NewProjectDialog::wrongPlace() const {
    const QString place = m_place->text().trimmed();
    if (place.isEmpty()) {
        return tr("Choose the folder in which the project goes.");
    }
    if (!canHold(place)) {
        return QFileInfo(place).isDir() ? tr("The folder %1 may not be written.").arg(place)
                                        : tr("There is no folder %1, and it cannot be made.").arg(place);
    }
    std::error_code ignored;
    return wrongName().isEmpty() && std::filesystem::exists(folder(), ignored)
               ? tr("%1 exists already.").arg(QString::fromStdString(folder().string()))
               : QString();
}

QString NewProjectDialog::wrongClasses() const {
    return complaintOf([this] { static_cast<void>(labels()); });
}

void NewProjectDialog::check() {
    // All at once, as they can be mended in any order.
    QStringList complaints{wrongName(), wrongPlace(), wrongClasses()};
    complaints.removeAll(QString());
    QString told = complaints.join('\n');
    if (complaints.isEmpty()) {
        told = tr("The project will be %1. Images are never copied or changed.")
                   .arg(QString::fromStdString(folder().string()));
        if (!QFileInfo(m_place->text().trimmed()).isDir()) {
            told += '\n' + tr("The folder %1 will be made.").arg(m_place->text().trimmed());
        }
    }
    allow(*m_create, complaints.join('\n'), {});
    m_complaint->setText(breakable(told));
}

}  // namespace tandem
