// The cases of one column of the split editor. Cases are dragged from one model to another.
//
// Used on the GUI thread. Invariant: the model itself never changes by a drop; it asks for the move, and is filled
// anew.
#pragma once

#include "ui/datasets/splits/split_draft.h"

#include <QAbstractListModel>
#include <cstdint>
#include <vector>

namespace tandem {

class SplitColumnModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { CaseIdRole = Qt::UserRole + 1 };

    explicit SplitColumnModel(const SplitColumnRole& role, QObject* parent = nullptr);

    [[nodiscard]] const SplitColumnRole& role() const noexcept { return m_role; }
    void fill(std::vector<SplitCandidate> cases, bool mayChange);
    [[nodiscard]] std::vector<std::int64_t> caseIds(const QModelIndexList& indexes) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                       const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void dropped(const std::vector<std::int64_t>& caseIds);

private:
    SplitColumnRole m_role;
    std::vector<SplitCandidate> m_cases;
    bool m_mayChange = false;
};

}  // namespace tandem
