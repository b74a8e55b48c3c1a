namespace Likeness.Modalities.Tables.Datasets;

/// <summary>
/// A dataset with a known density: the test NLL of a model is at least the entropy, and the
/// excess is its Kullback–Leibler divergence from the true distribution.
/// </summary>
public interface IKnownDensity
{
    /// <summary>−E[log p] in nats, in the dataset's own units; accurate to 1e-5.</summary>
    double Entropy { get; }

    /// <summary>log p of a row in nats; −∞ outside the support. Accurate to 1e-6 wherever rows occur.</summary>
    /// <param name="row">One value for each column.</param>
    double LogDensity(ReadOnlySpan<double> row);
}
