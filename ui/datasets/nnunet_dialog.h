// Where to the cases are written as a raw data set of nnU-Net, and by which split.
//
// Used on the GUI thread. Invariant: nothing is accepted without a folder and a name.
#pragma once

#include <QDialog>
#include <cstdint>
#include <filesystem>
#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace tandem {

class Project;

class NnunetDialog : public QDialog {
    Q_OBJECT

public:
    explicit NnunetDialog(const Project& project, QWidget* parent = nullptr);

    /// Absent: every case with a label is to train on.
    [[nodiscard]] std::optional<std::int64_t> splitId() const;
    /// Of the data set, to be made.
    [[nodiscard]] std::filesystem::path folder() const;

private:
    void chooseFolder();
    void showObstacle();

    QComboBox* m_split = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_parent = nullptr;
    QPushButton* m_export = nullptr;
};

}  // namespace tandem
