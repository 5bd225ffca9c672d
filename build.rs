//! Tells the linker how a Node-API addon is linked on this platform.

fn main() {
    napi_build::setup();
}
