#ifndef BRINE_CZEROMQ_SHIM_H
#define BRINE_CZEROMQ_SHIM_H

#include <errno.h>
#include <zmq.h>

/* Draft in 4.3's header, stable in the library: without a ZAP handler nobody gets in. */
#ifndef ZMQ_ZAP_ENFORCE_DOMAIN
#define ZMQ_ZAP_ENFORCE_DOMAIN 93
#endif

#endif
