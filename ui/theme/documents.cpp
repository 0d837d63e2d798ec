#include "ui/theme/documents.h"

#include <QDir>
#include <QStandardPaths>

namespace tandem {

QString documentsFolder() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return !documents.isEmpty() && QDir(documents).exists() ? documents : QDir::homePath();
}

}  // namespace tandem
