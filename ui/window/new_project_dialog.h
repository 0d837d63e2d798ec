// Asks where a new project goes and which classes its labels have.
//
// Used on the GUI thread. Invariant: "Create" can be pressed only when what was entered would make a project; else
// everything that is wrong is said. A folder that is not there yet is made.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/project.h"

#include <QDialog>
#include <filesystem>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem {

class NewProjectDialog : public QDialog {
    Q_OBJECT

public:
    /// files: that were dropped and will be looked at for import afterwards; they suggest a name.
    explicit NewProjectDialog(const std::vector<std::filesystem::path>& files, QWidget* parent = nullptr);

    [[nodiscard]] std::filesystem::path folder() const;
    [[nodiscard]] LabelScheme labels() const;
    [[nodiscard]] Identifiers identifiers() const;

private:
    void browse();
    void check();
    /// What is wrong with an entry; empty when nothing is.
    [[nodiscard]] QString wrongName() const;
    [[nodiscard]] QString wrongPlace() const;
    [[nodiscard]] QString wrongClasses() const;

    QLineEdit* m_name;
    QLineEdit* m_place;
    QLineEdit* m_classes;
    QCheckBox* m_identifiers;
    QLabel* m_complaint;
    QPushButton* m_create;
};

}  // namespace tandem
