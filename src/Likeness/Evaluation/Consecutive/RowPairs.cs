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

        return Of(pairs, subjects);
    }

    /// <summary>Whether there are enough pairs, and subjects, to say something of them.</summary>
    public bool AreEnough => Rows.Length >= MinPairs && Subjects.Distinct().Count() >= MinSubjects;

    /// <summary>The pairs of random subjects: so many pairs, and the others of the last subject.</summary>
    /// <param name="most">The number of pairs.</param>
    /// <param name="random">Chooses the subjects.</param>
    public RowPairs Limit(int most, PhiloxRandom random)
    {
        if (Rows.Length <= most)
        {
            return this;
        }

        int[][] groups = [.. Enumerable.Range(0, Rows.Length).GroupBy(pair => Subjects[pair]).Select(one => one.ToArray())];
        var chosen = new List<int>();
        foreach (int group in random.Permutation(groups.Length).TakeWhile(_ => chosen.Count < most))
        {
            chosen.AddRange(groups[group]);
        }

        return new(
            [.. chosen.Select(pair => Rows[pair])],
            [.. chosen.Select(pair => Before[pair])],
            [.. chosen.Select(pair => Subjects[pair])]
        );
    }

    private static RowPairs Of(List<(int Row, int Before)> pairs, double[] subjects) =>
        new(
            [.. pairs.Select(pair => pair.Row)],
            [.. pairs.Select(pair => pair.Before)],
            [.. pairs.Select(pair => subjects[pair.Row])]
        );
}
