using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that samples missing values of a row conditioned on the observed ones, for any subset of observed columns.</summary>
public interface IImputer
{
    /// <summary>How good the conditional is: <c>exact</c>, or what kind of approximation.</summary>
    string ImputationKind { get; }

    /// <summary>Samples the values that are not observed.</summary>
    /// <param name="rows">[batch, Dimensions]; finite everywhere, but only read where observed.</param>
    /// <param name="known">[batch, Dimensions]: 1 where a value is observed, 0 where it is to be sampled.</param>
    /// <returns>[batch, Dimensions]: observed values unchanged, the others sampled; each row depends on its own random numbers alone.</returns>
    Tensor Impute(Tensor rows, Tensor known);
}
