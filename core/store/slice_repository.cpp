#include "core/store/slice_repository.h"

#include "core/store/connection.h"

#include <nlohmann/json.hpp>

#include <array>

namespace lab {
namespace {

using nlohmann::json;

constexpr std::array kSplits{"train", "validation", "test"};
constexpr std::array kOutcomes{"any", "right", "wrong"};
constexpr std::array kTexts{"any", "repeated", "leaked"};

template <class Names> std::size_t indexOf(const Names& names, const std::string& name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == names[i])
            return i;
    return 0;
}

std::string toJson(const RecordFilter& filter) {
    json object{{"search", filter.search},
                {"min_tokens", filter.minTokens},
                {"max_tokens", filter.maxTokens},
                {"outcome", kOutcomes.at(static_cast<std::size_t>(filter.outcome))},
                {"texts", kTexts.at(static_cast<std::size_t>(filter.texts))}};
    if (filter.split)
        object["split"] = kSplits.at(static_cast<std::size_t>(*filter.split));
    if (filter.label)
        object["label"] = *filter.label;
    if (filter.predicted)
        object["predicted"] = *filter.predicted;
    return object.dump();
}

RecordFilter filterFromJson(const std::string& text, const std::string& path) {
    try {
        const json object = json::parse(text);
        RecordFilter filter;
        filter.search = object.value("search", std::string());
        filter.minTokens = object.value("min_tokens", std::int64_t{0});
        filter.maxTokens = object.value("max_tokens", std::int64_t{0});
        filter.outcome =
            static_cast<RecordFilter::Outcome>(indexOf(kOutcomes, object.value("outcome", std::string())));
        filter.texts =
            static_cast<RecordFilter::Texts>(indexOf(kTexts, object.value("texts", std::string())));
        if (object.contains("split"))
            filter.split = static_cast<RecordSplit>(indexOf(kSplits, object.at("split").get<std::string>()));
        if (object.contains("label"))
            filter.label = object.at("label").get<int>();
        if (object.contains("predicted"))
            filter.predicted = object.at("predicted").get<int>();
        return filter;
    } catch (const json::exception& error) {
        throw StoreError(fmt::format("{}: the filter of a slice cannot be read ({})", path, error.what()));
    }
}

} // namespace

std::vector<Slice> SliceRepository::list(std::int64_t dataset) const {
    return m_connection.read([&] {
        std::vector<Slice> slices;
        Query rows = m_connection.query("SELECT id, name, filter FROM slices WHERE dataset_id = ? "
                                        "ORDER BY name COLLATE NOCASE, name");
        rows.bind(dataset);
        while (rows.next())
            slices.push_back(
                {rows.integer(0), rows.text(1), filterFromJson(rows.text(2), m_connection.path())});
        return slices;
    });
}

std::int64_t SliceRepository::save(std::int64_t dataset, const std::string& name,
                                   const RecordFilter& filter) {
    return m_connection.write([&] {
        Query row =
            m_connection.query("INSERT INTO slices (dataset_id, name, filter) VALUES (?, ?, ?) "
                               "ON CONFLICT (dataset_id, name) DO UPDATE SET filter = excluded.filter "
                               "RETURNING id");
        row.bind(dataset, name, toJson(filter)).next();
        return row.integer(0);
    });
}

void SliceRepository::remove(std::int64_t id) {
    m_connection.write([&] { m_connection.query("DELETE FROM slices WHERE id = ?").bind(id).run(); });
}

} // namespace lab
