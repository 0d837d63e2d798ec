#include "storage/foreign/object_writing.h"

#include "core/base/error.h"

#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcostrmb.h>

#include <algorithm>
#include <vector>

namespace tandem {

void require(const OFCondition& condition, const std::filesystem::path& file) {
    if (condition.bad()) {
        throw Error(ErrorCode::Internal,
                    file.string() + " cannot be made as a DICOM object; export the label as NIfTI or NRRD.",
                    condition.text());
    }
}

OFString shortened(std::string text, std::size_t most) {
    if (text.size() > most) {
        while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
            --most;
        }
        text.resize(most);
    }
    std::ranges::replace(text, '\\', '/');  // DICOM parts values with it
    return OFString(text.c_str());
}

std::string bytesOf(DcmFileFormat& format, E_TransferSyntax syntax, const std::filesystem::path& file) {
    std::vector<char> block(std::size_t{1} << 20);
    DcmOutputBufferStream stream(block.data(), static_cast<offile_off_t>(block.size()));
    std::string bytes;
    format.transferInit();
    OFCondition status = EC_StreamNotifyClient;
    while (status == EC_StreamNotifyClient) {  // the block is full
        status = format.write(stream, syntax, EET_UndefinedLength, nullptr);
        void* filled = nullptr;
        offile_off_t count = 0;
        stream.flushBuffer(filled, count);
        bytes.append(static_cast<const char*>(filled), static_cast<std::size_t>(count));
    }
    format.transferEnd();
    require(status, file);
    return bytes;
}

}  // namespace tandem
