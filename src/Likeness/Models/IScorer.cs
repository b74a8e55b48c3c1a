using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model without a density that ranks rows by their typicality.</summary>
public interface IScorer
{
    /// <summary>What the score is, such as <c>minus the squared reconstruction error</c>.</summary>
    string ScoreKind { get; }

    /// <summary>A score for each row, larger for more typical rows.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch].</returns>
    Tensor Score(Tensor rows);
}
