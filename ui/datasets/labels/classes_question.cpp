#include "ui/datasets/labels/classes_question.h"

#include "core/base/list_text.h"
#include "storage/correction/correction_classes.h"
#include "storage/db/label_repository.h"
#include "ui/session/project_session.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>
#include <string>
#include <vector>

namespace tandem {
namespace {

void store(ProjectSession& session, const LabelScheme& scheme,
           const std::function<void(const QString& complaint)>& stored) {
    const QString complaint = complaintOf([&] { session.project().labels().setScheme(scheme); });
    if (complaint.isEmpty()) {
        Q_EMIT session.labelsChanged();
    }
    stored(complaint);
}

}  // namespace

void storeClasses(ProjectSession& session, QWidget& over, const LabelScheme& scheme,
                  const std::function<void(const QString& complaint)>& stored) {
    std::vector<std::string> ended;
    const QString complaint = complaintOf([&] { ended = correctionsEndedBy(session.project(), scheme); });
    if (!complaint.isEmpty()) {
        stored(complaint);
        return;
    }
    if (ended.empty()) {
        store(session, scheme, stored);
        return;
    }
    auto* const question = new QMessageBox(
        QMessageBox::Warning, QCoreApplication::translate("ClassesQuestion", "Corrections wait"),
        QCoreApplication::translate(
            "ClassesQuestion",
            "Corrections of these cases wait: %1. They were begun with the present classes and cannot go on with the "
            "new ones, because a class was removed or replaced. Finish or discard them before the classes change.")
            .arg(breakable(QString::fromStdString(listText(ended)))),
        QMessageBox::Cancel, &over);
    question->setObjectName("classesQuestion");
    QPushButton* const change = question->addButton(
        QCoreApplication::translate("ClassesQuestion", "&Change all the same"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(change, &QPushButton::clicked, &over,
                     [&session, scheme, stored] { store(session, scheme, stored); });
    openDialog(*question);
}

}  // namespace tandem
