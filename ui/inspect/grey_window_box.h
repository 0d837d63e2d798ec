// The choice of the grey window: from the image, for a modality, or by hand. Remembered in the project.
//
// Used on the GUI thread. Invariant: a choice holds for the cases after it too; what is from the image is taken from
// each case's own.
#pragma once

#include "ui/inspect/inspected_case.h"

#include <QComboBox>
#include <QTimer>
#include <filesystem>
#include <optional>

namespace tandem {

class GreyWindowBox : public QComboBox {
    Q_OBJECT

public:
    /// project: its folder, in which the choice is remembered, unless nothing in it may change.
    GreyWindowBox(const std::filesystem::path& project, bool remembers, QWidget* parent = nullptr);
    ~GreyWindowBox() override;

    /// Of the case that is shown. Before the person's first choice, soft tissue is chosen for CT.
    void setRanges(const GreyRanges& ranges);
    [[nodiscard]] GreyWindow greyWindow() const;
    /// Chooses "By hand".
    void setByHand(const GreyWindow& window);

Q_SIGNALS:
    void windowChosen(const tandem::GreyWindow& window);

private:
    void fill();
    void choose(const QString& id);
    void chosen();
    void remember();

    QString m_memory;  ///< the file
    bool m_remembers;
    GreyRanges m_ranges;
    std::optional<GreyWindow> m_byHand;
    QTimer m_rememberTimer;   ///< not at every step of a drag
    bool m_isChosen = false;  ///< by the person, now or before
};

}  // namespace tandem
