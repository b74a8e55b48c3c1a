using Likeness.Compute.Cpu;

namespace Likeness.Evaluation.Consecutive;

/// <summary>The rows that have a row before them of the same subject.</summary>
/// <param name="Rows">These rows.</param>
/// <param name="Before">The row before each of them.</param>
/// <param name="Subjects">The subject of each of them.</param>
internal sealed record RowPairs(int[] Rows, int[] Before, double[] Subjects)
{
    private const int MinPairs = 100;

    // Classifiers learn from some subjects, in five folds, and know nothing of the others.
    private const int MinSubjects = 10;

    /// <summary>The pairs of a table.</summary>
    /// <param name="subjects">The subject of each row.</param>
    /// <param name="by">What the rows of a subject are ordered by; null if they stand in order.</param>
    public static RowPairs Find(double[] subjects, double[]? by)
    {
        var pairs = new List<(int Row, int Before)>();
        foreach (var group in Enumerable.Range(0, subjects.Length).GroupBy(row => subjects[row]))
        {
            // Rows of the same time keep their order.
            int[] ordered = by is null ? [.. group] : [.. group.OrderBy(row => by[row])];
            pairs.AddRange(ordered.Skip(1).Zip(ordered));
        }

        return new(
            [.. pairs.Select(pair => pair.Row)],
            [.. pairs.Select(pair => pair.Before)],
            [.. pairs.Select(pair => subjects[pair.Row])]
        );
    }

    /// <summary>Whether there are enough pairs, and subjects, to say something of them.</summary>
    public bool AreEnough => Rows.Length >= MinPairs && Subjects.Distinct().Count() >= MinSubjects;

    /// <summary>At most so many random pairs.</summary>
    /// <param name="most">The number of pairs.</param>
    /// <param name="random">Chooses them.</param>
    public RowPairs Limit(int most, PhiloxRandom random)
    {
        if (Rows.Length <= most)
        {
            return this;
        }

        int[] chosen = random.Permutation(Rows.Length)[..most];
        return new(
            Array.ConvertAll(chosen, pair => Rows[pair]),
            Array.ConvertAll(chosen, pair => Before[pair]),
            Array.ConvertAll(chosen, pair => Subjects[pair])
        );
    }
}
