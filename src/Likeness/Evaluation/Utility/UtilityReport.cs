namespace Likeness.Evaluation.Utility;

/// <summary>
/// The usefulness of generated rows for predicting a column: boosted trees trained on generated rows and tested on real ones (Esteban et al. 2017,
/// arXiv 1706.02633, section 4), beside the same trained on real rows.
/// </summary>
/// <param name="Target">The predicted column.</param>
/// <param name="Score">
/// <c>AUC</c>, for categories, booleans and numbers with two values (the mean over classes of one against all others), or <c>R²</c>.
/// </param>
/// <param name="Synthetic">The score of training on generated rows.</param>
/// <param name="SyntheticInterval">Its 90 % interval over test rows (DeLong, DeLong and Clarke-Pearson 1988, of the mean over classes; bootstrap of R²); null where it cannot be measured.</param>
/// <param name="Real">The score of training on real rows; null if too few rows are known.</param>
/// <param name="RealInterval">Its 90 % interval over test rows (DeLong, DeLong and Clarke-Pearson 1988, of the mean over classes; bootstrap of R²); null where it cannot be measured.</param>
/// <param name="RealRows">The real training rows; without any, those of the folds that the real rows are cross-fitted in.</param>
/// <param name="GeneratedRows">The generated training rows.</param>
/// <param name="TestRows">The real test rows.</param>
/// <param name="IsCrossFitted">Whether the real score is cross-fitted on the test rows, because no training rows are known.</param>
/// <param name="Classes">The number of classes; 0 for numbers.</param>
public sealed record UtilityReport(
    string Target,
    string Score,
    double? Synthetic,
    Interval? SyntheticInterval,
    double? Real,
    Interval? RealInterval,
    int RealRows,
    int GeneratedRows,
    int TestRows,
    bool IsCrossFitted,
    int Classes
)
{
    /// <summary>The score of a prediction that ignores all other columns: 0.5, or 0 of R².</summary>
    public double Chance => Classes > 0 ? 0.5 : 0;
}
