#include "ui/datasets/labels/label_classes_model.h"

#include "ui/datasets/cases/case_words.h"

#include <QStringList>
#include <algorithm>
#include <utility>

namespace tandem {

LabelClassesModel::LabelClassesModel(LabelScheme scheme, bool areValuesFixed, QObject* parent)
    : QAbstractTableModel(parent), m_scheme(std::move(scheme)), m_areValuesFixed(areValuesFixed) {}

void LabelClassesModel::setColour(int row, const QColor& colour) {
    m_scheme.classes[static_cast<std::size_t>(row)].colour = {static_cast<std::uint8_t>(colour.red()),
                                                              static_cast<std::uint8_t>(colour.green()),
                                                              static_cast<std::uint8_t>(colour.blue())};
    Q_EMIT dataChanged(index(row, Colour), index(row, Colour));
}

void LabelClassesModel::addClass() {
    std::vector<std::string> numbers;
    for (int number = 0; number <= m_scheme.count(); ++number) {
        numbers.push_back(std::to_string(number));
    }
    LabelClass added = LabelScheme::fromNames(numbers).classes.back();  // for the colour of a class with this number
    const auto isTaken = [this](const std::string& name) {
        return std::ranges::find(m_scheme.classes, name, &LabelClass::name) != m_scheme.classes.end();
    };
    int number = m_scheme.count();
    do {
        added.name = tr("class %1").arg(number++).toStdString();
    } while (isTaken(added.name));
    for (const LabelClass& one : m_scheme.classes) {
        added.fileValue = std::max(added.fileValue, one.fileValue + 1);
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_scheme.classes.push_back(added);
    endInsertRows();
}

bool LabelClassesModel::mayRemove(int row) const {
    return !m_areValuesFixed && row > 0 && row < rowCount() && rowCount() > 2;
}

void LabelClassesModel::removeClass(int row) {
    beginRemoveRows({}, row, row);
    m_scheme.classes.erase(m_scheme.classes.begin() + row);
    endRemoveRows();
}

int LabelClassesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_scheme.count();
}

int LabelClassesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LabelClassesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const LabelClass& one = m_scheme.classes[static_cast<std::size_t>(index.row())];
    const bool isText = role == Qt::DisplayRole || role == Qt::EditRole;
    if (isText && index.column() == Name) {
        return QString::fromStdString(one.name);
    }
    if (isText && index.column() == Colour) {
        return colourOf(one).name();
    }
    if (isText) {
        return one.fileValue;
    }
    if (role == Qt::DecorationRole && index.column() == Colour) {
        return colourOf(one);
    }
    if (role == Qt::ToolTipRole && index.column() == Value && m_areValuesFixed) {
        return tr("The project has cases with labels, so the values of its classes stay as they are.");
    }
    return {};
}

QVariant LabelClassesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (orientation == Qt::Vertical) {
        return section;  // the index of the class
    }
    const QStringList titles{tr("Name"), tr("Colour"), tr("Voxel value in label files")};
    return titles.value(section);
}

Qt::ItemFlags LabelClassesModel::flags(const QModelIndex& index) const {
    const bool isEditable =
        index.isValid() && (index.column() == Name || (index.column() == Value && !m_areValuesFixed));
    return QAbstractTableModel::flags(index) | (isEditable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool LabelClassesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)) {
        return false;
    }
    LabelClass& one = m_scheme.classes[static_cast<std::size_t>(index.row())];
    if (index.column() == Name) {
        one.name = value.toString().trimmed().toStdString();
    } else {
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!isNumber) {
            return false;
        }
        one.fileValue = number;
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

}  // namespace tandem
