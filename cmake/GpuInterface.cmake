# lab_gpu_interface(<out> <headers…>): a token of what crosses the border between the programs and the GPU module, whose
# objects have virtual functions: any edit of these headers gives another one.
function(lab_gpu_interface out)
  set(hashes "")
  foreach(header IN LISTS ARGN)
    file(SHA256 ${header} hash)
    cmake_path(GET header FILENAME name)
    string(APPEND hashes "${name} ${hash}\n")
  endforeach()
  string(SHA256 token "${hashes}")
  string(SUBSTRING ${token} 0 16 token)
  set(${out} ${token} PARENT_SCOPE)
endfunction()
