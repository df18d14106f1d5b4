#define _GNU_SOURCE
#include "host.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int refuse(struct brine_host *host, const char *what) {
    host->refused = what;
    host->error = errno;
    return -1;
}

static void fill_address(struct sockaddr *place, const char *text) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    inet_pton(AF_INET, text, &address.sin_addr);
    memcpy(place, &address, sizeof address);
}

static int raise_device(struct brine_host *host, int asking, const char *name, const char *address) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (address) {
        fill_address(&request.ifr_addr, address);
        if (ioctl(asking, SIOCSIFADDR, &request) != 0) return refuse(host, "an address for the device");
        fill_address(&request.ifr_netmask, "255.255.255.0");
        if (ioctl(asking, SIOCSIFNETMASK, &request) != 0) return refuse(host, "a mask for the device");
    }
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (ioctl(asking, SIOCSIFFLAGS, &request) != 0) return refuse(host, "to start the device");
    return 0;
}

static int open_device(struct brine_host *host) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    host->device = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (host->device < 0) return refuse(host, "to open /dev/net/tun");
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    strncpy(request.ifr_name, "tun0", IFNAMSIZ - 1);
    if (ioctl(host->device, TUNSETIFF, &request) != 0) return refuse(host, "a TUN device (TUNSETIFF)");
    return 0;
}

static void *make_host(void *argument) {
    struct brine_host *host = argument;
    int asking = -1;
    if (unshare(CLONE_NEWNET) != 0) {
        refuse(host, "a network namespace (unshare)");
        return NULL;
    }
    host->space = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (host->space < 0) {
        refuse(host, "to open the namespace");
    } else if (open_device(host) == 0) {
        asking = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (asking < 0) {
            refuse(host, "a socket");
        } else if (raise_device(host, asking, "lo", NULL) == 0) {
            raise_device(host, asking, "tun0", host->address);
        }
    }
    if (asking >= 0) close(asking);
    return NULL;
}

/* In a thread of its own, which ends with this: a namespace is its thread's. */
void brine_open_host(struct brine_host *host) {
    pthread_t thread;
    int error;
    host->device = host->space = -1;
    host->refused = NULL;
    host->error = 0;
    error = pthread_create(&thread, NULL, make_host, host);
    if (error != 0) {
        host->refused = "a thread";
        host->error = error;
        return;
    }
    pthread_join(thread, NULL);
    if (!host->refused) return;
    if (host->device >= 0) close(host->device);
    if (host->space >= 0) close(host->space);
}

