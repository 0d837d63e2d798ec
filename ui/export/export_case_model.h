// The cases that may be exported, with a tick for each that shall be.
//
// Used on the GUI thread. Invariant: ticks are kept by case when the list is read again; a new case is ticked.
#pragma once

#include "storage/export/export_choices.h"

#include <QAbstractTableModel>
#include <cstdint>
#include <set>
#include <vector>

namespace tandem {

class ExportCaseModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, PredictedDice, Patient, Role, Label, Source, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole + 1;

    explicit ExportCaseModel(QObject* parent = nullptr);

    void setCases(std::vector<ExportCandidate> cases);
    /// Whether another label than that of decoder A is exported, to which the predicted Dice belongs.
    void setOtherLabel(bool isOther);
    void setTicked(const std::vector<int>& rows, bool isTicked);
    [[nodiscard]] const ExportCandidate& at(int row) const { return m_cases[static_cast<std::size_t>(row)]; }
    [[nodiscard]] bool isTicked(int row) const { return !m_unticked.contains(at(row).caseId); }
    /// Whether it is known of any case who the patient is.
    [[nodiscard]] bool hasPatients() const;
    /// In the order of the rows.
    [[nodiscard]] std::vector<ExportCandidate> ticked() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Tells views to ask for all texts again, in another language.
    void retranslate();

Q_SIGNALS:
    void ticksChanged();

private:
    [[nodiscard]] QVariant text(const ExportCandidate& one, int column) const;
    [[nodiscard]] QString roleText(const ExportCandidate& one) const;

    std::vector<ExportCandidate> m_cases;
    std::set<std::int64_t> m_unticked;
    bool m_isOtherLabel = false;
};

}  // namespace tandem
