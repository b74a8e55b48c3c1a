using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling;

/// <summary>Rows ranked by how unusual a run's model finds them.</summary>
/// <param name="Scores">One a row, larger where it is more usual; a log-density in the data's own space where the model has one.</param>
/// <param name="Transformed">The log-density in the space that the model works in; empty where the score is none.</param>
/// <param name="Kind">What the score is: <c>exact</c> or what kind of bound on the log-density, or what stands in for it.</param>
/// <param name="IsDensity">Whether the score is a log-density.</param>
/// <param name="Ranks">1 for the most unusual row; rows of one score share the best of their ranks.</param>
/// <param name="Threshold">Rows with a lower score are flagged; null where no rate of false alarms was asked for.</param>
public sealed record RowRanking(
    IReadOnlyList<double> Scores,
    IReadOnlyList<double> Transformed,
    string Kind,
    bool IsDensity,
    IReadOnlyList<int> Ranks,
    double? Threshold
)
{
    /// <summary>Of a table, which rows lie outside the learned range, and how many values off the grid; else null.</summary>
    public RangeCheck? Range { get; init; }

    /// <summary>Ranks scores, and sets a threshold at a rate of false alarms by the scores of examples like the data.</summary>
    /// <param name="scores">One an example, larger where it is more typical.</param>
    /// <param name="transformed">The log-density in model space; empty where the score is none.</param>
    /// <param name="kind">What the score is.</param>
    /// <param name="isDensity">Whether the score is a log-density.</param>
    /// <param name="known">Scores of examples that the model was not trained on; null for no threshold.</param>
    /// <param name="falseAlarm">The rate, in (0, 1); null for no threshold.</param>
    /// <exception cref="LikenessException">There are not enough known scores for such a rate.</exception>
    internal static RowRanking Create(
        double[] scores,
        double[] transformed,
        string kind,
        bool isDensity,
        double[]? known,
        double? falseAlarm
    )
    {
        double? threshold = null;
        if (known is not null && falseAlarm is { } rate)
        {
            int allowed = Allowed(rate, known.Length);
            threshold = known.Order().ElementAt(allowed);
        }

        return new RowRanking(scores, transformed, kind, isDensity, RankOf(scores), threshold);
    }

    /// <summary>Whether a row is flagged as unusual.</summary>
    public bool IsFlagged(int row) => Scores[row] < Threshold;

    /// <summary>
    /// The ranking as a table, a row for each row: <c>log_density</c> and <c>log_density_transformed</c>, or <c>score</c>; <c>rank</c>;
    /// <c>flagged</c>, 1 or 0, where there is a threshold; <c>outside</c>, 1 or 0, of rows of a table outside the learned range.
    /// </summary>
    public Table ToTable()
    {
        List<(string Name, Func<int, double> Value)> columns = IsDensity
            ? [("log_density", row => Scores[row]), ("log_density_transformed", row => Transformed[row])]
            : [("score", row => Scores[row])];
        columns.Add(("rank", row => Ranks[row]));
        if (Threshold is not null)
        {
            columns.Add(("flagged", row => IsFlagged(row) ? 1 : 0));
        }

        if (Range is { } range)
        {
            columns.Add(("outside", row => range.Outside[row] ? 1 : 0));
        }

        return new Table(
            [.. columns.Select(column => new Column(column.Name))],
            [.. Enumerable.Range(0, Scores.Count).SelectMany(row => columns.Select(column => column.Value(row)))]
        );
    }

    // Of sorted scores, the place of the one below which an example is flagged.
    internal static int Allowed(double rate, int known)
    {
        int allowed = (int)Math.Floor(rate * (known + 1)) - 1;
        return rate is > 0 and < 1 && allowed >= 0
            ? allowed
            : throw new LikenessException(
                known == 0
                    ? "the run has no validation examples to set a rate of false alarms by (train it with --validation 0.1)"
                    : $"a rate of false alarms of {rate} cannot be set by {known} validation examples (give {1.0 / (known + 1):0.#####} or more, below 1)"
            );
    }

    // 1 for the lowest score; equal scores share the best of their ranks.
    private static int[] RankOf(double[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i)];
        int[] ranks = new int[scores.Length];
        for (int place = 0; place < order.Length; place++)
        {
            bool ties = place > 0 && scores[order[place]].Equals(scores[order[place - 1]]);
            ranks[order[place]] = ties ? ranks[order[place - 1]] : place + 1;
        }

        return ranks;
    }
}
