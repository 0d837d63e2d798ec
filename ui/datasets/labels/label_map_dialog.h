// Lets the person say which class each voxel value of some labels means: the values are read, shown with how often they
// occur, and each is given a class.
//
// Used on the GUI thread; labels are read by a job. Invariant: mapWanted() is emitted at most once, when every value
// has a class, with a map of the values that do not mean what the scheme says anyway.
#pragma once

#include "core/study/label_values.h"
#include "storage/import/label_remap.h"
#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <cstdint>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace tandem {

class ProjectSession;

class LabelMapDialog : public QDialog {
    Q_OBJECT

public:
    /// Reads the labels of these cases of the project.
    LabelMapDialog(ProjectSession& session, const std::vector<std::int64_t>& caseIds, QWidget* parent = nullptr);
    /// For values that were read already; current: what is mapped so far.
    LabelMapDialog(LabelScheme scheme, const LabelValueCounts& values, const LabelValueMap& current,
                   QWidget* parent = nullptr);
    ~LabelMapDialog() override;

Q_SIGNALS:
    /// caseIds: of the project, whose labels were read; empty when the values were given.
    void mapWanted(const std::vector<std::int64_t>& caseIds, const tandem::LabelValueMap& classOfValue);

private:
    explicit LabelMapDialog(LabelScheme scheme, QWidget* parent);

    void build();
    void takeSurvey(const LabelSurvey& survey);
    void fill(const LabelValueCounts& values, const LabelValueMap& current);
    void addValue(int row, std::int32_t value, std::int64_t voxels, int chosen);
    void showState();
    void accept() override;
    [[nodiscard]] LabelValueMap chosenMap() const;

    struct Row {
        std::int32_t value = 0;
        QComboBox* choice = nullptr;
    };

    LabelScheme m_scheme;
    std::vector<std::int64_t> m_caseIds;
    std::vector<Row> m_rows;
    QString m_trouble;  ///< why nothing can be mapped
    QString m_note;     ///< on a label that could not be read
    QTableWidget* m_table;
    QLabel* m_state;
    QProgressBar* m_progress;
    QPushButton* m_apply = nullptr;
    LatestJob<LabelSurvey> m_reading;
};

}  // namespace tandem
