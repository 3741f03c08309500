#pragma once

#include "core/config/run_config.h"
#include "core/inspect/attention_map.h"
#include "core/store/dataset_repository.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "core/train/encoded_split.h"
#include "datasets/dataset.h"

#include <memory>
#include <string>
#include <vector>

namespace lab {

/// From text to token ids with one tokeniser and one vocabulary; the same for training and for reading.
class TextPipeline {
public:
    TextPipeline(TokenizerKind tokenizer, Vocabulary vocabulary, int maxLength);

    /// Learns the vocabulary from the training texts alone.
    /// \throws Cancelled when \p stop asks for it.
    static TextPipeline learn(const Dataset& data, const TextConfig& config, int maxLength,
                              const std::stop_token& stop = {});

    struct Encoded {
        std::vector<std::string> tokens; ///< what the person sees, cut to the maximum length
        std::vector<std::int32_t> ids;   ///< never empty: a text without tokens is one unknown token
    };
    [[nodiscard]] Encoded encode(const std::string& text) const;
    /// Says in \p map which tokens were read: their words, and their ids in the vocabulary.
    void name(AttentionMap& map, Encoded text) const;
    /// All examples of one split. \throws Cancelled when \p stop asks for it.
    [[nodiscard]] EncodedSplit encode(const Dataset& data, Split split,
                                      const std::stop_token& stop = {}) const;

    [[nodiscard]] const Vocabulary& vocabulary() const { return m_vocabulary; }

private:
    std::unique_ptr<Tokenizer> m_tokenizer;
    Vocabulary m_vocabulary;
    std::size_t m_maxLength;
};

/// A data set as the lab file keeps it, and back.
StoredDataset toStored(const Dataset& data, const DataConfig& config);
Dataset fromStored(StoredDataset stored);

} // namespace lab
