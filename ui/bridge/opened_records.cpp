#include "ui/bridge/opened_records.h"

#include "core/store/run_repository.h"
#include "datasets/clean_text.h"
#include "workbench/data_source.h"

#include <algorithm>
#include <numeric>

namespace lab {

LabFile& OpenedRecords::lab() {
    if (!file)
        file = std::make_unique<LabFile>(path);
    return *file;
}

std::int64_t OpenedRecords::find(const DataConfig& config, std::int64_t run, const LoadControl& control) {
    if (run != 0)
        if (const auto id = RunRepository(lab()).load(run).row.dataset)
            return *id;
    if (namesStoredData(config.spec))
        return storedId(lab(), config.spec);
    lab(); // what cannot be opened is said before anything is read
    return importData(loadDataset(config, control), config, path, control);
}

void OpenedRecords::take(Vocabulary words, TokenizerKind kind) {
    vocabulary = std::move(words);
    tokenizer = makeTokenizer(kind);
    byCount.resize(static_cast<std::size_t>(vocabulary.size()));
    std::iota(byCount.begin(), byCount.end(), 0);
    const auto count = [&](std::int32_t id) { return vocabulary.counts()[static_cast<std::size_t>(id)]; };
    std::stable_sort(byCount.begin(), byCount.end(),
                     [&](std::int32_t a, std::int32_t b) { return count(a) > count(b); });
}

WordRow OpenedRecords::word(std::int32_t id) const {
    return {QString::fromStdString(vocabulary.token(id)), id,
            vocabulary.counts()[static_cast<std::size_t>(id)], true};
}

bool OpenedRecords::follow(const RecordEdit& edit) {
    dataset = edit.dataset;
    fingerprint = edit.done.to;
    bool rearranged = false;
    for (std::size_t i = 0; i < edit.done.changes.size(); ++i) {
        const auto& [position, record] = edit.done.changes[i];
        const auto& former = edit.back.changes[i].record;
        rearranged = rearranged || record.has_value() != former.has_value();
        const bool sameText = record && former && record->text == former->text;
        if (!sameText)
            touched.insert(position);
        if (!record) {
            index.remove(position);
            continue;
        }
        RecordFacts facts;
        if (const RecordFacts* present = sameText ? index.find(position) : nullptr)
            facts = *present; // what a run made of the text still holds
        else
            facts.tokens = static_cast<std::int32_t>(tokenizer->split(record->text).size());
        facts.position = position;
        facts.split = record->split;
        facts.label = record->label;
        index.put(facts);
    }
    if (edit.found)
        rearranged = index.renumber(DatasetRepository(lab()).positions(dataset)) || rearranged;
    if (rearranged) { // rows are counted anew
        arrangement = 0;
        positions.clear();
    }
    return rearranged;
}

std::vector<RecordRow> OpenedRecords::rows(std::int64_t first, std::int64_t count) {
    const auto total = static_cast<std::int64_t>(positions.size());
    const auto begin = positions.begin() + first;
    const std::vector<std::int64_t> wanted(begin, begin + std::min(count, total - first));
    const auto texts = DatasetRepository(lab()).texts(dataset, wanted);
    std::vector<RecordRow> rows;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        rows.push_back({index.at(wanted[i]), QString::fromStdString(texts[i])});
    return rows;
}

std::vector<RecordChange> OpenedRecords::changes(const RecordEditor& editor, const std::vector<int>& rows,
                                                 const RecordPatch& patch) const {
    std::vector<std::int64_t> wanted;
    for (const int row : rows)
        wanted.push_back(positions.at(static_cast<std::size_t>(row)));
    std::vector<RecordChange> changes;
    const auto records = editor.records(dataset, wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        RecordChange& change = changes.emplace_back(RecordChange{wanted[i], records[i]});
        if (patch.remove || !change.record) {
            change.record.reset();
            continue;
        }
        if (patch.text)
            change.record->text = asRead(*patch.text);
        change.record->label = patch.label.value_or(change.record->label);
        change.record->split = patch.split.value_or(change.record->split);
    }
    return changes;
}

std::vector<WordRow> OpenedRecords::cut(const std::string& typed) const {
    std::vector<WordRow> words;
    if (!tokenizer)
        return words;
    for (const std::string& token : tokenizer->split(typed)) {
        const std::int32_t id = vocabulary.id(token);
        const bool known = vocabulary.contains(token);
        words.push_back({QString::fromStdString(token), id, known ? word(id).count : 0, known});
    }
    return words;
}

std::pair<std::vector<WordRow>, std::int64_t> OpenedRecords::words(const std::string& typed,
                                                                   std::int64_t most) const {
    std::vector<WordRow> words;
    std::int64_t total = 0;
    for (const std::int32_t id : byCount) {
        if (id == Vocabulary::kPadding || vocabulary.token(id).find(typed) == std::string::npos)
            continue;
        if (++total <= most)
            words.push_back(word(id));
    }
    return {std::move(words), total};
}

std::string asRead(std::string text) {
    cleanText(text, {false, false, false});
    return text;
}

} // namespace lab
