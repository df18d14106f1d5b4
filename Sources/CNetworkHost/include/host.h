/* What tests make hosts of: a network namespace with one device, whose packets its maker reads and writes.

   No header of the system's here: what they declare would belong to this module, for all that is built with it. */
#ifndef BRINE_NETWORK_HOST_H
#define BRINE_NETWORK_HOST_H

struct brine_host {
    /* Its address, in a network of 256. */
    const char *address;
    /* The device, which does not block: it ends with this descriptor. */
    int device;
    /* The namespace: it is there as long as this descriptor, or a process in it. */
    int space;
    /* What the system refused, and why; no text where it is made. */
    const char *refused;
    int error;
};

/* Makes the host of an address; where it cannot be made, nothing is left of it. */
void brine_open_host(struct brine_host *host);

#endif
