#include "ui/settings/device_finder.h"

#include "core/engine_module.h"
#include "ui/settings/setting_editor.h"

namespace tandem {

DeviceFinder::DeviceFinder(SettingEditor& field, QObject* parent) : QObject(parent), m_field(field) {}

void DeviceFinder::find() {
    m_finding = std::make_unique<ResultJob<std::vector<Device>>>(
        tr("Looking for devices"), [](const Progress&, const std::stop_token&) { return openEngine()->devices(); });
    connect(m_finding.get(), &Job::finished, this, [this] {
        m_devices = m_finding->result();
        retranslate();
    });
    connect(m_finding.get(), &Job::failed, this, &DeviceFinder::failed);
    m_finding->start();
}

void DeviceFinder::retranslate() {
    std::vector<std::pair<QString, QString>> suggestions{{"auto", tr("auto")}};
    for (const Device& one : m_devices) {
        const QString name = QString::fromStdString(one.name);
        suggestions.emplace_back(name, name + " · " + QString::fromStdString(one.title));
    }
    m_field.setSuggestions(suggestions);
}

}  // namespace tandem
