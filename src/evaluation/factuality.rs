//! The correlation of predicted factuality with people's judgements.

/// Pearson's r of the pairs; 0 if one side does not vary.
///
/// # Examples
/// ```
/// use byline::evaluation::factuality::pearson;
/// assert!((pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) - 1.0).abs() < 1e-9);
/// assert!((pearson(&[(1.0, 1.0), (2.0, 0.0)]) + 1.0).abs() < 1e-9);
/// assert_eq!(pearson(&[(1.0, 5.0), (2.0, 5.0)]), 0.0);
/// ```
#[must_use]
pub fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len().max(1) as f64;
    let mean_x = pairs.iter().map(|(x, _)| x).sum::<f64>() / n;
    let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / n;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let scale = (xx * yy).sqrt();
    if scale > 0.0 { xy / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::pearson;

    #[test]
    fn r_is_what_the_definition_gives_by_hand() {
        // Deviations -1.5 -0.5 0.5 1.5 and -1 1 -1 1: 2 / sqrt(5 * 4).
        let r = pearson(&[(1.0, 1.0), (2.0, 3.0), (3.0, 1.0), (4.0, 3.0)]);
        assert!((r - 2.0 / 20.0_f64.sqrt()).abs() < 1e-12, "{r}");
        assert!(pearson(&[]).abs() < f64::EPSILON);
    }
}
