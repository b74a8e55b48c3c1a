using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that draws what is missing of a row from its own distribution given the rest, for any choice of what is given.</summary>
public interface IImputer
{
    /// <summary>How good the conditional is: <c>exact</c>, or what kind of approximation.</summary>
    string ImputationKind { get; }

    /// <summary>Draws the values that are not given.</summary>
    /// <param name="rows">[batch, Dimensions]; finite everywhere, but only looked at where given.</param>
    /// <param name="known">[batch, Dimensions]: 1 where a value is given, 0 where it is to be drawn.</param>
    /// <returns>[batch, Dimensions]: given values as they were, the others drawn; each row depends on its own random numbers alone.</returns>
    Tensor Impute(Tensor rows, Tensor known);
}
