# Where pip's cuBLAS is looked for. usage: cmake -DSOURCE=<root> -P pip_cublas_test.cmake
include(${SOURCE}/cmake/PipCublas.cmake)
set(root ${CMAKE_CURRENT_BINARY_DIR}/pip_cublas_test)
set(python ${CMAKE_COMMAND} -E env PYTHONPATH=${root} python3 -S)

function(expect folder major)
  lab_find_pip_cublas(found ${major} "${python}")
  if(NOT found STREQUAL folder)
    message(FATAL_ERROR "for CUDA ${major}: \"${found}\" instead of \"${folder}\"")
  endif()
endfunction()
function(put folder major)
  foreach(name include/cublas_v2.h include/cublasLt.h lib/libcublas.so.${major} lib/libcublasLt.so.${major})
    file(WRITE ${folder}/${name} "")
  endforeach()
endfunction()

file(REMOVE_RECURSE ${root})
expect("" 13) # no such package
file(MAKE_DIRECTORY ${root}/nvidia/cu13/lib)
expect("" 13) # nothing in it
put(${root}/nvidia/cu13 13)
put(${root}/nvidia/cublas 12)
expect(${root}/nvidia/cu13 13)
expect(${root}/nvidia/cublas 12)
expect("" 14) # of another release
set(python ${root}/no_python)
expect("" 13)
file(REMOVE_RECURSE ${root})
