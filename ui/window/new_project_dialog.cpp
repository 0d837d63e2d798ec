#include "ui/window/new_project_dialog.h"

#include "core/base/error.h"
#include "ui/theme/breakable.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace tandem {
namespace {

/// The folder that was dropped, or that the first file lies in.
QString nameFor(const QList<QUrl>& files) {
    if (files.isEmpty()) {
        return {};
    }
    const QFileInfo first(files.front().toLocalFile());
    return first.isDir() ? first.fileName() : first.absoluteDir().dirName();
}

}  // namespace

NewProjectDialog::NewProjectDialog(const QList<QUrl>& files, QWidget* parent)
    : QDialog(parent),
      m_name(new QLineEdit(nameFor(files), this)),
      m_place(new QLineEdit(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), this)),
      m_classes(new QLineEdit(this)),
      m_complaint(new QLabel(this)) {
    setWindowTitle(tr("New project"));
    setMinimumWidth(520);
    m_name->setObjectName("projectName");
    m_name->setPlaceholderText(tr("left-atrium"));
    m_place->setObjectName("projectPlace");
    m_classes->setObjectName("projectClasses");
    m_classes->setText(tr("background, foreground"));
    m_classes->setToolTip(tr("In the order of the values in the label maps: 0 is the first, 1 the second, …"));
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
    qobject_cast<QLabel*>(form->labelForField(place))->setBuddy(m_place);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName("createProject");
    m_create->setDefault(true);
    auto* const layout = new QVBoxLayout(this);
    if (!files.isEmpty()) {
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
    return QDir(m_place->text()).filePath(name).toStdString();
}

LabelScheme NewProjectDialog::labels() const {
    std::vector<std::string> names;
    for (const QString& name : m_classes->text().split(',')) {
        names.push_back(name.trimmed().toStdString());
    }
    return LabelScheme::fromNames(names);
}

void NewProjectDialog::browse() {
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Where the project goes"), m_place->text());
    if (!chosen.isEmpty()) {
        m_place->setText(chosen);
    }
}

void NewProjectDialog::check() {
    QString complaint;
    if (m_name->text().trimmed().isEmpty()) {
        complaint = tr("Give the project a name.");
    } else if (m_name->text().contains('/')) {
        complaint = tr("A name cannot contain \"/\".");
    } else if (!QDir(m_place->text()).exists()) {
        complaint = tr("There is no folder %1.").arg(m_place->text());
    } else if (std::filesystem::exists(folder())) {
        complaint = tr("%1 exists already.").arg(QString::fromStdString(folder().string()));
    } else {
        try {
            static_cast<void>(labels());
        } catch (const Error& error) {
            complaint = QString::fromUtf8(error.what());
        }
    }
    m_create->setEnabled(complaint.isEmpty());
    m_create->setToolTip(complaint);
    m_complaint->setText(breakable(complaint.isEmpty()
                                       ? tr("The project will be %1. Images are never copied or changed.")
                                             .arg(QString::fromStdString(folder().string()))
                                       : complaint));
}

}  // namespace tandem
