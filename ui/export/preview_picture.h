// Draws a preview as large as there is room, in the shape of the patient.
//
// Used on the GUI thread.
#pragma once

#include "ui/export/abstain_preview.h"

#include <QWidget>

namespace tandem {

class PreviewPicture : public QWidget {
    Q_OBJECT

public:
    explicit PreviewPicture(QWidget* parent = nullptr);

    void setPreview(const AbstainPreview& preview);
    void clear();
    /// Below 0: abstains nowhere.
    void setThreshold(int hundredths);
    /// Where the slice is drawn.
    [[nodiscard]] QRect pictureRect() const;

    [[nodiscard]] QSize sizeHint() const override { return {340, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {180, 140}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    AbstainPreview m_preview;
    int m_threshold = -1;
};

}  // namespace tandem
