//! Circles in a graph given by its edges; without recursion, because documents decide how deep
//! it goes.

/// The strongly connected component of each node, by number (Kosaraju's algorithm).
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, to) in edges.iter().enumerate() {
        for to in to {
            if let Some(back) = reversed.get_mut(*to) {
                back.push(from);
            }
        }
    }
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    for start in 0..edges.len() {
        finish(edges, start, &mut seen, &mut order);
    }
    let mut number = vec![usize::MAX; edges.len()];
    for (round, start) in order.into_iter().rev().enumerate() {
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            match number.get_mut(node) {
                Some(slot) if *slot == usize::MAX => *slot = round,
                _ => continue,
            }
            open.extend(reversed.get(node).into_iter().flatten());
        }
    }
    number
}

/// Appends to `order` every node reached from `start` and not seen, after all it leads to.
fn finish(edges: &[Vec<usize>], start: usize, seen: &mut [bool], order: &mut Vec<usize>) {
    let mut open = vec![(start, 0)];
    while let Some((node, next)) = open.pop() {
        if next == 0 && std::mem::replace(seen.get_mut(node).unwrap_or(&mut true), true) {
            continue;
        }
        match edges.get(node).and_then(|to| to.get(next)) {
            Some(to) => {
                open.push((node, next + 1));
                open.push((*to, 0));
            }
            None => order.push(node),
        }
    }
}

/// Edges that close a circle when nodes are gone through in the order given; without them there
/// is none.
pub(super) fn closing(edges: &[Vec<usize>], starts: &[usize]) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    let mut found = Vec::new();
    for start in starts {
        let mut open = vec![(*start, 0)];
        if state.get(*start) != Some(&State::New) {
            continue;
        }
        while let Some((node, next)) = open.pop() {
            if let Some(slot) = state.get_mut(node) {
                *slot = State::Open;
            }
            let Some(to) = edges.get(node).and_then(|to| to.get(next)) else {
                if let Some(slot) = state.get_mut(node) {
                    *slot = State::Done;
                }
                continue;
            };
            open.push((node, next + 1));
            match state.get(*to) {
                Some(State::New) => open.push((*to, 0)),
                Some(State::Open) => found.push((node, *to)),
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_one_circle_share_a_component() {
        // 0 → 1 → 2 → 0, 2 → 3
        let number = components(&[vec![1], vec![2], vec![0, 3], vec![]]);
        assert_eq!(number.first(), number.get(1));
        assert_eq!(number.first(), number.get(2));
        assert_ne!(number.first(), number.get(3));
    }

    #[test]
    fn without_the_closing_edges_there_is_no_circle() {
        let edges = [vec![1, 1], vec![0, 1]];
        assert_eq!(closing(&edges, &[0, 1]), [(1, 0), (1, 1)]);
        assert!(closing(&[vec![1], vec![]], &[0, 1]).is_empty());
    }
}
