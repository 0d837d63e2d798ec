// Dialogs over a widget, those for files among them.
//
// Used on the GUI thread. Invariant: no dialog waits in a loop of its own; its answer calls back, or nothing does, and
// it goes when it is closed.
#pragma once

#include <QString>
#include <QStringList>
#include <functional>

class QDialog;
class QWidget;

namespace tandem {

/// Shows a dialog that was made for this, in front of its parent. It is deleted when it is closed.
void openDialog(QDialog& dialog);

/// Where dialogs for files begin: the person's folder for documents, or their own where there is none; not the folder
/// from which the program was started, which may be that of the data. It exists.
[[nodiscard]] QString documentsFolder();

using TakeFile = std::function<void(const QString& file)>;

/// begin: a folder; without one where the dialog before it ended.
void askForFolder(QWidget& over, const QString& title, const QString& begin, const TakeFile& take);
/// filters: as QFileDialog takes them; the first is proposed.
void askForFile(QWidget& over, const QString& title, const QStringList& filters, const TakeFile& take);
void askForFiles(QWidget& over, const QString& title, const QStringList& filters,
                 const std::function<void(const QStringList& files)>& take);
/// proposed: a file without its ending, which is that of the chosen filter unless the person types one.
void askWhereToSave(QWidget& over, const QString& title, const QString& proposed, const QStringList& filters,
                    const TakeFile& take);

}  // namespace tandem
