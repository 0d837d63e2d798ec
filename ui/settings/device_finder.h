// Asks the engine for its devices and offers them in the field "device" of a form, and below them to use a GPU.
//
// Used on the GUI thread; the engine is opened on another.
#pragma once

#include "core/engine.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <memory>
#include <vector>

namespace tandem {

class SettingEditor;

class DeviceFinder : public QObject {
    Q_OBJECT

public:
    /// field: outlives this.
    explicit DeviceFinder(SettingEditor& field, QObject* parent = nullptr);

    void find();
    /// The language of the window changed.
    void retranslate();

Q_SIGNALS:
    /// The engine could not be opened.
    void failed(const QString& sentence);
    /// The person chose to use one.
    void gpuWanted();

private:
    SettingEditor& m_field;
    std::vector<Device> m_devices;
    LatestJob<std::vector<Device>> m_finding;
};

}  // namespace tandem
