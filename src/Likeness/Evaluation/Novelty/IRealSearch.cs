namespace Likeness.Evaluation.Novelty;

/// <summary>
/// Searches training and test examples together, whichever kind they are of. They stand in random order, so that chance decides
/// which of several equally distant ones a list of neighbours leaves out.
/// </summary>
internal interface IRealSearch
{
    /// <summary>How many neighbours are found, where there are as many: five for the local spacing, and one that may be left out.</summary>
    public const int Neighbours = 6;

    /// <summary>Whether each real example was trained on.</summary>
    IReadOnlyList<bool> IsTraining { get; }

    /// <summary>The places of real examples that stand for new ones, in random order.</summary>
    IReadOnlyList<int> Compared { get; }

    /// <summary>Examples up to this distance are equal.</summary>
    double SameDistance { get; }

    /// <summary>The nearest real examples of each generated one.</summary>
    NearestReal OfGenerated();

    /// <summary>The nearest real examples of some real ones, which are no neighbours of themselves.</summary>
    NearestReal OfReal(IReadOnlyList<int> places);
}
