#include "ui/datasets/case_questions.h"

#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace tandem {

CaseQuestions::CaseQuestions(QWidget* over) : QObject(over), m_over(over) {}

void CaseQuestions::askForFiles(const std::function<void(const std::vector<std::filesystem::path>& files)>& take) {
    tandem::askForFiles(*m_over, tr("Import files"),
                        {tr("Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.hdr *.h5 *.hdf5 *.dcm)"),
                         tr("Tables and lists of cases (*.csv *.tsv *.list *.txt)"), tr("All files (*)")},
                        [take](const QStringList& files) {
                            std::vector<std::filesystem::path> paths;
                            for (const QString& file : files) {
                                paths.emplace_back(file.toStdString());
                            }
                            take(paths);
                        });
}

void CaseQuestions::askForTag(const std::function<void(const QString& tag)>& take) {
    auto* const dialog = new QInputDialog(m_over);
    dialog->setObjectName("tagDialog");
    dialog->setWindowTitle(tr("Add a tag"));
    dialog->setLabelText(tr("Tag for the selected cases:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [take](const QString& tag) {
        if (!tag.trimmed().isEmpty()) {
            take(tag.trimmed());
        }
    });
    openDialog(*dialog);
}

void CaseQuestions::askAboutLeak(const QString& warning, const std::function<void()>& copySplits,
                                 const std::function<void()>& takeBack) {
    auto* const question = new QMessageBox(
        QMessageBox::Warning, tr("A patient on both sides of a split"),
        tr("With this name a split divides the patient's cases, and its results look better than they are. A copy "
           "keeps the patient on one side."),
        QMessageBox::NoButton, m_over);
    question->setObjectName("leakQuestion");
    question->setInformativeText(breakable(warning));
    const auto add = [&](const QString& text, const char* name, QMessageBox::ButtonRole role) {
        QPushButton* const button = question->addButton(text, role);
        button->setObjectName(name);
        return button;
    };
    QPushButton* const copy = add(tr("&Copy the split"), "leakCopy", QMessageBox::AcceptRole);
    QPushButton* const back = add(tr("&Take the name back"), "leakTakeBack", QMessageBox::DestructiveRole);
    QPushButton* const leave = add(tr("&Leave it so"), "leakLeave", QMessageBox::RejectRole);
    question->setDefaultButton(copy);
    question->setEscapeButton(leave);
    connect(copy, &QPushButton::clicked, this, [copySplits] { copySplits(); });
    connect(back, &QPushButton::clicked, this, [takeBack] { takeBack(); });
    openDialog(*question);
}

void CaseQuestions::askToRemove(int count, const std::function<void()>& remove) {
    auto* const question = new QMessageBox(
        QMessageBox::Question, tr("Remove cases"),
        tr("Remove %n selected case(s) from the project? Their files on disk stay as they are.", nullptr, count),
        QMessageBox::Cancel, m_over);
    question->setObjectName("removeQuestion");
    QPushButton* const accept = question->addButton(tr("&Remove"), QMessageBox::AcceptRole);
    accept->setObjectName("removeConfirm");
    connect(accept, &QPushButton::clicked, this, [remove] { remove(); });
    openDialog(*question);
}

}  // namespace tandem
