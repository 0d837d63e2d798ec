// The settings of the runs that are selected, side by side: all of one run, or those in which several differ.
//
// Used on the GUI thread.
#pragma once

#include <QTableWidget>
#include <vector>

namespace tandem {

struct RunRow;

class SettingsComparison : public QTableWidget {
    Q_OBJECT

public:
    explicit SettingsComparison(QWidget* parent = nullptr);

    void show(const std::vector<const RunRow*>& runs);
};

}  // namespace tandem
