#define Py_LIMITED_API 0x03080000
#include <Python.h>

static PyObject *greet(PyObject *self, PyObject *unused) {
  return PyUnicode_FromString("hello from C in Python");
}

static PyMethodDef methods[] = {{"greet", greet, METH_NOARGS, "Greets."}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "greet", NULL, -1, methods};

PyMODINIT_FUNC PyInit_greet(void) { return PyModule_Create(&module); }
