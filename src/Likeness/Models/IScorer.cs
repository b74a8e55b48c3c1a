using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model without a density that can still say how usual a row is, for a ranking.</summary>
public interface IScorer
{
    /// <summary>What the score is, such as <c>minus the squared reconstruction error</c>.</summary>
    string ScoreKind { get; }

    /// <summary>A number for each row, larger where it is more usual.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch].</returns>
    Tensor Score(Tensor rows);
}
