#pragma once

#include "core/store/dataset_repository.h"
#include "datasets/dataset.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

/// A data set may be named by `lab:ID` or `lab:FINGERPRINT`: one that the lab file holds, divided as it was
/// when it was imported, without its source.
bool namesStoredData(const std::string& spec);

/// The spec of a stored data set that keeps its meaning in every lab that holds the same texts.
std::string storedSpec(const std::string& fingerprint);

/// The id of the data set that \p spec names in \p lab. Requires namesStoredData(spec). \throws StoreError.
std::int64_t storedId(LabFile& lab, const std::string& spec);

/// loadDataset() for every spec: stored data sets come from the lab file at \p labPath.
/// \throws ConfigError when \p config wants columns, a test set or a limit of a stored data set, or a stored
/// one as the separate test set.
/// \throws StoreError  there is no such lab file or data set.
Dataset loadData(const DataConfig& config, const std::string& labPath, const LoadControl& control = {});

/// Whether what \p config names can be read where it was: its source and its separate test set.
bool sourcesAreThere(const DataConfig& config);

/// The texts that \p run was trained on, in the parts of its training; nothing where \p lab does not hold
/// them. \throws StoreError there is no such run.
std::optional<Dataset> trainedData(LabFile& lab, std::int64_t run);

/// Stores \p data in the lab file at \p labPath, all of it or, when cancelled, nothing, and returns its id.
/// Content that is there already is not stored again.
/// \throws StoreError, Cancelled.
std::int64_t importData(const Dataset& data, const DataConfig& config, const std::string& labPath,
                        const LoadControl& control = {});

} // namespace lab
