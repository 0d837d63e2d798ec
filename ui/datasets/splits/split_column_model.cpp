#include "ui/datasets/splits/split_column_model.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>
#include <utility>

namespace tandem {
namespace {

constexpr const char* kMimeType = "application/x-tandem-cases";

}  // namespace

SplitColumnModel::SplitColumnModel(const SplitColumnRole& role, QObject* parent)
    : QAbstractListModel(parent), m_role(role) {}

void SplitColumnModel::fill(std::vector<SplitCandidate> cases, bool mayChange) {
    beginResetModel();
    m_cases = std::move(cases);
    m_mayChange = mayChange;
    endResetModel();
}

std::vector<std::int64_t> SplitColumnModel::caseIds(const QModelIndexList& indexes) const {
    std::vector<std::int64_t> ids;
    for (const QModelIndex& index : indexes) {
        ids.push_back(m_cases[static_cast<std::size_t>(index.row())].caseId);
    }
    return ids;
}

int SplitColumnModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

QVariant SplitColumnModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const SplitCandidate& one = m_cases[static_cast<std::size_t>(index.row())];
    const QString name = QString::fromStdString(one.name);
    switch (role) {
        case Qt::DisplayRole:
            return one.patient.empty() ? name : tr("%1 (%2)").arg(name, QString::fromStdString(one.patient));
        case Qt::ToolTipRole: {
            const QString label = one.hasLabel ? tr("%1 has a label.").arg(name) : tr("%1 has no label.").arg(name);
            return one.patient.empty()
                       ? label
                       : label + '\n' +
                             tr("All cases of patient %1 move together.").arg(QString::fromStdString(one.patient));
        }
        case CaseIdRole:
            return QVariant::fromValue(static_cast<qlonglong>(one.caseId));
        default:
            return {};
    }
}

Qt::ItemFlags SplitColumnModel::flags(const QModelIndex& index) const {
    if (!m_mayChange) {
        return QAbstractListModel::flags(index);
    }
    // A drop between or onto cases is a drop onto the column, which is the root.
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled : Qt::ItemIsDropEnabled;
}

QStringList SplitColumnModel::mimeTypes() const {
    return {kMimeType};
}

QMimeData* SplitColumnModel::mimeData(const QModelIndexList& indexes) const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const std::int64_t id : caseIds(indexes)) {
        stream << static_cast<qint64>(id);
    }
    auto* const data = new QMimeData;
    data->setData(kMimeType, bytes);
    return data;
}

bool SplitColumnModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex&) const {
    return m_mayChange && data->hasFormat(kMimeType);
}

bool SplitColumnModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                    const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) {
        return false;
    }
    const QByteArray bytes = data->data(kMimeType);
    QDataStream stream(bytes);
    std::vector<std::int64_t> ids;
    while (!stream.atEnd()) {
        qint64 id = 0;
        stream >> id;
        ids.push_back(id);
    }
    Q_EMIT dropped(ids);
    // The rows of the column that it came from are not removed by the view, as both are filled anew.
    return false;
}

}  // namespace tandem
