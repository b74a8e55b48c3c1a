namespace Likeness.Modalities.Tables.Datasets;

/// <summary>
/// A dataset whose rows come from a distribution that is known: the test NLL of a model is at least the entropy, and what
/// it has more is its Kullback–Leibler divergence from the truth.
/// </summary>
public interface IKnownDensity
{
    /// <summary>−E[log p] in nats, in the dataset's own units; right to 1e-5.</summary>
    double Entropy { get; }

    /// <summary>log p of a row in nats; −∞ outside the support. Right to 1e-6 wherever rows come to lie.</summary>
    /// <param name="row">One value for each column.</param>
    double LogDensity(ReadOnlySpan<double> row);
}
