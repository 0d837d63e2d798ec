// What an import would bring in, before anything is written: a row per planned case.
//
// Used on the GUI thread. Invariant: rows are the plan's cases in its order; geometry and findings come in as the files
// are checked.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/import/import_checks.h"
#include "storage/import/import_plan.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <filesystem>
#include <optional>
#include <vector>

namespace tandem {

/// A planned case whose files were read.
struct CheckedCase {
    std::size_t row = 0;
    CaseRecord record;
    LabelValueCounts labelValues;
    bool isKnown = false;          ///< the project has a case with this image
    bool isProbablyLabel = false;  ///< labelSuspicion() has something to say of it
};

class ImportPreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Patient, Images, Label, Geometry, Values, Findings, ColumnCount };
    /// Of the label: paths of the files that may become it, the label itself first.
    static constexpr int LabelFilesRole = Qt::UserRole;

    explicit ImportPreviewModel(LabelScheme scheme, QObject* parent = nullptr);

    void setScheme(const LabelScheme& scheme);
    void setPlan(ImportPlan plan);
    void takeChecked(const std::vector<CheckedCase>& checked);
    [[nodiscard]] const ImportPlan& plan() const noexcept { return m_plan; }
    /// The cases that are ticked and not refused.
    [[nodiscard]] ImportPlan chosen() const;
    [[nodiscard]] int chosenCount() const;
    [[nodiscard]] int refusedCount() const;
    /// Rows whose image is probably a label.
    [[nodiscard]] std::vector<int> probableLabels() const;
    /// What is known of a row's case: from the plan, and from its files once they are checked.
    [[nodiscard]] const std::vector<Finding>& findingsAt(int row) const;
    /// The voxel values of all labels that are checked, together.
    [[nodiscard]] const LabelValueCounts& labelValues() const noexcept { return m_values; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    /// The person chose a file as the label of the case with that image, or none.
    void labelChosen(const std::filesystem::path& image, const std::filesystem::path& label);

private:
    struct Row {
        bool isTicked = true;
        std::optional<CheckedCase> checked;
        bool mayChooseLabel = false;
    };

    [[nodiscard]] bool isChosenAt(std::size_t row) const;
    [[nodiscard]] bool isRefusedAt(std::size_t row) const;
    [[nodiscard]] QString labelTextAt(std::size_t row) const;
    [[nodiscard]] QStringList labelFilesAt(std::size_t row) const;
    [[nodiscard]] QString textAt(std::size_t row, int column) const;
    [[nodiscard]] QString valuesText(const CheckedCase& checked) const;
    [[nodiscard]] QString findingsTextAt(std::size_t row) const;

    LabelScheme m_scheme;
    ImportPlan m_plan;
    std::vector<Row> m_rows;
    LabelValueCounts m_values;
};

}  // namespace tandem
