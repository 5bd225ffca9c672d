//! Several heaps on one thread.

mod miri {
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
    };

    use super::super::run_test;
    use crate::{
        Ephemeron, Finalize, Gc, GcRefCell, Heap, HeapOwner, Trace, WeakGc, WeakMap,
        collect_orphans, finalizer_safe, force_collect, is_busy,
    };

    /// Counts how many of its kind are alive.
    #[derive(Clone)]
    struct Witness(Rc<Cell<usize>>);

    impl Witness {
        fn new(count: &Rc<Cell<usize>>) -> Self {
            count.set(count.get() + 1);
            Self(count.clone())
        }
    }

    impl Drop for Witness {
        fn drop(&mut self) {
            self.0.set(self.0.get() - 1);
        }
    }

    #[derive(Trace, Finalize)]
    struct Node {
        #[unsafe_ignore_trace]
        _witness: Witness,
        next: GcRefCell<Option<Gc<Node>>>,
        text: String,
    }

    fn node(count: &Rc<Cell<usize>>, next: Option<Gc<Node>>) -> Gc<Node> {
        Gc::new(Node {
            _witness: Witness::new(count),
            next: GcRefCell::new(next),
            text: String::from("a text that lies elsewhere"),
        })
    }

    #[test]
    fn a_collection_looks_at_the_current_heap_only() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            a.with(|| drop(node(&count, None)));
            b.with(|| drop(node(&count, None)));
            force_collect();
            assert_eq!(count.get(), 2);
            a.with(force_collect);
            assert_eq!(count.get(), 1);
            assert_eq!((a.collections(), b.collections()), (1, 0));
            b.collect();
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn entries_nest_and_a_panic_leaves_them() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            a.with(|| {
                b.with(|| drop(node(&count, None)));
                drop(node(&count, None));
                a.with(|| drop(node(&count, None)));
                let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    b.with(|| panic!("on purpose"));
                }));
                assert!(caught.is_err());
                drop(node(&count, None));
            });
            drop(node(&count, None));
            b.collect();
            assert_eq!(count.get(), 4);
            a.collect();
            assert_eq!(count.get(), 1);
            force_collect();
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn a_heap_that_is_dropped_drops_its_values_cycles_included() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| {
                let first = node(&count, None);
                let second = node(&count, Some(first.clone()));
                *first.next.borrow_mut() = Some(second);
                let third = node(&count, None);
                *third.next.borrow_mut() = Some(third.clone());
            });
            assert_eq!(count.get(), 3);
            drop(heap);
            assert_eq!(count.get(), 0);
            assert_eq!(collect_orphans(), 0);
        });
    }

    #[test]
    fn a_cell_in_a_heap_that_is_dropped_lives_as_long_as_a_handle_to_it() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            let kept = heap.with(|| {
                drop(node(&count, None));
                node(&count, Some(node(&count, None)))
            });
            drop(heap);
            assert_eq!(collect_orphans(), 1);
            assert_eq!(count.get(), 2);
            let next = kept.next.borrow().clone().unwrap();
            drop(kept);
            assert_eq!(collect_orphans(), 1);
            assert_eq!(count.get(), 1);
            assert_eq!(next.text, "a text that lies elsewhere");
            let again = next.clone();
            drop(next);
            assert_eq!(collect_orphans(), 1);
            drop(again);
            assert_eq!(collect_orphans(), 0);
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn handles_between_heaps_are_roots_whichever_is_dropped_first() {
        for is_first_dropped in [true, false] {
            run_test(move || {
                let count = Rc::default();
                let (a, b) = (Heap::new(), Heap::new());
                let target = a.with(|| node(&count, None));
                let holder = b.with(|| node(&count, Some(target.clone())));
                drop(target);
                a.collect();
                b.collect();
                assert_eq!(count.get(), 2);
                if is_first_dropped {
                    drop(a);
                    assert_eq!(collect_orphans(), 1);
                    assert_eq!(
                        holder.next.borrow().as_ref().unwrap().text,
                        "a text that lies elsewhere"
                    );
                    drop(holder);
                    drop(b);
                } else {
                    drop(holder);
                    drop(b);
                    assert_eq!(count.get(), 1);
                    a.collect();
                    assert_eq!(count.get(), 0);
                    drop(a);
                }
                assert_eq!(collect_orphans(), 0);
                assert_eq!(count.get(), 0);
            });
        }
    }

    #[test]
    fn a_cycle_through_two_heaps_goes_when_both_are_dropped() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            let first = a.with(|| node(&count, None));
            let second = b.with(|| node(&count, Some(first.clone())));
            *first.next.borrow_mut() = Some(second.clone());
            drop((first, second));
            for _ in 0..3 {
                a.collect();
                b.collect();
                assert_eq!(count.get(), 2);
            }
            drop(a);
            b.collect();
            assert_eq!(collect_orphans(), 1);
            assert_eq!(count.get(), 2);
            drop(b);
            assert_eq!(collect_orphans(), 0);
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn a_collection_marks_nothing_in_other_heaps() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            let target = a.with(|| node(&count, None));
            let holder = b.with(|| node(&count, Some(target.clone())));
            b.collect();
            // A mark or a count of b's collection would keep it, or lose it.
            drop(target);
            a.collect();
            assert_eq!(count.get(), 2);
            *holder.next.borrow_mut() = None;
            a.collect();
            assert_eq!(count.get(), 1);
        });
    }

    #[test]
    fn weak_handles_follow_the_heap_of_what_they_point_to() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            let target = a.with(|| node(&count, None));
            let weak = b.with(|| Gc::new(WeakGc::new(&target)));
            let value = Ephemeron::new(&target, node(&count, None));
            b.collect();
            force_collect();
            assert!(weak.upgrade().is_some());
            assert!(value.value().is_some());
            drop(target);
            b.collect();
            force_collect();
            assert!(weak.upgrade().is_some());
            a.collect();
            assert!(weak.upgrade().is_none());
            assert!(value.value().is_none());
            force_collect();
            assert_eq!(count.get(), 0);
            drop(a);
            assert_eq!(collect_orphans(), 1);
            assert!(weak.upgrade().is_none());
            drop((weak, value, b));
            assert_eq!(collect_orphans(), 0);
        });
    }

    #[test]
    fn a_weak_handle_to_a_heap_that_is_dropped_leads_nowhere() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            let weak = heap.with(|| WeakGc::new(&node(&count, None)));
            drop(heap);
            assert_eq!(collect_orphans(), 1);
            assert!(weak.upgrade().is_none());
            assert_eq!(count.get(), 0);
            drop(weak);
            assert_eq!(collect_orphans(), 0);
        });
    }

    #[test]
    fn weak_maps_have_keys_of_several_heaps() {
        run_test(|| {
            let count = Rc::default();
            let (a, b) = (Heap::new(), Heap::new());
            let mut map = a.with(WeakMap::new);
            let own = a.with(|| node(&count, None));
            let other = b.with(|| node(&count, None));
            a.with(|| {
                map.insert(&own, node(&count, None));
                map.insert(&other, node(&count, None));
            });
            a.collect();
            b.collect();
            assert_eq!(count.get(), 4);
            drop(other);
            b.collect();
            a.collect();
            assert_eq!(count.get(), 2);
            assert!(map.contains_key(&own));
            drop(own);
            a.collect();
            assert_eq!(count.get(), 0);
            drop(map);
            drop(b);
            drop(a);
            assert_eq!(collect_orphans(), 0);
        });
    }

    #[test]
    fn a_heap_with_weak_maps_is_dropped_at_once() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| {
                let mut map = WeakMap::new();
                let key = node(&count, None);
                map.insert(&key, node(&count, Some(key.clone())));
                let holder = Gc::new(map);
                let cycle = Gc::new_cyclic(|weak: &WeakGc<GcRefCell<Option<WeakGc<_>>>>| {
                    let _ = weak;
                    GcRefCell::new(None::<WeakGc<u8>>)
                });
                drop((holder, cycle));
            });
            drop(heap);
            assert_eq!(count.get(), 0);
            assert_eq!(collect_orphans(), 0);
        });
    }

    thread_local! {
        static STASH: RefCell<Vec<Gc<Node>>> = const { RefCell::new(Vec::new()) };
        static FINALIZED: Cell<usize> = const { Cell::new(0) };
    }

    /// Looks at another cell when it is finalized, and does something with the handle to it.
    #[derive(Trace)]
    struct Toucher {
        other: GcRefCell<Option<Gc<Node>>>,
        #[unsafe_ignore_trace]
        act: fn(&GcRefCell<Option<Gc<Node>>>),
    }

    impl Finalize for Toucher {
        fn finalize(&self) {
            FINALIZED.set(FINALIZED.get() + 1);
            if let Some(other) = &*self.other.borrow() {
                assert_eq!(other.text, "a text that lies elsewhere");
            }
            (self.act)(&self.other);
        }
    }

    fn toucher(other: Gc<Node>, act: fn(&GcRefCell<Option<Gc<Node>>>)) -> Gc<Toucher> {
        Gc::new(Toucher {
            other: GcRefCell::new(Some(other)),
            act,
        })
    }

    #[test]
    fn finalizers_touch_other_dead_cells() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| {
                let other = node(&count, None);
                *other.next.borrow_mut() = Some(other.clone());
                drop(toucher(other.clone(), |_| ()));
                drop(toucher(other, |_| ()));
                force_collect();
            });
            assert_eq!(FINALIZED.get(), 2);
            assert_eq!(count.get(), 0);
            assert_eq!(heap.bytes(), 0);
        });
    }

    #[test]
    fn what_a_finalizer_copies_or_takes_out_lives_on() {
        let acts: [fn(&GcRefCell<Option<Gc<Node>>>); 2] = [
            |cell| STASH.with_borrow_mut(|stash| stash.extend(cell.borrow().clone())),
            |cell| STASH.with_borrow_mut(|stash| stash.extend(cell.borrow_mut().take())),
        ];
        for act in acts {
            run_test(move || {
                let count = Rc::default();
                let heap = Heap::new();
                heap.with(|| drop(toucher(node(&count, Some(node(&count, None))), act)));
                heap.collect();
                assert_eq!(FINALIZED.get(), 1);
                assert_eq!(count.get(), 2);
                heap.collect();
                STASH.with_borrow(|stash| {
                    assert_eq!(stash.len(), 1);
                    let next = stash[0].next.borrow().clone();
                    assert_eq!(next.unwrap().text, "a text that lies elsewhere");
                });
                STASH.take();
                heap.collect();
                assert_eq!(count.get(), 0);
                assert_eq!(heap.bytes(), 0);
            });
        }
    }

    #[test]
    fn what_a_finalizer_makes_is_not_garbage_yet() {
        run_test(|| {
            let count: Rc<Cell<usize>> = Rc::default();
            thread_local!(static COUNT: RefCell<Rc<Cell<usize>>> = RefCell::default());
            COUNT.set(count.clone());
            let heap = Heap::new();
            heap.with(|| {
                drop(toucher(node(&count, None), |cell| {
                    let count = COUNT.with_borrow(Clone::clone);
                    let made = node(&count, cell.borrow().clone());
                    let weak = WeakGc::new(&made);
                    force_collect();
                    assert!(weak.upgrade().is_some());
                    STASH.with_borrow_mut(|stash| stash.push(made));
                }));
                force_collect();
                assert_eq!(count.get(), 2);
                force_collect();
                assert_eq!(count.get(), 2);
            });
            STASH.take();
            heap.collect();
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn a_weak_handle_that_a_finalizer_makes_to_a_dead_cell_leads_nowhere() {
        run_test(|| {
            thread_local!(static WEAK: RefCell<Option<WeakGc<Node>>> = const { RefCell::new(None) });
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| {
                drop(toucher(node(&count, None), |cell| {
                    WEAK.set(cell.borrow().as_ref().map(WeakGc::new));
                }));
            });
            heap.collect();
            assert_eq!(count.get(), 0);
            WEAK.with_borrow(|weak| assert!(weak.as_ref().unwrap().upgrade().is_none()));
            heap.with(|| drop(node(&count, None)));
            WEAK.with_borrow(|weak| assert!(weak.as_ref().unwrap().upgrade().is_none()));
            WEAK.take();
        });
    }

    #[test]
    fn a_heap_that_is_dropped_runs_no_finalizers() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| drop(toucher(node(&count, None), |_| ())));
            drop(heap);
            assert_eq!(FINALIZED.get(), 0);
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn a_heap_is_dropped_in_the_middle_of_another_ones_collection() {
        run_test(|| {
            thread_local!(static INNER: RefCell<Option<Heap>> = const { RefCell::new(None) });
            let count = Rc::default();
            let (outer, inner) = (Heap::new(), Heap::new());
            inner.with(|| drop(node(&count, None)));
            INNER.set(Some(inner));
            outer.with(|| {
                drop(toucher(node(&count, None), |_| {
                    assert!(is_busy());
                    assert!(finalizer_safe());
                    INNER.take();
                    assert!(finalizer_safe());
                }));
            });
            outer.collect();
            assert!(!is_busy());
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn a_panic_in_a_finalizer_leaves_a_heap_that_works() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            let kept = heap.with(|| {
                drop(toucher(node(&count, None), |cell| {
                    cell.borrow_mut().take();
                    assert!(FINALIZED.get() > 1, "on purpose");
                }));
                node(&count, None)
            });
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| heap.collect()));
            assert!(caught.is_err());
            assert!(!is_busy());
            heap.collect();
            assert_eq!(count.get(), 1);
            assert_eq!(kept.text, "a text that lies elsewhere");
        });
    }

    #[test]
    fn a_panic_in_a_drop_leaves_a_heap_that_works() {
        struct Bomb(bool);
        impl Drop for Bomb {
            fn drop(&mut self) {
                assert!(!self.0, "on purpose");
            }
        }
        #[derive(Trace, Finalize)]
        struct Holder {
            #[unsafe_ignore_trace]
            _bomb: Bomb,
            other: Gc<Node>,
        }
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            heap.with(|| {
                for is_live in [false, true, false] {
                    drop(Gc::new(Holder {
                        _bomb: Bomb(is_live),
                        other: node(&count, None),
                    }));
                }
            });
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| heap.collect()));
            assert!(caught.is_err());
            assert!(finalizer_safe());
            heap.collect();
            assert_eq!(count.get(), 0);
        });
    }

    #[test]
    fn large_cells_and_cells_of_every_size_are_used_again() {
        #[derive(Trace, Finalize)]
        struct Filled<const N: usize> {
            #[unsafe_ignore_trace]
            bytes: [u8; N],
        }
        #[derive(Trace, Finalize)]
        #[repr(align(64))]
        struct Aligned(u8);

        fn check<const N: usize>(heap: &Heap) {
            heap.with(|| {
                let cells: Vec<_> = (0..20)
                    .map(|index| Gc::new(Filled { bytes: [index; N] }))
                    .collect();
                let kept: Vec<_> = cells.iter().step_by(3).cloned().collect();
                drop(cells);
                force_collect();
                let more: Vec<_> = (0..20)
                    .map(|index| Gc::new(Filled { bytes: [index; N] }))
                    .collect();
                for (index, cell) in kept.iter().enumerate() {
                    assert!(
                        cell.bytes
                            .iter()
                            .all(|&byte| usize::from(byte) == 3 * index)
                    );
                }
                for (index, cell) in more.iter().enumerate() {
                    assert!(cell.bytes.iter().all(|&byte| usize::from(byte) == index));
                }
            });
            heap.collect();
            assert_eq!(heap.bytes(), 0);
        }
        run_test(|| {
            let heap = Heap::new();
            for _ in 0..if cfg!(miri) { 1 } else { 3 } {
                check::<0>(&heap);
                check::<1>(&heap);
                check::<100>(&heap);
                check::<255>(&heap);
                check::<500>(&heap);
                check::<1000>(&heap);
                check::<1010>(&heap);
                check::<5000>(&heap);
                if !cfg!(miri) {
                    check::<100_000>(&heap);
                }
                heap.with(|| {
                    let aligned = Gc::new(Aligned(7));
                    assert_eq!((&raw const *aligned) as usize % 64, 0);
                    assert_eq!(aligned.0, 7);
                });
                heap.collect();
            }
        });
    }

    #[test]
    fn the_owner_pays_for_what_others_trigger() {
        #[derive(Default)]
        struct Owner {
            paid: Cell<usize>,
            depth: Cell<usize>,
        }
        impl HeapOwner for Owner {
            fn pay_for(&self, work: &mut dyn FnMut()) {
                self.paid.set(self.paid.get() + 1);
                self.depth.set(self.depth.get() + 1);
                work();
                self.depth.set(self.depth.get() - 1);
            }
        }
        run_test(|| {
            let owner = Rc::new(Owner::default());
            let heap = Heap::new();
            heap.set_owner(owner.clone());
            let kept = heap.with(|| Gc::new(1_u8));
            assert_eq!(owner.paid.get(), 1);
            heap.collect();
            assert_eq!(owner.paid.get(), 2);
            drop(kept);
            drop(heap);
            assert_eq!(owner.paid.get(), 3);
            assert_eq!(owner.depth.get(), 0);
            assert_eq!(Rc::strong_count(&owner), 1);
        });
    }

    #[test]
    fn a_leaked_heap_is_left_alone_and_its_handles_stay_valid() {
        run_test(|| {
            let count = Rc::default();
            let heap = Heap::new();
            let kept = heap.with(|| {
                drop(node(&count, None));
                node(&count, None)
            });
            heap.leak();
            heap.collect();
            assert_eq!(count.get(), 2);
            drop(heap);
            assert_eq!(collect_orphans(), 0);
            assert_eq!(kept.text, "a text that lies elsewhere");
            let weak = WeakGc::new(&kept);
            drop(kept);
            assert!(weak.upgrade().is_some());
            assert_eq!(count.get(), 2);
        });
    }

    #[test]
    // Takes too long to finish in miri
    #[cfg_attr(miri, ignore)]
    fn random_graphs_over_heaps_lose_nothing_that_is_reachable() {
        run_test(|| {
            let count = Rc::default();
            let mut state = 0x2545_F491_4F6C_DD1D_u64;
            let mut random = move |below: usize| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
            };
            let mut heaps: Vec<Heap> = (0..4).map(|_| Heap::new()).collect();
            let mut roots: Vec<Gc<Node>> = Vec::new();
            let mut weak: Vec<WeakGc<Node>> = Vec::new();
            for step in 0..60_000 {
                let heap = &heaps[random(4)];
                match random(12) {
                    0..4 => {
                        let next = (!roots.is_empty()).then(|| roots[random(roots.len())].clone());
                        roots.push(heap.with(|| node(&count, next)));
                    }
                    4 if roots.len() > 1 => {
                        let (from, to) = (random(roots.len()), random(roots.len()));
                        *roots[from].next.borrow_mut() = Some(roots[to].clone());
                    }
                    5..8 if !roots.is_empty() => {
                        let index = random(roots.len());
                        roots.swap_remove(index);
                    }
                    8 if !roots.is_empty() => weak.push(WeakGc::new(&roots[random(roots.len())])),
                    9 if step % 40 == 0 => heap.collect(),
                    10 if step % 200 == 0 => {
                        let index = random(4);
                        heaps[index] = Heap::new();
                    }
                    11 if step % 100 == 0 => {
                        collect_orphans();
                        weak.retain(WeakGc::is_upgradable);
                    }
                    _ => {}
                }
                if step % 500 == 0 {
                    for root in &roots {
                        let mut at = root.clone();
                        for _ in 0..20 {
                            assert_eq!(at.text, "a text that lies elsewhere");
                            let Some(next) = at.next.borrow().clone() else {
                                break;
                            };
                            at = next;
                        }
                    }
                    for weak in &weak {
                        if let Some(node) = weak.upgrade() {
                            assert_eq!(node.text, "a text that lies elsewhere");
                        }
                    }
                }
            }
            assert!(count.get() > 0);
            roots.clear();
            weak.clear();
            heaps.clear();
            assert_eq!(collect_orphans(), 0);
            assert_eq!(count.get(), 0);
        });
    }
}
