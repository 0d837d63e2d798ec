#include "ui/session/reliability_words.h"

namespace tandem {

// Broken into lines, as a tooltip breaks no plain text.

QString ReliabilityWords::ofADecoder() {
    return tr(
        "The method's weight r of one decoder: the mean over classes of\n1 − (similarity − probability)². It says "
        "how strongly the decoder's\npseudo-label would teach the other, from 0 to 1, and can be near 1\nalso where "
        "the two disagree.");
}

QString ReliabilityWords::ofAVoxel() {
    return tr(
        "How far a voxel can be trusted, of both decoders together:\nmin(r of A, r of B), and 0 where they "
        "disagree. r is a decoder's weight:\nthe mean over classes of 1 − (similarity − probability)².");
}

QString ReliabilityWords::ofARegion() {
    return tr(
        "Mean over the region of how far a voxel can be trusted:\nmin(r of A, r of B), and 0 where the decoders "
        "disagree. r is a decoder's weight:\nthe mean over classes of 1 − (similarity − probability)².");
}

QString ReliabilityWords::ofACase() {
    return tr(
        "Mean over the possible structure of how far a voxel can be trusted, 0 to 1:\nmin(r of A, r of B), and 0 "
        "where the decoders disagree. r is a decoder's weight:\nthe mean over classes of 1 − (similarity − "
        "probability)².");
}

}  // namespace tandem
