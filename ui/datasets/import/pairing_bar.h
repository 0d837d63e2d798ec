// As what the files of an import were read, and what a person can say about it: patterns for the names of images and
// labels, that the selected cases are labels, that the data set's classes shall be the project's.
//
// Used on the GUI thread. Invariant: it decides nothing; patternsChanged() follows every change that is complete.
#pragma once

#include "storage/import/pairing_choices.h"

#include <QWidget>
#include <cstddef>
#include <filesystem>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem {

struct ImportPlan;

class PairingBar : public QWidget {
    Q_OBJECT

public:
    explicit PairingBar(QWidget* parent = nullptr);

    void setPlan(const ImportPlan& plan, bool areClassesTheProjects);
    /// How many cases are selected, how many are probably labels, and whether anything was chosen by hand.
    void setScope(int selected, int probableLabels, bool isAnythingChosen);
    void setPatterns(const PairingChoices& choices);
    [[nodiscard]] QString imageNames() const;
    [[nodiscard]] QString labelNames() const;

Q_SIGNALS:
    void patternsChanged();
    void selectionAreLabels();
    void probableAreLabels();
    void classesWanted();
    void forgetWanted();

private:
    [[nodiscard]] QLineEdit* makePattern(const QString& name, const QString& placeholder);
    void countPairs();

    QLabel* m_reading;
    QLineEdit* m_images;
    QLineEdit* m_labels;
    QLabel* m_pairs;
    QPushButton* m_areLabels;
    QPushButton* m_probable;
    QPushButton* m_classes;
    QPushButton* m_forget;
    std::vector<std::filesystem::path> m_files;
};

}  // namespace tandem
