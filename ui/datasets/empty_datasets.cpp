#include "ui/datasets/empty_datasets.h"

#include "ui/session/changing_controls.h"
#include "ui/theme/translated.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

EmptyDatasets::EmptyDatasets(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_text(new QLabel(this)), m_import(new QPushButton(this)) {
    setObjectName("datasetsEmpty");
    m_title->setProperty("role", "title");
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setFixedWidth(560);
    m_import->setObjectName("importFirst");
    m_import->setProperty("primary", true);
    noteChanging({m_import});
    connect(m_import, &QPushButton::clicked, this, &EmptyDatasets::importWanted);
    auto* const layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    // In a row of its own, as only a layout without alignment asks how high the text is at its width.
    auto* const row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_text);
    row->addStretch();
    layout->addLayout(row);
    layout->addSpacing(16);
    layout->addWidget(m_import, 0, Qt::AlignHCenter);
    layout->addStretch();
    keepTranslated(*this, [this] { retranslate(); });
}

void EmptyDatasets::retranslate() {
    m_title->setText(tr("Drop images or folders here"));
    m_text->setText(
        tr("Most folders of images and labels are read as they are: Decathlon and nnU-Net, BIDS, LiTS, KiTS, BraTS, "
           "case.nii.gz beside case_seg.nii.gz. Cases without a label are welcome. NIfTI, NRRD, MetaImage, Analyze, "
           "HDF5 and DICOM can be read. You see what was found, and can pair by hand, before anything is written; your "
           "files stay where they are."));
    m_import->setText(tr("Import a fol&der…"));
}

}  // namespace tandem
