#include "ui/datasets/import/import_memory.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QStringList>

namespace tandem {
namespace {

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::filesystem::path pathOf(const QString& text) {
    return text.toStdString();
}

}  // namespace

ImportMemory::ImportMemory(QSettings& settings, const std::vector<std::filesystem::path>& inputs)
    : m_settings(settings) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::filesystem::path& input : inputs) {
        hash.addData(textOf(input).toUtf8() + '\0');
    }
    m_key = QStringLiteral("import/") + hash.result().toHex().first(16);
}

PairingChoices ImportMemory::recall() const {
    PairingChoices choices;
    choices.imageNames = m_settings.value(m_key + "/images").toString().toStdString();
    choices.labelNames = m_settings.value(m_key + "/labels").toString().toStdString();
    for (const QString& path : m_settings.value(m_key + "/areLabels").toStringList()) {
        choices.labels.insert(pathOf(path));
    }
    // Image and label in turn.
    const QStringList pairs = m_settings.value(m_key + "/pairs").toStringList();
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        choices.labelOf[pathOf(pairs[i])] = pathOf(pairs[i + 1]);
    }
    return choices;
}

void ImportMemory::keep(const PairingChoices& choices) {
    m_settings.remove(m_key);
    if (choices.areNone()) {
        return;
    }
    QStringList labels;
    for (const std::filesystem::path& label : choices.labels) {
        labels << textOf(label);
    }
    QStringList pairs;
    for (const auto& [image, label] : choices.labelOf) {
        pairs << textOf(image) << textOf(label);
    }
    m_settings.setValue(m_key + "/images", QString::fromStdString(choices.imageNames));
    m_settings.setValue(m_key + "/labels", QString::fromStdString(choices.labelNames));
    m_settings.setValue(m_key + "/areLabels", labels);
    m_settings.setValue(m_key + "/pairs", pairs);
}

}  // namespace tandem
