namespace Likeness.Evaluation.Pairs;

/// <summary>Correlations over any selection of groups of rows, computed without the rows.</summary>
internal interface IGroupCorrelations
{
    /// <summary>Pearson's correlation of every pair over the rows of the selected groups; NaN if a column is constant.</summary>
    /// <param name="chosen">Groups; one may occur more than once.</param>
    double[] Correlations(ReadOnlySpan<int> chosen);
}
