#include "ui/settings/device_finder.h"

#include "core/engine_module.h"
#include "ui/settings/setting_editor.h"

namespace tandem {
namespace {

/// In place of a device.
constexpr const char* kUseGpu = "use-a-gpu";

}  // namespace

DeviceFinder::DeviceFinder(SettingEditor& field, QObject* parent)
    : QObject(parent),
      m_field(field),
      m_finding(
          [this](std::vector<Device> devices) {
              m_devices = std::move(devices);
              retranslate();
          },
          [this](const QString& sentence, const QString&) { Q_EMIT failed(sentence); }) {
    connect(&m_field, &SettingEditor::changed, this, [this] {
        if (m_field.value() == SettingValue(std::string(kUseGpu))) {
            m_field.setValue(std::string("auto"));
            Q_EMIT gpuWanted();
        }
    });
}

void DeviceFinder::find() {
    m_finding.ask(tr("Looking for devices"),
                  [](const Progress&, const std::stop_token&) { return openEngine()->devices(); });
}

void DeviceFinder::retranslate() {
    std::vector<std::pair<QString, QString>> suggestions{{"auto", tr("auto")}};
    for (const Device& one : m_devices) {
        const QString name = QString::fromStdString(one.name);
        suggestions.emplace_back(name, name + " · " + QString::fromStdString(one.title));
    }
    suggestions.emplace_back(kUseGpu, tr("Use a GPU…"));
    m_field.setSuggestions(suggestions);
}

}  // namespace tandem
