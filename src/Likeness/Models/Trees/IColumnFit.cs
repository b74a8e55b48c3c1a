namespace Likeness.Models.Trees;

/// <summary>Fits one column of a sequence.</summary>
internal interface IColumnFit
{
    /// <summary>Fits a column given those before it. Several threads may call this at a time.</summary>
    /// <param name="rows">The rows; some of them may validate.</param>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    FittedColumn Fit(CodedRows rows, ReadOnlySpan<int> columns, CancellationToken cancellationToken);

    /// <summary>How much a column's log-likelihood increases when those before it are known, in nats: a fast estimate that compares orders.</summary>
    /// <param name="rows">The rows; some of them validate.</param>
    /// <param name="columns">The columns of the order up to this one.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    double Gain(CodedRows rows, ReadOnlySpan<int> columns, CancellationToken cancellationToken);
}
