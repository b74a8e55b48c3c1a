namespace Likeness.Evaluation.Novelty;

/// <summary>
/// Searches training and test examples together, for any kind of data. They are shuffled, so that chance decides
/// which of several equally distant examples a list of neighbours omits.
/// </summary>
internal interface IRealSearch
{
    /// <summary>The number of neighbours, if there are enough examples: five for the local spacing, and one that may be left out.</summary>
    public const int Neighbours = 6;

    /// <summary>Whether each real example belongs to the training data.</summary>
    IReadOnlyList<bool> IsTraining { get; }

    /// <summary>The subject of each real example; null where each is one of its own.</summary>
    double[]? Subjects => null;

    /// <summary>The indices of real examples that serve as new examples, shuffled.</summary>
    IReadOnlyList<int> Compared { get; }

    /// <summary>Examples at this distance or less are equal.</summary>
    double SameDistance { get; }

    /// <summary>The nearest real examples of each generated example.</summary>
    NearestReal OfGenerated();

    /// <summary>The nearest real examples of some real examples, excluding themselves.</summary>
    NearestReal OfReal(IReadOnlyList<int> places);
}
