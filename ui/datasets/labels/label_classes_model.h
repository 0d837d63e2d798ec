// The classes of a label scheme as a table to edit: name, colour, voxel value. Changes stay here until they are stored.
//
// Used on the GUI thread. Invariant: the first row is the background; where values are fixed, no row is added or
// removed and no value changes.
#pragma once

#include "core/study/label_scheme.h"

#include <QAbstractTableModel>
#include <QColor>

namespace tandem {

class LabelClassesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Colour, Value, ColumnCount };

    LabelClassesModel(LabelScheme scheme, bool areValuesFixed, QObject* parent = nullptr);

    [[nodiscard]] const LabelScheme& scheme() const noexcept { return m_scheme; }
    [[nodiscard]] bool areValuesFixed() const noexcept { return m_areValuesFixed; }
    void setColour(int row, const QColor& colour);
    /// A class with a name, colour and value that no other has.
    void addClass();
    /// Not the background, and not below two classes.
    [[nodiscard]] bool mayRemove(int row) const;
    void removeClass(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

private:
    LabelScheme m_scheme;
    bool m_areValuesFixed;
};

}  // namespace tandem
