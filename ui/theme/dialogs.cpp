#include "ui/theme/dialogs.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace tandem {
namespace {

/// "svg" of "Drawing (*.svg)".
QString endingOf(const QString& filter) {
    return filter.section("*.", 1, 1).section(')', 0, 0);
}

}  // namespace

void openDialog(QDialog& dialog) {
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.open();
}

QString documentsFolder() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return !documents.isEmpty() && QDir(documents).exists() ? documents : QDir::homePath();
}

void askForFolder(QWidget& over, const QString& title, const QString& begin, const TakeFile& take) {
    auto* const dialog = new QFileDialog(&over, title, begin);
    dialog->setFileMode(QFileDialog::Directory);
    QObject::connect(dialog, &QFileDialog::fileSelected, &over, take);
    openDialog(*dialog);
}

void askForFile(QWidget& over, const QString& title, const QStringList& filters, const TakeFile& take) {
    auto* const dialog = new QFileDialog(&over, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::fileSelected, &over, take);
    openDialog(*dialog);
}

void askForFiles(QWidget& over, const QString& title, const QStringList& filters,
                 const std::function<void(const QStringList& files)>& take) {
    auto* const dialog = new QFileDialog(&over, title);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::filesSelected, &over, take);
    openDialog(*dialog);
}

void askWhereToSave(QWidget& over, const QString& title, const QString& proposed, const QStringList& filters,
                    const TakeFile& take) {
    auto* const dialog = new QFileDialog(&over, title, QFileInfo(proposed).path());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(endingOf(filters.front()));
    dialog->selectFile(QFileInfo(proposed).fileName() + '.' + endingOf(filters.front()));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); });
    QObject::connect(dialog, &QFileDialog::fileSelected, &over, take);
    openDialog(*dialog);
}

}  // namespace tandem
